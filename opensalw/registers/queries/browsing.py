"""Lists of weapons, and what stands on a weapon's own page."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from ..models import Component, Firearm, MarkSeen, SecondCheck
from ..numbers import read_number


@dataclass(frozen=True, slots=True)
class Asked:
    """What a list of weapons is narrowed to; empty asks for all."""

    state: str = ""
    type: str = ""
    category: str = ""
    flag: str = ""


def weapons(jurisdiction: str, asked: Asked = Asked()) -> QuerySet[Firearm]:
    """The weapons of a register that are like that."""
    found = Firearm.objects.filter(jurisdiction=jurisdiction)
    wanted = {name: getattr(asked, name) for name in ("state", "type", "category") if getattr(asked, name)}
    if wanted.get("category") == "-":
        wanted["category"] = ""
    found = found.filter(**wanted)
    return found.filter(flags__contains=[asked.flag]) if asked.flag else found


def chosen(jurisdiction: str, numbers: list[str]) -> QuerySet[Firearm]:
    """The weapons with these numbers."""
    return Firearm.objects.filter(jurisdiction=jurisdiction, number__in=numbers)


def weapon_numbered(text: str, jurisdiction: str) -> Firearm | None:
    """The weapon with this number, however it was typed."""
    number = read_number(text)
    return Firearm.objects.filter(jurisdiction=jurisdiction, number=number).first() if number else None


def weapon_by_id(id: UUID | None, jurisdiction: str) -> Firearm | None:
    """The weapon with this id."""
    return Firearm.objects.filter(jurisdiction=jurisdiction, pk=id).first() if id else None


def marks_on(subjects: list[UUID], jurisdiction: str) -> dict[UUID, list[MarkSeen]]:
    """The marks as they were seen, by the thing that bears them."""
    found: dict[UUID, list[MarkSeen]] = {id: [] for id in subjects}
    for mark in MarkSeen.objects.filter(jurisdiction=jurisdiction, subject__in=subjects).order_by("id"):
        found[mark.subject].append(mark)
    return found


def components_of(firearm: Firearm) -> list[Component]:
    """The essential components that are fitted."""
    found = Component.objects.filter(jurisdiction=firearm.jurisdiction, firearm=firearm.pk)
    return list(found.order_by("fitted_on", "number"))


def component_numbered(text: str, jurisdiction: str) -> Component | None:
    """The component with this number."""
    number = read_number(text)
    return Component.objects.filter(jurisdiction=jurisdiction, number=number).first() if number else None


def waiting(jurisdiction: str, firearm: UUID | None = None) -> list[SecondCheck]:
    """What waits for a second person, the oldest first; of one weapon if that is given."""
    found = SecondCheck.objects.filter(jurisdiction=jurisdiction, confirmed__isnull=True)
    found = found.filter(firearm=firearm) if firearm else found
    return list(found.order_by("proposed_at")[:200])


def titles(jurisdiction: str, ids: set[UUID]) -> dict[UUID, Firearm]:
    """The weapons with these ids."""
    return {one.pk: one for one in Firearm.objects.filter(jurisdiction=jurisdiction, pk__in=ids)}
