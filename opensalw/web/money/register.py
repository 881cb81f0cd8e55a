"""The needs register in the workspace: the list, one need with its trace and history, stating one."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from opensalw.coordination.commands.needs import state_need
from opensalw.coordination.models import Need
from opensalw.coordination.models.needs import SETTLED
from opensalw.coordination.queries.needs import need_history, needs_seen_by
from opensalw.coordination.queries.traces import need_trace
from opensalw.coordination.rules.needs import refuse_following_need, refuse_stating_need
from opensalw.core.jurisdictions import declared
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.queries.rounds import rounds
from opensalw.web.public.frame import in_use
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working
from opensalw.web.work.rounds import add_problems

from .doors import doors_of_trace
from .need_acts import possible_acts
from .register_forms import NeedForm, RegisterFilter
from .tables import Listed, table_file

PAGE = 50
ORDER = ("jurisdiction", "goal", "number")


def found_needs(person_sees: QuerySet[Need], chosen: dict[str, str]) -> QuerySet[Need]:
    """The needs of a list that the filter leaves."""
    found = person_sees
    status = chosen.get("status", "")
    if status == "live":
        found = found.exclude(status__in=SETTLED)
    elif status:
        found = found.filter(status=status)
    for name in ("jurisdiction", "goal", "kind", "urgency"):
        if value := chosen.get(name):
            found = found.filter(**{name: value})
    return (found.filter(text__icontains=chosen["q"]) if chosen.get("q") else found).order_by(*ORDER)


def need_rows(needs: QuerySet[Need]) -> Listed:
    """The register as a table that leaves the house."""
    columns = [
        ("number", _("Number")), ("jurisdiction", _("Jurisdiction")), ("goal", _("Goal")), ("kind", _("Kind")),
        ("text", _("Need")), ("beneficiary", _("Beneficiary")), ("urgency", _("Urgency")),
        ("estimate", _("Estimate")), ("currency", _("Currency")), ("status", _("Status")), ("goes_on", _("Goes on as")),
        ("stated_on", _("Stated on")), ("round", _("Round")), ("source", _("Source")), ("place", _("Place")),
    ]  # fmt: skip
    seats = {one.id: one.seat for one in declared()}
    rows: list[dict[str, object]] = [
        {
            "number": one.number, "jurisdiction": seats[one.jurisdiction], "goal": one.goal,
            "kind": one.get_kind_display(), "text": one.text, "beneficiary": one.beneficiary,
            "urgency": one.get_urgency_display(), "estimate": one.estimate, "currency": one.currency,
            "status": one.get_status_display(), "goes_on": one.into.number if one.into else "",
            "stated_on": one.stated_on, "round": one.round_id or "", "source": one.source_id or "",
            "place": one.locator,
        }
        for one in needs
    ]  # fmt: skip
    return Listed("needs-register", _("Needs register"), columns, rows)


@working
def need_register(request: PersonalRequest) -> HttpResponse:
    """The needs that the person may see, filtered and paged."""
    frame = in_use()
    form = RegisterFilter(frame.spec if frame else None, request.GET)
    chosen = form.chosen()
    page = Paginator(found_needs(needs_seen_by(request.person), chosen), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": page.object_list, "asked": urlencode(chosen),
        "states": any(refuse_stating_need(request.person, one.id) is None for one in declared()),
        "rounds": [one for one in rounds() if one.state != "planned"][:4],
        "previous_url": _address(chosen, page.previous_page_number()) if page.has_previous() else "",
        "next_url": _address(chosen, page.next_page_number()) if page.has_next() else "",
        "shown": _("%(count)d needs") % {"count": page.paginator.count},
    }  # fmt: skip
    return render(request, "money/register.html", context)


def _address(chosen: dict[str, str], page: int) -> str:
    return "?" + urlencode({**chosen, "page": page})


@working
def need_register_file(request: PersonalRequest, ending: str) -> HttpResponse:
    """What the filter leaves, all pages of it, as a file."""
    frame = in_use()
    chosen = RegisterFilter(frame.spec if frame else None, request.GET).chosen()
    return table_file(need_rows(found_needs(needs_seen_by(request.person), chosen)), ending)


def find_need(request: PersonalRequest, number: str) -> Need:
    """The need of an address, if this person may see it."""
    found = needs_seen_by(request.person).filter(number=number).first()
    if found is None:
        raise Http404(_("The register has no such need."))
    return found


@working
def need(request: PersonalRequest, number: str) -> HttpResponse:
    """A need: its facts, what may happen now, its trace and its history."""
    found, frame = find_need(request, number), in_use()
    entries = need_history(found)
    trace = need_trace(found, frame.spec if frame else None)
    names = names_of({entry.by for entry in entries})
    context = {
        "need": found, "spec": frame.spec if frame else None, "trace": trace,
        "doors": doors_of_trace(trace, request.person),
        "acts": possible_acts(found, request.person),
        "why_not": refuse_following_need(request.person, found.jurisdiction),
        "entries": [(entry, names.get(entry.by, entry.by)) for entry in reversed(entries)],
        "mentions": list(found.mentions.select_related("round")), "merged": list(found.merged_from.all()),
        "parts": list(found.split_into.all()), "in_workspace": True,
    }  # fmt: skip
    return render(request, "money/need.html", context)


@working
def need_new(request: PersonalRequest) -> HttpResponse:
    """State a need by hand, as from an assessment or the minutes of a meeting."""
    frame = in_use()
    seats = [one.id for one in declared() if refuse_stating_need(request.person, one.id) is None]
    form = NeedForm(frame.spec if frame else None, seats, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = state_need(by=request.person, **_facts(form.cleaned_data))
            messages.success(request, _("%(number)s is in the register.") % {"number": made.number})
            return redirect("need", made.number)
        except Refused as refused:
            add_problems(form, refused)
    context = {"form": form, "seats": seats}
    return render(request, "money/need_new.html", context, status=422 if form.errors else 200)


def _facts(typed: dict[str, Any]) -> dict[str, Any]:
    return {**typed, "goal": int(typed["goal"])}
