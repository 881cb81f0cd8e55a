"""What the fields cost in each cell, and how many rows lie on each level of that cost."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..words import FIRST_YEAR, LAST_YEAR
from .columns import OF_CELL, Columns
from .question import Question, field_costs

YEARS = LAST_YEAR - FIRST_YEAR + 2
STEP = 50
BELOW = -(1 << 28)


@dataclass(frozen=True, slots=True)
class FieldCosts:
    """What the fields cost: per cell, the cheapest year included, and per year."""

    cells: NDArray[np.int32]
    years: NDArray[np.int32]
    year_least: int


@dataclass(frozen=True, slots=True)
class Levels:
    """The costs of fields in steps: ``until[level]`` rows cost at most what the level ends with.

    Levels without a row are left out; ``steps_up`` says at which step each stands.
    """

    least: int
    until: NDArray[np.int64]
    steps_up: NDArray[np.int64]

    @property
    def top(self) -> int:
        """The last level."""
        return len(self.until) - 1

    def floor(self, level: int) -> int:
        """What the fields of this level and all above it cost at least."""
        return self.least + int(self.steps_up[level]) * STEP

    def end(self, level: int) -> int:
        """What they cost at most up to this level."""
        return self.floor(level) + STEP - 1 if level >= 0 else BELOW

    def within(self, rows: int) -> int:
        """The first level if it holds at most so many rows, with what lies close to it; else -1."""
        close = int(np.searchsorted(self.steps_up, self.steps_up[0] + 4))
        return min(close, int(np.searchsorted(self.until, rows, side="right"))) - 1

    def rows_between(self, level: int, upto: int) -> int:
        """How many rows lie above the one level, up to the other."""
        return int(self.until[upto] - (self.until[level] if level >= 0 else 0)) if upto > level else 0


def cost_of_fields(columns: Columns, question: Question) -> FieldCosts:
    """What the fields of each cell cost, whatever its serials."""
    years = field_costs(question, "year", YEARS)
    least = int(years.min())
    cells = np.full(len(columns.cell_codes), least, np.int32)
    for place, name in enumerate(OF_CELL):
        if name in question.fields:
            codes = columns.cell_codes[:, place]
            cells += field_costs(question, name, int(codes.max()) + 1)[codes]
    return FieldCosts(cells, years, least)


def levels_of(columns: Columns, costs: FieldCosts) -> Levels:
    """How many rows lie on each level."""
    least = int(costs.cells.min())
    rows = np.bincount((costs.cells - least) // STEP, np.diff(columns.cell_start)).astype(np.int64)
    held = np.flatnonzero(rows)
    return Levels(least, rows[held].cumsum(), held)
