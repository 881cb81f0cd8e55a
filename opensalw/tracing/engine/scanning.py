"""The best rows of some columns for a question: exact, by the cheapest way there.

Two ways lead to a row. Cells are bounded whole, cheapest fields first; the tries give every row whose serial
costs little, whatever its fields. Once the list is full, its last cost says how little: what is dearer by
its fields than the cells looked at, and dearer by its serial than the budget of the tries, cannot be in it.
"""

import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from .columns import ROWS, Columns
from .fields import FieldCosts, Levels, cost_of_fields, levels_of
from .question import Question, sheet

FAR = 1 << 28
ALONE_UP_TO = 200_000
FIRST_LOOK = 20_000
NS_OF_A_ROW = 1.5
NS_OF_A_NODE = 150.0
NS_OF_A_WALK = 60_000.0
NODES, GROWTH, POWER = 60.0, 8.0, 0.6
NO_ROWS = np.zeros(0, np.bool_)


@dataclass(slots=True)
class Found:
    """The best rows in order of cost and mark."""

    costs: NDArray[np.int32]
    marks: NDArray[np.int64]
    rows: NDArray[np.int64]

    @classmethod
    def none(cls, most: int) -> "Found":
        """An empty list of so many."""
        return cls(np.full(most, FAR, np.int32), np.full(most, 2**62, np.int64), np.full(most, -1, np.int64))

    @property
    def last(self) -> int:
        """What a row must not cost more than to be among them."""
        return int(self.costs[-1])

    @property
    def arrays(self) -> tuple[NDArray[np.int32], NDArray[np.int64], NDArray[np.int64]]:
        """As the loops take it."""
        return self.costs, self.marks, self.rows


@cache
def kernels() -> ModuleType:
    """The compiled loops; imported at the first search, since the compiler takes half a second to come up."""
    return import_module(f"{__package__}.kernels")


@cache
def descending() -> ModuleType:
    """The compiled walks through the tries."""
    return import_module(f"{__package__}.descending")


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, "tracing")


def best_of(columns: Columns, question: Question, most: int, hidden: NDArray[np.bool_] | None = None) -> Found:
    """The ``most`` cheapest rows, those of the same cost by their marks."""
    found = Found.none(most)
    if columns.count:
        Search(columns, question, NO_ROWS if hidden is None else hidden, found).run()
    return found


class Search:
    """One question to one set of columns. ``upto`` is the level of fields up to which all was looked at."""

    def __init__(self, columns: Columns, question: Question, hidden: NDArray[np.bool_], found: Found) -> None:
        self.columns, self.question, self.found = columns, question, found
        self.costs: FieldCosts = cost_of_fields(columns, question)
        self.levels: Levels = levels_of(columns, self.costs)
        self.upto = -1
        self.walks = len(columns.trie_keys) > 0 and question.step > 0
        self.flat = (
            (columns.planes, columns.years, columns.marks, columns.cell_start, hidden),
            (self.costs.cells, self.costs.years, self.costs.year_least),
        )

    def run(self) -> None:
        """Look where the fields fit best, then wherever else a row could still be among the best."""
        far = self.question.least + 2 * self.question.step
        first = self.levels.within(int(self._walking(far) / NS_OF_A_ROW) if self.walks else FIRST_LOOK)
        if first >= 0:
            self.look(first)
        for edits in (1, 2):
            budget = self.question.least + edits * self.question.step + self.question.step // 16
            if self.walks and self.found.last >= FAR and 2 * self._walking(budget) < self._looking(self.levels.top):
                self.walk(budget)
        while self.upto < self.levels.top and self.levels.floor(self.upto + 1) <= self.found.last:
            level, allowed = self._plan()
            if level > self.upto:
                self.look(level)
            elif allowed is None or self.walk(allowed):
                return
            else:
                self.look(self.levels.top)

    def _plan(self) -> tuple[int, int | None]:
        """Up to which level to look at cells, and what the tries are to be asked for then, whichever is cheapest."""
        last = self.found.last
        ways: list[tuple[float, int, int | None]] = []
        for level in range(self.upto, self.levels.top + 1):
            budget = last - self.levels.floor(level + 1) if level < self.levels.top else -1
            if budget < self.question.least:
                ways.append((self._looking(level), level, None))
                break
            if self.walks and last < FAR:
                ways.append((self._looking(level) + self._walking(budget), level, budget))
        return min(ways, key=lambda way: way[0])[1:]

    def _looking(self, level: int) -> float:
        """About how long it takes to look at the cells up to a level."""
        return self.levels.rows_between(self.upto, level) * NS_OF_A_ROW * max(1, len(self.question.readings))

    def _walking(self, budget: int) -> float:
        """About how long a walk takes."""
        edits = (budget - self.question.least) / self.question.step
        nodes = NODES * GROWTH ** min(edits, 9.0) * (self.columns.count / 1e6) ** POWER
        return len(self.question.readings) * (NS_OF_A_WALK + NS_OF_A_NODE * nodes)

    def look(self, level: int) -> None:
        """Look at the cells up to a level of fields, cheapest first."""
        above, end = self.levels.end(self.upto), self.levels.end(level)
        cells = np.flatnonzero((self.costs.cells > above) & (self.costs.cells <= end))
        shared = np.array([min(FAR - 1, self.found.last)], np.int32)
        rows = self.levels.rows_between(self.upto, level)
        threads = 1 if rows < ALONE_UP_TO or (os.cpu_count() or 1) < 2 else 2
        most = rows // ROWS + 2 * len(cells)

        def part(thread: int, found: Found) -> None:
            entries = tuple(np.empty(most, kind) for kind in (np.int32, np.int32, np.uint8, np.int32))
            kernels().search_cells(
                *self.flat, (tuple(self.question.bounds), self.question.floor), tuple(self.question.tables),
                (thread, threads), cells, shared, entries, found.arrays,
            )  # fmt: skip

        self._on(threads, part)
        self.upto = level

    def walk(self, budget: int) -> bool:
        """Every row whose serial costs at most the budget; False where that took more than looking at all rows."""
        rows = self.levels.rows_between(self.upto, self.levels.top)
        most = 1000 + int(rows * NS_OF_A_ROW / NS_OF_A_NODE)
        threads = 2 if self._walking(budget) > ALONE_UP_TO and (os.cpu_count() or 1) > 1 else 1
        ends, above = [], self.levels.end(self.upto)

        def part(thread: int, found: Found) -> None:
            for backwards in (False, True) if threads == 1 else (bool(thread),):
                for reading in self.question.readings:
                    seen = descending().descend(
                        sheet(reading, budget, backwards=backwards), tuple(self.columns.tries[backwards]), backwards,
                        *self.flat, tuple(self.question.tables), self.question.least, above, most, found.arrays,
                    )  # fmt: skip
                    ends.append(seen >= 0)

        self._on(threads, part)
        return all(ends) and self.found.last <= self.levels.floor(self.upto + 1) + budget

    def _on(self, threads: int, part: Callable[[int, Found], None]) -> None:
        """Run a part on each thread, and bring together what they find."""
        own = [Found.none(len(self.found.costs)) for _ in range(1, threads)]
        others = [_threads().submit(part, number, found) for number, found in enumerate(own, 1)]
        part(0, self.found)
        for other, found in zip(others, own, strict=True):
            other.result()
            kernels().keep_all(found.arrays, self.found.arrays)


def score_every(columns: Columns, question: Question, most: int) -> Found:
    """The same by scoring every row: slow, and the ceiling that every search is held against."""
    found = Found.none(most)
    if columns.count:
        costs = cost_of_fields(columns, question)
        kernels().score_all(
            columns.planes, columns.marks, columns.years, columns.cell_start, costs.cells, costs.years,
            costs.year_least, tuple(question.tables), NO_ROWS, found.arrays,
        )  # fmt: skip
    return found
