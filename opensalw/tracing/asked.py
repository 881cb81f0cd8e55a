"""A question about a weapon, in the form that every engine scores: nothing but costs.

A cost is minus the natural logarithm of a likelihood, in hundredths, so that costs add up and lists of
several engines merge exactly. How costs are learned (``scoring``) and how rows are walked (``engine``, or
the tables in PostgreSQL) know of each other through this module alone.
"""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

SYMBOLS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
OTHER = len(SYMBOLS)
ALPHABET = OTHER + 1
LONGEST = 16
FIELDS = ("make", "model", "calibre", "type", "origin", "year", "factory")
NOT_RECORDED = 0
Costs = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read the serial that is asked for, of ``n`` places.

    ``read``: (n, ALPHABET), what it costs that the weapon bears symbol ``s`` where place ``i`` was read; an
    illegible place costs the same for every symbol. ``added``: (n,), that place ``i`` does not stand on the
    weapon. ``lost``: (ALPHABET,), that a symbol on the weapon was not read. ``swapped``: two neighbours
    exchanged. ``run_before``: (n + 1,), whether any run of symbols may stand there at no further cost than
    ``start``, which is what this reading costs by itself (the other script, say).
    """

    read: Costs
    added: Costs
    lost: Costs
    swapped: int
    run_before: NDArray[np.bool_]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """All readings of the serial (the cheapest counts), and what each code of a field costs.

    ``fields[name]``: (codes,), by code of the engine's vocabulary; code 0 is “not recorded”. A field that
    was not asked is absent. ``readings`` is empty where nothing is known of the serial.
    """

    readings: tuple[Reading, ...]
    fields: dict[str, Costs] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, order=True)
class Ranked:
    """A row that answers: its cost, then the id of its mark, so that lists of several engines merge."""

    cost: int
    mark: int
    subject: str
    serial_cost: int = 0
    field_costs: tuple[tuple[str, int], ...] = ()
