"""Stock: received, issued and confirmed, moved, counted, declared surplus."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.numbering import next_number
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.incidents.commands.correcting import note_outcome
from opensalw.incidents.models import Item, Outcome
from opensalw.incidents.queries.incidents import in_custody
from opensalw.incidents.rules.reach import refuse_recording
from opensalw.incidents.rules.records import refuse_item
from opensalw.incidents.vocabulary import Kind
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import vocabulary as words
from ..events import stock as events
from ..models import Change, CountLine, Lot, Movement, Site, StockCount
from ..queries.stock import balance, changes
from ..rules import refuse_day, refuse_second, refuse_taking

DESCRIBED = ("type", "device_kind", "make", "model", "calibre", "marks", "batch", "condition", "room")
FROM_ITEM = ("thing", "type", "device_kind", "make", "model", "calibre", "marks", "firearm")
ORIGINS = {Kind.SURRENDER: words.Origin.SURRENDERED, Kind.SEIZURE: words.Origin.CONFISCATED}


def allow(by: Person, jurisdiction: str, on: date) -> None:
    """Refuse people of elsewhere and days to come."""
    require(refuse_recording(by, jurisdiction))
    if wrong := refuse_day(on, timezone.localdate()):
        raise Refused(*wrong)


@transaction.atomic
def receive(
    site: Site,
    *,
    thing: str,
    quantity: Decimal,
    on: date,
    by: Person,
    origin: str = words.Origin.NOT_STATED,
    firearm: UUID | None = None,
    item: Item | None = None,
    synthetic: bool = False,
    **described: str,
) -> Lot:
    """Take something into a store, as a lot of its own."""
    allow(by, site.jurisdiction, on)
    if origin not in words.Origin.values:
        raise Refused(_("“%(origin)s” is not an origin of the list.") % {"origin": origin}, "origin")
    facts = {name: " ".join((described.get(name) or "").split()) for name in DESCRIBED}
    checked = {"thing": thing, "quantity": Decimal(quantity), "firearm": firearm}
    if wrong := refuse_item({**checked, "type": facts["type"], "device_kind": facts["device_kind"]}):
        raise Refused(*wrong)
    lot = Lot(
        id=uuid4(), jurisdiction=site.jurisdiction, site=site, number=next_number(Lot, "L", site.jurisdiction),
        origin=origin, received_on=on, item=item.pk if item else None, synthetic=synthetic, made_by=by.id,
        **checked, **facts,
    )  # fmt: skip
    lot.save(force_insert=True)
    shown = " ".join(filter(None, (facts["make"], facts["model"], facts["calibre"], facts["batch"])))
    event = events.Received(
        **of_lot(lot), quantity=lot.quantity, origin=origin, described=shown, marks=facts["marks"], item=lot.item,
        firearm=firearm,
    )  # fmt: skip
    note_change(lot, lot.quantity, tell(lot, event, by, on), on, "received")
    return lot


@transaction.atomic
def receive_item(site: Site, item: Item, *, on: date, by: Person, **described: str) -> Lot:
    """Take an item of an incident into a store; it stays the same thing, and its origin follows it."""
    record = item.incident
    if Outcome.objects.filter(item=item, jurisdiction=item.jurisdiction, what=Outcome.What.STORED).exists():
        raise Refused(_("This item lies in a store already."), "item")
    if on < record.happened_on or not in_custody(item, on):
        raise Refused(_("On that day it was not in custody."), "on")
    known: dict[str, Any] = {name: getattr(item, name) for name in FROM_ITEM}
    origin = ORIGINS.get(Kind(record.kind), words.Origin.NOT_STATED)
    lot = receive(
        site, quantity=in_custody(item, on), on=on, by=by, origin=origin, item=item, synthetic=record.synthetic,
        **{**known, **described},
    )  # fmt: skip
    entry = Change.objects.get(jurisdiction=lot.jurisdiction, lot=lot).entry
    note_outcome(item, what=Outcome.What.STORED, quantity=lot.quantity, on=on, entry=entry)
    return lot


def of_lot(lot: Lot) -> dict[str, Any]:
    """What every entry of a lot says."""
    return {"lot": lot.number, "thing": lot.thing, "site": lot.site.number, "synthetic": lot.synthetic}


def tell(lot: Lot, event: Event, by: Person, on: date, reason: str = "") -> int:
    """Add an entry to a lot's history; returns its id."""
    return append(event, subject=lot.pk, jurisdiction=lot.jurisdiction, by=by.id, on=on, reason=reason).id


def note_change(lot: Lot, amount: Decimal, entry: int, on: date, what: str) -> None:
    """Keep that so much came or went; the lot's own number is set by whoever calls."""
    if amount:
        Change.objects.create(
            jurisdiction=lot.jurisdiction, lot=lot, happened_on=on, amount=amount, what=what, entry=entry
        )


def held_lot(lot: Lot) -> Lot:
    """The lot, locked until the transaction ends."""
    found = Lot.objects.select_for_update(of=("self",)).select_related("site")
    return found.get(pk=lot.pk, jurisdiction=lot.jurisdiction)


def take_out(lot: Lot, quantity: Decimal, on: date) -> None:
    """Lower a lot's number, if so much lay there on that day and still does."""
    if quantity <= 0:
        raise Refused(_("Give a number above zero."), "quantity")
    require(refuse_taking(changes(lot), quantity, on), "quantity")
    lot.quantity -= quantity
    lot.save(force_update=True)


@transaction.atomic
def issue(lot: Lot, *, to: Site, quantity: Decimal, on: date, by: Person) -> Movement:
    """Send so much of a lot to another site; it is under way until the other side confirms."""
    allow(by, lot.jurisdiction, on)
    kept = held_lot(lot)
    if to.jurisdiction != kept.jurisdiction or to.pk == kept.site_id:
        raise Refused(_("Choose another site of this jurisdiction."), "to")
    take_out(kept, quantity, on)
    movement = Movement(
        id=uuid4(), jurisdiction=kept.jurisdiction, number=next_number(Movement, "M", kept.jurisdiction), lot=kept,
        sender=kept.site, receiver=to, quantity=quantity, issued_on=on, issued_by=by.id,
    )  # fmt: skip
    movement.save(force_insert=True)
    event = events.Issued(**of_lot(kept), quantity=quantity, movement=movement.number, to=to.number)
    note_change(kept, -quantity, tell(kept, event, by, on), on, "issued")
    return movement


@transaction.atomic
def confirm_receipt(movement: Movement, *, received: Decimal, on: date, by: Person, remark: str = "") -> Movement:
    """Confirm at the other side what came; a mismatch needs a remark and stays flagged."""
    allow(by, movement.jurisdiction, on)
    found = Movement.objects.select_for_update(of=("self",)).select_related("lot", "receiver", "sender")
    kept = found.get(pk=movement.pk, jurisdiction=movement.jurisdiction)
    require(None if kept.is_open else _("The receipt was confirmed already."))
    require(refuse_second(kept.issued_by, by.id))
    if on < kept.issued_on:
        raise Refused(_("It came before it left. Look at the day again."), "on")
    if received < 0:
        raise Refused(_("A count cannot be negative."), "received")
    if received != kept.quantity and not remark.strip():
        raise Refused(_("Something else came than was sent. Say what happened."), "remark")
    lot = kept.lot
    arrived = Lot(
        id=uuid4(), jurisdiction=kept.jurisdiction, site=kept.receiver, number=next_number(Lot, "L", kept.jurisdiction),
        quantity=received, origin=lot.origin, thing=lot.thing, firearm=lot.firearm, item=lot.item,
        is_surplus=lot.is_surplus, received_on=on, synthetic=lot.synthetic, made_by=by.id,
        **{name: getattr(lot, name) for name in DESCRIBED if name != "room"},
    )  # fmt: skip
    arrived.save(force_insert=True)
    event = events.ReceiptConfirmed(
        **of_lot(arrived), quantity=received, movement=kept.number, sent=kept.quantity, remark=remark.strip()
    )
    note_change(arrived, received, tell(arrived, event, by, on), on, "receipt_confirmed")
    kept.received_on, kept.received_by, kept.received = on, by.id, received
    kept.arrived, kept.remark = arrived, remark.strip()
    kept.save(force_update=True)
    return kept


@transaction.atomic
def move_within(lot: Lot, *, room: str, on: date, by: Person) -> Lot:
    """Put a lot into another room of its site."""
    allow(by, lot.jurisdiction, on)
    kept = held_lot(lot)
    require(None if room.strip() else _("Say where it is put."), "room")
    tell(kept, events.Moved(**of_lot(kept), quantity=kept.quantity, room=room.strip()), by, on)
    kept.room = room.strip()
    kept.save(force_update=True)
    return kept


@transaction.atomic
def declare_surplus(lot: Lot, *, on: date, by: Person) -> Lot:
    """Say that the owner no longer needs a lot; without another origin it is surplus from now on."""
    allow(by, lot.jurisdiction, on)
    kept = held_lot(lot)
    require(_("It was declared surplus already.") if kept.is_surplus else None)
    tell(kept, events.DeclaredSurplus(**of_lot(kept), quantity=kept.quantity), by, on)
    kept.is_surplus = True
    if kept.origin == words.Origin.NOT_STATED:
        kept.origin = words.Origin.SURPLUS
    kept.save(force_update=True)
    return kept


@transaction.atomic
def count_stock(
    site: Site, found: Mapping[UUID, Decimal], *, on: date, by: Person, explanations: Mapping[UUID, str] | None = None
) -> StockCount:
    """Set what lies there against the entries; each difference is named, and the stock follows once it is explained."""
    allow(by, site.jurisdiction, on)
    lots = {lot.pk: lot for lot in Lot.objects.filter(jurisdiction=site.jurisdiction, site=site).select_for_update()}
    if unknown := set(found) - set(lots):
        raise Refused(_("Not at this site: %(lots)s.") % {"lots": ", ".join(map(str, sorted(unknown)))}, "found")
    count = StockCount(id=uuid4(), jurisdiction=site.jurisdiction, site=site, counted_on=on, counted_by=by.id, entry=0)
    count.save(force_insert=True)
    for pk, number in sorted(found.items()):
        if number < 0:
            raise Refused(_("%(lot)s: a count cannot be negative.") % {"lot": lots[pk].number}, "found")
        line = CountLine(
            id=uuid4(), jurisdiction=site.jurisdiction, count=count, lot=lots[pk], found=number,
            expected=balance(lots[pk], on),
        )  # fmt: skip
        line.save(force_insert=True)
        explained = ((explanations or {}).get(pk) or "").strip()
        if line.found == line.expected:
            _tell_count(line, on, by)
        elif explained:
            explain_difference(line, explanation=explained, by=by)
    return count


def _tell_count(line: CountLine, on: date, by: Person, reason: str = "") -> int:
    lot = line.lot
    event = events.Counted(**of_lot(lot), quantity=line.found, expected=line.expected, explanation=line.explanation)
    return tell(lot, event, by, on, reason)


@transaction.atomic
def explain_difference(line: CountLine, *, explanation: str, by: Person) -> CountLine:
    """Explain a difference; only then the stock is set to what was found."""
    require(refuse_recording(by, line.jurisdiction))
    require(None if explanation.strip() else _("Explain the difference."), "explanation")
    require(_("This difference is explained already.") if line.explanation else None)
    lot, on = held_lot(line.lot), line.count.counted_on
    difference = line.found - line.expected
    if lot.quantity + difference < 0:
        raise Refused(_("Since the count more left than was found. Count again."), "explanation")
    line.explanation = explanation.strip()
    line.save(force_update=True)
    note_change(lot, difference, _tell_count(line, on, by, explanation), on, "counted")
    lot.quantity += difference
    lot.save(force_update=True)
    return line


@transaction.atomic
def check_count(count: StockCount, *, by: Person) -> StockCount:
    """Another person confirms a count."""
    require(refuse_recording(by, count.jurisdiction))
    kept = StockCount.objects.select_for_update().get(pk=count.pk, jurisdiction=count.jurisdiction)
    require(refuse_second(kept.counted_by, by.id))
    kept.checked_by = by.id
    kept.save(force_update=True)
    return kept
