"""Statements of organisations under an item: kept apart from the minutes, taken back with a reason."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands.interventions import keep_intervention, withdraw_intervention
from opensalw.coordination.models import Delegation, Intervention, Item, Meeting, Organisation
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .access import MeetingPage, find_meeting
from .conclusion_forms import Plain


class StatementForm(Plain):
    """Who spoke and what was said."""

    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, required=False,
        widget=forms.TextInput(attrs={"list": "organisations", "autocomplete": "off", "data-alt": "s"}),
    )  # fmt: skip
    function = forms.CharField(
        label=gettext_lazy("Function"), max_length=200, required=False,
        help_text=gettext_lazy("Such as Project Manager. No person's name."),
    )  # fmt: skip
    text = forms.CharField(
        label=gettext_lazy("What was said"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **{"prefix": "statement", **kwargs})

    @staticmethod
    def known(meeting: Meeting) -> list[str]:
        """The organisations that are offered: those that come, and those that the portfolio knows."""
        come = Delegation.objects.filter(meeting=meeting, withdrawn_at__isnull=True).values_list(
            "organisation", flat=True
        )
        return sorted({*come, *Organisation.objects.values_list("name", flat=True)})


@working
@require_POST
def statement_add(request: PersonalRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """Keep what an organisation said; what was typed is not lost when something is to be mended."""
    page = _page(request, meeting)
    held = get_object_or_404(Item, pk=item, session__meeting=page.meeting)
    form = StatementForm(request.POST)
    form.is_valid()
    try:
        made = keep_intervention(held, by=request.person, **form.cleaned_data)
        messages.success(request, _("The statement of %(name)s is kept.") % {"name": made.organisation})
    except Refused as refused:
        typed = form.cleaned_data.get("text", "")
        messages.error(
            request, f"{refused.reason} {_('You typed: %(text)s') % {'text': typed}}" if typed else refused.reason
        )
    return redirect(reverse("minutes_item", args=[page.meeting.pk, held.pk]) + "#statements")


@working
@require_POST
def statement_withdraw(request: PersonalRequest, meeting: UUID, statement: UUID) -> HttpResponse:
    """Take a statement back, with a reason."""
    page = _page(request, meeting)
    found = get_object_or_404(Intervention, pk=statement, item__session__meeting=page.meeting)
    try:
        withdraw_intervention(found, by=request.person, reason=request.POST.get("reason", ""))
        messages.success(request, _("The statement was taken back."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("minutes_item", args=[page.meeting.pk, found.item_id]) + "#statements")


def _page(request: PersonalRequest, meeting: UUID) -> MeetingPage:
    page = find_meeting(request, meeting)
    allow(page.refused_minutes)
    return page
