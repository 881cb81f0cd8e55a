"""Permits: granted, refused, renewed, withdrawn, run out."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.ledger.commands import NewEntry, append, append_many

from ..events import holders as events
from ..models import Holder, Permit
from ..numbers import new_id, number_of
from ..queries.searching import reference_key
from ..rules import refuse_day, refuse_registry

State = Permit.State


@transaction.atomic
def grant(
    *,
    holder: Holder,
    kind: str,
    on: date,
    by: Person,
    reference: str = "",
    valid_until: date | None = None,
    conditions: str = "",
) -> Permit:
    """A holder is given a permit."""
    require(refuse_registry(by, holder.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    require(None if kind.strip() else _("Say what the permit is for."), "kind")
    require(_("It would end before it begins.") if valid_until and valid_until < on else None, "valid_until")
    id = new_id()
    permit = Permit(
        id=id, jurisdiction=holder.jurisdiction, number=number_of("E", id), holder=holder.pk, kind=kind.strip(),
        reference=reference.strip(), reference_key=reference_key(reference), granted_on=on, valid_until=valid_until,
        conditions=conditions.strip(),
    )  # fmt: skip
    permit.full_clean()
    permit.save(force_insert=True)
    event = events.PermitGranted(
        number=permit.number, kind=permit.kind, holder=str(holder.pk), reference=permit.reference,
        valid_until=valid_until, conditions=permit.conditions,
    )  # fmt: skip
    append(event, subject=id, jurisdiction=permit.jurisdiction, by=by.id, on=on)
    return permit


@transaction.atomic
def refuse_permit_to(holder: Holder, *, kind: str, because: str, on: date, by: Person) -> Permit:
    """A permit is refused, with the ground; the refusal itself is kept."""
    require(refuse_registry(by, holder.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    require(None if because.strip() else _("Give the ground of the refusal."), "because")
    id = new_id()
    permit = Permit(
        id=id, jurisdiction=holder.jurisdiction, number=number_of("E", id), holder=holder.pk, kind=kind.strip(),
        state=State.REFUSED,
    )  # fmt: skip
    permit.save(force_insert=True)
    event = events.PermitRefused(kind=kind.strip(), holder=str(holder.pk), because=because.strip())
    append(event, subject=id, jurisdiction=permit.jurisdiction, by=by.id, on=on, person=holder.pk)
    return permit


@transaction.atomic
def renew(permit: Permit, *, valid_until: date | None, on: date, by: Person) -> Permit:
    """A permit is renewed, before or after it ran out."""
    held = _held(permit, by, on)
    require(None if held.state in (State.VALID, State.EXPIRED) else _("Only a valid or expired permit is renewed."))
    require(_("It would end before it begins.") if valid_until and valid_until < on else None, "valid_until")
    held.state, held.valid_until = State.VALID, valid_until
    held.save()
    event = events.PermitRenewed(valid_until=valid_until)
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=on)
    return held


@transaction.atomic
def withdraw(permit: Permit, *, because: str, on: date, by: Person) -> Permit:
    """A permit is withdrawn."""
    held = _held(permit, by, on)
    require(None if held.state in (State.VALID, State.EXPIRED) else _("This permit is withdrawn or refused already."))
    require(None if because.strip() else _("Give the ground of the withdrawal."), "because")
    held.state = State.WITHDRAWN
    held.save()
    event = events.PermitWithdrawn(because=because.strip())
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=on, person=held.holder)
    return held


@transaction.atomic
def expire_permits(*, jurisdiction: str, by: str, today: date) -> int:
    """Mark the permits whose day has passed; for a timer. Returns how many there were."""
    run_out = Permit.objects.select_for_update().filter(
        jurisdiction=jurisdiction, state=State.VALID, valid_until__lt=today
    )
    rows = [
        NewEntry(event=events.PermitExpired(), subject=one.pk, jurisdiction=jurisdiction, by=by, on=one.valid_until)
        for one in run_out
        if one.valid_until
    ]
    Permit.objects.filter(jurisdiction=jurisdiction, pk__in=[row.subject for row in rows]).update(state=State.EXPIRED)
    return append_many(rows)


def _held(permit: Permit, by: Person, on: date) -> Permit:
    require(refuse_registry(by, permit.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    return Permit.objects.select_for_update().get(pk=permit.pk, jurisdiction=permit.jurisdiction)
