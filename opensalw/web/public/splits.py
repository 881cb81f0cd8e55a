"""A line by the members of one dimension: what is known of its disaggregation in one period."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import Jurisdiction
from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line
from opensalw.roadmap.models import Observation

from .doors import Shown, cell_of
from .regions import best
from .spans import By, span_of


@dataclass(frozen=True)
class Split:
    """A table of members by seat for one period."""

    key: str
    title: str
    period: Period
    rows: tuple[tuple[str, tuple[Shown, ...]], ...]


class HasSplit(Protocol):
    """What is split by members of dimensions."""

    @property
    def dims(self) -> Mapping[str, str]:
        """Member by dimension."""


def dimensions_in(spec: FrameworkSpec, rows: Iterable[HasSplit]) -> list[tuple[str, str]]:
    """The dimensions of which anything is stated, as pairs of key and title."""
    found = {name for row in rows for name, key in row.dims.items() if key != NOT_STATED}
    return [(name, dimension.title) for name, dimension in spec.dimensions.items() if name in found]


def split_of(
    spec: FrameworkSpec, line: Line, rows: Sequence[Observation], name: str, by: By, seats: Sequence[Jurisdiction]
) -> Split | None:
    """The latest period in which the line is split by ``name``, member by member."""
    told = [row for row in rows if row.dims.get(name, NOT_STATED) != NOT_STATED]
    placed: dict[Period, list[Observation]] = defaultdict(list)
    for row in told:
        if column := span_of(row.start, row.end, by):
            placed[column].append(row)
    if name not in spec.dimensions or not placed:
        return None
    period = max(placed)
    dimension = spec.dimensions[name]
    cells: dict[tuple[str, str], list[Observation]] = defaultdict(list)
    for row in placed[period]:
        cells[row.dims[name], row.jurisdiction].append(row)
    titles = {member.key: member.title for member in dimension.members}
    keys = [*titles, *sorted({key for key, _seat in cells} - set(titles))]
    table = tuple(
        (
            titles.get(key, key.replace("_", " ")),
            tuple(cell_of(spec, best(cells.get((key, seat.id), ())), line, period, _("no figure")) for seat in seats),
        )
        for key in keys
        if any((key, seat.id) in cells for seat in seats)
    )
    return Split(name, dimension.title, period, table)
