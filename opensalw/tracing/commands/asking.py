"""Asking and being asked: a request enters the books, of both sides where both work on this node."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from opensalw.core.jurisdictions import ids
from opensalw.core.numbering import next_number
from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.core.session import acting_for
from opensalw.incidents.models import Item
from opensalw.ledger.commands import append
from opensalw.registers.numbers import new_id

from ..events import requests as events
from ..lifecycle import State
from ..models import TraceRequest
from ..rules import reach
from ..rules import requests as rules
from ..sheet import COLUMNS, tidied
from ..vocabulary import DAYS_TO_ANSWER, Channel, Direction, Handling, Priority
from .books import say

WAYS = ("channel", "priority", "handling", "reliability", "accuracy", "restrictions", "their_reference")


@transaction.atomic
def ask(
    *,
    jurisdiction: str,
    other: str,
    sheet: Mapping[str, Any],
    by: Person,
    channel: str = Channel.BILATERAL,
    asked_on: date | None = None,
    recovered_on: date | None = None,
    due_on: date | None = None,
    item: Item | None = None,
    follows: TraceRequest | None = None,
    synthetic: bool = False,
    **ways: str,
) -> TraceRequest:
    """Ask another authority about a weapon; a jurisdiction of this node has it in its books at once."""
    ways["channel"] = channel
    days = (asked_on, recovered_on or (item.incident.happened_on if item else None), due_on)
    ours = _new(jurisdiction, Direction.SENT, other, sheet, days, ways, by, synthetic)
    if item is not None:
        ours.item, ours.incident = item.pk, item.incident_id
    if follows is not None:
        ours.follows = follows.pk
    if other not in ids():
        return _kept(ours, by, follows)
    with acting_for(jurisdiction, other):
        theirs = _mirror(ours)
        for row in sorted((ours, theirs), key=lambda one: one.pk):
            _kept(row, by, follows if row is ours else None)
    return ours


@transaction.atomic
def receive(
    *,
    jurisdiction: str,
    other: str,
    sheet: Mapping[str, Any],
    by: Person,
    channel: str = Channel.BILATERAL,
    asked_on: date | None = None,
    recovered_on: date | None = None,
    due_on: date | None = None,
    synthetic: bool = False,
    **ways: str,
) -> TraceRequest:
    """Enter a request that came from elsewhere, as its paper says it."""
    ways["channel"] = channel
    days = (asked_on, recovered_on, due_on)
    return _kept(_new(jurisdiction, Direction.RECEIVED, other, sheet, days, ways, by, synthetic), by, None)


def _new(
    jurisdiction: str,
    direction: str,
    other: str,
    sheet: Mapping[str, Any],
    days: tuple[date | None, date | None, date | None],
    ways: Mapping[str, str],
    by: Person,
    synthetic: bool,
) -> TraceRequest:
    require(reach.refuse_tracing(by, jurisdiction))
    if unknown := sorted(set(ways) - set(WAYS)):
        raise LookupError(", ".join(unknown))
    told, how = tidied(dict(sheet)), {name: " ".join((ways.get(name) or "").split()) for name in WAYS}
    how["priority"], how["handling"] = how["priority"] or Priority.ROUTINE, how["handling"] or Handling.H0
    say(rules.refuse_other(jurisdiction, other))
    urgency = told.get("urgency", "")
    say(rules.refuse_ways(how["channel"], how["priority"], how["handling"], how["restrictions"], urgency))
    say(rules.refuse_weapon(told))
    asked_on, recovered_on, due_on = days
    today = timezone.localdate()
    asked_on = asked_on or today
    due_on = due_on or asked_on + DAYS_TO_ANSWER[Priority(how["priority"])]
    say(rules.refuse_days(asked_on, recovered_on, due_on, today))
    return TraceRequest(
        id=new_id(), jurisdiction=jurisdiction,
        number=next_number(TraceRequest, "T", jurisdiction, year=asked_on.year),
        direction=direction,
        other=" ".join(other.split())[:120], sheet=told, recovered_on=recovered_on, asked_on=asked_on, due_on=due_on,
        state=State.ASKED, synthetic=synthetic, made_by=by.id, **how, **{name: told.get(name, "") for name in COLUMNS},
    )  # fmt: skip


def _mirror(ours: TraceRequest) -> TraceRequest:
    """The same request in the books of the side that is asked; it knows nothing of our incident."""
    same = (
        "channel", "priority", "handling", "reliability", "accuracy", "restrictions", "sheet", "recovered_on",
        "asked_on", "due_on", "state", "synthetic", "made_by", *COLUMNS,
    )  # fmt: skip
    theirs = TraceRequest(
        id=new_id(), jurisdiction=ours.other, other=ours.jurisdiction, direction=Direction.RECEIVED, mirror=ours.pk,
        number=next_number(TraceRequest, "T", ours.other, year=ours.asked_on.year), their_reference=ours.number,
        **{name: getattr(ours, name) for name in same},
    )  # fmt: skip
    ours.mirror, ours.their_reference = theirs.pk, theirs.number
    return theirs


def _kept(row: TraceRequest, by: Person, follows: TraceRequest | None) -> TraceRequest:
    event: type[events.Asked] = events.RequestSent if row.is_ours else events.RequestReceived
    told = event(
        number=row.number, synthetic=row.synthetic, other=row.other, due_on=row.due_on, sheet=row.sheet,
        follows=follows.number if follows else "", **{name: getattr(row, name) for name in WAYS},
    )  # fmt: skip
    row.save(force_insert=True)
    append(told, subject=row.pk, jurisdiction=row.jurisdiction, by=by.id, on=row.asked_on)
    return row


@transaction.atomic
def name_person(
    trace: TraceRequest, *, part: str, by: Person, on: date | None = None, person: UUID | None = None, **facts: Any
) -> None:
    """Keep who possessed the weapon or was with it, encrypted under that person's key, in our own books only."""
    require(reach.refuse_tracing(by, trace.jurisdiction))
    event = events.PersonNamed(number=trace.number, synthetic=trace.synthetic, part=part, **facts)
    append(
        event, subject=trace.pk, jurisdiction=trace.jurisdiction, by=by.id, on=on or timezone.localdate(),
        person=person or new_id(),
    )  # fmt: skip
