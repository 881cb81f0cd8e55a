"""What the checks look at: a part's figures, what the seat gave before, texts, evidence, who was asked. Pure."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.periods import Period

from ..cells import Cell
from ..framework.spec import FrameworkSpec, Line, Measure
from .declared import Ref


@dataclass(frozen=True)
class Given:
    """A cell of the part as it stands: its content, who gave it, and what explains it.

    ``taken_from`` is the figure that was taken over from an earlier period, a report or our records.
    """

    measure: str
    line: str
    cell: Cell
    dims: Mapping[str, str] = field(default_factory=dict)
    dims_key: str = ""
    institutions: tuple[str, ...] = ()
    explanation: str = ""
    explains_this: bool = True
    taken_from: Decimal | None = None

    @property
    def ref(self) -> Ref:
        """The cell's name."""
        return Ref(self.measure, self.line, self.dims_key)

    @property
    def level(self) -> Decimal | None:
        """The amount; None for every other content."""
        return self.cell.level

    @property
    def exact(self) -> Decimal | None:
        """The amount where it is given as exact."""
        return self.cell.level if self.cell.qualifier == "exact" else None

    @property
    def least(self) -> Decimal | None:
        """The smallest amount that the cell allows; None where it says none."""
        if self.cell.kind == "range":
            return self.cell.low
        return self.cell.level if self.cell.qualifier in ("exact", "at_least", "more_than") else None

    @property
    def most(self) -> Decimal | None:
        """The largest amount that the cell allows; None where it says none."""
        return self.cell.high if self.cell.kind == "range" else self.exact


@lru_cache(maxsize=1024)
def _period(start: date, end: date) -> tuple[Period | None, str]:
    """A period and its kind; a long series asks for the same few again and again."""
    period = Period(start, end) if start <= end else None
    return period, period.kind if period else ""


class Past(NamedTuple):
    """What was given for the same cell before."""

    start: date | None
    end: date | None
    version: int
    kind: str
    level: Decimal | None
    grade: str
    by: str = ""

    @property
    def period(self) -> Period | None:
        """Its own period; None for a stock or when it is not known."""
        return _period(self.start, self.end)[0] if self.start and self.end else None

    def is_before(self, period: Period) -> bool:
        """Whether it speaks of an earlier period of the same kind."""
        if self.start is None or self.end is None or self.end >= period.start:
            return False
        return _period(self.start, self.end)[1] == period.kind


@dataclass(frozen=True)
class Facts:
    """Everything that the checks of one part look at.

    ``earlier`` is what the seat itself gave, oldest first; ``beside`` what publications say; ``ever`` the lines
    that bore an amount above zero at any time. ``silent`` are the institutions that were asked for a measure and
    did not deliver, by their names.
    """

    spec: FrameworkSpec
    jurisdiction: str
    period: Period
    given: tuple[Given, ...] = ()
    earlier: Mapping[Ref, tuple[Past, ...]] = field(default_factory=dict)
    beside: Mapping[Ref, tuple[Past, ...]] = field(default_factory=dict)
    ever: frozenset[tuple[str, str]] = frozenset()
    told: frozenset[int] = frozenset()
    proven_goals: frozenset[int] = frozenset()
    proven_measures: frozenset[str] = frozenset()
    silent: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that the part is asked for."""
        part = "regional" if self.jurisdiction == REGIONAL else "jurisdiction"
        return tuple(one for one in self.spec.measures if one.part == part and not one.view_of and one.lines)

    @cached_property
    def lines(self) -> tuple[tuple[Measure, Line], ...]:
        """The lines that are asked."""
        return tuple((measure, line) for measure in self.measures for line in measure.lines if not line.derived)

    @cached_property
    def by_line(self) -> Mapping[tuple[str, str], tuple[Given, ...]]:
        """What is given by line, the whole first."""
        found: dict[tuple[str, str], list[Given]] = defaultdict(list)
        for one in sorted(self.given, key=lambda one: (one.measure, one.line, len(one.dims), one.dims_key)):
            found[one.measure, one.line].append(one)
        return {key: tuple(held) for key, held in found.items()}

    @cached_property
    def by_ref(self) -> Mapping[Ref, Given]:
        """What is given by cell."""
        return {one.ref: one for one in self.given}

    def rows(self, measure: Measure, line: Line) -> tuple[Given, ...]:
        """The cells of a line, the whole first."""
        return self.by_line.get((measure.key, line.key), ())

    def at(self, measure: str, line: str, dims_key: str = "") -> Given | None:
        """The cell of that name, where it is filled."""
        return self.by_ref.get(Ref(measure, line, dims_key))

    def figures(self) -> Iterator[tuple[Measure, Line, Given]]:
        """Every filled cell with its declaration, in the order of the framework."""
        for measure, line in self.lines:
            for one in self.rows(measure, line):
                yield measure, line, one

    def series(self, measure: Measure, one: Given) -> tuple[Past, ...]:
        """What the seat gave for the cell in earlier periods of the same kind, by the same definition."""
        return self._series(one.ref, measure.version)

    def _series(self, ref: Ref, version: int) -> tuple[Past, ...]:
        known = self._known_series
        if (ref, version) not in known:
            known[ref, version] = tuple(
                past for past in self.earlier.get(ref, ()) if past.version == version and past.is_before(self.period)
            )
        return known[ref, version]

    @cached_property
    def _known_series(self) -> dict[tuple[Ref, int], tuple[Past, ...]]:
        return {}

    @cached_property
    def remembered(self) -> dict[str, Any]:
        """What one check worked out and another asks for again."""
        return {}

    def last(self, measure: Measure, one: Given) -> Past | None:
        """What the seat gave for the cell in the period just before."""
        day = self._day_before
        before = [past for past in self.series(measure, one) if past.end == day]
        return before[-1] if before else None

    @cached_property
    def _day_before(self) -> date:
        return self.period.previous().end

    def amount(self, measure: str, line: str) -> Given | None:
        """The whole of a line, or its only row, where it holds an amount or a range."""
        rows = self.by_line.get((measure, line), ())
        numbers = [one for one in rows if one.cell.kind in ("amount", "range")]
        whole = next((one for one in numbers if not one.dims), None)
        return whole or (numbers[0] if len(numbers) == len(rows) == 1 else None)

    def title(self, one: Given) -> str:
        """How a cell is called in a sentence: its line, and its row where it is one."""
        line = self.spec.line(f"{one.measure}.{one.line}")
        return f"{line.title} ({self.members(one)})" if one.dims else line.title

    def members(self, one: Given) -> str:
        """The row of a split in words."""
        words = []
        for name, key in one.dims.items():
            declared = self.spec.dimensions.get(name)
            known = next((member.title for member in declared.members if member.key == key), key) if declared else key
            words.append(known)
        return ", ".join(words)
