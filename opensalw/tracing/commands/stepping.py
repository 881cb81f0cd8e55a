"""The steps of a request: acknowledged, searched, more asked and given, delayed, answered, refused, closed."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append

from .. import vocabulary as words
from ..events import requests as events
from ..lifecycle import STEPS, Side, State, refuse_step
from ..models import TraceRequest
from ..rules import reach
from ..rules import requests as rules
from ..sheet import COLUMNS, tidied
from .books import both, say

OWN_BOOKS = frozenset({"searched"})


def acknowledge(trace: TraceRequest, *, by: Person, on: date | None = None, remark: str = "") -> TraceRequest:
    """Say that the request is there."""
    return _step(trace, events.Acknowledged, by, on, {"remark": remark.strip()})


def note_search(
    trace: TraceRequest, *, where: str, by: Person, candidates: int = 0, on: date | None = None, remark: str = ""
) -> TraceRequest:
    """Keep where was searched and how many candidates came; it stays in our own books."""
    say(rules.refuse_empty(where, "where", _("Say where you searched.")))
    return _step(trace, events.Searched, by, on, {"where": where, "candidates": candidates, "remark": remark.strip()})


def ask_more(trace: TraceRequest, *, question: str, by: Person, on: date | None = None) -> TraceRequest:
    """Ask the other side for what is missing."""
    say(rules.refuse_empty(question, "question", _("Say what you need to know.")))
    return _step(trace, events.MoreAsked, by, on, {"question": question.strip()})


@transaction.atomic
def give_more(
    trace: TraceRequest, *, told: str, by: Person, on: date | None = None, sheet: Mapping[str, Any] | None = None
) -> TraceRequest:
    """Give what was missing; fields given here replace those of the request, on both sides."""
    say(rules.refuse_empty(told, "told", _("Say what you found out.")))
    fresh = tidied(dict(sheet or {}))
    after = {**trace.sheet, **fresh}
    if fresh.get("serial"):
        after.pop("serial_answer", None)
    say(rules.refuse_weapon(after))
    columns = {name: after.get(name, "") for name in COLUMNS}
    return _step(trace, events.MoreGiven, by, on, {"said": told.strip(), "sheet": fresh}, sheet=after, **columns)


def delay(
    trace: TraceRequest, *, until: date, ground: str, because: str, by: Person, on: date | None = None
) -> TraceRequest:
    """Say that the answer takes longer, until when and why."""
    _reason(ground, because)
    if until <= (on or timezone.localdate()):
        raise Refused(_("Give a day still to come by which the answer will be there."), "until")
    return _step(trace, events.Delayed, by, on, {"until": until, "ground": ground, "because": because}, due_on=until)


def answer_in_part(
    trace: TraceRequest,
    *,
    told: str,
    by: Person,
    result: str = "",
    ground: str = "",
    because: str = "",
    on: date | None = None,
) -> TraceRequest:
    """Give a part of the answer; what is withheld has its reason."""
    say(rules.refuse_empty(told, "told", _("Say what you can tell.")))
    if ground:
        _reason(ground, because)
    if result:
        say(rules.refuse_member(result, words.Result, "result"))
    facts = {"said": told.strip(), "result": result, "ground": ground, "because": because}
    return _step(trace, events.PartlyAnswered, by, on, facts, result=result)


def answer(
    trace: TraceRequest, *, result: str, told: str, by: Person, restrictions: str = "", on: date | None = None
) -> TraceRequest:
    """Answer the request; “not recorded there” is an answer, and no failed trace."""
    say(rules.refuse_member(result, words.Result, "result"))
    say(rules.refuse_empty(told, "told", _("Say it in words, too.")))
    facts = {"said": told.strip(), "result": result, "restrictions": restrictions.strip()}
    return _step(trace, events.Answered, by, on, facts, result=result)


def refuse(trace: TraceRequest, *, ground: str, because: str, by: Person, on: date | None = None) -> TraceRequest:
    """Refuse to answer; the reason is one of the Instrument's, and is put into words."""
    _reason(ground, because)
    return _step(trace, events.Refused, by, on, {"ground": ground, "because": because.strip()}, result="")


def remind(trace: TraceRequest, *, by: Person, on: date | None = None, remark: str = "") -> TraceRequest:
    """Remind the side that answers."""
    return _step(trace, events.Reminded, by, on, {"remark": remark.strip()})


def close(trace: TraceRequest, *, by: Person, on: date | None = None, remark: str = "") -> TraceRequest:
    """Be done with it; without an answer the reason is given."""
    trace = TraceRequest.objects.get(pk=trace.pk, jurisdiction=trace.jurisdiction)
    if trace.is_open:
        say(rules.refuse_empty(remark, "remark", _("There is no answer yet. Say why you close it.")))
    day = on or timezone.localdate()
    return _step(trace, events.Closed, by, on, {"result": trace.result, "remark": remark.strip()}, closed_on=day)


def _reason(ground: str, because: str) -> None:
    say(rules.refuse_member(ground, words.Ground, "ground"))
    say(rules.refuse_empty(because, "because", _("Give the reason in words; the Instrument asks for it.")))


@transaction.atomic
def _step(
    trace: TraceRequest,
    told_as: type[events.OfRequest],
    by: Person,
    on: date | None,
    facts: dict[str, Any],
    **columns: Any,
) -> TraceRequest:
    require(reach.refuse_tracing(by, trace.jurisdiction))
    day = on or timezone.localdate()
    say(rules.refuse_step_day(trace.asked_on, day, timezone.localdate()))
    step = STEPS[told_as.name]
    with both(trace, alone=step.name in OWN_BOOKS) as rows:
        ours = next(one for one in rows if one.pk == trace.pk)
        side = None if ours.mirror is None else Side.ASKS if ours.is_ours else Side.ANSWERS
        require(refuse_step(ours.stands, step.name, side))
        for row in rows:
            event = told_as(number=row.number, synthetic=row.synthetic, **facts)
            append(event, subject=row.pk, jurisdiction=row.jurisdiction, by=by.id, on=day)
            for name, value in columns.items():
                setattr(row, name, value)
            if step.after:
                row.state = step.after
            _settle(row, day, by)
            row.save(force_update=True)
    return ours


def _settle(row: TraceRequest, day: date, by: Person) -> None:
    """Once an answer is there, the request counts as answered on the day on which it was asked."""
    if row.state not in (State.ANSWERED, State.REFUSED, State.CLOSED) or row.settled_on:
        return
    row.settled_on = day
    counts_as = _counts_as(row)
    if counts_as:
        event = events.RequestCounted(
            number=row.number, synthetic=row.synthetic, counts_as=counts_as, channel=row.channel
        )
        entry = append(event, subject=row.pk, jurisdiction=row.jurisdiction, by=by.id, on=row.asked_on)
        row.counted_by = entry.id


def _counts_as(row: TraceRequest) -> str:
    if not row.is_ours:
        return "received_answered" if row.state == State.ANSWERED else ""
    return {words.Result.HIT: "sent_hit", words.Result.NO_HIT: "sent_no_hit"}.get(
        words.Result(row.result) if row.result else words.Result.INCOMPLETE, "sent_without_result"
    )

