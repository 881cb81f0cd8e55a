"""What a speaking brief tells of a jurisdiction: figures with those before, points, needs without support, promises."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q

from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import DraftCell, Observation, Round, Submission, TextItem
from opensalw.roadmap.queries.accepted import standing_figures
from opensalw.roadmap.queries.observations import latest_framework, of_round, public_observations
from opensalw.roadmap.states import State

from ..models import Conclusion, Meeting, Need
from ..rules.conclusions import WAITED_FOR
from .needs import live_needs
from .skeletons import SENT

WITHOUT_SUPPORT = (Need.Status.STATED, Need.Status.CONFIRMED)


@dataclass(frozen=True)
class Figure:
    """A figure and the one of the period before that may be compared with it."""

    row: Observation | DraftCell
    before: Observation | None

    @property
    def change(self) -> Decimal | None:
        """How much it changed, where both are exact amounts; None otherwise."""
        if self.before is None:
            return None
        now, then = self.row.cell, self.before.cell
        exact = all(one.kind == "amount" and one.qualifier == "exact" and one.value is not None for one in (now, then))
        return now.value - then.value if exact and now.value is not None and then.value is not None else None


@dataclass(frozen=True)
class Told:
    """Everything that a brief draws on; ``is_earlier`` says that it is of a round before the meeting's."""

    spec: FrameworkSpec
    round: Round | None
    is_earlier: bool
    figures: tuple[Figure, ...]
    points: tuple[TextItem, ...]
    needs: tuple[Need, ...]
    promises: tuple[Conclusion, ...]


def told_for(meeting: Meeting, jurisdiction: str) -> Told:
    """What there is to tell of a jurisdiction at a meeting; of the round before where nothing was handed in yet."""
    part = _part(meeting, jurisdiction)
    spec = part.round.framework.spec if part else latest_framework(meeting.series.framework_key).spec
    promises = Conclusion.objects.filter(jurisdiction=jurisdiction, status__in=WAITED_FOR)
    needs = live_needs().filter(jurisdiction=jurisdiction, status__in=WITHOUT_SUPPORT)
    return Told(
        spec=spec, round=part.round if part else None, is_earlier=bool(part and part.round_id != meeting.round_id),
        figures=tuple(_figures(part, spec)) if part else (), points=tuple(_points(part)) if part else (),
        needs=tuple(needs.order_by("goal", "number")), promises=tuple(promises),
    )  # fmt: skip


def _part(meeting: Meeting, jurisdiction: str) -> Submission | None:
    """The part that was handed in for the meeting's round, or the latest one of a round before."""
    handed = Submission.objects.filter(jurisdiction=jurisdiction, state__in=[*SENT, State.AMENDING])
    handed = handed.filter(round__framework__key=meeting.series.framework_key).select_related("round__framework")
    if meeting.round_id and (own := handed.filter(round=meeting.round_id).first()):
        return own
    last = meeting.round.figures_end if meeting.round else meeting.starts_on
    return handed.filter(round__figures_end__lte=last).order_by("-round__figures_end").first()


def _points(part: Submission) -> list[TextItem]:
    """The points of a part; of one that is being changed, those that were accepted."""
    found = TextItem.everything.filter(submission=part)
    wanted = Q(stands_for__isnull=False) if part.state == State.AMENDING else Q(stands_for__isnull=True)
    kinds = list(TextItem.Kind.values)
    return sorted(found.filter(wanted), key=lambda one: (one.goal, kinds.index(one.kind), one.position))


def _figures(part: Submission, spec: FrameworkSpec) -> Iterable[Figure]:
    """The figures of a part, headline lines first, each with the comparable one before it."""
    rows: list[Observation | DraftCell] = list(of_round(part.round_id).filter(jurisdiction=part.jurisdiction))
    if not rows:
        rows = list(standing_figures(part)) or list(part.cells.all())
    earlier: dict[tuple[str, str, str, str], list[Observation]] = {}
    known = public_observations().filter(
        jurisdiction=part.jurisdiction, framework__key=spec.key, end__lt=part.round.figures_start
    )
    for past in known.order_by("-end", "pk"):
        earlier.setdefault((past.measure, past.line, past.dims_key, past.unit), []).append(past)
    head = {reference: place for place, reference in enumerate(r for goal in spec.goals for r in goal.headline)}
    order = {measure.key: place for place, measure in enumerate(spec.measures)}

    def rank(row: Observation | DraftCell) -> tuple[int, bool, int, str, str]:
        reference = f"{row.measure}.{row.line}"
        missing = row.kind == "missing"
        return head.get(reference, len(head)), missing, order.get(row.measure, 0), row.line, row.dims_key

    for row in sorted(rows, key=rank):
        if row.kind != "missing" or f"{row.measure}.{row.line}" in head:
            found = earlier.get((row.measure, row.line, row.dims_key, row.unit), [])
            yield Figure(row, next((one for one in found if _comparable(row, one, part.round)), None))


def _comparable(row: Observation | DraftCell, before: Observation, round: Round) -> bool:
    """Two figures that were reported to the Roadmap, of equal spans, by one definition; stocks with stocks."""
    if before.round_id is None:  # a statistic of somebody else counts by rules of its own
        return False
    if isinstance(row, Observation):
        if row.measure_version != before.measure_version:
            return False
        start, end = row.start, row.end
    else:
        start, end = round.figures_start, round.figures_end
    if start is None or before.start is None or end is None or before.end is None:
        return start is None and before.start is None
    return abs((end - start).days - (before.end - before.start).days) <= 3
