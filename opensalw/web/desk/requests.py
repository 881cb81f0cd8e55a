"""One request: its steps, candidates, chain, releases, outcome, and what may be done next."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.incidents.models import Item
from opensalw.tracing.describing import described
from opensalw.tracing.lifecycle import Side, possible
from opensalw.tracing.models import ChainLink, Diversion, Release, TraceRequest
from opensalw.tracing.outcomes import BY_CODE
from opensalw.tracing.queries.chain import suspected_diversion, time_to_crime
from opensalw.tracing.queries.finding import Answer, find
from opensalw.tracing.queries.outcomes import outcome_of, suggested
from opensalw.tracing.queries.requests import alike, told, waits_on
from opensalw.tracing.queries.routing import route
from opensalw.tracing.rules.answers import FIELDS as PERSONAL
from opensalw.tracing.sheet import BY_KEY, missing_for_atf
from opensalw.tracing.sheet import FIELDS as SHEET
from opensalw.tracing.vocabulary import Channel
from opensalw.web.tracing.search import shown
from opensalw.web.transactions import PersonalRequest

from .access import find_request, of_desk, who
from .acts import press, step
from .forms import ACT_FIELDS, ActForm

ASKED_BY = ("serial", "make", "model", "calibre", "type", "year", "factory")
SHOWN = 5
FIELD_WORDS = {
    "full_name": lazy("name"), "born_on": lazy("day of birth"), "address": lazy("address"),
    "document": lazy("own number"),
}  # fmt: skip


@of_desk
def trace_request(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The request with all that is known; ``?look=1`` searches the own register by its description."""
    trace = find_request(jid, number)
    found = _look(trace) if request.GET.get("look") else None
    return render(request, "desk/request.html", _context(request, trace, {}, found))


@of_desk
@require_POST
def trace_act(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """Do what a button says; what is refused stands at its field, and nothing typed is lost."""
    trace = find_request(jid, number)
    act = request.POST.get("act", "")
    if act not in ACT_FIELDS:
        try:
            messages.success(request, press(trace, act, request.POST, request.person))
        except Refused as refused:
            messages.error(request, refused.reason)
        return redirect("trace_request", jid, number)
    form = ActForm(act, request.POST)
    if form.is_valid():
        try:
            messages.success(request, step(trace, act, form.facts(), request.person))
            return redirect("trace_request", jid, number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    return render(request, "desk/request.html", _context(request, trace, {act: form}, None), status=422)


def _look(trace: TraceRequest) -> Answer | Refused:
    try:
        words = {name: trace.sheet.get(name, "") for name in ASKED_BY}
        return find(described(**words), jurisdictions=[trace.jurisdiction], k=SHOWN)
    except Refused as refused:
        return refused


def _context(
    request: PersonalRequest, trace: TraceRequest, typed: dict[str, ActForm], found: Answer | Refused | None
) -> dict[str, Any]:
    side = None if trace.mirror is None else Side.ASKS if trace.is_ours else Side.ANSWERS
    steps = [(one, typed.get(one.name) or ActForm(one.name)) for one in possible(trace.stands, side)]
    entries = told(trace, personal=True)
    names = names_of({one.by for one in entries})
    own = {"jurisdiction": trace.jurisdiction, "request": trace}
    links = list(ChainLink.objects.filter(**own))
    items = Item.objects.select_related("incident").filter(jurisdiction=trace.jurisdiction)
    item = items.filter(pk=trace.item).first() if trace.item else None
    diversion = Diversion.objects.filter(**own).first()
    releases = list(Release.objects.filter(**own))
    waiting = {one.link for one in releases if one.confirmed is None}
    return {
        "jid": trace.jurisdiction, "trace": trace, "other": who(trace.other), "waits": waits_on(trace),
        "steps": steps, "late": trace.is_open and trace.due_on < timezone.localdate(),
        "sheet": [(one.title, _shown(one.key, trace.sheet[one.key])) for one in SHEET if one.key in trace.sheet],
        "missing": missing_for_atf(trace.sheet) if trace.is_ours and trace.channel == "etrace" else [],
        "stops": [(stop, who(stop.other)) for stop in route(trace.jurisdiction, trace.sheet)] if trace.is_open else [],
        "candidates": list(trace.candidates.all()), "found": found if isinstance(found, Answer) else None,
        "shown": shown(found) if isinstance(found, Answer) else [],
        "unfit": found.reason if isinstance(found, Refused) else "",
        "links": [(one, one.pk in waiting) for one in links], "crime": time_to_crime(trace, links),
        "diversion": diversion, "suspected": suspected_diversion(trace, links), "releases": releases,
        "positions": {one.pk: one.position for one in links}, "personal": PERSONAL, "me": request.person.id,
        "link_form": typed.get("link") or ActForm("link"),
        "diversion_form": typed.get("diversion") or ActForm("diversion"), "item": item,
        "outcomes": [(BY_CODE[code].title, *rest) for code, *rest in outcome_of(item)] if item else [],
        "outcome_form": typed.get("outcome") or ActForm("outcome", initial={"code": suggested(trace)}),
        "channels": dict(Channel.choices), "fields": FIELD_WORDS, "alike": alike(trace),
        "entries": [(one, _said(one), names[one.by]) for one in entries],
    }  # fmt: skip


def _shown(key: str, value: str) -> str:
    choices = BY_KEY[key].choices
    return str(dict(choices.choices).get(value, value)) if choices is not None else value


def _said(entry: Any) -> str:
    """The sentence of an entry; who was released to us or named by us is read here and nowhere else."""
    try:
        return str(entry.event().told(masked=entry.opened is None))
    except LookupError:
        return _("An entry of a kind that this version does not know.")
