"""How long what is kept, what is due by now, and its erasure."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.permissions import refuse_registry
from opensalw.core.refusal import Refused
from opensalw.registers.commands.protection import erase_due, set_retention
from opensalw.registers.queries.retention import clocks, due_holders, due_rows
from opensalw.web.transactions import PersonalRequest

from .access import of_clocks, tabs
from .forms import ClockForm

SHOWN = 200


@of_clocks
def protection_clocks(request: PersonalRequest, jid: str) -> HttpResponse:
    """The clocks and what is due; the registry sets a period here."""
    form = ClockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            set_retention(jurisdiction=jid, by=request.person, **form.cleaned_data)
            messages.success(request, _("The period is set."))
            return redirect("protection_clocks", jid)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    today = timezone.localdate()
    holders = due_holders(jid, today)
    context = {
        **tabs(request, jid, "protection_clocks"), "form": form, "clocks": list(clocks(jid).values()),
        "holders": holders[:SHOWN], "count": len(holders), "rows": due_rows(jid, today), "today": today,
        "writes": refuse_registry(request.person, jid) is None,
    }  # fmt: skip
    return render(request, "protection/clocks.html", context, status=422 if form.errors else 200)


@of_clocks
@require_POST
def protection_erase(request: PersonalRequest, jid: str) -> HttpResponse:
    """Erase what is due, once that was said twice."""
    try:
        if not request.POST.get("sure"):
            raise Refused(_("Tick that you mean it: what is erased cannot be brought back."))
        gone = erase_due(jurisdiction=jid, today=timezone.localdate(), by=request.person)
        known = {"holders": gone.holders, "rows": gone.rows}
        messages.success(request, _("Erased: %(holders)s holders, %(rows)s refused rows. All entries stay.") % known)
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("protection_clocks", jid)
