"""What other records name a weapon: incidents, and the lots of stores."""

from django.db.models import Q

from opensalw.incidents.models import Incident, Item
from opensalw.ledger.models import Entry
from opensalw.registers.models import Firearm
from opensalw.registers.queries.lives import Line
from opensalw.stockpiles.models import Lot


def incidents_of(firearm: Firearm, lines: list[Line]) -> tuple[list[Incident], list[str]]:
    """The incidents that name a weapon; and numbers that its life names and that are kept elsewhere."""
    named = {line.entry.payload.get("incident", "") for line in lines if line.stands} - {""}
    told = Q(firearm=firearm.pk)
    if firearm.serial:
        told |= Q(marks=firearm.serial)
    items = Item.objects.filter(told, jurisdiction=firearm.jurisdiction).values("incident")
    wanted = Incident.objects.filter(Q(number__in=named) | Q(pk__in=items), jurisdiction=firearm.jurisdiction)
    found = list(wanted.filter(withdrawn=False).order_by("-happened_on")[:50])
    return found, sorted(named - {one.number for one in found})


def lots_of(firearm: Firearm) -> list[Lot]:
    """The lots under which it lies, or lay, in stores."""
    found = Lot.objects.filter(jurisdiction=firearm.jurisdiction, firearm=firearm.pk)
    return list(found.select_related("site").order_by("-received_on")[:10])


def is_told_here(entry: Entry, jurisdiction: str) -> bool:
    """Whether an incident tells the entry; then that is corrected, and the life follows."""
    number = entry.payload.get("incident")
    return bool(number) and Incident.objects.filter(jurisdiction=jurisdiction, number=number).exists()
