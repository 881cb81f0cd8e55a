"""The serials of all rows in their order, read from the front and from the back, and above each a trie.

They answer what the cells cannot: rows whose fields cost much and whose serial must therefore cost little.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

KEY = 8
ROWS_OF_A_LEAF = 4


class Trie(NamedTuple):
    """``keys``: eight symbols of each serial, sorted; ``rows``: whose they are.

    The nodes of a level lie together, in order: ``levels`` says where each level begins, ``starts`` with
    which key a node begins, ``children`` with which node of the level below.
    """

    keys: NDArray[np.uint64]
    rows: NDArray[np.uint32]
    levels: NDArray[np.int64]
    starts: NDArray[np.uint32]
    children: NDArray[np.uint32]


NO_TRIE = Trie(
    np.zeros(0, np.uint64), np.zeros(0, np.uint32), np.zeros(0, np.int64), np.zeros(0, np.uint32),
    np.zeros(0, np.uint32),
)  # fmt: skip


def grown(planes: NDArray[np.uint8], count: int, *, backwards: bool = False) -> Trie:
    """The trie of columns with so many true rows."""
    keys = np.zeros(count, np.uint64)
    if backwards:
        for plane in planes:
            some = plane[:count] != 0
            shifted = (keys >> np.uint64(8)) | (plane[:count].astype(np.uint64) << np.uint64(56))
            keys = np.where(some, shifted, keys)
    else:
        for place in range(min(KEY, len(planes))):
            keys |= planes[place, :count].astype(np.uint64) << np.uint64(56 - 8 * place)
    rows = np.argsort(keys, kind="stable").astype(np.uint32)
    keys = keys[rows]
    levels = _levels(keys)
    children = [
        np.searchsorted(below, above).astype(np.uint32) for above, below in zip(levels, levels[1:], strict=False)
    ]
    sizes = [len(level) for level in levels]
    return Trie(
        keys, rows, np.cumsum([0, *sizes]).astype(np.int64), np.concatenate(levels),
        np.concatenate([*children, np.zeros(sizes[-1], np.uint32)]),
    )  # fmt: skip


def _levels(keys: NDArray[np.uint64]) -> list[NDArray[np.uint32]]:
    """Where the nodes begin, level by level, as deep as a leaf holds some rows."""
    levels = [np.zeros(1, np.uint32)]
    for depth in range(1, KEY):
        prefix = keys >> np.uint64(64 - 8 * depth)
        begins = np.flatnonzero(np.concatenate([[True], prefix[1:] != prefix[:-1]])).astype(np.uint32)
        if depth > 1 and len(begins) * ROWS_OF_A_LEAF > len(keys):
            break
        levels.append(begins)
    return levels
