"""Incidents found again: lists, one record, its like, and what is in custody on a day."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet, Sum

from opensalw.core.jurisdictions import fold
from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history
from opensalw.registers.queries import destroyed_by

from ..models import Incident, Item, Outcome
from .weapons import weapons_that_are

NONE = Decimal(0)


@dataclass(frozen=True)
class Asked:
    """What a list of incidents is narrowed to; what is empty narrows nothing."""

    kind: str = ""
    place: str = ""
    thing: str = ""
    campaign: str = ""
    first: date | None = None
    last: date | None = None
    words: str = ""
    twins: bool = False
    withdrawn: bool = False


def incidents(jurisdiction: str, asked: Asked = Asked()) -> QuerySet[Incident]:
    """The records of a jurisdiction, latest first; withdrawn ones only if they are asked for."""
    found = Incident.objects.filter(jurisdiction=jurisdiction, withdrawn=asked.withdrawn)
    exact = {"kind": asked.kind, "place": asked.place, "campaign_id": asked.campaign}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if asked.thing:
        found = found.filter(pk__in=Item.objects.filter(thing=asked.thing).values("incident"))
    if asked.first:
        found = found.filter(happened_on__gte=asked.first)
    if asked.last:
        found = found.filter(happened_on__lte=asked.last)
    if asked.twins:
        found = found.filter(twin__isnull=False)
    for word in asked.words.split():
        of_items = Item.objects.filter(Q(marks__icontains=word) | Q(make__icontains=word) | Q(model__icontains=word))
        found = found.filter(
            Q(number__icontains=word) | Q(where__icontains=word) | Q(reference__icontains=word)
            | Q(pk__in=of_items.values("incident"))
        )  # fmt: skip
    return found


def incident(jurisdiction: str, number: str) -> Incident | None:
    """The record of this number with its campaign."""
    found = Incident.objects.filter(jurisdiction=jurisdiction, number=number)
    return found.select_related("campaign").prefetch_related("items__outcomes", "involved").first()


def told(record: Incident) -> list[Entry]:
    """Everything that happened to a record, oldest first."""
    return history(record.pk, jurisdiction=record.jurisdiction)


def fingerprint(kind: str, facts: Mapping[str, Any], items: Iterable[Mapping[str, Any]]) -> str:
    """The same for two records that tell of the same: kind, day, place and things."""
    things = sorted(_spelled(one) for one in items)
    parts = [kind, str(facts["happened_on"]), facts.get("place") or "", fold(facts.get("where") or ""), *things]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _spelled(one: Mapping[str, Any]) -> str:
    number = f"{Decimal(one['quantity']).normalize():f}"
    return f"{one['thing']} {number} {one.get('type') or ''} {fold(one.get('marks') or '')}"


def twin_of(jurisdiction: str, mark: str, besides: UUID) -> Incident | None:
    """An earlier standing record with this fingerprint."""
    found = Incident.objects.filter(jurisdiction=jurisdiction, fingerprint=mark, withdrawn=False).exclude(pk=besides)
    return found.order_by("made_at").first()


def in_custody(item: Item, on: date | None = None) -> Decimal:
    """How much of an item was in custody at the end of a day, or is left after everything that is known."""
    gone = Outcome.objects.filter(item=item, jurisdiction=item.jurisdiction).exclude(what=Outcome.What.STORED)
    if on:
        gone = gone.filter(happened_on__lte=on)
    forfeited_and_there = gone.exclude(what=Outcome.What.FORFEITED)
    return item.quantity - (forfeited_and_there.aggregate(sum=Sum("quantity"))["sum"] or NONE)


def may_be_given_back(item: Item, on: date | None = None) -> Decimal:
    """How much of an item was neither gone nor forfeited at the end of a day, or is so now."""
    forfeited = Outcome.objects.filter(item=item, jurisdiction=item.jurisdiction, what=Outcome.What.FORFEITED)
    if on:
        forfeited = forfeited.filter(happened_on__lte=on)
    return in_custody(item, on) - (forfeited.aggregate(sum=Sum("quantity"))["sum"] or NONE)


def destroyed_before(jurisdiction: str, piece: Mapping[str, Any], on: date) -> bool:
    """Whether our records say that this very arm was destroyed, by the register's id or by its marks."""
    if any(destroyed_by(one, on) for one in weapons_that_are(jurisdiction, piece)):
        return True
    known = Q(item__firearm=piece["firearm"]) if piece.get("firearm") else Q(pk__in=[])
    if piece.get("marks") and piece.get("make"):
        known |= Q(item__marks__iexact=piece["marks"], item__make__iexact=piece["make"], item__thing=piece["thing"])
    return Outcome.objects.filter(known, jurisdiction=jurisdiction, what=Outcome.What.DESTROYED).exists()


def has_made_up(jurisdiction: str, first: date, last: date) -> bool:
    """Whether made-up records of this time stand among those of a jurisdiction; figures then say so."""
    found = Incident.objects.filter(jurisdiction=jurisdiction, synthetic=True, withdrawn=False)
    return found.filter(happened_on__range=(first, last)).exists()
