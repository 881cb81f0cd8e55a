"""The columns of a register: rows that share make, model, calibre, type, origin and factory lie together in a cell.

So the fields of a row need no bytes of their own, and a whole cell is left out where its fields alone cost
too much. Within a cell the short serials come first.
"""

from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from ..asked import LONGEST, NOT_RECORDED
from ..words import FIRST_YEAR, LAST_YEAR
from .trie import NO_TRIE, Trie, grown

OF_CELL = ("make", "model", "calibre", "type", "origin", "factory")
ROWS = 64
SMALL = 50_000


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows as they come from a register, in any order; ``codes`` are those of a cell."""

    serials: NDArray[np.uint8]
    codes: NDArray[np.uint16]
    years: NDArray[np.uint8]
    marks: NDArray[np.int64]
    subjects: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Columns:
    """The same, arranged; rows are padded to whole blocks of 64, the last cell ends with the last true row."""

    planes: NDArray[np.uint8]
    years: NDArray[np.uint8]
    marks: NDArray[np.int64]
    subjects: NDArray[np.uint8]
    cell_start: NDArray[np.int64]
    cell_codes: NDArray[np.uint16]
    trie_keys: NDArray[np.uint64]
    trie_rows: NDArray[np.uint32]
    trie_levels: NDArray[np.int64]
    trie_starts: NDArray[np.uint32]
    trie_children: NDArray[np.uint32]
    back_keys: NDArray[np.uint64]
    back_rows: NDArray[np.uint32]
    back_levels: NDArray[np.int64]
    back_starts: NDArray[np.uint32]
    back_children: NDArray[np.uint32]

    @property
    def tries(self) -> tuple[Trie, Trie]:
        """The serials in order, from the front and from the back."""
        return (
            Trie(self.trie_keys, self.trie_rows, self.trie_levels, self.trie_starts, self.trie_children),
            Trie(self.back_keys, self.back_rows, self.back_levels, self.back_starts, self.back_children),
        )

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.marks)


def year_code(year: int | None) -> int:
    """The code of a year; one that no weapon was made in is as good as none."""
    return year - FIRST_YEAR + 1 if year is not None and FIRST_YEAR <= year <= LAST_YEAR else NOT_RECORDED


def arranged(rows: Rows, *, with_tries: bool | None = None) -> Columns:
    """Lay rows out in cells; few rows need no trie above their serials.

    The arrays are closed to writing like those of a mapped file, so that one compiled loop serves both.
    """
    count = len(rows.marks)
    lengths = (rows.serials != 0).sum(axis=1).astype(np.uint8)
    wide = rows.codes.astype(np.uint64)
    high = (wide[:, 0] << np.uint64(32)) | (wide[:, 1] << np.uint64(16)) | wide[:, 2]
    rest = (wide[:, 3] << np.uint64(32)) | (wide[:, 4] << np.uint64(16)) | wide[:, 5]
    order = np.lexsort((rows.marks, lengths, rest, high))
    high, rest = high[order], rest[order]
    fresh = np.ones(count, np.bool_)
    fresh[1:] = (high[1:] != high[:-1]) | (rest[1:] != rest[:-1])
    begins = np.flatnonzero(fresh)
    padded = -(-count // ROWS) * ROWS
    width = max(1, int(lengths.max(initial=1)))
    planes = np.zeros((width, padded), np.uint8)
    for place in range(width):
        planes[place, :count] = rows.serials[order, place]
    years = np.zeros(padded, np.uint8)
    years[:count] = rows.years[order]
    starts = np.append(begins, count).astype(np.int64)
    tries = NO_TRIE, NO_TRIE
    if count >= SMALL if with_tries is None else with_tries and count:
        tries = grown(planes, count), grown(planes, count, backwards=True)
    done = Columns(
        planes, years, rows.marks[order], rows.subjects[order], starts, rows.codes[order][begins],
        *tries[0], *tries[1],
    )  # fmt: skip
    for field in fields(done):
        getattr(done, field.name).flags.writeable = False
    return done


def nothing() -> Rows:
    """No rows."""
    return Rows(
        np.zeros((0, LONGEST), np.uint8), np.zeros((0, len(OF_CELL)), np.uint16), np.zeros(0, np.uint8),
        np.zeros(0, np.int64), np.zeros((0, 16), np.uint8),
    )  # fmt: skip
