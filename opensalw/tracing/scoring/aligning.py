"""Which character was read as what: the cheapest way from a weapon's mark to what was read, step by step."""

from dataclasses import dataclass
from enum import StrEnum

from ..asked import LONGEST, Asked, Reading
from ..describing import Pattern
from .errors import number_of


class Step(StrEnum):
    """What befell one character."""

    SAME = "same"
    READ_AS = "read_as"
    ILLEGIBLE = "illegible"
    LOST = "lost"
    ADDED = "added"
    SWAPPED = "swapped"
    RUN = "run"


@dataclass(frozen=True, slots=True)
class Pair:
    """A character of the weapon beside the place that was read; one of the two is empty when it stands alone."""

    step: Step
    borne: str
    read: str
    cost: int


def aligned(reading: Reading, pattern: Pattern, serial: str) -> list[Pair]:
    """The steps from the weapon's serial to what was read, from left to right."""
    serial = serial[:LONGEST]
    signs, n = [number_of(sign) for sign in serial], len(reading.read)
    best: dict[tuple[int, int], tuple[int, tuple[Pair, ...]]] = {}
    for i in range(n + 1):
        for j in range(len(signs) + 1):
            best[i, j] = min(_ways(reading, pattern, serial, signs, best, i, j), key=lambda way: way[0])
    return list(best[n, len(signs)][1])


def readings_side_by_side(asked: Asked, patterns: list[Pattern], serial: str) -> list[Pair]:
    """The steps of the cheapest reading."""
    found = [aligned(one, pattern, serial) for one, pattern in zip(asked.readings, patterns, strict=True)]
    starts = [one.start for one in asked.readings]
    whole = [sum(pair.cost for pair in steps) + start for steps, start in zip(found, starts, strict=True)]
    return found[whole.index(min(whole))] if found else []


def _ways(reading, pattern, serial, signs, best, i, j):  # type: ignore[no-untyped-def]
    if (i, j) == (0, 0):
        yield 0, ()
    if i and j:
        yield _on(best[i - 1, j - 1], _read(reading, pattern, serial, signs, i - 1, j - 1))
    if i > 1 and j > 1:
        first = _read(reading, pattern, serial, signs, i - 2, j - 1)
        second = _read(reading, pattern, serial, signs, i - 1, j - 2)
        cost = reading.swapped + first.cost + second.cost
        both = Pair(Step.SWAPPED, serial[j - 2 : j], first.read + second.read, cost)
        yield _on(best[i - 2, j - 2], both)
    if j:
        is_run = bool(reading.run_before[i])
        cost = 0 if is_run else int(reading.lost[signs[j - 1]])
        yield _on(best[i, j - 1], Pair(Step.RUN if is_run else Step.LOST, serial[j - 1], "", cost))
    if i:
        place = Pattern.shown(pattern.places[i - 1])
        yield _on(best[i - 1, j], Pair(Step.ADDED, "", place, int(reading.added[i - 1])))


def _read(reading, pattern, serial, signs, i, j) -> Pair:  # type: ignore[no-untyped-def]
    place, borne = pattern.places[i], serial[j]
    step = Step.ILLEGIBLE if not place else Step.SAME if borne in place else Step.READ_AS
    return Pair(step, borne, Pattern.shown(place), int(reading.read[i, signs[j]]))


def _on(way, pair):  # type: ignore[no-untyped-def]
    return way[0] + pair.cost, (*way[1], pair)
