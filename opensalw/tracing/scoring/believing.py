"""From costs to chances: how likely each candidate is the weapon, and how likely it is none of them.

A weapon that is described is on record with the chance ``RECORDED``. Each row has an equal part of it beforehand,
times the likelihood of the description. That the weapon is not on record is weighed by how likely the
description is of any weapon at all: its characters by chance, its words as common as they are. ``belief`` of the
error model is the scale and the shift that make the chances come true on descriptions whose weapon is known.
"""

import math
from collections.abc import Sequence

from ..asked import Asked, Reading
from .errors import ErrorModel

RECORDED = 0.7
CHARACTERS = 14.0


def chances(costs: Sequence[int], asked: Asked, model: ErrorModel, register_size: int) -> tuple[list[float], float]:
    """The chance of each candidate, best first, and the chance that it is none of them."""
    if not costs:
        return [], 1.0
    scale, shift = model.belief
    weights = [-scale * cost / 100 for cost in costs]
    none = scale * _by_chance(asked, model) / 100 + shift + math.log((1 - RECORDED) / RECORDED)
    none += math.log(max(1, register_size))
    most = max(*weights, none)
    raised = [math.exp(one - most) for one in weights]
    alone = math.exp(none - most)
    whole = sum(raised) + alone
    return [one / whole for one in raised], alone / whole


def _by_chance(asked: Asked, model: ErrorModel) -> float:
    """Minus the cost of the description as one of any weapon."""
    serial = max((_serial_by_chance(one, model) for one in asked.readings), default=0.0)
    return serial - sum(float(costs[0]) for costs in asked.fields.values())


def _serial_by_chance(reading: Reading, model: ErrorModel) -> float:
    """A serial by chance: each place that was read is one of some fourteen characters, as letters and digits come."""
    read = sum(1 for place in reading.read if int(place.max()) - int(place.min()) > 0)
    unread = len(reading.read) - read
    return -100 * read * math.log(CHARACTERS) - unread * model.illegible - reading.start
