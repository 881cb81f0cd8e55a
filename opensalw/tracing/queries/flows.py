"""From where to where seized arms went: origin and place of seizure, in pieces of one object."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from opensalw.incidents.models import Item
from opensalw.incidents.vocabulary import Kind, Thing


@dataclass(frozen=True)
class Flow:
    """So many firearms from an origin, seized at a place."""

    origin: str
    place: str
    arms: Decimal
    cases: int


@dataclass(frozen=True)
class Flows:
    """The flows of a time; arms of cases whose origin is not stated stand apart."""

    known: tuple[Flow, ...]
    origin_not_stated: Decimal
    synthetic: bool = False


def flows(jurisdiction: str, first: date, last: date) -> Flows:
    """The seized firearms of a time by origin and place, the largest flow first."""
    arms: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    cases: dict[tuple[str, str], set[object]] = defaultdict(set)
    unknown, synthetic = Decimal(0), False
    items = Item.objects.select_related("incident").filter(
        jurisdiction=jurisdiction, thing=Thing.FIREARM, incident__kind=Kind.SEIZURE, incident__withdrawn=False,
        incident__happened_on__range=(first, last),
    )  # fmt: skip
    for item in items:
        record = item.incident
        synthetic = synthetic or record.synthetic
        if not record.origin:
            unknown += item.quantity
            continue
        key = (record.origin, record.where or str(record.get_place_display()))
        arms[key] += item.quantity
        cases[key].add(record.pk)
    known = [Flow(*key, amount, len(cases[key])) for key, amount in arms.items()]
    return Flows(tuple(sorted(known, key=lambda one: (-one.arms, one.origin, one.place))), unknown, synthetic)
