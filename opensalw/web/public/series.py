"""The series of one line: its figures by seat and period, the region's figure, what stands beside."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import Jurisdiction
from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from opensalw.roadmap.models import Observation, Round
from opensalw.roadmap.queries.definitions import mark_breaks
from opensalw.roadmap.states import State

from .doors import Shown, cell_of, reasons_in_words
from .frame import Frame
from .outlines import Arranged, Outline, at_column, parted
from .regions import Region, region_of
from .spans import By, Window, span_of


@dataclass(frozen=True)
class Absences:
    """Why a seat has no figure for a period: what is known of the round of that period."""

    rounds: Mapping[Period, Round]
    parts: Mapping[tuple[str, str], str]

    def words(self, jurisdiction: str, period: Period) -> str:
        """The words for an empty cell."""
        round = self.rounds.get(period)
        if round is None:
            return _("no figure")
        if round.is_reconstructed:
            return _("nothing in the record")
        if self.parts.get((round.key, jurisdiction)) == State.RELEASED:
            return _("no figure")
        return _("not yet released")


@dataclass(frozen=True)
class SeatRow:
    """A seat and its cells, one for each column."""

    seat: Jurisdiction
    cells: tuple[Shown, ...]


@dataclass
class Series:
    """One line over the columns of a window."""

    line: Line
    window: Window
    by: By
    rows: list[SeatRow] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    beside: list[Observation] = field(default_factory=list)
    undecided: list[Outline] = field(default_factory=list)
    used: list[Observation] = field(default_factory=list)
    placed: Mapping[tuple[str, Period], list[Observation]] = field(default_factory=dict)

    @property
    def has_figures(self) -> bool:
        """Whether any cell holds a figure or a reason."""
        return bool(self.used)

    @property
    def last(self) -> Period | None:
        """The latest column."""
        return self.window.columns[-1] if self.window.columns else None


def series_of(
    frame: Frame,
    measure: Measure,
    line: Line,
    found: Arranged,
    window: Window,
    by: By,
    absences: Absences,
    undecided: Sequence[Outline] = (),
) -> Series:
    """The figures of ``line`` as they stand in the columns of ``window``; ``undecided`` may belong to it."""
    series = Series(line, window, by, beside=found.beside, used=found.used, placed=found.cells)
    series.undecided = list(undecided)
    unsaid = by_place(undecided, by)
    for seat in frame.seats:
        mark_breaks(found.speaking.get((seat.id, column), ()) for column in window.columns)
        cells_of_seat = []
        for column in window.columns:
            if own := found.speaking.get((seat.id, column)):
                cells_of_seat.append(cell_of(frame.spec, own, line, column))
                continue
            absent = undecided_words(frame.spec, measure, unsaid.get((seat.id, column), ()))
            absent = absent or absences.words(seat.id, column)
            cells_of_seat.append(beside_cell(frame.spec, series.beside, line, seat.id, column, absences, absent))
        series.rows.append(SeatRow(seat, tuple(cells_of_seat)))
    for column in window.columns:
        here = [row for (_seat, place), rows in found.speaking.items() if place == column for row in rows]
        region = region_of(frame.spec, here, line, column, frame.asked)
        series.regions.append(replace(region, breaks=any(row.breaks for row in here)))
    return series


def by_place(rows: Iterable[Outline], by: By) -> dict[tuple[str, Period], list[Outline]]:
    """Figures by seat and the column that they lie in."""
    places: dict[tuple[str, Period], list[Outline]] = defaultdict(list)
    for row in rows:
        if column := span_of(row.start, row.end, by):
            places[row.jurisdiction, column].append(row)
    return places


def undecided_words(spec: FrameworkSpec, measure: Measure, rows: Sequence[Outline]) -> str:
    """Of a view: that a seat's figures of the period do not say whether they belong to it."""
    if not rows or not measure.view_of:
        return ""
    if all(row.kind == "missing" for row in rows):
        return reasons_in_words(rows)
    members = [one for name in measure.view_of.where for one in spec.dimensions[name].members]
    return next((one.title.lower() for one in members if one.key == NOT_STATED), _("not stated"))


def beside_cell(
    spec: FrameworkSpec,
    beside: Sequence[Observation],
    line: Line,
    seat: str,
    column: Period,
    absences: Absences,
    absent: str = "",
) -> Shown:
    """A cell without a figure of its period: the round's own figure of another period, or why there is none.

    Such a figure bears its own period and is never drawn or added.
    """
    round = absences.rounds.get(column)
    own = [row for row in beside if round and row.round_id == round.key and row.jurisdiction == seat]
    shown = cell_of(spec, own, line, column, absent or absences.words(seat, column), column in absences.rounds)
    return replace(shown, level=None)


@dataclass(frozen=True)
class LineRow:
    """A line and its cells, one for each seat, and the region's figure."""

    line: Line
    cells: tuple[Shown, ...]
    region: Region


def every_line(
    frame: Frame, measure: Measure, found: Sequence[Observation], column: Period, by: By, absences: Absences
) -> list[LineRow]:
    """All lines of a measure that hold something in one column, side by side and never added."""
    counted, _undecided = parted(measure, found)
    at = at_column(counted, column, by)
    round = absences.rounds.get(column)
    own_round = [row for row in counted if round and row.round_id == round.key]
    others = [row for row in own_round if span_of(row.start, row.end, by) != column]
    table = []
    for line in frame.spec.lines_of(measure):
        cells = {seat.id: at.get((line.key, seat.id), []) for seat in frame.seats}
        beside = [row for row in others if row.line == line.key]
        own = [row for rows in cells.values() for row in rows]
        if own or beside:
            shown = tuple(
                cell_of(frame.spec, cells[seat.id], line, column, absences.words(seat.id, column))
                if cells[seat.id]
                else beside_cell(frame.spec, beside, line, seat.id, column, absences)
                for seat in frame.seats
            )
            table.append(LineRow(line, shown, region_of(frame.spec, [*own, *beside], line, column, frame.asked)))
    return table


def latest_known(spec: FrameworkSpec, line: Line, rows: Iterable[Observation], asked: Sequence[str]) -> dict:
    """Of a stock or a grade the latest figures of each seat; several where a split keeps them apart."""
    found: dict[str, list[Observation]] = {jid: [] for jid in asked}
    for row in rows:
        if row.line == line.key and row.jurisdiction in found:
            found[row.jurisdiction].append(row)
    latest = {}
    for jid, held in found.items():
        keys = {}
        for row in sorted(held, key=lambda one: (one.end is not None, one.end and one.end.toordinal() or 0)):
            keys[tuple(sorted(row.dims.items()))] = row
        latest[jid] = list(keys.values())
    return latest
