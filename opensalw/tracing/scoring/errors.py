"""How serials are misread and fields misstated: a table of costs with a version, set by hand or learned.

Costs are as in ``asked``: hundredths of minus the natural logarithm of a likelihood.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from opensalw.core.quick_yaml import read_yaml
from opensalw.core.refusal import Refused
from opensalw.registers.marks import CONFUSED

from ..asked import ALPHABET, OTHER, SYMBOLS, Costs

FOLDER = Path(__file__).parent / "versions"
CURRENT = "learned-1"
DEAREST = 1500
HAND = {"confusable": 200, "other": 550}


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """How a field goes wrong.

    ``agreed``: that the word is the weapon's own; ``misstated``: that another one was said, to which comes
    how rare the word is (``is_fair``), since somebody who errs says a common name sooner than a rare one;
    ``mistaken``: pairs (said, true) that are taken for one another more often than that.
    """

    agreed: int = 0
    misstated: int = 550
    is_fair: bool = False
    mistaken: Mapping[tuple[str, str], int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ErrorModel:
    """The costs of every error in a serial and in the fields, by version.

    ``read[s, t]``: that ``t`` is read where the weapon bears ``s``. The last five are costs of what befalls
    a whole serial: zeros before the number left out or put in, the letters before or after the number left out, the
    year written into it, and a mark read in the other script.
    """

    version: str
    read: Costs
    illegible: int
    lost: Costs
    added: Costs
    swapped: int
    fields: Mapping[str, FieldErrors]
    zeros: int = 350
    affix: int = 350
    year: int = 300
    script: int = 100
    belief: tuple[float, float] = (1.0, 0.0)
    notes: str = ""

    def as_data(self) -> dict[str, Any]:
        """The model as its file holds it."""
        return {
            "version": self.version, "notes": self.notes, "illegible": self.illegible, "swapped": self.swapped,
            "zeros": self.zeros, "affix": self.affix, "year": self.year, "script": self.script,
            "belief": [round(one, 4) for one in self.belief],
            "lost": _row(self.lost), "added": _row(self.added),
            "read": {sign: _row(self.read[number]) for number, sign in enumerate(_signs())},
            "fields": {
                name: {
                    "agreed": one.agreed, "misstated": one.misstated, "is_fair": one.is_fair,
                    "mistaken": [[said, true, cost] for (said, true), cost in sorted(one.mistaken.items())],
                }
                for name, one in self.fields.items()
            },
        }  # fmt: skip


def by_hand() -> ErrorModel:
    """The costs that were set by hand from the published kinds of errors, and that learning starts from."""
    folds = [sign.translate(CONFUSED) for sign in SYMBOLS] + [""]
    alike = np.array([[bool(one) and one == other for other in folds] for one in folds])
    read = np.where(alike, HAND["confusable"], HAND["other"]).astype(np.int16)
    np.fill_diagonal(read, 0)
    costs = {"make": 550, "model": 600, "calibre": 500, "type": 400, "origin": 400, "year": 400, "factory": 500}
    return ErrorModel(
        "hand-1", read, 150, np.full(ALPHABET, 450, np.int16), np.full(ALPHABET, 600, np.int16), 450,
        {name: FieldErrors(0, cost) for name, cost in costs.items()},
        notes="Set by hand; the same numbers as the peers are measured with.",
    )  # fmt: skip


@cache
def error_model(version: str = CURRENT) -> ErrorModel:
    """The error model of a version."""
    path = FOLDER / f"{version}.yaml"
    if version == "hand-1":
        return by_hand()
    if not path.is_file():
        raise Refused(_("There is no error model “%(version)s”.") % {"version": version}, "version")
    return from_data(read_yaml(path.read_text(encoding="utf-8")))


def from_data(data: Mapping[str, Any]) -> ErrorModel:
    """A model from the data of its file."""
    fields = {
        name: FieldErrors(
            one["agreed"], one["misstated"], one["is_fair"],
            {(said, true): cost for said, true, cost in one["mistaken"]},
        )
        for name, one in data["fields"].items()
    }  # fmt: skip
    read = np.array([_costs(data["read"][sign]) for sign in _signs()], np.int16)
    first, second = data["belief"]
    return ErrorModel(
        data["version"], read, data["illegible"], _costs(data["lost"]), _costs(data["added"]), data["swapped"], fields,
        data["zeros"], data["affix"], data["year"], data["script"], (first, second), data["notes"],
    )  # fmt: skip


def cost_of(chance: float) -> int:
    """The cost of a chance."""
    return DEAREST if chance <= 0 else min(DEAREST, round(-100 * math.log(chance)))


def costs_of(chances: NDArray[np.float64]) -> Costs:
    """The costs of many chances."""
    with np.errstate(divide="ignore"):
        return np.minimum(DEAREST, np.round(-100 * np.log(chances))).astype(np.int16)


def number_of(sign: str) -> int:
    """The number of a character in the alphabet of serials."""
    found = SYMBOLS.find(sign)
    return found if found >= 0 else OTHER


def _signs() -> list[str]:
    return [*SYMBOLS, "other"]


def _row(costs: Costs) -> str:
    return " ".join(map(str, costs.tolist()))


def _costs(row: str) -> Costs:
    return np.array([int(one) for one in row.split()], np.int16)
