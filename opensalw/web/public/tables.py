"""Tables of a round and of a jurisdiction: lines with their figures, each a door."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import jurisdiction, order
from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import Goal, Line, Measure
from opensalw.roadmap.models import Observation, Round

from .doors import Shown, cell_of, door, stated, when
from .frame import Frame
from .outlines import is_part
from .regions import Region, best, region_of


@dataclass(frozen=True)
class MeasureRows:
    """A measure with the lines that hold anything."""

    measure: Measure
    rows: tuple


def part_states(round: Round) -> list:
    """The seats of a round in their order with the state of each part, the region last."""
    parts = sorted(round.submissions.all(), key=lambda part: order(part.jurisdiction))
    return [(jurisdiction(part.jurisdiction), part) for part in parts]


def round_table(frame: Frame, figures: Sequence[Observation], period: Period) -> list[tuple[Goal, list[MeasureRows]]]:
    """The figures of a round: by goal and measure, a row for each line, a column for each seat and the region."""
    places: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in figures:
        places[row.measure, row.line].append(row)
    table = []
    for goal in frame.spec.goals:
        shown = []
        for measure in frame.spec.measures_of_goal(goal.number):
            if measure.view_of or measure.goals[0] != goal.number:
                continue
            rows = tuple(
                _line_row(frame, line, places[measure.key, line.key], period)
                for line in measure.lines
                if places[measure.key, line.key]
            )
            if rows:
                shown.append(MeasureRows(measure, rows))
        table.append((goal, shown))
    return table


def _line_row(
    frame: Frame, line: Line, rows: Sequence[Observation], period: Period
) -> tuple[Line, list[Shown], Region]:
    cells, speaking = [], []
    for seat in frame.seats:
        own = [row for row in rows if row.jurisdiction == seat.id]
        chosen = best(own) if line.kind == "amount" else own
        speaking += chosen
        cells.append(cell_of(frame.spec, chosen, line, period, _("no figure")))
    region = region_of(frame.spec, speaking, line, period, frame.asked)
    return line, cells, region


def seat_table(frame: Frame, figures: Sequence[Observation]) -> list[tuple[Goal, list[MeasureRows]]]:
    """All figures of one seat: by goal and measure, one row for each figure, the latest period first."""
    places: dict[str, list[Observation]] = defaultdict(list)
    for row in figures:
        places[row.measure].append(row)
    table = []
    for goal in frame.spec.goals:
        shown = []
        for measure in frame.spec.measures_of_goal(goal.number):
            if measure.view_of or measure.goals[0] != goal.number or not places[measure.key]:
                continue
            lines = {line.key: line for line in measure.lines}
            keys = list(lines)
            rows = sorted(
                whole(places[measure.key]),
                key=lambda row: (keys.index(row.line), -(row.end.toordinal() if row.end else 0), len(row.dims)),
            )
            shown.append(
                MeasureRows(
                    measure,
                    tuple(
                        (lines[row.line], row, door(row, lines[row.line], with_unit=lines[row.line].kind != "grade"),
                         when(row), stated(frame.spec, row.dims))
                        for row in rows
                    ),
                )
            )  # fmt: skip
        table.append((goal, shown))
    return table


def whole(rows: Sequence[Observation]) -> list[Observation]:
    """Figures without those that only split another one of the same line, period and source."""
    held: dict[tuple, list[Observation]] = defaultdict(list)
    for row in rows:
        held[row.line, row.start, row.end, row.source_id].append(row)
    return [row for group in held.values() for row in group if not is_part(row, group)]
