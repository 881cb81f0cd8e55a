"""Holders and their permits. Who asks says why before a name is shown (commands.consulted)."""

from datetime import date, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from ..models import BookEntry, Firearm, Holder, Permit
from ..numbers import read_number
from .searching import name_key, reference_key

SOON = 60
SHORTEST = 3


def holder_numbered(text: str, jurisdiction: str) -> Holder | None:
    """The holder with this number of the register, or with this own number."""
    number, own = read_number(text), reference_key(text)
    wanted = Q(number=number) if number else Q(own_key=own) & ~Q(own_key="")
    return Holder.objects.filter(wanted, jurisdiction=jurisdiction).first()


def holders_named(text: str, jurisdiction: str, most: int) -> list[Holder]:
    """The holders whose name begins so; three letters at least."""
    key = name_key(text)
    if len(key) < SHORTEST:
        return []
    found = Holder.objects.filter(jurisdiction=jurisdiction, name_key__startswith=key)
    return list(found.order_by("name_key")[:most])


def holders_by_id(ids: set[UUID], jurisdiction: str) -> dict[UUID, Holder]:
    """The holders with these ids."""
    return {one.pk: one for one in Holder.objects.filter(jurisdiction=jurisdiction, pk__in=ids)} if ids else {}


def permit_numbered(text: str, jurisdiction: str) -> Permit | None:
    """The permit with this number of the register, or the only one with this reference."""
    number = read_number(text)
    if number:
        return Permit.objects.filter(jurisdiction=jurisdiction, number=number).first()
    key = reference_key(text)
    found = list(Permit.objects.filter(jurisdiction=jurisdiction, reference_key=key)[:2]) if key else []
    return found[0] if len(found) == 1 else None


def permit_by_id(id: UUID | None, jurisdiction: str) -> Permit | None:
    """The permit with this id."""
    return Permit.objects.filter(jurisdiction=jurisdiction, pk=id).first() if id else None


def permits_of(holder: Holder) -> list[Permit]:
    """The permits of a holder, the newest first."""
    found = Permit.objects.filter(jurisdiction=holder.jurisdiction, holder=holder.pk)
    return list(found.order_by("-granted_on", "-id"))


def valid_permits(holder: Holder, on: date) -> list[Permit]:
    """The permits under which a holder may receive a weapon on a day."""
    return [
        one
        for one in permits_of(holder)
        if one.state == Permit.State.VALID
        and (one.granted_on is None or one.granted_on <= on)
        and (one.valid_until is None or on <= one.valid_until)
    ]


def expiring(jurisdiction: str, today: date, days: int = SOON) -> QuerySet[Permit]:
    """Valid permits that run out soon, or have run out and still stand as valid."""
    return Permit.objects.filter(
        jurisdiction=jurisdiction, state=Permit.State.VALID, valid_until__lte=today + timedelta(days=days)
    )


def weapons_of(holder: Holder) -> QuerySet[Firearm]:
    """What a holder has."""
    return Firearm.objects.filter(jurisdiction=holder.jurisdiction, holder=holder.pk)


def dealers(jurisdiction: str) -> QuerySet[Holder]:
    """Firms and persons who deal in weapons."""
    return Holder.objects.filter(jurisdiction=jurisdiction, is_dealer=True)


def book(dealer: Holder) -> QuerySet[BookEntry]:
    """The lines of a dealer's book."""
    return BookEntry.objects.filter(jurisdiction=dealer.jurisdiction, dealer=dealer.pk)
