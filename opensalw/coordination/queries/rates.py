"""Conversion between currencies: only by a rate of a day, never silently."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from ..models import Rate

CENT = Decimal("0.01")


@dataclass(frozen=True)
class Converted:
    """An amount in another currency, by which rate of which day, and who says so."""

    amount: Decimal
    rate: Decimal
    on: date
    source: str
    inverse: bool = False


class Rates:
    """All the rates that are known, read once."""

    def __init__(self) -> None:
        self._by_pair: dict[tuple[str, str], list[Rate]] = defaultdict(list)
        for rate in Rate.objects.order_by("-on"):
            self._by_pair[rate.currency, rate.into].append(rate)

    def convert(self, amount: Decimal, currency: str, into: str, on: date | None) -> Converted | None:
        """The amount by the latest rate on or before the day; None where no such rate is known."""
        if on is None:
            return None
        for pair, inverse in (((currency, into), False), ((into, currency), True)):
            rate = next((one for one in self._by_pair.get(pair, ()) if one.on <= on), None)
            if rate is not None:
                made = amount / rate.rate if inverse else amount * rate.rate
                return Converted(made.quantize(CENT, ROUND_HALF_UP), rate.rate, rate.on, rate.source, inverse)
        return None

    def amount(self, amount: Decimal, currency: str, into: str, on: date | None) -> Decimal | None:
        """Only the converted amount, as the funding rule asks for it."""
        if currency == into:
            return amount
        made = self.convert(amount, currency, into, on)
        return made.amount if made else None
