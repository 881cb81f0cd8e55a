"""A question, laid out flat for the loops: tables by byte of symbol, and what a row costs at least."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from ..asked import ALPHABET, FIELDS, Asked, Costs, Reading
from .symbols import BY_CLASS, BYTE, CLASS_BEGINS, CLASSES

MOST_PLACES = 32
LANES_PLACES = 16
UNIT = 16
NEVER = 1 << 20
LEAN = 0.75
Counted = tuple[tuple[int, ...], NDArray[np.uint8], NDArray[np.uint8]]


class Tables(NamedTuple):
    """Every reading's costs by the byte of a symbol; what the exact alignment walks."""

    places: NDArray[np.int32]
    read: NDArray[np.int32]
    added: NDArray[np.int32]
    lost: NDArray[np.int32]
    swapped: NDArray[np.int32]
    runs: NDArray[np.bool_]
    start: NDArray[np.int32]


class Bounds(NamedTuple):
    """The readings as the lanes count them.

    ``facts``: for each its places, how many classes of symbols agree somewhere, the places where all do, and
    in units of 16 what an edit costs at least, what the reading costs without one, how many edits count;
    then whether a run may stand before the first place, and whether one may after the last.
    ``signs`` are those classes, ``masks`` the places where each agrees.
    """

    facts: NDArray[np.int64]
    signs: NDArray[np.uint8]
    masks: NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Question:
    """What the loops need. ``floor`` is the least that a serial costs by a reading that the lanes cannot count."""

    tables: Tables
    bounds: Bounds
    floor: int
    least: int
    readings: tuple[Reading, ...]
    step: int
    fields: dict[str, Costs]


def laid_out(asked: Asked) -> Question:
    """The question of all engines as the loops of this one take it."""
    readings = [_cut(one) for one in asked.readings]
    bounds: list[Counted] = []
    floors, least = [255] if readings else [0], []
    for reading in readings:
        bound, base = _bound(reading)
        least.append(base)
        if bound is None:
            floors.append(min(254, base // UNIT))
        else:
            bounds.append(bound)
    unknown = set(asked.fields) - set(FIELDS)
    if unknown:
        raise ValueError(f"No engine knows the field {sorted(unknown)[0]}.")
    return Question(
        _tables(readings), _together(bounds), min(floors), min(least, default=0), tuple(readings),
        _step(bounds, readings), asked.fields,
    )  # fmt: skip


def _cut(reading: Reading) -> Reading:
    """No serial in the columns is longer than 16; what a reading has beyond 32 places can only be added."""
    n = len(reading.read)
    if n <= MOST_PLACES:
        return reading
    more = int(reading.added[MOST_PLACES:].astype(np.int64).sum())
    return Reading(
        reading.read[:MOST_PLACES], reading.added[:MOST_PLACES], reading.lost, reading.swapped,
        reading.run_before[: MOST_PLACES + 1], min(reading.start + more, 30_000),
    )  # fmt: skip


def _tables(readings: list[Reading]) -> Tables:
    count = len(readings)
    read = np.full((count, MOST_PLACES, 256), NEVER, np.int32)
    added = np.full((count, MOST_PLACES), NEVER, np.int32)
    lost = np.full((count, 256), NEVER, np.int32)
    runs = np.zeros((count, MOST_PLACES + 1), np.bool_)
    for which, one in enumerate(readings):
        n = len(one.read)
        read[which, :n, BYTE] = one.read.T
        added[which, :n] = one.added
        lost[which, BYTE] = one.lost
        runs[which, : n + 1] = one.run_before
    return Tables(
        np.array([len(one.read) for one in readings], np.int32), read, added, lost,
        np.array([one.swapped for one in readings], np.int32), runs,
        np.array([one.start for one in readings], np.int32),
    )  # fmt: skip


def _step(bounds: list[Counted], readings: list[Reading]) -> int:
    """What an edit costs at least; none where a run lets a walk through the tries go everywhere."""
    if len(bounds) < len(readings) or any(one.run_before.any() for one in readings):
        return 0
    return min((one[0][3] * UNIT for one in bounds), default=0)


def _cheapest(reading: Reading) -> NDArray[np.int64]:
    """What each place costs at least, read or added."""
    if not len(reading.read):
        return np.zeros(0, np.int64)
    return np.minimum(reading.read.min(axis=1), reading.added).astype(np.int64)


def sheet(reading: Reading, budget: int, *, backwards: bool) -> NDArray[np.int32]:
    """All that a walk through a trie asks of a reading, in one array; the rows are named in ``descending``.

    ``limit[i]``: what the first ``i`` places may cost. Up to the middle that is half of what the budget
    leaves above the cheapest, after it all but the least that the rest still costs.
    """
    turn = slice(None, None, -1) if backwards else slice(None)
    n, cheapest = len(reading.read), _cheapest(reading)[turn]
    held = np.full((38, 256), NEVER, np.int32)
    held[:n, BYTE] = reading.read[turn]
    held[32, BYTE] = reading.lost
    held[33, :n] = reading.added[turn]
    before = reading.start + np.concatenate([[0], cheapest.cumsum()])
    held[34, : n + 1] = budget - (before[-1] - before)
    half = (n + 1) // 2 if backwards else n // 2 + 1
    half = min(half, n)
    held[34, :half] = np.minimum(held[34, :half], before[:half] + (budget - before[-1]) // 2)
    held[35] = 0
    held[35, : n + 1] = reading.run_before[turn]
    held[36, :n] = cheapest
    held[37, :3] = n, reading.swapped, reading.start
    return held


def _together(bounds: list[Counted]) -> Bounds:
    facts = np.array([one[0] for one in bounds], np.int64).reshape(-1, 8)
    signs = np.zeros((len(bounds), 32), np.uint8)
    masks = np.zeros((len(bounds), 64), np.uint8)
    for which, (_facts, classes, bits) in enumerate(bounds):
        signs[which, : len(classes)] = classes
        masks[which, : len(bits)] = bits
    return Bounds(facts, signs, masks)


def _bound(reading: Reading) -> tuple[Counted | None, int]:
    """How the lanes count this reading, and what it costs at least.

    Each place costs at least its cheapest symbol, or being added. Beyond that every edit costs at least
    ``step``: the least of a loss, an addition, an exchange and a symbol that does not agree. So a serial
    that is ``d`` edits away costs at least ``base + d * step``.
    """
    n = len(reading.read)
    whole = reading.read.astype(np.int64)
    cheapest = _cheapest(reading)
    base = reading.start + int(cheapest.sum())
    edits = min([reading.swapped, *reading.lost.tolist(), *(reading.added - cheapest).tolist()])
    if not 1 <= n <= LANES_PLACES or reading.run_before[1:n].any() or edits < UNIT:
        return None, base
    gaps = np.minimum.reduceat(whole[:, BY_CLASS], CLASS_BEGINS, axis=1) - cheapest[:, None]
    agree = gaps < max(UNIT, edits * LEAN)
    step = min(edits, int(gaps[~agree].min(initial=NEVER)))
    bits = (agree * (1 << np.arange(n))[:, None]).sum(axis=0)
    everywhere = int(np.bitwise_and.reduce(bits))
    some = bits != everywhere
    kind = np.uint8 if n <= 8 else np.uint16
    low = min(254, base // UNIT)
    unit = min(255, step // UNIT)
    masks = np.ascontiguousarray(bits[some].astype(kind)).view(np.uint8)
    runs = bool(reading.run_before[0]), bool(reading.run_before[n])
    facts = (n, int(some.sum()), everywhere, unit, low, (254 - low) // unit, *map(int, runs))
    return (facts, CLASSES[some], masks), base


def field_costs(question: Question, name: str, codes: int) -> NDArray[np.int32]:
    """What each code of a field costs; a word that is newer than the question costs as the dearest."""
    costs = question.fields.get(name)
    if costs is None or not len(costs):
        return np.zeros(codes, np.int32)
    found = np.full(codes, costs.max(), np.int32)
    known = min(codes, len(costs))
    found[:known] = costs[:known]
    return found


__all__ = ["ALPHABET", "Bounds", "Question", "Tables", "field_costs", "laid_out"]
