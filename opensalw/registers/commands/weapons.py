"""Registering, transferring, reporting: what a counter officer does with a weapon."""

from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from ..catalogue import coded, models
from ..events import weapons as events
from ..lifecycle import State
from ..marks import Kind, Mark, keys, normalised
from ..models import BookEntry, Firearm, Holder, MarkSeen, Permit
from ..numbers import new_id, number_of
from ..queries.frames import frame_key
from ..rules import (
    refuse_day,
    refuse_mark,
    refuse_new_weapon,
    refuse_permit,
    refuse_receiver,
    refuse_registry,
    refuse_same_frame,
    refuse_year,
)
from .lives import happened, locked, note_field
from .words import queue_unknown


@transaction.atomic
def register(
    *,
    jurisdiction: str,
    by: Person,
    on: date,
    make: str,
    serial: Mark,
    model: str = "",
    calibre: str = "",
    type: str = "",
    year: int | None = None,
    holder: Holder | None = None,
    permit: Permit | None = None,
    another: bool = False,
    reason: str = "",
    facts: dict[str, Any] | None = None,
    is_synthetic: bool = False,
) -> Firearm:
    """A weapon enters the register with its frame mark, as it was seen; ``another`` says it only looks known."""
    today = timezone.localdate()
    require(refuse_registry(by, jurisdiction))
    require(refuse_day(on, today), "on")
    require(refuse_new_weapon(make, serial), "serial" if make.strip() else "make")
    require(refuse_year(year, today), "year")
    if holder is not None:
        require(refuse_permit(permit, holder.pk, on) if holder.kind != Holder.Kind.AUTHORITY else None, "permit")
    id = new_id()
    number = number_of("W", id)
    key = frame_key(make, model, serial, number)
    known = Firearm.objects.filter(jurisdiction=jurisdiction, frame_key=key).order_by("-twin").first()
    require(refuse_same_frame(known, another=another, reason=reason), "serial")
    codes = coded(make, model, calibre)
    kind = models()[codes.models[0]].type if codes.model else ""
    firearm = Firearm(
        id=id, jurisdiction=jurisdiction, number=number, frame_key=key, twin=known.twin + 1 if known else 0,
        type=type or kind, make=codes.make, make_seen=make.strip(), model=codes.model, model_seen=model.strip(),
        calibre=codes.calibre, calibre_seen=calibre.strip(), serial=serial.text, serial_answer=serial.answer or "",
        year=year, facts=facts or {}, state=State.HELD, since=on, holder=holder.pk if holder else None,
        permit=permit.pk if permit else None, flags=["twin_of_another"] if known else [], is_synthetic=is_synthetic,
    )  # fmt: skip
    firearm.full_clean(exclude=["flags", "facts"])
    firearm.save(force_insert=True)
    keep_mark(firearm.pk, jurisdiction, serial)
    queue_unknown(jurisdiction, make, model, calibre, codes)
    append(registered(firearm), subject=id, jurisdiction=jurisdiction, by=by.id, on=on, reason=reason)
    return firearm


def registered(firearm: Firearm) -> events.Registered:
    """The entry with which a weapon begins."""
    return events.Registered(
        make=firearm.make_seen, model=firearm.model_seen, calibre=firearm.calibre_seen, serial=firearm.serial,
        answer=firearm.serial_answer, type=firearm.type, codes=(firearm.make, firearm.model, firearm.calibre),
        year=firearm.year, holder=str(firearm.holder) if firearm.holder else None,
        permit=str(firearm.permit) if firearm.permit else None, twin=firearm.twin,
    )  # fmt: skip


@transaction.atomic
def transfer(firearm: Firearm, *, to: Holder, permit: Permit | None, on: date, by: Person, reason: str = "") -> Firearm:
    """A weapon passes to another holder; both sides, and the books of dealers, in one act."""
    return _pass_on(events.Transferred, firearm, to, permit, on, by, reason)


@transaction.atomic
def inherit(firearm: Firearm, *, to: Holder, permit: Permit | None, on: date, by: Person, reason: str = "") -> Firearm:
    """A weapon passes to an heir."""
    return _pass_on(events.Inherited, firearm, to, permit, on, by, reason)


def _pass_on(
    event: type[events.Transferred], firearm: Firearm, to: Holder, permit: Permit | None, on: date, by: Person,
    reason: str,
) -> Firearm:  # fmt: skip
    require(None if to.jurisdiction == firearm.jurisdiction else _("The receiver is registered elsewhere."), "to")
    require(None if to.erased_at is None else _("The receiver was erased."), "to")
    held = locked(firearm)
    before = held.holder
    require(refuse_receiver(str(before) if before else None, str(to.pk)), "to")
    if to.kind != Holder.Kind.AUTHORITY:
        require(refuse_permit(permit, to.pk, on), "permit")
    made = event(holder=str(to.pk), permit=str(permit.pk) if permit else None)
    after = happened(held, made, on=on, by=by, reason=reason)
    _enter_in_books(after, before, to, on)
    return after


def _enter_in_books(firearm: Firearm, giver: UUID | None, to: Holder, on: date) -> None:
    lines = [(to.pk, True, giver)] if to.is_dealer else []
    if giver and Holder.objects.filter(pk=giver, jurisdiction=firearm.jurisdiction, is_dealer=True).exists():
        lines.append((giver, False, to.pk))
    for dealer, came_in, other in lines:
        BookEntry.objects.create(
            jurisdiction=firearm.jurisdiction, dealer=dealer, firearm=firearm.pk, came_in=came_in, other=other, on=on
        )


def report_missing(
    firearm: Firearm, *, stolen: bool, on: date, by: Person, place: str = "", reference: str = "", reason: str = ""
) -> Firearm:
    """A weapon is lost or stolen; a theft reported late stands on the day on which it happened."""
    event = events.Stolen if stolen else events.Lost
    return happened(firearm, event(place=place, reference=reference), on=on, by=by, reason=reason)


@transaction.atomic
def add_mark(firearm: Firearm, mark: Mark, *, on: date, by: Person, reason: str = "") -> Firearm:
    """Another mark is put on or found: import, proof, rack, year and the like."""
    require(refuse_mark(mark), "text")
    event = events.Marked(
        kind=mark.kind, text=mark.text, answer=mark.answer or "", position=mark.position, condition=mark.condition
    )
    after = happened(firearm, event, on=on, by=by, reason=reason)
    keep_mark(firearm.pk, firearm.jurisdiction, mark)
    return after


@transaction.atomic
def correct_field(firearm: Firearm, *, field: str, value: str, on: date, by: Person, reason: str) -> Firearm:
    """Put right the words for make, model, calibre or serial; what was written before stays in the entry."""
    names = {"make": "make_seen", "model": "model_seen", "calibre": "calibre_seen", "serial": "serial", "type": "type"}
    require(refuse_registry(by, firearm.jurisdiction))
    require(None if reason.strip() else _("Say what was wrong."), "reason")
    if field not in names:
        raise Refused(_("%(field)s is not corrected here.") % {"field": field}, "field")
    held = locked(firearm)
    before = getattr(held, names[field])
    setattr(held, names[field], value.strip())
    serial = Mark(held.serial) if held.serial else None
    if field == "serial":
        require(refuse_mark(Mark(value.strip())), "value")
        held.serial_answer = ""
        serial = Mark(value.strip())
    if serial is not None:
        held.frame_key = frame_key(held.make_seen, held.model_seen, serial, held.number)
        same = Firearm.objects.filter(jurisdiction=held.jurisdiction, frame_key=held.frame_key, twin=held.twin)
        require(refuse_same_frame(same.exclude(pk=held.pk).first(), another=False, reason=""), "value")
    codes = coded(held.make_seen, held.model_seen, held.calibre_seen)
    held.make, held.model, held.calibre = codes.make, codes.model, codes.calibre
    held.save()
    if field == "serial":
        keep_mark(held.pk, held.jurisdiction, Mark(value.strip()))
    note_field(held, field, before, value.strip(), on=on, by=by, reason=reason)
    return held


def keep_mark(subject: UUID, jurisdiction: str, mark: Mark) -> MarkSeen:
    """Keep a mark as it was seen, with its keys."""
    looked = keys(mark.text)
    return MarkSeen.objects.create(
        jurisdiction=jurisdiction, subject=subject, kind=mark.kind, text=mark.text, script=mark.script,
        position=mark.position or ("frame" if mark.kind == Kind.SERIAL else ""), condition=mark.condition,
        answer=mark.answer or "", photo=mark.photo, normalised=normalised(mark.text),
        folded=looked[0] if looked else "", sounded=looked[1] if len(looked) > 1 else "",
    )  # fmt: skip
