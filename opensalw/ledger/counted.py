"""What an entry adds to a figure: a line, an amount in its one unit, and what it is split by."""

from collections.abc import Mapping
from decimal import Decimal
from types import MappingProxyType
from typing import NamedTuple

from opensalw.core.units import Unit

NOTHING: Mapping[str, str] = MappingProxyType({})


class Counted(NamedTuple):
    """So much more on a line, named as ``measure.line``, under these members of its dimensions."""

    line: str
    amount: Decimal
    unit: Unit
    dims: Mapping[str, str] = NOTHING
