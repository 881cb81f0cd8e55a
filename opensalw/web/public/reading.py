"""What public pages read: released figures in the least columns, rounds, and who may be shown."""

from collections.abc import Collection
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone

from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import FrameworkSpec, Measure
from opensalw.roadmap.models import Observation, Round, Source, Statement, Submission
from opensalw.roadmap.queries.observations import public_observations
from opensalw.roadmap.queries.publicity import parts_now_public, public_now
from opensalw.roadmap.queries.rounds import rounds

IN_TABLES = (
    "id", "measure", "measure_version", "line", "jurisdiction", "start", "end", "fit", "dims", "unit", "kind",
    "value", "low", "high", "grade", "direction", "reason", "qualifier", "against", "expected", "included_in",
    "unit_as_reported", "obs_status", "origin", "caveats", "coverage", "round", "restated", "known_from",
    "source",
)  # fmt: skip


def figures(spec: FrameworkSpec, **where: object) -> QuerySet[Observation]:
    """Released figures of a framework that stand today, with the columns that tables need.

    Sources are few and figures many: they are fetched once and not joined to each row.
    """
    found = public_observations().filter(framework__key=spec.key, **where).select_related(None)
    return found.prefetch_related("source").only(*IN_TABLES)


def whole(shown: Collection[UUID]) -> dict[UUID, Observation]:
    """Figures that were found public a moment ago, by id; rows are never changed, so they are as they were found."""
    if not shown:
        return {}
    return {row.pk: row for row in Observation.published.filter(pk__in=shown).order_by().only(*IN_TABLES)}


def spans(spec: FrameworkSpec, measure: Measure, line: str) -> list[tuple[date | None, date | None]]:
    """The distinct periods and dates that a line's figures speak of."""
    found = public_observations().filter(framework__key=spec.key, measure=spec.source_measure(measure).key, line=line)
    return list(found.order_by().select_related(None).values_list("start", "end").distinct())


def lines_with_figures(spec: FrameworkSpec, measure: Measure) -> set[str]:
    """The lines of a measure that hold any figure."""
    found = public_observations().filter(framework__key=spec.key, measure=spec.source_measure(measure).key)
    return set(found.order_by().select_related(None).values_list("line", flat=True).distinct())


def within(period: Period) -> Q:
    """Figures whose period or date touches ``period``."""
    return Q(end__gte=period.start) & (Q(start__lte=period.end) | Q(start__isnull=True, end__lte=period.end))


def ever_public(id: UUID) -> Observation | None:
    """A figure that is or once was public, with all that belongs to it."""
    found = Observation.published.filter(public_from__lte=Now(), known_from__lte=timezone.now())
    return found.select_related("source", "framework", "round", "submission").filter(pk=id).first()


def public_rounds(framework: str = "") -> list[Round]:
    """Rounds of which something may be read, the latest first."""
    some = Q(state__in=[Round.State.RECONSTRUCTED, Round.State.CLOSED]) | public_now("submissions__")
    found = rounds().filter(some).distinct().defer("framework__text", "framework__canonical")
    return list(found.filter(framework__key=framework) if framework else found)


def announced_rounds(framework: str = "") -> list[Round]:
    """All rounds: that a round is open is no secret, what stands in its parts is."""
    found = rounds().defer("framework__text", "framework__canonical")
    return list(found.filter(framework__key=framework) if framework else found)


def public_parts(**where: object) -> QuerySet[Submission]:
    """The parts that were released or reconstructed."""
    return parts_now_public().filter(**where)


def public_statements(**where: object) -> QuerySet[Statement]:
    """What organisations said of parts that are public; of the others nothing is shown."""
    part = public_parts(round=OuterRef("round"), jurisdiction=OuterRef("jurisdiction"))
    return Statement.objects.filter(Exists(part), **where).select_related("source")


def sources_in_use() -> QuerySet[Source]:
    """The publications that figures or texts were taken from, by class."""
    return Source.objects.order_by("kind", "title")


def seats_by_measure(spec: FrameworkSpec) -> dict[str, set[str]]:
    """The seats of which anything but a reason is known, by measure; of a view those that it counts."""
    found = (
        public_observations().filter(framework__key=spec.key).exclude(kind="missing").order_by().select_related(None)
    )
    seats: dict[str, set[str]] = {}
    for measure, jurisdiction in found.values_list("measure", "jurisdiction").distinct():
        seats.setdefault(measure, set()).add(jurisdiction)
    for measure, view in ((one.key, one.view_of) for one in spec.measures if one.view_of):
        where = {f"dims__{name}__in": members for name, members in view.where.items()}
        counted = found.filter(measure=view.measure, **where).values_list("jurisdiction", flat=True)
        seats[measure] = set(counted.distinct())
    return seats
