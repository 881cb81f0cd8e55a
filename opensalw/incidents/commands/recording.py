"""Recording an incident: one act keeps the record, its items and groups, and adds the entries that count them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.numbering import next_number
from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from ..events import incidents as events
from ..models import Campaign, Incident, Involved, Item
from ..queries.incidents import destroyed_before, fingerprint, twin_of
from ..rules import reach, records
from ..rules.records import BadIncident
from ..vocabulary import Kind, Part
from .lives import name_weapons, tell_lives

TOLD_AS: dict[str, type[events.OfIncident]] = {
    Kind.SEIZURE: events.Seized, Kind.FIND: events.Found, Kind.SURRENDER: events.Surrendered,
    Kind.THEFT: events.Stolen, Kind.LOSS: events.Lost, Kind.SHOOTING: events.Shooting,
}  # fmt: skip
FACTS = (
    "institution", "place", "where", "context", "other_offence", "transport", "concealment", "origin", "departure",
    "transit", "destination", "anonymous", "setting", "legal_status", "weapon_type", "reference", "note",
)  # fmt: skip
ITEM_FACTS = ("type", "condition", "marking", "device_kind", "make", "model", "calibre", "marks", "described")
GROUP_FACTS = ("sex", "age_band", "relation", "citizenship")


@transaction.atomic
def record_incident(
    *,
    jurisdiction: str,
    kind: str,
    happened_on: date,
    by: Person,
    items: Sequence[Mapping[str, Any]] = (),
    groups: Sequence[Mapping[str, Any]] = (),
    reported_on: date | None = None,
    campaign: Campaign | None = None,
    id: UUID | None = None,
    synthetic: bool = False,
    **facts: str,
) -> Incident:
    """Keep an incident under a new number; the same ``id`` again is the record there is."""
    require(reach.refuse_recording(by, jurisdiction))
    if id and (known := Incident.objects.filter(pk=id, jurisdiction=jurisdiction).first()):
        return known
    days = {"happened_on": happened_on, "reported_on": reported_on or max(happened_on, timezone.localdate())}
    told, pieces, persons = checked(jurisdiction, kind, days, items, groups, campaign, facts)
    record = Incident(
        id=id or uuid4(), jurisdiction=jurisdiction, kind=kind, campaign=campaign, synthetic=synthetic,
        made_by=by.id, number=next_number(Incident, "I", jurisdiction, year=happened_on.year), **days, **told,
    )  # fmt: skip
    record.fingerprint = fingerprint(kind, {**told, **days}, pieces)
    twin = twin_of(jurisdiction, record.fingerprint, record.pk)
    record.twin = twin.pk if twin else None
    record.entry = tell(record, pieces, by)
    record.save(force_insert=True)
    keep_items(record, pieces)
    keep_groups(record, persons, by)
    if any(piece["firearm"] for piece in pieces):
        tell_lives(record, record.items.all(), by)
    return record


def checked(
    jurisdiction: str,
    kind: str,
    days: Mapping[str, date],
    items: Sequence[Mapping[str, Any]],
    groups: Sequence[Mapping[str, Any]],
    campaign: Campaign | None,
    facts: Mapping[str, str],
) -> tuple[dict[str, str], list[dict[str, Any]], list[dict[str, Any]]]:
    """The facts, items and groups as they are kept, once every rule holds; BadIncident names row and field."""
    if unknown := sorted(set(facts) - set(FACTS)):
        raise BadIncident(_("Unknown: %(names)s.") % {"names": ", ".join(unknown)}, unknown[0])
    told = {name: " ".join(str(facts.get(name) or "").split()) for name in FACTS}
    told["anonymous"] = told["anonymous"] or "not_stated"
    told["place"] = told["place"] or "not_stated"
    told["institution"] = told["institution"] or "not_stated"
    pieces = [_piece(one) for one in items]
    persons = [{**one, "count": int(one.get("count") or 0)} for one in groups]
    _say(records.refuse_days(days["happened_on"], days["reported_on"], timezone.localdate()))
    _say(records.refuse_incident(kind, {**told, "campaign": campaign}, pieces, persons))
    for row, piece in enumerate(pieces, 1):
        _say(records.refuse_item(piece), row)
    name_weapons(jurisdiction, pieces)
    for row, group in enumerate(persons, 1):
        _say(records.refuse_group(group), row)
    if campaign is not None:
        if campaign.jurisdiction != jurisdiction:
            raise BadIncident(_("This campaign is not one of this jurisdiction."), "campaign")
        _say(records.refuse_campaign_day(campaign, days["happened_on"], told["anonymous"]))
    for piece in pieces:
        piece["flag"] = "destroyed_before" if destroyed_before(jurisdiction, piece, days["happened_on"]) else ""
    return told, pieces, persons


def _say(wrong: tuple[str, str] | None, row: int | None = None) -> None:
    if wrong:
        raise BadIncident(*wrong, row)


def _piece(given: Mapping[str, Any]) -> dict[str, Any]:
    try:
        quantity = Decimal(str(given.get("quantity") if given.get("quantity") is not None else 1))
    except InvalidOperation:
        raise BadIncident(_("“%(text)s” is not a number.") % {"text": given["quantity"]}, "quantity") from None
    known = {name: " ".join(str(given.get(name) or "").split()) for name in ITEM_FACTS}
    firearm = given.get("firearm") or None
    return {"thing": given.get("thing"), "quantity": quantity, "firearm": firearm, **known}


def tell(
    record: Incident, pieces: Sequence[Mapping[str, Any]], by: Person, corrects: int | None = None, reason: str = ""
) -> int:
    """Add the entry that tells the record as it stands; returns its id."""
    event = TOLD_AS[record.kind](
        number=record.number, facts=facts_of(record), synthetic=record.synthetic,
        items=tuple(
            events.Piece(**{name: value for name, value in one.items() if name != "flag"}) for one in pieces
        ),
    )  # fmt: skip
    return add(event, record, by, on=record.happened_on, corrects=corrects, reason=reason)


def add(event: Event, record: Incident, by: Person, *, on: date, corrects: int | None = None, reason: str = "") -> int:
    """Add an entry to the history of a record; returns its id."""
    entry = append(
        event, subject=record.pk, jurisdiction=record.jurisdiction, by=by.id, on=on, corrects=corrects, reason=reason
    )
    return entry.id


def facts_of(record: Incident) -> dict[str, str]:
    """The facts that an entry keeps; those that are not there are left out."""
    known = {name: getattr(record, name) for name in FACTS}
    known["reported_on"] = record.reported_on.isoformat()
    if record.kind == Kind.SURRENDER:
        known["channel"] = "campaign" if record.campaign else "standing_law"
        known["campaign"] = record.campaign.number if record.campaign else ""
    return {name: value for name, value in known.items() if value}


def keep_items(record: Incident, pieces: Sequence[Mapping[str, Any]]) -> None:
    """Keep the items of a record in their order."""
    Item.objects.bulk_create(
        Item(jurisdiction=record.jurisdiction, incident=record, position=position, **piece)
        for position, piece in enumerate(pieces, 1)
    )


def keep_groups(record: Incident, persons: Sequence[Mapping[str, Any]], by: Person) -> None:
    """Keep the groups of persons of a record, each with its entry."""
    for position, person in enumerate(persons, 1):
        group = Involved(
            jurisdiction=record.jurisdiction, incident=record, position=position, part=person["part"],
            count=person["count"], **{name: person.get(name) or _otherwise(name) for name in GROUP_FACTS},
        )  # fmt: skip
        group.entry = tell_group(record, group, by)
        group.save(force_insert=True)


def _otherwise(name: str) -> str:
    return "" if name == "citizenship" else "unknown"


def tell_group(record: Incident, group: Involved, by: Person, corrects: int | None = None, reason: str = "") -> int:
    """Add the entry of a group of persons; returns its id."""
    known: dict[str, Any] = {
        "number": record.number, "kind": record.kind, "count": group.count, "facts": facts_of(record),
        **{name: getattr(group, name) for name in GROUP_FACTS},
    }  # fmt: skip
    event = (
        events.SuspectRecorded(**known)
        if group.part == Part.SUSPECT
        else events.VictimRecorded(harm=group.part, **known)
    )
    return add(event, record, by, on=record.happened_on, corrects=corrects, reason=reason)
