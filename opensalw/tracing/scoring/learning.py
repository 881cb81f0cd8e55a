"""Learning the costs from descriptions whose weapon is known, or whose candidates are, by expectation and maximisation.

Each round aligns every description with its candidates by the costs so far, weighs the candidates by what they
cost, counts what was read as what, and takes the counts as the new chances. Counts are drawn towards the chances
that learning starts from, so that what was seen rarely does not become certain.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from ..asked import ALPHABET, OTHER, Asked
from ..describing import Description
from .aligning import Pair, Step, readings_side_by_side
from .asking import readings_of, ways_to_read
from .errors import ErrorModel, FieldErrors, cost_of, costs_of, number_of

DRAWN = 30.0
ROUNDS = 4
SEEN_OFTEN = 4


@dataclass(frozen=True, slots=True)
class Weapon:
    """A weapon that a description may mean: its normalised serial and its words."""

    serial: str
    words: dict[str, str]


@dataclass(frozen=True, slots=True)
class Example:
    """A description with its candidates; one that is confirmed has only one."""

    description: Description
    candidates: tuple[Weapon, ...]
    said: dict[str, tuple[str, ...]]


@dataclass(slots=True)
class Counts:
    """What befell the characters and the fields, weighed."""

    read: np.ndarray = field(default_factory=lambda: np.zeros((ALPHABET, ALPHABET)))
    illegible: float = 0.0
    lost: np.ndarray = field(default_factory=lambda: np.zeros(ALPHABET))
    added: np.ndarray = field(default_factory=lambda: np.zeros(ALPHABET))
    swapped: float = 0.0
    borne: np.ndarray = field(default_factory=lambda: np.zeros(ALPHABET))
    agreed: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    misstated: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    mistaken: dict[tuple[str, str, str], float] = field(default_factory=lambda: defaultdict(float))
    named: dict[tuple[str, str], float] = field(default_factory=lambda: defaultdict(float))


def learned(examples: Sequence[Example], start: ErrorModel, *, version: str, rounds: int = ROUNDS) -> ErrorModel:
    """The error model that these examples teach."""
    model = start
    for _round in range(rounds):
        counts = Counts()
        for one in examples:
            _count(one, model, counts)
        model = _model_of(counts, start, version)
    return replace(model, notes=f"Learned from {len(examples)} descriptions in {rounds} rounds.")


def _count(one: Example, model: ErrorModel, counts: Counts) -> None:
    asked = Asked(tuple(readings_of(one.description, model)))
    patterns = [pattern for pattern, _start in ways_to_read(one.description, model)]
    ways = [readings_side_by_side(asked, patterns, weapon.serial) if patterns else [] for weapon in one.candidates]
    costs = [sum(pair.cost for pair in way) + _of_fields(one, weapon, model)
             for way, weapon in zip(ways, one.candidates, strict=True)]  # fmt: skip
    raised = np.exp(-(np.array(costs, float) - min(costs)) / 100)
    for way, weapon, weight in zip(ways, one.candidates, raised / raised.sum(), strict=True):
        for pair in way:
            _count_pair(pair, float(weight), counts)
        _count_fields(one, weapon, float(weight), counts)


def _count_pair(pair: Pair, weight: float, counts: Counts) -> None:
    borne = [number_of(sign) for sign in pair.borne]
    for sign in borne:
        counts.borne[sign] += weight
    if pair.step in (Step.SAME, Step.READ_AS):
        told = pair.borne if pair.step == Step.SAME else pair.read.strip("[]")[:1]
        counts.read[borne[0], number_of(told)] += weight
    elif pair.step == Step.ILLEGIBLE:
        counts.illegible += weight
    elif pair.step == Step.LOST:
        counts.lost[borne[0]] += weight
    elif pair.step == Step.ADDED:
        counts.added[number_of(pair.read[:1])] += weight
    elif pair.step == Step.SWAPPED:
        counts.swapped += weight
        counts.read[borne, borne] += weight


def _of_fields(one: Example, weapon: Weapon, model: ErrorModel) -> int:
    return sum(
        model.fields[name].agreed if weapon.words.get(name) in words else model.fields[name].misstated
        for name, words in one.said.items()
        if weapon.words.get(name)
    )


def _count_fields(one: Example, weapon: Weapon, weight: float, counts: Counts) -> None:
    for name, words in one.said.items():
        true = weapon.words.get(name)
        if not true:
            continue
        counts.named[name, true] += weight
        if true in words:
            counts.agreed[name] += weight
        else:
            counts.misstated[name] += weight
            counts.mistaken[name, words[0], true] += weight


def _model_of(counts: Counts, start: ErrorModel, version: str) -> ErrorModel:
    whole = max(1.0, counts.borne.sum())
    before = np.exp(-start.read.astype(float) / 100)
    before = before / before.sum(axis=1, keepdims=True)
    overall = np.array([_generic(counts, before, sign) for sign in range(ALPHABET)])
    weight = counts.borne[:, None] + DRAWN
    read = (counts.read + DRAWN * overall) / weight
    lost = (counts.lost + DRAWN * counts.lost.sum() / whole) / (counts.borne + DRAWN)
    added = (counts.added + DRAWN * counts.added.sum() / whole / ALPHABET) / whole
    return replace(
        start, version=version, read=costs_of(read), illegible=cost_of(counts.illegible / whole), lost=costs_of(lost),
        added=costs_of(added), swapped=cost_of(counts.swapped / whole),
        fields={name: _field(name, one, counts) for name, one in start.fields.items()},
    )  # fmt: skip


def _generic(counts: Counts, before: np.ndarray, sign: int) -> np.ndarray:
    """What a character of this sort is read as where it was seen rarely: right as often as all, else by its looks."""
    same = np.trace(counts.read) / max(1.0, counts.read.sum())
    kind = np.zeros(ALPHABET)
    kind[: 10 if sign < 10 else OTHER] = 1.0 if sign < 10 else 0.3
    kind = 0.5 * kind / kind.sum() + 0.5 * before[sign] / before[sign].sum()
    kind[sign] = 0
    found = (1 - same) * kind / kind.sum()
    found[sign] = same
    return found


def _field(name: str, start: FieldErrors, counts: Counts) -> FieldErrors:
    told = counts.agreed[name] + counts.misstated[name]
    if told < DRAWN:
        return start
    wrong = (counts.misstated[name] + 1) / (told + 2)
    mistaken = {
        (said, true): cost_of(many / counts.named[name, true])
        for (of, said, true), many in counts.mistaken.items()
        if of == name and many >= SEEN_OFTEN
    }
    return FieldErrors(cost_of(1 - wrong), cost_of(wrong), True, mistaken)
