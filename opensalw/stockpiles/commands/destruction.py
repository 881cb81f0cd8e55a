"""Destruction: ordered, checked thing by thing, carried out before witnesses, certified."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.numbering import next_number
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.incidents.commands.correcting import note_outcome
from opensalw.incidents.models import Item, Outcome
from opensalw.incidents.vocabulary import Thing
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event
from opensalw.registers.commands import happened
from opensalw.registers.events.weapons import Destroyed as WeaponDestroyed
from opensalw.registers.models import Firearm

from .. import vocabulary as words
from ..events import destruction as events
from ..models import Lot, Order, OrderLine, Site
from ..queries.stock import changes
from ..rules import refuse_destroying, refuse_marks, refuse_taking
from .stock import allow, held_lot, note_change, take_out


@transaction.atomic
def order_destruction(site: Site, lots: Mapping[Lot, Decimal | None], *, ground: str, on: date, by: Person) -> Order:
    """Order that lots of a site, or so much of them, be destroyed."""
    allow(by, site.jurisdiction, on)
    require(None if ground.strip() else _("Say on what ground: a decision, a judgment, a plan."), "ground")
    require(None if lots else _("Choose what is to be destroyed."), "lots")
    number = next_number(Order, "D", site.jurisdiction)
    order = Order(
        id=uuid4(), jurisdiction=site.jurisdiction, number=number, site=site, ordered_on=on, ordered_by=by.id,
        ground=ground.strip(), entry=0,
    )  # fmt: skip
    lines = [_line(order, lot, quantity, on) for lot, quantity in lots.items()]
    order.entry = _tell(order, events.DestructionOrdered(**_of(order, lines), ground=order.ground), by, on)
    order.save(force_insert=True)
    OrderLine.objects.bulk_create(lines)
    return order


def _line(order: Order, lot: Lot, quantity: Decimal | None, on: date) -> OrderLine:
    kept = held_lot(lot)
    if kept.site_id != order.site_id:
        raise Refused(_("%(lot)s does not lie at this site.") % {"lot": kept.number}, "lots")
    wanted = kept.quantity if quantity is None else quantity
    if wanted <= 0:
        raise Refused(_("%(lot)s: give a number above zero.") % {"lot": kept.number}, "lots")
    open_lines = OrderLine.objects.filter(jurisdiction=kept.jurisdiction, lot=kept, order__destroyed_on__isnull=True)
    promised = sum((one.quantity for one in open_lines), Decimal(0))
    if reason := refuse_taking(changes(kept), wanted + promised, on):
        raise Refused(f"{kept.number}: {reason}", "lots")
    return OrderLine(id=uuid4(), jurisdiction=order.jurisdiction, order=order, lot=kept, quantity=wanted)


def _of(order: Order, lines: Sequence[OrderLine]) -> dict:
    told = [
        events.Line(
            lot=line.lot.number, thing=Thing(line.lot.thing), quantity=line.quantity, origin=line.lot.origin,
            type=line.lot.type, device_kind=line.lot.device_kind, marks=line.lot.marks, seen=line.seen,
            described=" ".join(filter(None, (line.lot.make, line.lot.model, line.lot.calibre, line.lot.batch))),
        )
        for line in lines
    ]  # fmt: skip
    synthetic = any(line.lot.synthetic for line in lines)
    return {"number": order.number, "site": order.site.number, "lines": tuple(told), "synthetic": synthetic}


def _tell(order: Order, event: Event, by: Person, on: date) -> int:
    return append(event, subject=order.pk, jurisdiction=order.jurisdiction, by=by.id, on=on).id


def _held(order: Order) -> tuple[Order, list[OrderLine]]:
    found = Order.objects.select_for_update(of=("self",)).select_related("site")
    kept = found.get(pk=order.pk, jurisdiction=order.jurisdiction)
    lines = OrderLine.objects.filter(order=kept, jurisdiction=kept.jurisdiction).select_related("lot")
    return kept, list(lines.order_by("lot__number"))


@transaction.atomic
def check_serials(order: Order, seen: Mapping[UUID, str], *, on: date, by: Person) -> list[tuple[OrderLine, str]]:
    """Hold things against the order, by line; returns what does not fit. When all fit, the check is an entry.

    A thing that fits stays checked, so that a day's work can be done in pieces by one person.
    """
    allow(by, order.jurisdiction, on)
    kept, lines = _held(order)
    require(_("%(number)s was carried out.") % {"number": kept.number} if kept.is_done else None)
    if on < kept.ordered_on:
        raise Refused(_("It is checked before it was ordered. Look at the day again."), "on")
    if (kept.checked_on, kept.checked_by) != (on, by.id):
        kept.checked_on, kept.checked_by = on, by.id
        OrderLine.objects.filter(order=kept, jurisdiction=kept.jurisdiction).update(is_checked=False)
        for line in lines:
            line.is_checked = False
    wrong = []
    for line in lines:
        if line.pk in seen:
            line.seen = " ".join(seen[line.pk].split())
            reason = refuse_marks(line, line.seen)
            line.is_checked = reason is None
            line.save(force_update=True)
            if reason:
                wrong.append((line, reason))
    kept.save(force_update=True)
    if all(line.is_checked for line in lines):
        _tell(kept, events.SerialsChecked(**_of(kept, lines)), by, on)
    return wrong


@transaction.atomic
def destroy(
    order: Order,
    *,
    on: date,
    by: Person,
    method: str,
    witnesses: Sequence[str],
    publicity: str = words.Publicity.NOT_STATED,
    place: str = "",
) -> Order:
    """The second person confirms that everything of an order was destroyed; the certificate gets its number."""
    allow(by, order.jurisdiction, on)
    kept, lines = _held(order)
    require(refuse_destroying(kept, lines, by.id, on))
    named = [" ".join(one.split()) for one in witnesses if one.strip()]
    require(None if named else _("Name at least one witness, by function."), "witnesses")
    if method not in words.Method.values or publicity not in words.Publicity.values:
        raise Refused(_("Choose the method, and whether it was public, from the list."), "method")
    kept.certificate = next_number(Order, "Z", kept.jurisdiction, field="certificate")
    event = events.Destroyed(
        **_of(kept, lines), certificate=kept.certificate, owner=kept.site.owner, method=method, publicity=publicity,
        place=place.strip(), witnesses=tuple(named),
    )  # fmt: skip
    kept.entry = _tell(kept, event, by, on)
    kept.destroyed_on, kept.destroyed_by, kept.method, kept.publicity = on, by.id, method, publicity
    kept.place, kept.witnesses = place.strip(), named
    kept.save(force_update=True)
    for line in lines:
        lot = held_lot(line.lot)
        take_out(lot, line.quantity, on)
        note_change(lot, -line.quantity, kept.entry, on, "destroyed")
        if lot.item:
            item = Item.objects.get(pk=lot.item, jurisdiction=lot.jurisdiction)
            note_outcome(item, what=Outcome.What.DESTROYED, quantity=line.quantity, on=on, entry=kept.entry)
    _end_lives(kept, lines, by, on)
    return kept


def _end_lives(order: Order, lines: Sequence[OrderLine], by: Person, on: date) -> None:
    """The lives of the weapons of the register that an order names end with its certificate."""
    lots = {line.lot.firearm: line.lot.number for line in lines if line.lot.firearm}
    for firearm in Firearm.objects.filter(pk__in=lots, jurisdiction=order.jurisdiction).order_by("pk"):
        try:
            event = WeaponDestroyed(certificate=order.certificate)
            happened(firearm, event, on=on, by=by, reason=order.ground, permitted=True)
        except Refused as refused:
            raise Refused(f"{lots[firearm.pk]}, {firearm.number}: {refused.reason}", "lots") from None
