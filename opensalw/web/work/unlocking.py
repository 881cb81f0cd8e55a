"""Exceptions from the lock: the secretariat unlocks a part for a time; the page says what stands meanwhile."""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.roadmap import locks
from opensalw.roadmap.commands import exceptions
from opensalw.roadmap.models import Cause, Submission
from opensalw.roadmap.queries.accepted import exceptions_of
from opensalw.roadmap.queries.forms import asked_measures
from opensalw.web.transactions import PersonalRequest

from .access import find_part, secretariat_only, working
from .parts import part_page
from .rounds import add_problems

USUAL = timedelta(days=7)


class MoreTimeForm(forms.Form):
    """Until when a part may be changed, and why."""

    until = forms.DateTimeField(
        label=gettext_lazy("Until"),
        widget=forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"}),
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d"],
        help_text=gettext_lazy("Day and time. What is not sent by then falls back to what was accepted."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it may be changed"), widget=forms.Textarea(attrs={"rows": 2}), max_length=2000,
        help_text=gettext_lazy("The reason is an entry of the ledger, and is printed if a public figure changes."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        usual = timezone.localtime(timezone.now() + USUAL).replace(hour=23, minute=59)
        super().__init__(*args, **{"initial": {"until": usual}, "use_required_attribute": False, **kwargs})


class UnlockForm(MoreTimeForm):
    """The terms of an exception."""

    cause = forms.ChoiceField(label=gettext_lazy("What makes it necessary"), choices=Cause.choices)
    field_order = ["until", "cause", "reason", "covers"]

    def __init__(self, part: Submission, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        spec = part.round.framework.spec
        measures = [measure.key for measure in asked_measures(spec, part.jurisdiction)]
        held = locks.places(spec, measures)
        self.fields["covers"] = forms.MultipleChoiceField(
            label=_("What may be changed"), required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("Nothing chosen: the whole part."),
            choices=list(zip(held, locks.place_words(spec, held), strict=True)),
        )  # fmt: skip


@secretariat_only
def part_unlock(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Unlock a part for a time, or give it more time."""
    part = find_part(request, round, jid)
    found = locks.running(part)
    refused = None if found else locks.refuse_unlocking(part)
    form: MoreTimeForm = MoreTimeForm(request.POST or None) if found else UnlockForm(part, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            if found:
                exceptions.prolong(part, by=request.person, **form.cleaned_data)
                messages.success(request, _("The part may be changed longer."))
            else:
                exceptions.unlock(part, by=request.person, **form.cleaned_data)
                messages.success(request, _("The part is unlocked. What was accepted stands meanwhile."))
            return redirect("part", round, jid)
        except Refused as problem:
            add_problems(form, problem)
    context = {
        "page": part_page(request, part),
        "tab": "part",
        "form": form,
        "refused": refused,
        "found": found,
        "earlier": [(one, ", ".join(locks.place_words(part.round.framework.spec, one.covers)))
                    for one in exceptions_of(part) if one.ended_at],
    }  # fmt: skip
    return render(request, "work/unlock.html", context, status=422 if form.errors else 200)


@working
@require_POST
def part_unlock_end(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """End an exception whose time ran out, so that the part is again what was accepted."""
    part = find_part(request, round, jid)
    exceptions.end_when_over(part, by=request.person)
    messages.success(request, _("The part stands as it was. What was not sent can still be read."))
    return redirect("part", round, jid)
