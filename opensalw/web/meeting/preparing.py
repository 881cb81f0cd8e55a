"""Preparing a meeting: planned from the template of its kind, and changed."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.meetings import change_meeting, plan_meeting
from opensalw.coordination.models import Meeting, Series
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Round
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .access import find_led
from .conclusion_forms import Plain, refused_in

FACTS = (
    "title", "starts_on", "ends_on", "opens_at", "place", "mode", "online_link", "register_until", "round", "feeds",
    "note",
)  # fmt: skip


def series_led_by(person: Person) -> list[Series]:
    """The series whose meetings this person prepares."""
    found = Series.objects.order_by("-kind", "jurisdiction")
    if person.is_secretariat:
        return list(found)
    own = [post.jurisdiction for post in person.posts if post.role in ("officer", "chair")]
    return list(found.filter(kind=Series.Kind.LOCAL, jurisdiction__in=own))


class _Day(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class MeetingForm(Plain):
    """What is known of a meeting."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    starts_on = forms.DateField(label=gettext_lazy("First day"), widget=_Day())
    ends_on = forms.DateField(
        label=gettext_lazy("Last day"), widget=_Day(), required=False,
        help_text=gettext_lazy("Leave it out for a meeting of one day"),
    )  # fmt: skip
    opens_at = forms.TimeField(
        label=gettext_lazy("Begins at"), required=False, widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    mode = forms.ChoiceField(label=gettext_lazy("How"), choices=Meeting.Mode.choices)
    place = forms.CharField(label=gettext_lazy("Place"), max_length=160, required=False)
    online_link = forms.URLField(
        label=gettext_lazy("Link to the meeting online"), max_length=500, required=False, assume_scheme="https",
        help_text=gettext_lazy("Shown to those who take part only"),
    )  # fmt: skip
    register_until = forms.DateField(
        label=gettext_lazy("Registration until"), widget=_Day(), required=False,
        help_text=gettext_lazy("The last day on which delegations register"),
    )  # fmt: skip
    round = forms.ModelChoiceField(
        label=gettext_lazy("Round"), queryset=Round.objects.none(), required=False,
        help_text=gettext_lazy("What was submitted for it fills briefs and the skeleton of the minutes"),
    )  # fmt: skip
    feeds = forms.ModelChoiceField(
        label=gettext_lazy("Prepares"), queryset=Meeting.objects.none(), required=False,
        help_text=gettext_lazy("The regional meeting that this local one prepares"),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, files: Any = None, *, series: Series | None = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        self.fields["round"].queryset = Round.objects.order_by("-figures_end")  # type: ignore[attr-defined]
        regional = Meeting.objects.filter(series__kind=Series.Kind.REGIONAL).exclude(state=Meeting.State.CANCELLED)
        self.fields["feeds"].queryset = regional.order_by("-starts_on")  # type: ignore[attr-defined]
        for name in ("round", "feeds"):
            self.fields[name].empty_label = _("none")  # type: ignore[attr-defined]
        if series and series.kind == Series.Kind.REGIONAL:
            del self.fields["feeds"]

    def facts(self) -> dict[str, Any]:
        """What was typed; a meeting of one day ends on the day it begins."""
        given = {name: self.cleaned_data[name] for name in FACTS if name in self.cleaned_data}
        return {**given, "ends_on": given["ends_on"] or given["starts_on"]}


class NewMeetingForm(MeetingForm):
    """A meeting of a series, with the agenda of its template."""

    series = forms.ModelChoiceField(label=gettext_lazy("Series"), queryset=Series.objects.none(), empty_label=None)

    def __init__(self, data: Any = None, files: Any = None, *, person: Person, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        led = [one.pk for one in series_led_by(person)]
        self.fields["series"].queryset = Series.objects.filter(pk__in=led)  # type: ignore[attr-defined]
        self.fields["title"].help_text = _("Left out, it is named after its series and number")
        self.order_fields(["series", *FACTS])


@working
def meeting_new(request: PersonalRequest) -> HttpResponse:
    """Plan a meeting; it begins with the agenda of its template."""
    led = series_led_by(request.person)
    allow(None if led else _("Only the secretariat plans meetings; officers and chairs plan local ones."))
    form = NewMeetingForm(request.POST if request.method == "POST" else None, person=request.person)
    if request.method == "POST" and form.is_valid():
        try:
            made = plan_meeting(form.cleaned_data["series"], by=request.person, **form.facts())
            messages.success(request, _("%(meeting)s is planned. Look at its agenda.") % {"meeting": made.title})
            return redirect("meeting_agenda", made.pk)
        except Refused as refused:
            refused_in(form, refused)
    return render(request, "meeting/meeting_new.html", {"form": form}, status=422 if form.errors else 200)


@working
def meeting_facts(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Change day, place, link, deadline."""
    page = find_led(request, meeting)
    held = page.meeting
    before = {name: getattr(held, name) for name in FACTS}
    form = MeetingForm(request.POST if request.method == "POST" else None, series=held.series, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            change_meeting(held, by=request.person, **form.facts())
            messages.success(request, _("Kept."))
            return redirect("meeting", held.pk)
        except Refused as refused:
            refused_in(form, refused)
    context = {"form": form, "page": page, "meeting": held, "tab": "facts"}
    return render(request, "meeting/meeting_facts.html", context, status=422 if form.errors else 200)
