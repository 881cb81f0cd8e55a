"""Questions about the portfolio: projects, their money and how they stand with it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.db.models import Prefetch, Q, QuerySet

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person
from opensalw.core.session import acting_for
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.roadmap.models import Round

from ..funding import Funding, Sum, funding
from ..models import Money, Organisation, Project
from .rates import Rates

OVER = (Project.Stage.FINISHED, Project.Stage.CANCELLED)
STANDING_MONEY = Prefetch(
    "money", Money.objects.filter(withdrawn_at__isnull=True).select_related("donor", "source"), to_attr="standing"
)


def projects(**chosen: object) -> QuerySet[Project]:
    """Projects with what every list of them shows; ``chosen`` are fields and values."""
    found = Project.objects.select_related("organisation", "source", "part_of")
    found = found.filter(**{name: value for name, value in chosen.items() if value not in (None, "")})
    return found.prefetch_related(STANDING_MONEY, "needs", "partners")


def public_projects() -> QuerySet[Project]:
    """The portfolio that everyone may read."""
    return projects(is_public=True)


def projects_seen_by(person: Person) -> QuerySet[Project]:
    """The public portfolio, the own organisation's projects, and those that serve the own jurisdiction."""
    if person.is_secretariat:
        return projects()
    own = Q(organisation__institution__in=[post.institution for post in person.posts])
    served = Q(jurisdictions__overlap=sorted({post.jurisdiction for post in person.posts if post.role != "donor"}))
    return projects().filter(Q(is_public=True) | own | served)


def own_organisations(person: Person) -> QuerySet[Organisation]:
    """The organisations whose projects a person writes; all of them for the secretariat."""
    if person.is_secretariat:
        return Organisation.objects.all()
    own = [post.institution for post in person.posts if post.role == "donor"]
    return Organisation.objects.filter(institution__in=own)


def own_projects(person: Person) -> QuerySet[Project]:
    """The projects that a person writes."""
    return projects().filter(organisation__in=own_organisations(person))


def given_by(donor: Organisation) -> QuerySet[Project]:
    """The projects that a donor, or a part of it, gave money to; struck-out money does not count."""
    gifts = Money.objects.filter(withdrawn_at__isnull=True).filter(Q(donor=donor) | Q(donor__part_of=donor))
    return projects().filter(pk__in=gifts.values("project"))


def donors() -> QuerySet[Organisation]:
    """The organisations that gave money to a project."""
    gifts = Money.objects.filter(withdrawn_at__isnull=True, donor__isnull=False)
    return Organisation.objects.filter(pk__in=gifts.values("donor")).select_related("part_of")


def project_history(project: Project) -> list[Entry]:
    """Everything that happened to a project, oldest first."""
    with acting_for(REGIONAL):
        return history(project.pk, jurisdiction=REGIONAL)


def money_of(project: Project) -> list[Money]:
    """The amounts of a project that stand; those read with the project, where they were."""
    standing = getattr(project, "standing", None)
    if standing is not None:
        return list(standing)
    return list(project.money.filter(withdrawn_at__isnull=True).select_related("donor", "source"))


def funding_of(project: Project, rates: Rates | None = None) -> Funding:
    """How a project stands with its money, by the declared rule."""
    held = [
        Sum(row.kind, row.amount, row.currency, row.donor_id or "", row.on or row.starts_on)
        for row in money_of(project)
    ]
    return funding(held, project.funding_said, rates.amount) if rates else funding(held, project.funding_said)


@dataclass
class Totals:
    """Amounts of one kind by currency, never added across currencies; and how many are not known."""

    sums: dict[str, Decimal] = field(default_factory=dict)
    unknown: int = 0

    @property
    def said(self) -> list[tuple[str, Decimal]]:
        """The sums in the order of their currencies."""
        return sorted(self.sums.items())


def totals(rows: Iterable[Money]) -> dict[str, Totals]:
    """The amounts by kind."""
    found: dict[str, Totals] = defaultdict(Totals)
    for row in rows:
        kept = found[row.kind]
        if row.amount is None:
            kept.unknown += 1
        else:
            kept.sums[row.currency] = kept.sums.get(row.currency, Decimal(0)) + row.amount
    return dict(found)


def donors_of(project: Project) -> list[Organisation]:
    """Who gives money to a project, by name."""
    found = {row.donor_id: row.donor for row in money_of(project) if row.donor is not None}
    return sorted(found.values(), key=lambda one: one.name)


def end_of_money(project: Project) -> date | None:
    """The day on which the money of a project ends: the project's end, else the end of its last budget."""
    ends = [row.ends_on for row in money_of(project) if row.kind == Money.Kind.BUDGET and row.ends_on]
    return project.ends_on or max(ends, default=None)


def told_in(round: Round) -> QuerySet[Project]:
    """The public projects that a round's contributions report tells of.

    Those with a form for it; and those that were known by the day of its meeting and had not ended before its period.
    """
    day = round.meeting_on or round.figures_end
    known = Q(starts_on__lte=day) | Q(starts_on__isnull=True, as_of__lte=day)
    over = Q(ends_on__lt=round.figures_start) | Q(stage__in=OVER, ends_on__isnull=True)
    sent = Q(contributions__round=round, contributions__state="sent")
    return public_projects().filter(sent | (known & ~over)).distinct()
