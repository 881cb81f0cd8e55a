"""The best rows of some columns for a question: exact, on as many threads as pay."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from types import ModuleType

import numpy as np
from numpy.typing import NDArray

from .columns import FIRST_YEAR, LAST_YEAR, OF_CELL, Columns
from .question import Question, field_costs

FAR = 1 << 28
ALONE_UP_TO = 4000
WAVES = (150, 700)
YEARS = LAST_YEAR - FIRST_YEAR + 2


@dataclass(slots=True)
class Found:
    """The best rows in order of cost and mark, with what their fields cost."""

    costs: NDArray[np.int32]
    marks: NDArray[np.int64]
    rows: NDArray[np.int64]

    @classmethod
    def none(cls, most: int) -> "Found":
        """An empty list of so many."""
        return cls(np.full(most, FAR, np.int32), np.full(most, 2**62, np.int64), np.full(most, -1, np.int64))


@dataclass(frozen=True, slots=True)
class FieldCosts:
    """What the fields cost per cell and year, and the least per block."""

    cells: NDArray[np.int32]
    years: NDArray[np.int32]
    blocks: NDArray[np.int32]
    least: int = field(default=0)


@cache
def kernels() -> ModuleType:
    """The compiled loops; imported at the first search, since the compiler takes half a second to come up."""
    return import_module(f"{__package__}.kernels")


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(2, "tracing")


def cost_of_fields(columns: Columns, question: Question) -> FieldCosts:
    """What the fields of each cell cost, whatever its serials."""
    cells = np.zeros(len(columns.cell_codes), np.int32)
    for place, name in enumerate(OF_CELL):
        if name in question.fields and len(cells):
            codes = columns.cell_codes[:, place]
            cells += field_costs(question, name, int(codes.max()) + 1)[codes]
    years = field_costs(question, "year", YEARS)
    blocks = np.empty(len(columns.block_cell), np.int32)
    least = kernels().cells_at_least(columns.cell_start, cells, columns.block_cell, columns.count, blocks)
    return FieldCosts(cells, years, blocks + years.min(), int(least + years.min()))


def best_of(columns: Columns, question: Question, most: int, hidden: NDArray[np.bool_] | None = None) -> Found:
    """The ``most`` cheapest rows, those of the same cost by their marks."""
    if not columns.count:
        return Found.none(most)
    costs = cost_of_fields(columns, question)
    waves = np.array([costs.least + one for one in WAVES] + [FAR], np.int32)
    shared = np.array([FAR - 1], np.int32)
    count = len(columns.block_cell)
    threads = 1 if count < ALONE_UP_TO or (os.cpu_count() or 1) < 2 else 2
    scratch = np.empty(count, np.uint8), np.empty(count, np.int32)
    lists = [Found.none(most) for _ in range(threads)]
    spare = [(scratch[0], np.empty(count, np.int32)) for _ in range(1, threads)]

    def run(thread: int) -> None:
        kernels().search_blocks(
            (columns.planes, columns.years, columns.marks, columns.cell_start, columns.block_cell,
             np.zeros(0, np.bool_) if hidden is None else hidden),
            (costs.cells, costs.years, costs.blocks),
            (question.bounds, question.floor, 0), tuple(question.tables), (thread, threads), waves, shared,
            scratch if thread == 0 else spare[thread - 1],
            (lists[thread].costs, lists[thread].marks, lists[thread].rows),
        )  # fmt: skip

    others = [_threads().submit(run, thread) for thread in range(1, threads)]
    run(0)
    for other in others:
        other.result()
    return merged(lists, most)


def score_every(columns: Columns, question: Question, most: int) -> Found:
    """The same by scoring every row: slow, and the ceiling that every search is held against."""
    found = Found.none(most)
    if columns.count:
        costs = cost_of_fields(columns, question)
        kernels().score_all(
            columns.planes, columns.marks, columns.years, columns.cell_start, costs.cells, costs.years,
            tuple(question.tables), 0, len(costs.cells), np.zeros(0, np.bool_), (found.costs, found.marks, found.rows),
        )  # fmt: skip
    return found


def merged(lists: list[Found], most: int) -> Found:
    """Several lists of different rows as one."""
    if len(lists) == 1:
        return lists[0]
    costs, marks, rows = (np.concatenate([getattr(one, name) for one in lists]) for name in ("costs", "marks", "rows"))
    order = np.lexsort((marks, costs))[:most]
    return Found(costs[order], marks[order], rows[order])
