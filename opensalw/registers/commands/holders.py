"""Holders: recorded, inspected, erased."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append, erase_person

from ..events import holders as events
from ..lifecycle import State
from ..models import Firearm, Holder
from ..numbers import new_id, number_of
from ..queries.searching import name_key, reference_key
from ..rules import refuse_day, refuse_registry

LETTERS = {"person": "P", "firm": "F", "authority": "A"}


@transaction.atomic
def record_holder(
    *,
    jurisdiction: str,
    kind: str,
    name: str,
    by: Person,
    on: date,
    own_number: str = "",
    born_on: date | None = None,
    address: str = "",
    is_dealer: bool = False,
    is_synthetic: bool = False,
) -> Holder:
    """Somebody who may hold weapons; the same own number is the same holder."""
    require(refuse_registry(by, jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    require(None if name.strip() else _("Give the name."), "name")
    if kind not in LETTERS:
        raise Refused(_("A holder is a person, a firm or an authority."), "kind")
    key = reference_key(own_number)
    known = Holder.objects.filter(jurisdiction=jurisdiction, own_key=key).first() if key else None
    if known:
        raise Refused(_("This own number belongs to %(number)s.") % {"number": known.number}, "own_number")
    id = new_id()
    holder = Holder(
        id=id, jurisdiction=jurisdiction, number=number_of(LETTERS[kind], id), kind=kind, name=name.strip(),
        name_key=name_key(name), own_number=own_number.strip(), own_key=key, born_on=born_on, address=address.strip(),
        is_dealer=is_dealer, is_synthetic=is_synthetic,
    )  # fmt: skip
    holder.full_clean()
    holder.save(force_insert=True)
    event = events.HolderRecorded(number=holder.number, kind=kind)
    append(event, subject=id, jurisdiction=jurisdiction, by=by.id, on=on)
    return holder


@transaction.atomic
def inspect(
    holder: Holder, *, outcome: str, on: date, by: Person, findings: str = "", follow_up_by: date | None = None
) -> None:
    """How a dealer, firm or person keeps weapons was inspected."""
    require(refuse_registry(by, holder.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    require(None if outcome.strip() else _("Give the outcome of the visit."), "outcome")
    event = events.HolderInspected(
        outcome=outcome.strip(), findings=findings.strip() or None, follow_up_by=follow_up_by
    )
    append(event, subject=holder.pk, jurisdiction=holder.jurisdiction, by=by.id, on=on, person=holder.pk)


@transaction.atomic
def erase_holder(holder: Holder, *, ground: str, by: Person) -> Holder:
    """Erase what identifies a holder who has no weapon left, and the key of what entries say; all entries stay."""
    require(refuse_registry(by, holder.jurisdiction))
    require(None if ground.strip() else _("Give the ground: a retention period or a decision."), "ground")
    held = Holder.objects.select_for_update().get(pk=holder.pk, jurisdiction=holder.jurisdiction)
    gone = (State.DESTROYED, State.EXPORTED, State.MERGED)
    if Firearm.objects.filter(jurisdiction=held.jurisdiction, holder=held.pk).exclude(state__in=gone).exists():
        raise Refused(_("This holder still has weapons in the register."))
    held.name = held.name_key = held.own_number = held.own_key = held.address = ""
    held.born_on, held.erased_at = None, timezone.now()
    held.save()
    today = timezone.localdate()
    event = events.HolderErased(ground=ground.strip())
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=today, reason=ground)
    erase_person(held.pk, by=by.id, reason=ground)
    return held
