"""Campaigns and border work: lists with the form that adds to them."""

from uuid import UUID

from django.contrib import messages
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.incidents.commands.border import report_border_work, withdraw_border_work
from opensalw.incidents.commands.campaigns import open_campaign
from opensalw.incidents.models import BorderReport, Campaign, Incident
from opensalw.web.paging import keyset
from opensalw.web.transactions import PersonalRequest

from .access import may_write, of_jurisdiction
from .forms import BorderForm, CampaignForm


@of_jurisdiction
def campaigns(request: PersonalRequest, jid: str) -> HttpResponse:
    """The campaigns with how many records belong to each; a form opens the next."""
    form = CampaignForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = open_campaign(jurisdiction=jid, by=request.person, **form.cleaned_data)
            messages.success(request, _("%(title)s is kept.") % {"title": made.title})
            return redirect("campaigns", jid)
        except Refused as refused:
            form.refuse(refused.reason, refused.field)
    standing = Incident.objects.filter(jurisdiction=jid, withdrawn=False, campaign__isnull=False)
    counts = dict(standing.order_by().values_list("campaign").annotate(n=Count("pk")))
    rows = [(one, counts.get(one.pk, 0)) for one in Campaign.objects.filter(jurisdiction=jid)]
    context = {"jid": jid, "form": form, "rows": rows, "writes": may_write(request, jid)}
    return render(request, "field/campaigns.html", context, status=422 if form.errors else 200)


@of_jurisdiction
def border_work(request: PersonalRequest, jid: str) -> HttpResponse:
    """What was reported of border work; a form adds the next report."""
    form = BorderForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            report_border_work(jurisdiction=jid, by=request.person, **form.cleaned_data)
            messages.success(request, _("Recorded."))
            return redirect("border_work", jid)
        except Refused as refused:
            form.refuse(refused.reason, {"reach": "reach_of_plan"}.get(refused.field or "", refused.field))
    page = keyset(request, BorderReport.objects.filter(jurisdiction=jid, withdrawn=False), "-happened_on", "-entry")
    context = {
        "jid": jid, "form": form, "rows": page.rows, "previous_url": page.previous_url, "next_url": page.next_url,
        "writes": may_write(request, jid),
    }  # fmt: skip
    return render(request, "field/border.html", context, status=422 if form.errors else 200)


@of_jurisdiction
@require_POST
def border_withdraw(request: PersonalRequest, jid: str, report: UUID) -> HttpResponse:
    """Take a report back."""
    held = get_object_or_404(BorderReport, pk=report, jurisdiction=jid)
    try:
        withdraw_border_work(held, by=request.person, reason=request.POST.get("reason", ""))
        messages.success(request, _("Withdrawn."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("border_work", jid)
