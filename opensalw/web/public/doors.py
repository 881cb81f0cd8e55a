"""An observation as pages show it: its words, its marks, and the door to what stands behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Protocol

from django.urls import reverse
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.core.units import Unit, as_printed, figure
from opensalw.roadmap.cells import DIRECTIONS, MISSING, Cell, shown
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line
from opensalw.roadmap.models import Observation
from opensalw.web.figures import Figure

STATUS_MARKS = {"B": "b", "D": "d", "E": "e", "P": "p", "U": "u", "V": "v", "W": "w"}


def plain(value: Decimal | None) -> Decimal | None:
    """The digits that were reported, without the zeros that storing adds."""
    if value is None:
        return None
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def plain_cell(row: Observation) -> Cell:
    """The content of an observation with the digits that were reported."""
    cell = row.cell
    return replace(cell, value=plain(cell.value), low=plain(cell.low), high=plain(cell.high))


def grade_title(line: Line | None, key: str) -> str:
    """The words of a grade."""
    found = line.grade(key) if line and key else None
    return found.title if found else key.replace("_", " ")


def words_of(row: Observation, line: Line | None, with_unit: bool = False) -> str:
    """A figure in words: ``15,430``, ``at least 4``, ``up, no figure given``, ``not reported``."""
    title = grade_title(line, row.grade)
    per_cent = row.unit == Unit.percent
    return shown(plain_cell(row), grade_title=title, with_unit=with_unit or per_cent)


def marks_of(row: Observation) -> tuple[str, ...]:
    """The status marks of a figure, in one order."""
    marks = {STATUS_MARKS[row.status]} if row.status in STATUS_MARKS else set()
    if row.kind != "missing" and row.fit == "inferred":
        marks.add("i")
    if row.partial:
        marks.add("c")
    if row.restated:
        marks.add("r")
    return tuple(sorted(marks))


def marks_in(rows: Iterable[Observation]) -> str:
    """The marks that the figures on a page bear."""
    return "".join(sorted({mark for row in rows for mark in marks_of(row)}))


def door(row: Observation, line: Line | None, *, with_unit: bool = False) -> Figure:
    """A figure that opens what stands behind it."""
    about = ", ".join(part for part in (label(row.jurisdiction), line.title if line else "", when(row)) if part)
    words, url = words_of(row, line, with_unit), reverse("observation", args=[row.pk])
    return Figure(words, url, row.kind == "missing", marks_of(row), about)


class HasReason(Protocol):
    """What can say why it is missing."""

    @property
    def reason(self) -> str:
        """The key of the reason; empty where there is a figure."""


@dataclass(frozen=True)
class Shown:
    """What one cell of a table holds: figures, each with a date where it is not the column's, or why there is none."""

    figures: tuple[tuple[Figure, str], ...] = ()
    absent: str = ""
    level: Decimal | None = None
    expected: bool = True

    @property
    def silent_or_absent(self) -> str:
        """The words of a gap in a drawing: only where a figure was to be expected."""
        return self.absent if self.expected else ""


def cell_of(
    spec: FrameworkSpec,
    rows: Sequence[Observation],
    line: Line,
    column: Period | None,
    absent: str = "",
    expected: bool = True,
) -> Shown:
    """A cell of one seat and period: its figures one under the other; parts of one split as their sum."""
    if not rows:
        return Shown(absent=absent, expected=expected)
    if (total := summed(rows)) is not None and len(rows) > 1:
        words = _("%(sum)s, the sum of %(count)d") % {"sum": figure(total), "count": len(rows)}
        parts = tuple((door(row, line), members(spec, row)) for row in rows)
        return Shown(((Figure(words), ""), *parts), level=total)
    apart = len({tuple(sorted(row.dims.items())) for row in rows}) > 1
    shown = tuple((in_cell(row, line), beside_figure(row, column, members(spec, row) if apart else "")) for row in rows)
    return Shown(shown, level=plain(rows[0].cell.level) if len(rows) == 1 else None)


def in_cell(row: Observation, line: Line) -> Figure:
    """A figure as short as a cell needs it: of a direction the word, what it is against stands under it."""
    shown = door(row, line)
    if row.kind != "direction":
        return shown
    way, size = str(DIRECTIONS[row.direction]), plain(row.value)
    if size is None:
        return replace(shown, text=_("%(way)s, no figure") % {"way": way})
    return replace(shown, text=_("%(way)s by %(size)s, no level") % {"way": way, "size": figure(size)})


def beside_figure(row: Observation, column: Period | None, split: str) -> str:
    """What stands under a figure in its cell: its members, what it is compared with, its own period."""
    own = column and (row.start, row.end) == (column.start, column.end)
    against = _("against %(base)s") % {"base": row.against} if row.against else ""
    return ", ".join(part for part in (split, against, "" if own else when_short(row)) if part)


def summed(rows: Sequence[Observation]) -> Decimal | None:
    """The sum over the members of one split from one source; None where adding would mix things."""
    levels = [row.cell.level for row in rows]
    known = [level for level in levels if level is not None]
    alike = len({frozenset(row.dims) for row in rows}) == 1 and len({row.source_id for row in rows}) == 1
    apart = len({tuple(sorted(row.dims.items())) + (row.start, row.end) for row in rows}) == len(rows)
    if not known or len(known) < len(levels) or not alike or not apart or not Unit(rows[0].unit).adds:
        return None
    return plain(sum(known, Decimal(0)))


def members(spec: FrameworkSpec, row: Observation) -> str:
    """The members of a figure's split, without those that are not stated."""
    told = {name: key for name, key in row.dims.items() if key != NOT_STATED}
    return ", ".join(member for _title, member in split_words(spec, told))


def split_words(spec: FrameworkSpec, dims: Mapping[str, str]) -> list[tuple[str, str]]:
    """A disaggregation as pairs of title and member."""
    pairs = []
    for name, key in dims.items():
        dimension = spec.dimensions.get(name)
        members = dimension.members if dimension else ()
        member = next((one.title for one in members if one.key == key), key.replace("_", " "))
        pairs.append((dimension.title if dimension else name.replace("_", " "), member))
    return pairs


def stated(spec: FrameworkSpec, dims: Mapping[str, str]) -> str:
    """What is stated of a split, in words; empty where nothing is."""
    told = {name: key for name, key in dims.items() if key != NOT_STATED}
    return "; ".join(f"{title}: {member}" for title, member in split_words(spec, told))


def when(row: Observation) -> str:
    """The period that a figure speaks of, in words."""
    if row.start and row.end:
        return Period(row.start, row.end).label
    if row.end:
        return _("as of %(day)s") % {"day": Period(row.end, row.end).label}
    return _("as of the record, no date given") if row.fit == "as_of" else _("period not given")


def when_short(row: Observation) -> str:
    """As ``when``, in the fewest words."""
    return when(row) if row.end else _("no date given")


def printed(value: Decimal, unit: str) -> str:
    """An amount with its unit, with the digits that it has."""
    return as_printed(plain(value) or 0, unit)


def reasons_in_words(rows: Iterable[HasReason]) -> str:
    """Why figures are missing, each reason once."""
    return ", ".join(dict.fromkeys(str(MISSING[row.reason].shown) for row in rows if row.reason in MISSING))
