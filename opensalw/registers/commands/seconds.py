"""Acts of two persons: one proposes, another confirms; deactivation, merging, a changed category."""

from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..categories import CATEGORIES, Facts, proposed
from ..events import weapons as events
from ..lifecycle import State
from ..models import Firearm, SecondCheck
from ..queries import life_of
from ..rules import refuse_day, refuse_registry, refuse_second
from .certificates import enter_certificate, refuse_number
from .lives import happened, locked, read_again

Act = SecondCheck.Act


def propose_deactivation(firearm: Firearm, *, certificate: str, on: date, by: Person, reason: str) -> SecondCheck:
    """The person who saw the weapon deactivated asks another to verify it."""
    require(None if certificate.strip() else _("Give the number of the certificate."), "certificate")
    require(refuse_number(firearm.jurisdiction, certificate.strip()), "certificate")
    return _propose(firearm, Act.DEACTIVATE, {"certificate": certificate.strip()}, on, by, reason)


def propose_merge(firearm: Firearm, into: Firearm, *, by: Person, reason: str) -> SecondCheck:
    """Two records are one weapon: this one shall lead to the other."""
    if firearm.pk == into.pk or firearm.jurisdiction != into.jurisdiction:
        raise Refused(_("Choose another record of the same register."), "into")
    require(_("The other record was merged itself.") if into.state == State.MERGED else None, "into")
    return _propose(firearm, Act.MERGE, {"into": str(into.pk)}, timezone.localdate(), by, reason)


@transaction.atomic
def propose_category(
    firearm: Firearm, *, category: str, facts: Facts, on: date, by: Person, reason: str = ""
) -> SecondCheck | None:
    """Decide the category; a first decision stands at once, a change waits for a second person (then given)."""
    if category not in CATEGORIES:
        raise Refused(_("%(category)s is no category.") % {"category": category}, "category")
    found = proposed(facts)
    if found.category != category and not reason.strip():
        words = {"proposed": found.category or "–", "because": found.because}
        raise Refused(_("The facts lead to %(proposed)s (%(because)s). Say why it is another.") % words, "reason")
    because = reason.strip() or found.because
    known = {name: str(value) if isinstance(value, date) else value for name, value in asdict(facts).items()}
    details = {"category": category, "because": because, "facts": known}
    if firearm.category and firearm.category != category:
        return _propose(firearm, Act.CATEGORY, details, on, by, because)
    happened(firearm, _category(details, by.id), on=on, by=by)
    return None


@transaction.atomic
def confirm(check: SecondCheck, *, by: Person) -> Firearm:
    """The second person has looked too: now it happens."""
    held = _decided(check, by, confirmed=True)
    firearm = locked(Firearm.objects.get(pk=held.firearm, jurisdiction=held.jurisdiction))
    event = _event(held, firearm)
    after = happened(
        firearm, event, on=held.on, by=by, reason=held.reason, check=None if held.act == Act.CATEGORY else held.pk
    )
    if held.act == Act.DEACTIVATE:
        enter_certificate(held)
    if held.act == Act.MERGE:
        after.merged_into = UUID(held.details["into"])
        after.save()
    return read_again(after)


@transaction.atomic
def decline(check: SecondCheck, *, by: Person) -> SecondCheck:
    """The second person does not agree; nothing happens, and the proposal stays on record."""
    return _decided(check, by, confirmed=False)


@transaction.atomic
def _propose(firearm: Firearm, act: str, details: dict[str, Any], on: date, by: Person, reason: str) -> SecondCheck:
    require(refuse_registry(by, firearm.jurisdiction))
    require(refuse_day(on, timezone.localdate()), "on")
    require(None if reason.strip() else _("Give the reason; the second person reads it."), "reason")
    held = locked(firearm)
    if SecondCheck.objects.filter(
        jurisdiction=held.jurisdiction, firearm=held.pk, act=act, confirmed__isnull=True
    ).exists():
        raise Refused(_("This waits for a second person already."))
    return SecondCheck.objects.create(
        jurisdiction=held.jurisdiction, act=act, firearm=held.pk, on=on, details=details, reason=reason.strip(),
        proposed_by=by.id,
    )  # fmt: skip


def _decided(check: SecondCheck, by: Person, *, confirmed: bool) -> SecondCheck:
    require(refuse_registry(by, check.jurisdiction))
    held = SecondCheck.objects.select_for_update().get(pk=check.pk, jurisdiction=check.jurisdiction)
    require(refuse_second(held, by))
    held.decided_by, held.decided_at, held.confirmed = by.id, timezone.now(), confirmed
    held.save()
    return held


def _event(check: SecondCheck, firearm: Firearm) -> events.OfWeapon:
    known = {"check": str(check.pk), "proposed_by": check.proposed_by}
    if check.act == Act.DEACTIVATE:
        described = {"of_type": firearm.type, "of_category": life_of(firearm, check.on).category}
        return events.Deactivated(certificate=check.details["certificate"], **known, **described)
    if check.act == Act.MERGE:
        return events.Merged(into=check.details["into"], **known)
    return _category(check.details, check.proposed_by)


def _category(details: dict[str, Any], proposed_by: str) -> events.CategoryDecided:
    return events.CategoryDecided(**details, proposed_by=proposed_by)
