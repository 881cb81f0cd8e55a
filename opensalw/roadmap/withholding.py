"""Which counts about persons are withheld in public, so that nobody gives them back by subtraction. Pure.

A *table* is a line of one jurisdiction and period, split by the same dimensions. A count of a split that is
above zero and below the threshold is *small*. Its table is withheld whole, since a single gap is filled by
subtraction. With it go the tables that share a dimension with it: those of several dimensions in its line and
period, and all of every period or line that contains its own or is contained in it. Last, a margin in its own
line and period that would bound it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

Split = frozenset[str]
Group = tuple[str, date | None, date | None]
Table = tuple[Group, Split]


@dataclass(frozen=True)
class Count:
    """What withholding needs to know of a figure of one jurisdiction and measure."""

    id: str
    line: str
    start: date | None
    end: date | None
    dims: Mapping[str, str]
    value: Decimal | None
    threshold: int = 0
    shown: bool = False

    @property
    def group(self) -> Group:
        """The line and period that it is of."""
        return self.line, self.start, self.end

    @property
    def split(self) -> Split:
        """What it is split by."""
        return frozenset(self.dims)

    @property
    def is_small(self) -> bool:
        """Whether it counts so few persons that it is not shown; zero counts nobody."""
        return bool(self.split) and self.value is not None and 0 < self.value < self.threshold


@dataclass
class _Search:
    """The tables of a measure, and those that are withheld so far."""

    counts: Sequence[Count]
    part_of: Mapping[str, str]
    tables: dict[Table, list[Count]] = field(default_factory=lambda: defaultdict(list))
    withheld: set[Table] = field(default_factory=set)

    def __post_init__(self) -> None:
        for one in self.counts:
            self.tables[one.group, one.split].append(one)

    def is_open(self, table: Table) -> bool:
        """Whether a table is, or will be, shown."""
        return table in self.tables and table not in self.withheld


def withheld(counts: Iterable[Count], part_of: Mapping[str, str]) -> set[str]:
    """The ids of the figures that are not shown; those that are shown already stay as they are."""
    search = _Search(list(counts), part_of)
    small = [one for one in search.counts if one.is_small and not one.shown]
    for one in small:
        search.withheld.add((one.group, one.split))
        _sharing(search, one)
    for one in small:
        _margins(search, one)
    return {
        one.id for table in search.withheld for one in search.tables[table] if not one.shown
    }  # fmt: skip


def _contains(outer: Group, inner: Group, part_of: Mapping[str, str]) -> bool:
    """Whether figures of ``inner`` are counted again in ``outer``: a longer period, or the line it is part of."""
    if outer == inner:
        return False
    lines = {inner[0], part_of.get(inner[0], inner[0])}
    if outer[0] not in lines or None in (outer[1], outer[2], inner[1], inner[2]):
        return outer[0] in lines and outer[1:] == inner[1:]
    return outer[1] <= inner[1] and inner[2] <= outer[2]  # type: ignore[operator]


def _sharing(search: _Search, small: Count) -> None:
    """Withhold the tables from which a small count, or a margin of it, would follow."""
    for table in list(search.tables):
        group, split = table
        if not split & small.split:
            continue
        if _contains(group, small.group, search.part_of):
            search.withheld.add(table)
            if any(one.shown for one in search.tables[table]):
                _parts_of(search, group, small)
        elif _contains(small.group, group, search.part_of) or (group == small.group and len(split) > 1):
            search.withheld.add(table)


def _parts_of(search: _Search, outer: Group, small: Count) -> None:
    """Where the table of a containing period or line is public already, none of its parts is shown any more."""
    for group, split in search.tables:
        if split & small.split and _contains(outer, group, search.part_of):
            search.withheld.add((group, split))


def _margins(search: _Search, small: Count) -> None:
    """Withhold margins until what is shown bounds a small count by nothing but the whole."""
    unsplit = search.tables.get((small.group, frozenset()), [])
    whole = next((one.value for one in unsplit if one.value is not None), None)
    while margins := sorted(_shown_margins(search, small), key=lambda pair: pair[1]):
        least = margins[0][1]
        total = whole if whole is not None else max(_total(search, table) for table, _value in margins)
        below = Decimal(0)
        if len(margins) == len(small.split):
            below = sum((value for _table, value in margins), Decimal(0)) - (len(margins) - 1) * total
        if below <= 0 and least >= min(Decimal(small.threshold), total):
            return
        search.withheld.add(margins[0][0])


def _shown_margins(search: _Search, small: Count) -> Iterator[tuple[Table, Decimal]]:
    """The counts that are shown and hold the small one: of the same members, by fewer dimensions."""
    for table in search.tables:
        if table[0] == small.group and table[1] and table[1] < small.split and search.is_open(table):
            for one in search.tables[table]:
                if one.value is not None and all(small.dims[name] == member for name, member in one.dims.items()):
                    yield table, one.value


def _total(search: _Search, table: Table) -> Decimal:
    return sum((one.value for one in search.tables[table] if one.value is not None), Decimal(0))


def alone(counts: Iterable[Count], ids: set[str]) -> set[str]:
    """Those of the withheld figures whose table shows one row only: its label would say the whole count."""
    rows: dict[Table, list[Count]] = defaultdict(list)
    for one in counts:
        rows[one.group, one.split].append(one)
    return {held[0].id for held in rows.values() if len(held) == 1 and held[0].id in ids}
