"""What a round asked of its people: fields, what was known before, what was typed again, time, and what to drop."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django.db.models import Count

from opensalw.core.jurisdictions import order
from opensalw.ledger.models import Entry

from ..framework.spec import FrameworkSpec
from ..models import DraftCell, DraftChange, Observation, Round, Submission, Thread
from .forms import asked_lines

PAUSE = timedelta(minutes=15)
MOMENT = timedelta(minutes=1)
KNOWN = (DraftCell.Origin.PREVIOUS, DraftCell.Origin.COMPUTED, DraftCell.Origin.REPORT)
FROM_FILES = (DraftCell.Origin.WORKBOOK, DraftCell.Origin.FILE, DraftCell.Origin.API)


@dataclass
class Burden:
    """What one part, or one measure of all parts, asked of people. Counts are of figures, splits included."""

    name: str
    asked: int = 0
    answered: int = 0
    reasons: int = 0
    figures: int = 0
    taken_over: int = 0
    overridden: int = 0
    retyped: int = 0
    from_files: int = 0
    from_text: int = 0
    changed_after_return: int = 0
    queries: int = 0
    minutes: int = 0
    days_to_send: int | None = None

    def add(self, cell: DraftCell, known: frozenset[Decimal]) -> None:
        """Count one figure in work."""
        self.figures += 1
        self.reasons += cell.kind == "missing"
        self.from_files += cell.origin in FROM_FILES
        self.from_text += cell.origin == DraftCell.Origin.PROSE
        value = cell.cell.level
        source = _level(cell.source)
        if source is not None and value is not None and source != value:
            self.overridden += 1
        elif cell.origin in KNOWN:
            self.taken_over += 1
        elif cell.origin == DraftCell.Origin.TYPED and value is not None and value in known:
            self.retyped += 1


def _level(source: Mapping[str, Any]) -> Decimal | None:
    """The number that was taken over; None where it was a grade or a range, or nothing was."""
    try:
        return Decimal(str(source["level"] if "level" in source else source["value"]))
    except (KeyError, InvalidOperation):
        return None


@dataclass
class RoundBurden:
    """The burden of a round: by seat and by measure, in all, and the fields that it may be better to drop."""

    parts: list[Burden] = field(default_factory=list)
    measures: list[Burden] = field(default_factory=list)
    whole: Burden = field(default_factory=lambda: Burden(""))
    droppable: list[tuple[str, int]] = field(default_factory=list)


def burden_of(round: Round) -> RoundBurden:
    """The burden of a round, in a fixed number of queries."""
    spec, parts = round.framework.spec, sorted(round.submissions.all(), key=lambda one: order(one.jurisdiction))
    by_part = {part.pk: Burden(part.jurisdiction) for part in parts}
    by_measure = {measure.key: Burden(measure.key) for measure in spec.measures if measure.lines}
    for part in parts:
        for measure, _line in asked_lines(spec, part.jurisdiction):
            by_part[part.pk].asked += 1
            by_measure[measure.key].asked += 1
    _count_cells(round, parts, by_part, by_measure)
    _count_changes(round, by_part, by_measure)
    for of, count in _queries(round):
        by_part[of].queries = count
    opened = _opened(round)
    for part in parts:
        if opened and part.sent_at:
            by_part[part.pk].days_to_send = (part.sent_at - opened).days
    found = RoundBurden(list(by_part.values()), [one for one in by_measure.values() if one.asked])
    for one in found.parts:
        for name in ("asked", "answered", *COUNTED, "changed_after_return", "queries", "minutes"):
            setattr(found.whole, name, getattr(found.whole, name) + getattr(one, name))
    found.droppable = droppable(round, spec)
    return found


COUNTED = ("reasons", "figures", "taken_over", "overridden", "retyped", "from_files", "from_text")


def _count_cells(
    round: Round, parts: Sequence[Submission], by_part: Mapping[UUID, Burden], by_measure: Mapping[str, Burden]
) -> None:
    known = _known(round, parts)
    seats = {part.pk: part.jurisdiction for part in parts}
    lines: set[tuple[UUID, str, str]] = set()
    for cell in DraftCell.objects.filter(submission__round=round):
        values = known[seats[cell.submission_id], cell.measure, cell.line, cell.dims_key]
        by_part[cell.submission_id].add(cell, frozenset(values))
        if cell.measure in by_measure:
            by_measure[cell.measure].add(cell, frozenset(values))
        lines.add((cell.submission_id, cell.measure, cell.line))
    for part, measure, _line in lines:
        by_part[part].answered += 1
        if measure in by_measure:
            by_measure[measure].answered += 1


def _known(round: Round, parts: Sequence[Submission]) -> defaultdict[tuple[str, str, str, str], set[Decimal]]:
    """What was already known of each line when the round was filled: earlier and other figures of the seat."""
    found: defaultdict[tuple[str, str, str, str], set[Decimal]] = defaultdict(set)
    rows = Observation.objects.filter(
        jurisdiction__in=[part.jurisdiction for part in parts], framework__key=round.framework.key, kind="amount",
        known_until__isnull=True, end__lte=round.figures_end,
    ).exclude(round=round)  # fmt: skip
    for seat, measure, line, dims, value in rows.values_list("jurisdiction", "measure", "line", "dims_key", "value"):
        if value:
            found[seat, measure, line, dims].add(value)
    return found


def _count_changes(round: Round, by_part: Mapping[UUID, Burden], by_measure: Mapping[str, Burden]) -> None:
    """Minutes at work, estimated from the history of the draft, and what a return made people change."""
    returned = dict(
        Entry.objects.filter(subject__in=list(by_part), name="returned")
        .order_by("-recorded_at")
        .values_list("subject", "recorded_at")
    )
    moments: defaultdict[tuple[UUID, str], list[datetime]] = defaultdict(list)
    rows = DraftChange.objects.filter(submission__round=round).order_by("submission", "number")
    for part, by, at, thing, key in rows.values_list("submission", "by", "at", "thing", "key"):
        moments[part, by].append(at)
        if part in returned and at > returned[part] and thing == DraftChange.Thing.FIGURE:
            by_part[part].changed_after_return += 1
            if (measure := key.partition(".")[0]) in by_measure:
                by_measure[measure].changed_after_return += 1
    for (part, _by), times in moments.items():
        by_part[part].minutes += round_minutes(times)


def round_minutes(times: Sequence[datetime]) -> int:
    """Minutes at work of one person: the time between changes, where a pause of more than 15 minutes counts as one."""
    gaps = [after - before for before, after in zip(times, times[1:], strict=False)]
    worked = sum((gap if gap <= PAUSE else MOMENT for gap in gaps), MOMENT if times else timedelta(0))
    return max(int(worked.total_seconds() // 60), 1) if times else 0


def _queries(round: Round) -> Iterable[tuple[UUID, int]]:
    asked = Thread.objects.filter(submission__round=round, kind=Thread.Kind.QUERY)
    return asked.order_by().values_list("submission").annotate(count=Count("id"))


def _opened(round: Round) -> datetime | None:
    """When the round was opened, by its entry in the ledger."""
    found = Entry.objects.filter(name="round_opened", payload__round=round.key).order_by("id").first()
    return found.recorded_at if found else None


def droppable(round: Round, spec: FrameworkSpec, rounds: int = 2) -> list[tuple[str, int]]:
    """Lines that nobody gave a figure for in this round and those before it, and that no headline shows.

    Each with the number of rounds looked at; empty while there are fewer than ``rounds`` that people filled.
    """
    held = list(
        Round.objects.filter(framework__key=round.framework.key, figures_end__lte=round.figures_end)
        .exclude(state=Round.State.RECONSTRUCTED)
        .values_list("key", flat=True)
    )
    if len(held) < rounds:
        return []
    filled = DraftCell.objects.filter(submission__round__in=held).exclude(kind="missing")
    given: Counter[str] = Counter(f"{measure}.{line}" for measure, line in filled.values_list("measure", "line"))
    shown = {reference for goal in spec.goals for reference in goal.headline}
    lines = [f"{m.key}.{line.key}" for m in spec.measures if not m.view_of for line in m.lines if not line.derived]
    used = {reference for m in spec.measures for line in m.lines if line.formula for reference in line.formula.lines}
    return [(line, len(held)) for line in lines if line not in given and line not in shown and line not in used]
