"""One act for many weapons: all of them, or none with the weapon that stands in the way."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.registers.lifecycle import STEPS, possible
from opensalw.registers.models import Firearm
from opensalw.registers.queries.browsing import chosen
from opensalw.web.transactions import PersonalRequest

from .access import of_registry
from .steps import WAYS

TOGETHER = ("transferred", "taken_in", "given_back", "lost", "stolen", "recovered", "exported")
MOST = 200


@of_registry
def register_bulk(request: PersonalRequest, jid: str) -> HttpResponse:
    """The form of a step for the weapons that were chosen in the list."""
    given = request.POST if request.method == "POST" else request.GET
    step = given.get("step", "")
    rows = list(chosen(jid, given.getlist("chosen")[:MOST]).order_by("number"))
    if step not in TOGETHER or not rows:
        messages.error(request, _("Choose weapons in the list, and what shall be recorded of them."))
        return redirect("register_search", jid)
    form = WAYS[step].form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            _all(rows, step, form.cleaned_data, request.person)
            words = ngettext("Recorded for one weapon.", "Recorded for %(n)d weapons.", len(rows))
            messages.success(request, words % {"n": len(rows)})
            return redirect("register_search", jid)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    fitting = [one for one in rows if STEPS[step] in possible(one.stands)]
    context = {
        "jid": jid, "form": form, "rows": rows, "step": step, "title": STEPS[step].label,
        "others": len(rows) - len(fitting),
    }  # fmt: skip
    return render(request, "registry/bulk.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _all(rows: list[Firearm], step: str, given: Any, by: Person) -> None:
    for firearm in rows:
        try:
            WAYS[step].act(firearm, given, by)
        except Refused as refused:
            raise Refused(f"{firearm.number}: {refused.reason}", refused.field) from None
