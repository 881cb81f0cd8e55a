"""Lost and stolen: ask, see who asked, and say which addresses are told."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.registers.models import Firearm
from opensalw.tracing.commands.checking import Checked, add_hook, check_weapon, end_hook
from opensalw.tracing.commands.delivering import secret_of
from opensalw.tracing.models import Hook, WeaponCheck
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import of_desk
from .forms import ActForm


@of_desk
def trace_wanted(request: PersonalRequest, jid: str) -> HttpResponse:
    """The question, the log of all questions, the weapons that are wanted, and the addresses that are told."""
    act = request.POST.get("act", "")
    sent = request.POST if request.method == "POST" else None
    asking = ActForm("check", sent if act == "check" else None)
    hooking = ActForm("hook", sent if act == "hook" else None)
    answer: Checked | None = None
    form = {"check": asking, "hook": hooking}.get(act)
    if form is not None and form.is_valid():
        try:
            if act == "check":
                given = form.cleaned_data
                answer = check_weapon(
                    given["mark"], purpose=given["purpose"], jurisdiction=jid, by=request.person, desk="police"
                )
            else:
                add_hook(jurisdiction=jid, by=request.person, **form.cleaned_data)
                messages.success(request, _("From now on this address is told."))
                return redirect("trace_wanted", jid)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    page = keyset(request, WeaponCheck.objects.filter(jurisdiction=jid), "-id")
    names = names_of({one.by for one in page.rows})
    hooks = Hook.objects.filter(jurisdiction=jid, ended_at__isnull=True)
    context = {
        "jid": jid, "asking": asking, "hooking": hooking, "answer": answer,
        "rows": [(one, names[one.by]) for one in page.rows], "hooks": [(one, secret_of(one)) for one in hooks],
        "wanted": Firearm.objects.filter(jurisdiction=jid, state__in=("lost", "stolen")).order_by("-since")[:20],
        "previous_url": page.previous_url, "next_url": page.next_url, "here": "trace_wanted",
    }  # fmt: skip
    return render(request, "desk/wanted.html", context, status=422 if form is not None and form.errors else 200)


@of_desk
@require_POST
def trace_hook_end(request: PersonalRequest, jid: str, hook: UUID) -> HttpResponse:
    """Tell an address nothing more."""
    found = Hook.objects.filter(jurisdiction=jid, pk=hook).first()
    if found is None:
        raise Http404(str(hook))
    end_hook(found, by=request.person)
    messages.success(request, _("This address is told nothing more."))
    return redirect("trace_wanted", jid)
