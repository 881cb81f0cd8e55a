"""Questions with costs set by hand, as the baselines have them."""

import numpy as np

from opensalw.registers.marks import CONFUSED
from opensalw.tracing.asked import ALPHABET, OTHER, SYMBOLS, Asked, Reading

WILD, CONFUSABLE, SWAPPED, LOST, MISREAD, ADDED = 150, 200, 450, 450, 550, 600


def reading(text: str, start: int = 0) -> Reading:
    """``?`` an illegible character, ``*`` an unknown run."""
    signs, runs = [], [False]
    for sign in text:
        if sign == "*":
            runs[-1] = True
        else:
            signs.append(sign)
            runs.append(False)
    read = np.full((len(signs), ALPHABET), MISREAD, np.int16)
    for place, sign in enumerate(signs):
        if sign == "?":
            read[place] = WILD
            continue
        for number, other in enumerate(SYMBOLS):
            if other.translate(CONFUSED) == sign.translate(CONFUSED):
                read[place, number] = CONFUSABLE
        read[place, SYMBOLS.find(sign) if sign in SYMBOLS else OTHER] = 0
    return Reading(
        read, np.full(len(signs), ADDED, np.int16), np.full(ALPHABET, LOST, np.int16), SWAPPED,
        np.array(runs, np.bool_), start,
    )  # fmt: skip


def asked(*texts: str, **fields: list[int]) -> Asked:
    named = {name: np.array(costs, np.int16) for name, costs in fields.items()}
    return Asked(tuple(reading(text) for text in texts), named)
