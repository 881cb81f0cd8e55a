"""The page of a holder, shown for a purpose; holders and permits are recorded here."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.ledger.queries import history
from opensalw.registers import commands
from opensalw.registers.models import Holder, Permit
from opensalw.registers.queries.people import (
    expiring,
    holders_by_id,
    permit_numbered,
    permits_of,
    weapons_of,
)
from opensalw.web.field.forms import Plain
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from . import holder_forms as forms
from .access import find_holder, of_registry
from .purposes import asked, look, remember

Act = Callable[[Holder, Mapping[str, Any], Person], object]


def _granted(holder: Holder, given: Mapping[str, Any], by: Person) -> object:
    return commands.grant(holder=holder, by=by, **given)


def _refused(holder: Holder, given: Mapping[str, Any], by: Person) -> object:
    return commands.refuse_permit_to(holder, by=by, **given)


def _inspected(holder: Holder, given: Mapping[str, Any], by: Person) -> object:
    return commands.inspect(holder, by=by, **given)


ACTS: dict[str, tuple[type[Plain], Act, Any]] = {
    "grant": (forms.GrantForm, _granted, lazy("Grant a permit")),
    "refuse": (forms.RefuseForm, _refused, lazy("Refuse a permit")),
    "inspect": (forms.InspectForm, _inspected, lazy("Record an inspection")),
}
PERMIT_ACTS: dict[str, tuple[type[Plain], Any, Any]] = {
    "renew": (forms.RenewForm, commands.renew, lazy("Renew the permit")),
    "withdraw": (forms.WithdrawForm, commands.withdraw, lazy("Withdraw the permit")),
}


@of_registry
def holder_page(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """Who it is, what is held and by what right; the look is noted."""
    holder = find_holder(jid, number)
    if not look(request, jid, "holder", holder.pk):
        return asked(request, jid, request.get_full_path(), holder.pk)
    page = keyset(request, weapons_of(holder), "-id")
    entries = history(holder.pk, jurisdiction=jid)
    names = names_of({one.by for one in entries})
    context = {
        "jid": jid, "holder": holder, "permits": permits_of(holder), "rows": page.rows, "today": timezone.localdate(),
        "previous_url": page.previous_url, "next_url": page.next_url, "acts": [(key, ACTS[key][2]) for key in ACTS],
        "entries": [(one, names.get(one.by, one.by)) for one in reversed(entries)],
    }  # fmt: skip
    return render(request, "registry/holder.html", context)


@of_registry
def holder_new(request: PersonalRequest, jid: str) -> HttpResponse:
    """Record somebody who may hold weapons; who records may see what was recorded."""
    form = forms.HolderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.record_holder(jurisdiction=jid, by=request.person, **form.cleaned_data)
            remember(request, jid, _("Recording the holder"), str(made.pk))
            messages.success(request, _("Recorded as %(number)s.") % {"number": made.number})
            return redirect("holder_page", jid, made.number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    context = {"jid": jid, "form": form, "title": _("Record a holder"), "back": reverse("register_search", args=[jid])}
    return render(request, "registry/act.html", context, status=422 if form.errors else 200)


@of_registry
def holder_act(request: PersonalRequest, jid: str, number: str, act: str) -> HttpResponse:
    """Grant or refuse a permit, or record an inspection."""
    holder = find_holder(jid, number)
    if act not in ACTS:
        raise Http404(act)
    make, command, title = ACTS[act]
    return _acted(request, jid, holder, title, make, lambda given: command(holder, given, request.person))


@of_registry
def permit_act(request: PersonalRequest, jid: str, number: str, act: str) -> HttpResponse:
    """Renew or withdraw a permit."""
    permit = find_permit(jid, number)
    if act not in PERMIT_ACTS:
        raise Http404(act)
    make, command, title = PERMIT_ACTS[act]
    holder = holders_by_id({permit.holder}, jid)[permit.holder]
    return _acted(request, jid, holder, title, make, lambda given: command(permit, by=request.person, **given), permit)


@of_registry
def permit_holder(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The way from a permit to its holder."""
    permit = find_permit(jid, number)
    return redirect("holder_page", jid, holders_by_id({permit.holder}, jid)[permit.holder].number)


def find_permit(jid: str, number: str) -> Permit:
    """The permit of an address."""
    found = permit_numbered(number, jid)
    if found is None:
        raise Http404(number)
    return found


def _acted(
    request: PersonalRequest,
    jid: str,
    holder: Holder,
    title: Any,
    make: type[Plain],
    act: Callable[[Mapping[str, Any]], object],
    permit: Permit | None = None,
) -> HttpResponse:
    form = make(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            act(form.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("holder_page", jid, holder.number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    back = reverse("holder_page", args=[jid, holder.number])
    context = {"jid": jid, "form": form, "title": title, "back": back, "holder": holder, "permit": permit}
    return render(request, "registry/act.html", context, status=422 if form.errors else 200)


@of_registry
def permits_expiring(request: PersonalRequest, jid: str) -> HttpResponse:
    """Permits that run out soon, by number; nothing personal stands here."""
    today = timezone.localdate()
    page = keyset(request, expiring(jid, today), "valid_until", "id")
    holders = holders_by_id({one.holder for one in page.rows}, jid)
    context = {
        "jid": jid, "rows": [(one, holders.get(one.holder)) for one in page.rows], "today": today,
        "previous_url": page.previous_url, "next_url": page.next_url,
    }  # fmt: skip
    return render(request, "registry/expiring.html", context)
