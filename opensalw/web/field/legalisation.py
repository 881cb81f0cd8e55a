"""Legalisation: applications inside a law's window, one application, its receipt, and the report of a campaign."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.permissions import refuse_registry
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.incidents.commands import legalisation as acts
from opensalw.incidents.commands import ruling
from opensalw.incidents.models import Application, Campaign, Incident
from opensalw.incidents.queries.legalisation import (
    Wanted,
    application_of,
    applications,
    campaign_report,
    told,
    unit_of,
)
from opensalw.registers.models import Firearm, Holder
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import may_write, of_jurisdiction
from .legalisation_forms import (
    ApplicationForm,
    CheckForm,
    RulingForm,
    StepForm,
    WantedForm,
    holder_called,
    permit_called,
)

State = Application.State
FORMS: dict[str, type] = {
    "look": StepForm, "note": CheckForm, "name": StepForm, "arm": StepForm, "grant": RulingForm, "refuse": RulingForm,
    "back": StepForm, "appeal": StepForm, "hand_in": StepForm,
}  # fmt: skip


@of_jurisdiction
def legalisation_list(request: PersonalRequest, jid: str) -> HttpResponse:
    """The applications, narrowed by a saved address."""
    form = WantedForm(request.GET)
    form.is_valid()
    given = getattr(form, "cleaned_data", {})
    wanted = Wanted(given.get("campaign") or "", given.get("state") or "", given.get("q") or "")
    page = keyset(request, applications(jid, wanted), "-applied_on", "-number")
    windows = Campaign.objects.filter(jurisdiction=jid).exclude(purpose=Campaign.Purpose.SURRENDER)
    context = {
        "jid": jid, "form": form, "rows": page.rows, "previous_url": page.previous_url, "next_url": page.next_url,
        "writes": may_write(request, jid), "windows": windows,
    }  # fmt: skip
    return render(request, "field/legalisations.html", context)


@of_jurisdiction
def legalisation_new(request: PersonalRequest, jid: str) -> HttpResponse:
    """Take an application in; its receipt is printed from the page that follows."""
    form = ApplicationForm(jid, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = acts.apply_for(by=request.person, **form.facts(jid))
            messages.success(request, _("Recorded as %(number)s. Print the receipt.") % {"number": made.number})
            return redirect("legalisation_page", jid, made.number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    context = {"jid": jid, "form": form}
    return render(request, "field/legalisation_form.html", context, status=422 if form.errors else 200)


def find(jid: str, number: str) -> Application:
    """The application of an address."""
    found = application_of(jid, number)
    if found is None:
        raise Http404(number)
    return found


@of_jurisdiction
def legalisation_page(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """An application: the arm, the checks, the decisions, what may be done next, its history."""
    return _page(request, jid, find(jid, number), {})


def _page(request: PersonalRequest, jid: str, one: Application, forms: dict[str, Any]) -> HttpResponse:
    entries = told(one)
    names = names_of({entry.by for entry in entries})
    own: dict[str, Any] = {"jurisdiction": jid}
    context = {
        "jid": jid, "one": one, "writes": may_write(request, jid),
        "decides": refuse_registry(request.person, jid) is None,
        "holder": Holder.objects.filter(**own, pk=one.holder).first() if one.holder else None,
        "weapon": Firearm.objects.filter(**own, pk=one.firearm).first() if one.firearm else None,
        "incident": Incident.objects.filter(**own, pk=one.incident).first() if one.incident else None,
        "is_open": one.state in (State.OPEN, State.APPEALED),
        "may_appeal": one.state == State.REFUSED and not one.appealed_on and not one.incident,
        "may_hand_in": one.state in (State.REFUSED, State.TAKEN_BACK) and not one.incident,
        "forms": {act: forms.get(act) or kind(prefix=act) for act, kind in FORMS.items()},
        "entries": [(entry, names.get(entry.by, entry.by)) for entry in entries],
    }  # fmt: skip
    return render(request, "field/legalisation.html", context, status=422 if forms else 200)


@of_jurisdiction
@require_POST
def legalisation_act(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """Check, decide, appeal, name, take back, hand in."""
    one, act = find(jid, number), request.POST.get("act", "")
    if act not in FORMS:
        raise Http404(act)
    form = FORMS[act](request.POST, prefix=act)
    if form.is_valid():
        try:
            _do(act, one, form.cleaned_data, request)
            messages.success(request, _("Recorded."))
            return redirect("legalisation_page", jid, number)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
            messages.error(request, refused.reason)
    return _page(request, jid, find(jid, number), {act: form})


def _do(act: str, one: Application, given: dict[str, Any], request: PersonalRequest) -> None:
    who: dict[str, Any] = {"on": given["on"], "by": request.person}
    if act == "note":
        acts.note_check(one, by=request.person, **given)
    elif act == "grant":
        permit = permit_called(given["permit"], one.jurisdiction)
        ruling.grant_application(one, decision=given["decision"], permit=permit, ground=given["ground"], **who)
    elif act == "refuse":
        ruling.refuse_application(one, decision=given["decision"], ground=given["ground"], **who)
    elif act == "appeal":
        ruling.appeal(one, ground=given["ground"], **who)
    elif act == "name":
        acts.name_applicant(one, holder=holder_called(given["holder"], one.jurisdiction), **who)
    elif act == "arm":
        acts.name_arm(one, number=given["firearm"], **who)
    else:
        {"look": acts.check_register, "back": acts.take_back, "hand_in": acts.hand_in}[act](one, **who)


@of_jurisdiction
def legalisation_receipt(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The receipt for the applicant, with the code that proves it, to be printed."""
    return render(request, "field/legalisation_receipt.html", {"jid": jid, "one": find(jid, number)})


@of_jurisdiction
def campaign_page(request: PersonalRequest, jid: str, number: str) -> HttpResponse:
    """The report of a campaign: what was handed in, what was applied for, how it ended."""
    campaign = get_object_or_404(Campaign, jurisdiction=jid, number=number)
    report = campaign_report(campaign, timezone.localdate())
    handed_in = [(thing.label, amount, unit_of(thing)) for thing, amount in report.handed_in]
    context = {"jid": jid, "campaign": campaign, "report": report, "handed_in": handed_in}
    return render(request, "field/campaign.html", context)
