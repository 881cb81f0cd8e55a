"""Correcting, withdrawing, and what becomes of items. A correction is an entry; nothing is edited away."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..events import incidents as events
from ..models import Campaign, Incident, Involved, Item, Outcome
from ..queries.incidents import fingerprint, in_custody, may_be_given_back, twin_of
from ..rules import reach, records
from ..rules.records import BadIncident
from .lives import tell_lives, tell_return
from .recording import FACTS, GROUP_FACTS, ITEM_FACTS, add, checked, keep_groups, tell


def held(record: Incident, by: Person) -> Incident:
    """The record, locked until the transaction ends, if this person may change it."""
    require(reach.refuse_recording(by, record.jurisdiction))
    found = Incident.objects.select_for_update(of=("self",)).select_related("campaign")
    kept = found.get(pk=record.pk, jurisdiction=record.jurisdiction)
    if kept.withdrawn:
        raise Refused(_("%(number)s was withdrawn.") % {"number": kept.number})
    return kept


@transaction.atomic
def correct_incident(
    record: Incident,
    *,
    by: Person,
    reason: str,
    happened_on: date,
    items: Sequence[Mapping[str, Any]] = (),
    groups: Sequence[Mapping[str, Any]] = (),
    reported_on: date | None = None,
    campaign: Campaign | None = None,
    **facts: str,
) -> Incident:
    """Tell a record anew; the entry corrects the one before, so that figures follow."""
    kept = held(record, by)
    require(None if reason.strip() else _("Say why it is corrected."), "reason")
    days = {"happened_on": happened_on, "reported_on": reported_on or kept.reported_on}
    told, pieces, persons = checked(kept.jurisdiction, kept.kind, days, items, groups, campaign, facts)
    if Outcome.objects.filter(jurisdiction=kept.jurisdiction, item__incident=kept).exists():
        refuse_touching_outcomes(kept, pieces, happened_on)
    for name, value in {**days, **told, "campaign": campaign}.items():
        setattr(kept, name, value)
    kept.fingerprint = fingerprint(kept.kind, {**told, **days}, pieces)
    twin = twin_of(kept.jurisdiction, kept.fingerprint, kept.pk)
    kept.twin = twin.pk if twin else None
    kept.entry = tell(kept, pieces, by, corrects=kept.entry, reason=reason)
    kept.save(force_update=True)
    before = named_in(kept)
    _replace_items(kept, pieces)
    tell_lives(kept, kept.items.all(), by, before=before, reason=reason)
    _take_back_groups(kept, by, reason)
    keep_groups(kept, persons, by)
    return kept


@transaction.atomic
def name_weapon(item: Item, number: str, *, by: Person) -> Incident:
    """Say which weapon of the register an item is; the record is told anew and the weapon's life shows it."""
    kept = held(item.incident, by)
    require(_("This item names a weapon already. Correct the record.") if item.firearm else None)
    names = ("thing", "quantity", "firearm", "flag", *ITEM_FACTS)
    pieces = [{name: getattr(one, name) for name in names} for one in kept.items.all()]
    pieces[item.position - 1]["firearm"] = number
    persons = [
        {name: getattr(group, name) for name in ("part", "count", *GROUP_FACTS)} for group in kept.involved.all()
    ]
    return correct_incident(
        kept, by=by, reason=_("The weapon was found in the register."), happened_on=kept.happened_on, items=pieces,
        groups=persons, campaign=kept.campaign, **{name: getattr(kept, name) for name in FACTS},
    )  # fmt: skip


def named_in(record: Incident) -> list[UUID]:
    """The weapons of the register that a record names."""
    return [id for id in record.items.values_list("firearm", flat=True) if id]


def refuse_touching_outcomes(kept: Incident, pieces: Sequence[Mapping[str, Any]], day: date) -> None:
    """Items of which something became already keep their place, their object, and at least that number."""
    for item in kept.items.filter(outcomes__isnull=False).distinct():
        piece = pieces[item.position - 1] if item.position <= len(pieces) else None
        gone = item.quantity - min(may_be_given_back(item), in_custody(item))
        if piece is None or piece["thing"] != item.thing or piece["quantity"] < gone:
            words = _("Of item %(row)s, %(gone)s was given back, forfeited or destroyed already. Correct that first.")
            raise BadIncident(
                words % {"row": item.position, "gone": f"{gone.normalize():f}"}, "quantity", item.position
            )
        if piece["firearm"] != item.firearm:
            words = _("Something became of item %(row)s already, so the weapon that it names stays.")
            raise BadIncident(words % {"row": item.position}, "firearm", item.position)
        first = item.outcomes.order_by("happened_on").values_list("happened_on", flat=True)[0]
        if day > first:
            words = _("Something became of item %(row)s on %(day)s, before that day.")
            raise BadIncident(words % {"row": item.position, "day": first}, "happened_on", item.position)


def _replace_items(kept: Incident, pieces: Sequence[dict[str, Any]]) -> None:
    """Keep the item at each place with its outcomes; drop those that are no longer told, add the new."""
    present = {item.position: item for item in kept.items.all()}
    for position, piece in enumerate(pieces, 1):
        if item := present.pop(position, None):
            for name, value in piece.items():
                setattr(item, name, value)
            item.save(force_update=True)
        else:
            Item.objects.create(jurisdiction=kept.jurisdiction, incident=kept, position=position, **piece)
    Item.objects.filter(pk__in=[item.pk for item in present.values()], jurisdiction=kept.jurisdiction).delete()


def _take_back_groups(kept: Incident, by: Person, reason: str) -> None:
    for group in Involved.objects.filter(incident=kept, jurisdiction=kept.jurisdiction):
        event = events.IncidentWithdrawn(number=kept.number)
        add(event, kept, by, on=kept.happened_on, corrects=group.entry, reason=reason)
        group.delete()


@transaction.atomic
def withdraw_incident(record: Incident, *, by: Person, reason: str) -> Incident:
    """Take a record that was made in error out of every figure; it stays readable."""
    kept = held(record, by)
    require(None if reason.strip() else _("Say why it is withdrawn."), "reason")
    if Outcome.objects.filter(jurisdiction=kept.jurisdiction, item__incident=kept).exists():
        raise Refused(_("Something became of its items already. Correct that first."))
    _take_back_groups(kept, by, reason)
    event = events.IncidentWithdrawn(number=kept.number)
    kept.entry = add(event, kept, by, on=kept.happened_on, corrects=kept.entry, reason=reason)
    kept.withdrawn = True
    kept.save(force_update=True)
    tell_lives(kept, (), by, before=named_in(kept), reason=reason)
    return kept


@transaction.atomic
def dismiss_twin(record: Incident, *, by: Person, reason: str) -> Incident:
    """Say that a record and the one that looks the same are two incidents."""
    kept = held(record, by)
    twin = Incident.objects.filter(pk=kept.twin, jurisdiction=kept.jurisdiction).first() if kept.twin else None
    if twin is None:
        raise Refused(_("No other record looks the same."))
    add(events.TwinDismissed(number=kept.number, other=twin.number), kept, by, on=timezone.localdate(), reason=reason)
    kept.twin = None
    kept.save(force_update=True)
    return kept


def give_back(item: Item, *, on: date, by: Person, quantity: Decimal | None = None, reason: str = "") -> Outcome:
    """Give an item, or so much of it, back to its owner."""
    return _become(item, Outcome.What.RETURNED, events.Returned, on, by, quantity, reason)


def forfeit(item: Item, *, on: date, by: Person, quantity: Decimal | None = None, reason: str = "") -> Outcome:
    """Take an item, or so much of it, for good."""
    return _become(item, Outcome.What.FORFEITED, events.Forfeited, on, by, quantity, reason)


@transaction.atomic
def _become(
    item: Item, what: str, told_as: type[events.OfItem], on: date, by: Person, quantity: Decimal | None, reason: str
) -> Outcome:
    record = held(item.incident, by)
    amount = item.quantity if quantity is None else quantity
    if on > timezone.localdate():
        raise Refused(_("%(day)s lies in the future.") % {"day": on.isoformat()}, "happened_on")
    days = on, record.happened_on
    wrong = records.refuse_outcome(amount, item.unit, *days, may_be_given_back(item, on), may_be_given_back(item))
    if wrong:
        raise Refused(*wrong)
    event = told_as(number=record.number, item=item.pk, quantity=amount, what=item.get_thing_display())
    entry = add(event, record, by, on=on, reason=reason)
    if what == Outcome.What.RETURNED:
        tell_return(item, on=on, by=by, reason=reason)
    return note_outcome(item, what=what, quantity=amount, on=on, entry=entry)


def note_outcome(item: Item, *, what: str, quantity: Decimal, on: date, entry: int) -> Outcome:
    """Keep what became of an item; the entry that says so was added by whoever calls."""
    return Outcome.objects.create(
        jurisdiction=item.jurisdiction, item=item, what=what, quantity=quantity, happened_on=on, entry=entry
    )
