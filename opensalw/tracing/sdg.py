"""SDG indicator 16.4.2 from its components, by a formula with a version; every component stays beside the figure.

The published method could not be had word for word, so version 1 follows what is known of it: of the arms
seized, found and surrendered, those whose point of diversion was established. The other versions are given
for comparison only and never stand as the indicator.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .outcomes import BY_CODE, ESTABLISHED

WAYS = ("seizure", "find", "surrender")
Components = Mapping[str, Mapping[str, Decimal]]
NONE = Decimal(0)


@dataclass(frozen=True, slots=True)
class Formula:
    """Which outcomes stand above the line, and which ways and outcomes below it."""

    version: str
    title: Promise
    ways: tuple[str, ...] = WAYS
    above: frozenset[str] = ESTABLISHED
    left_out: frozenset[str] = frozenset()
    is_indicator: bool = False


FORMULAS = (
    Formula("1", _("All arms seized, found and surrendered"), is_indicator=True),
    Formula("1-no-surrender", _("Arms seized and found only"), WAYS[:2]),
    Formula("1-finished", _("Identifiable arms whose trace is finished"), left_out=frozenset(BY_CODE) - ESTABLISHED - {"attempted_none_identified"}),  # noqa: E501
)  # fmt: skip
CURRENT = FORMULAS[0]


@dataclass(frozen=True, slots=True)
class Share:
    """A percentage with what it is made of; ``percent`` is None where there is nothing to divide by."""

    formula: Formula
    above: Decimal
    below: Decimal

    @property
    def percent(self) -> Decimal | None:
        """The indicator, to two places."""
        if not self.below:
            return None
        return (self.above * 100 / self.below).quantize(Decimal("0.01"), ROUND_HALF_UP)


def share(components: Components, formula: Formula = CURRENT) -> Share:
    """The indicator of these components: way -> outcome -> arms."""
    above = below = NONE
    for way in formula.ways:
        for code, amount in components.get(way, {}).items():
            if code not in formula.left_out:
                below += amount
                above += amount if code in formula.above else NONE
    return Share(formula, above, below)
