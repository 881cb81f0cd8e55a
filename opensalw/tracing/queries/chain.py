"""What is known of the hands of a weapon: the register's chain, time to crime, the likely point of diversion."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from opensalw.core.jurisdictions import jurisdiction as named
from opensalw.registers.models import Firearm, Holder
from opensalw.registers.queries import happenings

from ..models import ChainLink, Diversion, TraceRequest

LEFT = {"stolen": Diversion.Kind.THEFT, "lost": Diversion.Kind.LOSS, "exported": Diversion.Kind.EXPORT}
SALES = (ChainLink.Part.FIRST_BUYER, ChainLink.Part.HOLDER, ChainLink.Part.STATE)


def hands_in_register(jurisdiction: str, firearm: UUID) -> list[dict[str, Any]]:
    """The maker, then each holder since the weapon was registered; persons without a name."""
    weapon = Firearm.objects.get(pk=firearm, jurisdiction=jurisdiction)
    hands: list[dict[str, Any]] = []
    if weapon.make_seen:
        hands.append({"part": ChainLink.Part.MAKER, "name": weapon.make_seen})
    entries = [one for one in happenings(firearm, jurisdiction=jurisdiction) if one.payload.get("holder")]
    holders = Holder.objects.filter(jurisdiction=jurisdiction, pk__in={one.payload["holder"] for one in entries})
    by_id = {str(one.pk): one for one in holders}
    is_first = True
    for entry in sorted(entries, key=lambda one: (one.on, one.order)):
        holder = by_id.get(str(entry.payload["holder"]))
        if holder is None:
            continue
        is_person = holder.kind == Holder.Kind.PERSON
        part = ChainLink.Part.DEALER if holder.is_dealer else ChainLink.Part.HOLDER
        if is_person and is_first:
            part, is_first = ChainLink.Part.FIRST_BUYER, False
        hands.append(
            {
                "part": part, "is_person": is_person, "name": "" if is_person else holder.name, "holder": holder.pk,
                "on": entry.on, "place": named(jurisdiction).seat, "document": holder.number,
            }
        )  # fmt: skip
    return hands


@dataclass(frozen=True)
class TimeToCrime:
    """Days from the first sale to the find; ``why`` says why there is no figure."""

    days: int | None
    sold_on: date | None = None
    found_on: date | None = None
    why: str = ""


def time_to_crime(trace: TraceRequest, links: list[ChainLink]) -> TimeToCrime:
    """From the first retail sale in the chain to the day on which the weapon was found."""
    sales = [one.on for one in links if one.part in SALES and one.on]
    sold_on = min(sales) if sales else None
    if sold_on is None:
        return TimeToCrime(None, None, trace.recovered_on, "no_sale")
    if trace.recovered_on is None:
        return TimeToCrime(None, sold_on, None, "no_find")
    days = (trace.recovered_on - sold_on).days
    return TimeToCrime(days if days >= 0 else None, sold_on, trace.recovered_on, "" if days >= 0 else "found_before")


@dataclass(frozen=True)
class Suspected:
    """What the register says about where the weapon left the lawful chain; a person decides."""

    kind: str
    on: date
    after: int | None


def suspected_diversion(trace: TraceRequest, links: list[ChainLink]) -> Suspected | None:
    """The last loss, theft or export before the find, and the link after which it came."""
    if trace.firearm is None:
        return None
    found = [
        one for one in happenings(trace.firearm, jurisdiction=trace.jurisdiction)
        if one.name in LEFT and (trace.recovered_on is None or one.on <= trace.recovered_on)
    ]  # fmt: skip
    if not found:
        return None
    last = max(found, key=lambda one: (one.on, one.order))
    before = [one.position for one in links if one.on is None or one.on <= last.on]
    return Suspected(LEFT[last.name], last.on, max(before) if before else None)
