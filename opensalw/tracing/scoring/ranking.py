"""What many rows cost at once: the alignment of every serial, place by place, over all rows together."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from ..asked import LONGEST, OTHER, SYMBOLS, Asked, Reading

PAST = 255
_NUMBERS = np.full(256, OTHER, np.uint8)
_NUMBERS[[ord(sign) for sign in SYMBOLS]] = np.arange(OTHER)
_NUMBERS[0] = PAST
FAR = 1 << 24


def symbols_of(serials: Sequence[str]) -> NDArray[np.uint8]:
    """Normalised serials as numbers of symbols, a row each; 255 past the end."""
    if not serials:
        return np.zeros((0, LONGEST), np.uint8)
    plain = [one[:LONGEST].encode("ascii", "replace") for one in serials]
    return _NUMBERS[np.array(plain, dtype=f"S{LONGEST}").view(np.uint8).reshape(-1, LONGEST)]


def serial_costs(asked: Asked, symbols: NDArray[np.uint8]) -> tuple[NDArray[np.int32], NDArray[np.int8]]:
    """For each row the cost of its cheapest reading, and which one that is; nothing where none was given."""
    least = np.zeros(len(symbols), np.int32)
    which = np.full(len(symbols), -1, np.int8)
    for number, reading in enumerate(asked.readings):
        found = _aligned(reading, symbols)
        better = (found < least) | (which < 0)
        least[better], which[better] = found[better], number
    return least, which


def field_costs(asked: Asked, codes: dict[str, NDArray[np.int32]]) -> dict[str, NDArray[np.int32]]:
    """For each field that was asked, what each row's word costs."""
    return {name: costs.astype(np.int32)[codes[name]] for name, costs in asked.fields.items()}


def _aligned(reading: Reading, symbols: NDArray[np.uint8]) -> NDArray[np.int32]:
    """One reading against every serial; columns of the alignment, a symbol of the serials at a time."""
    n, rows = len(reading.read), len(symbols)
    read = np.concatenate([reading.read.astype(np.int32), np.full((n, PAST + 1 - reading.read.shape[1]), FAR)], axis=1)
    lost = np.full(PAST + 1, FAR, np.int64)
    lost[: len(reading.lost)] = reading.lost
    lengths = (symbols != PAST).sum(axis=1)
    start = np.concatenate([[0], np.cumsum(reading.added.astype(np.int64))]) + reading.start
    last = np.repeat(start[:, None], rows, axis=1)
    before = last
    done = last[n].copy()
    for j in range(int(lengths.max(initial=0))):
        signs = symbols[:, j]
        gone = lost[signs]
        now = np.empty_like(last)
        now[0] = last[0] + (0 if reading.run_before[0] else gone)
        for i in range(1, n + 1):
            best = np.minimum(last[i - 1] + read[i - 1, signs], now[i - 1] + reading.added[i - 1])
            best = np.minimum(best, last[i] + (0 if reading.run_before[i] else gone))
            if i > 1 and j > 0:
                former = symbols[:, j - 1]
                crossed = read[i - 1, former] + read[i - 2, signs] + reading.swapped
                best = np.minimum(best, before[i - 2] + crossed)
            now[i] = best
        before, last = last, now
        ends = lengths == j + 1
        done[ends] = last[n][ends]
    return done.astype(np.int32)
