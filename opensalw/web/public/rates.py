"""Rates per 100,000 inhabitants: only where a population figure with its source is declared."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from opensalw.core.jurisdictions import Jurisdiction, Population
from opensalw.core.units import Unit

COUNTED = (Unit.piece, Unit.case, Unit.person, Unit.incident)


@dataclass(frozen=True)
class Rate:
    """A rate and the population that it stands on."""

    seat: Jurisdiction
    value: Decimal
    population: Population


def per_100_000(amount: Decimal, population: int) -> Decimal:
    """How many there are for 100,000 inhabitants, to one place, or two significant ones below ten."""
    if population <= 0:
        raise ValueError("A population is greater than zero.")
    rate = amount * 100_000 / population
    return rate.quantize(Decimal("0.1") if rate >= 10 else Decimal("0.01"))


def population_of(seat: Jurisdiction, year: int) -> Population | None:
    """The population declared for the year, else the latest one before it."""
    known = [one for one in seat.population if one.year <= year]
    return max(known, key=lambda one: one.year, default=None)


def rates(levels: Iterable[tuple[Jurisdiction, Decimal]], unit: Unit, year: int) -> list[Rate]:
    """The rates of those seats that have an amount and a population; a share or a mass has none."""
    if unit not in COUNTED:
        return []
    found = []
    for seat, amount in levels:
        if population := population_of(seat, year):
            found.append(Rate(seat, per_100_000(amount, population.value), population))
    return found
