"""The weapons of the register behind the items of an incident: named, or proposed because they bear the same marks."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from opensalw.core.jurisdictions import fold
from opensalw.registers.catalogue import coded
from opensalw.registers.models import Firearm
from opensalw.registers.queries import weapons_marked

from ..models import Incident, Item
from ..vocabulary import ARMS

MOST = 5


def weapons_that_are(jurisdiction: str, piece: Mapping[str, Any]) -> list[Firearm]:
    """The weapon that an item names, or those that bear its marks and are of its make."""
    if piece.get("firearm"):
        return list(Firearm.objects.filter(pk=piece["firearm"], jurisdiction=jurisdiction))
    if piece.get("thing") not in ARMS or not piece.get("marks"):
        return []
    return [one for one in weapons_marked(piece["marks"], jurisdiction) if _fits(one, piece.get("make") or "")]


def _fits(firearm: Firearm, make: str) -> bool:
    """Whether a make as seen may be the one that the register has; no make fits any."""
    known = coded(make, "", "").makes
    return not make or firearm.make in known or fold(firearm.make_seen) == fold(make)


def named_weapons(record: Incident) -> dict[UUID | None, Firearm]:
    """The weapons that a record names, by id."""
    wanted = [item.firearm for item in record.items.all() if item.firearm]
    found = Firearm.objects.filter(jurisdiction=record.jurisdiction, pk__in=wanted) if wanted else ()
    return {one.pk: one for one in found}


def proposed_weapons(record: Incident) -> list[tuple[Item, list[Firearm]]]:
    """For each item that names none: the weapons of the register with its marks. A person says whether it is one."""
    if record.withdrawn:
        return []
    open_items = [item for item in record.items.all() if item.firearm is None and item.quantity == 1 and item.marks]
    found = [(item, weapons_that_are(record.jurisdiction, vars(item))[:MOST]) for item in open_items]
    return [(item, weapons) for item, weapons in found if weapons]
