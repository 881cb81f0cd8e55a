"""Calls: written, opened, their end moved."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require

from ..events import funds as events
from ..models import Call, Fund
from ..proposing import Terms, refuse_terms
from ..rules.funds import refuse_call, refuse_changing_terms
from .funds import record

CHANGEABLE = (
    "summary", "opens_on", "closes_at", "budget", "currency", "goals", "is_public", "outcome", "source", "locator",
)  # fmt: skip


@transaction.atomic
def keep_call(
    *, key: str, fund: Fund, number: int, title: str, by: Person, terms: Terms | None = None, **facts: Any
) -> Call:
    """Write a call, or change it while nobody sent a proposal."""
    require(refuse_secretariat_work(by))
    if extra := set(facts) - set(CHANGEABLE):
        raise TypeError(f"A call has no {', '.join(sorted(extra))}.")
    if terms and (wrong := refuse_terms(terms)):
        raise Refused(*wrong)
    if wrong := refuse_call({"title": title, **facts}):
        raise Refused(*wrong)
    held = Call.objects.filter(pk=key).first()
    given = {"fund": fund, "number": number, "title": title.strip(), **facts}
    if terms:
        given["terms"] = terms.model_dump(mode="json")
    made = held or Call(key=key)
    changed = [name for name, value in given.items() if not held or getattr(made, name) != value]
    if not changed:
        return made
    if held and "terms" in changed and (sent := refuse_changing_terms(held)):
        raise Refused(sent, "terms")
    for name, value in given.items():
        setattr(made, name, value)
    made.touched_by = by.id
    made.full_clean()
    made.save()
    what = _("changed: %(fields)s") % {"fields": ", ".join(changed)} if held else _("written")
    record(events.CallKept(key=key, what=str(what)), "call", key, by)
    return made


@transaction.atomic
def open_call(call: Call, *, by: Person) -> Call:
    """Open a call for proposals; from now on it says when it closes."""
    require(refuse_secretariat_work(by))
    held = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if held.is_open:
        return held
    if held.closes_at is None:
        raise Refused(_("Say when the call closes before you open it."), "closes_at")
    held.is_open, held.touched_by = True, by.id
    held.save(update_fields=["is_open", "touched_by", "touched_at"])
    record(events.CallOpened(key=held.pk, closes=date_format(held.closes_at, "j F Y, H:i e")), "call", held.pk, by)
    return held


@transaction.atomic
def move_end(call: Call, *, closes_at: datetime, reason: str, by: Person) -> Call:
    """Let a call close at another time, with the reason."""
    require(refuse_secretariat_work(by))
    if not reason.strip():
        raise Refused(_("Give the reason; the applicants read it."), "reason")
    held = Call.objects.select_for_update(of=("self",)).get(pk=call.pk)
    if wrong := refuse_call({"title": held.title, "opens_on": held.opens_on, "closes_at": closes_at}):
        raise Refused(*wrong)
    held.closes_at, held.touched_by = closes_at, by.id
    held.save(update_fields=["closes_at", "touched_by", "touched_at"])
    record(events.CallKept(key=held.pk, what=_("closes on %(when)s") % {
        "when": date_format(closes_at, "j F Y, H:i e")
    }), "call", held.pk, by, reason)  # fmt: skip
    return held
