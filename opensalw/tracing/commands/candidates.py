"""Weapons that may be the one asked for: attached from a search, held against the description, confirmed."""

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.registers.models import Firearm

from ..events import requests as events
from ..lifecycle import State
from ..models import Candidate, TraceRequest
from ..rules import reach


@transaction.atomic
def attach(
    trace: TraceRequest,
    firearm: Firearm,
    *,
    by: Person,
    shown: str = "",
    score: Decimal | None = None,
    explanation: dict[str, Any] | None = None,
) -> Candidate:
    """Put a weapon of the own register beside the request; the same one again is the candidate there is."""
    held = _held(trace, by)
    if firearm.jurisdiction != held.jurisdiction:
        raise Refused(_("Choose a weapon of the own register."), "firearm")
    known = Candidate.objects.filter(jurisdiction=held.jurisdiction, request=held, firearm=firearm.pk).first()
    if known:
        return known
    event = events.CandidateAttached(
        number=held.number, synthetic=held.synthetic, weapon=firearm.number, firearm=str(firearm.pk),
        why=shown[:200],
    )  # fmt: skip
    append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=timezone.localdate())
    return Candidate.objects.create(
        jurisdiction=held.jurisdiction, request=held, firearm=firearm.pk, number=firearm.number, score=score,
        shown=(shown or firearm.title)[:300], explanation=explanation or {}, attached_by=by.id,
    )  # fmt: skip


@transaction.atomic
def judge(candidate: Candidate, *, is_it: bool, because: str, by: Person) -> Candidate:
    """Say that it is this weapon, or another; who says so has held the marks against one another."""
    held = _held(candidate.request, by)
    require(None if because.strip() else _("Say what agrees, or what tells them apart."), "because")
    kept = Candidate.objects.select_for_update().get(pk=candidate.pk, jurisdiction=held.jurisdiction)
    if is_it and held.firearm not in (None, kept.firearm):
        raise Refused(_("Another weapon is confirmed already. Say first that it is not this one."))
    kept.verdict = Candidate.Verdict.IS_IT if is_it else Candidate.Verdict.IS_NOT
    kept.because, kept.looked_by = because.strip()[:300], by.id
    kept.save(force_update=True)
    if is_it:
        event = events.HitConfirmed(
            number=held.number, synthetic=held.synthetic, weapon=kept.number, firearm=str(kept.firearm),
            why=kept.because,
        )  # fmt: skip
        append(event, subject=held.pk, jurisdiction=held.jurisdiction, by=by.id, on=timezone.localdate())
        held.firearm = kept.firearm
        held.save(force_update=True)
    elif held.firearm == kept.firearm:
        held.firearm = None
        held.save(force_update=True)
    return kept


def _held(trace: TraceRequest, by: Person) -> TraceRequest:
    require(reach.refuse_tracing(by, trace.jurisdiction))
    held = TraceRequest.objects.select_for_update().get(pk=trace.pk, jurisdiction=trace.jurisdiction)
    require(_("The request is closed.") if held.state == State.CLOSED else None)
    return held
