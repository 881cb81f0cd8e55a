"""Applications found again, what was checked of them, and the report of a campaign."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from statistics import median

from django.db.models import Q, QuerySet, Sum

from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history

from ..models import Application, ApplicationCheck, Campaign, Item, Ruling
from ..vocabulary import UNITS, Thing


@dataclass(frozen=True)
class Wanted:
    """What a list of applications is narrowed to; what is empty narrows nothing."""

    campaign: str = ""
    state: str = ""
    words: str = ""


def applications(jurisdiction: str, wanted: Wanted = Wanted()) -> QuerySet[Application]:
    """The applications of a jurisdiction, latest first."""
    found = Application.objects.filter(jurisdiction=jurisdiction).select_related("campaign")
    if wanted.campaign:
        found = found.filter(campaign__number=wanted.campaign)
    if wanted.state:
        found = found.filter(state=wanted.state)
    for word in wanted.words.split():
        found = found.filter(
            Q(number__icontains=word) | Q(marks__icontains=word) | Q(make__icontains=word) | Q(code__iexact=word)
        )
    return found


def application_of(jurisdiction: str, number: str) -> Application | None:
    """The application of this number, with its checks and rulings."""
    found = applications(jurisdiction).filter(number=number)
    return found.prefetch_related("checks", "rulings").first()


def latest_checks(application: Application) -> dict[str, ApplicationCheck]:
    """The last check of each kind."""
    found = ApplicationCheck.objects.filter(jurisdiction=application.jurisdiction, application=application)
    return {one.kind: one for one in found.order_by("entry")}


def first_ruling(application: Application) -> Ruling | None:
    """The first decision, if there is one."""
    found = Ruling.objects.filter(jurisdiction=application.jurisdiction, application=application)
    return found.order_by("entry").first()


def told(application: Application) -> list[Entry]:
    """Everything that happened to an application, oldest first."""
    return history(application.pk, jurisdiction=application.jurisdiction)


@dataclass
class CampaignReport:
    """What a campaign brought, as it stands on a day."""

    campaign: Campaign
    as_of: date
    handed_in: list[tuple[Thing, Decimal]] = field(default_factory=list)
    states: list[tuple[str, int]] = field(default_factory=list)
    types: list[tuple[str, int, int]] = field(default_factory=list)
    anonymous: int = 0
    hits: int = 0
    appeals: int = 0
    days_to_decide: float | None = None

    @property
    def applied(self) -> int:
        """All applications that were not taken back."""
        return sum(count for state, count in self.states if state != str(Application.State.TAKEN_BACK.label))


def campaign_report(campaign: Campaign, today: date) -> CampaignReport:
    """What was handed in under a campaign, what was applied for, and how it ended."""
    report = CampaignReport(campaign, today)
    own = {"jurisdiction": campaign.jurisdiction}
    things = Item.objects.filter(**own, incident__campaign=campaign, incident__withdrawn=False)
    sums = things.order_by().values_list("thing").annotate(sum=Sum("quantity"))
    report.handed_in = sorted((Thing(thing), amount) for thing, amount in sums)
    held = list(Application.objects.filter(**own, campaign=campaign).order_by())
    states = Counter(one.state for one in held)
    report.states = [(str(state.label), states[state]) for state in Application.State]
    standing = [one for one in held if one.state != Application.State.TAKEN_BACK]
    types = Counter(one.get_type_display() for one in standing)
    granted = Counter(one.get_type_display() for one in standing if one.state == Application.State.GRANTED)
    report.types = [(name, count, granted[name]) for name, count in sorted(types.items())]
    report.anonymous = sum(one.is_anonymous for one in standing)
    report.appeals = sum(one.appealed_on is not None for one in standing)
    checks = ApplicationCheck.objects.filter(**own, application__campaign=campaign, result="hit")
    report.hits = checks.values("application").distinct().count()
    first = Ruling.objects.filter(**own, application__campaign=campaign, instance="first")
    spans = [(on - applied).days for on, applied in first.values_list("on", "application__applied_on")]
    report.days_to_decide = median(spans) if spans else None
    return report


def unit_of(thing: Thing) -> str:
    """The unit in which an object is counted, in words."""
    return str(UNITS[thing].plural)
