"""The rows of a part's workbook: every line that is asked, its splits, what stands and what stood before."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.roadmap import rules
from opensalw.roadmap.cells import Cell, shown
from opensalw.roadmap.figure_text import as_typed
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from opensalw.roadmap.models import DraftCell, Observation, Submission
from opensalw.roadmap.queries.forms import LineState, form_of
from opensalw.roadmap.reach import Reach, reach_of

from .form import row_id

OFFERED = 40


@dataclass(frozen=True)
class FormRow:
    """One figure of the form. ``offered`` rows are those of the split that the figure is wanted by."""

    measure: Measure
    line: Line
    dims: Mapping[str, str]
    held: DraftCell | None = None
    before: Observation | None = None
    computed: Decimal | None = None
    offered: bool = False
    locked: bool = False

    @property
    def id(self) -> str:
        """The stable id of the row."""
        return row_id(self.measure.key, self.line.key, self.dims)


@dataclass(frozen=True)
class FormGoal:
    """One sheet: a goal and its rows, measure by measure."""

    number: int
    title: str
    measures: list[tuple[Measure, list[FormRow]]] = field(default_factory=list)


def form_goals(part: Submission, by: Person | None = None) -> list[FormGoal]:
    """The goals of a part with their rows, as far as ``by`` sees them; what ``by`` may not fill now is locked."""
    spec = part.round.framework.spec
    reach = reach_of(part, by) if by else Reach(whole=True)
    goals = []
    for state in form_of(part):
        measures = []
        for one in state.measures:
            if not reach.sees(one.measure.key):
                continue
            locked = by is not None and bool(rules.refuse_line(part, one.measure.key, by))
            measures.append((one.measure, [row for line in one.lines for row in line_rows(spec, line, locked)]))
        if measures:
            goals.append(FormGoal(state.number, state.title, measures))
    return goals


def line_rows(spec: FrameworkSpec, state: LineState, locked: bool) -> Iterator[FormRow]:
    """The whole, the split that is wanted, and every other split that is filled."""
    held = {cell.dims_key: cell for cell in state.cells}
    before: dict[str, Observation] = {}
    for observation in state.previous:
        before.setdefault(observation.dims_key, observation)
    measure, line = state.measure, state.line
    yield FormRow(measure, line, {}, held.pop("", None), before.get(""), state.computed, locked=locked)
    parts = state.records.split_by(line.required_dimensions) if state.records else []
    computed = {rules.dims_key(dims): amount for dims, amount in parts}
    for dims in wanted_splits(spec, line):
        key = rules.dims_key(dims)
        yield FormRow(
            measure, line, dims, held.pop(key, None), before.get(key), computed.get(key), offered=True, locked=locked
        )
    for key, cell in held.items():
        yield FormRow(measure, line, cell.dims, cell, before.get(key), locked=locked)


def wanted_splits(spec: FrameworkSpec, line: Line) -> list[dict[str, str]]:
    """Every member of the required dimensions, crossed; none where one of them is open or they are too many."""
    names = line.required_dimensions
    if not names or any(spec.dimensions[name].open for name in names):
        return []
    members = [[member.key for member in spec.dimensions[name].members] for name in names]
    crossed = [dict(zip(names, found, strict=True)) for found in product(*members)]
    return crossed if len(crossed) <= OFFERED else []


def split_words(spec: FrameworkSpec, dims: Mapping[str, str]) -> str:
    """A split as the sheet names it: ``Surplus, Defence``."""
    return ", ".join(member_title(spec, name, member) for name, member in dims.items())


def member_title(spec: FrameworkSpec, name: str, member: str) -> str:
    """How a member of a dimension is called."""
    declared = spec.dimensions.get(name)
    found = next((one.title for one in declared.members if one.key == member), None) if declared else None
    return found or (_("Not stated") if member == NOT_STATED else member)


def figure_words(cell: Cell, line: Line) -> str:
    """A figure as the sheet shows it where it is not a bare number; nothing for a missing one."""
    if cell.kind == "missing":
        return ""
    if cell.kind == "grade":
        grade = line.grade(cell.grade or "")
        return grade.title if grade else str(cell.grade)
    return as_typed(cell) if cell.kind in ("amount", "range") else shown(cell, with_unit=False)


def bare_number(cell: Cell) -> Decimal | None:
    """The number of an exact amount that a spreadsheet can hold without losing a digit."""
    if cell.kind != "amount" or cell.qualifier != "exact" or cell.value is None:
        return None
    return cell.value if len(cell.value.normalize().as_tuple().digits) <= 15 else None
