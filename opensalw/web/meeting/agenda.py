"""The agenda of a meeting as those who prepare it change it: sessions and items added, moved, taken off."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import agenda as commands
from opensalw.coordination.models import Item, Meeting, Project, Session
from opensalw.coordination.queries.meetings import agenda_of
from opensalw.core.designations import label
from opensalw.core.jurisdictions import declared
from opensalw.core.refusal import Refused
from opensalw.roadmap.queries.observations import latest_framework
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .access import find_led
from .conclusion_forms import Plain, refused_in

HOUR = forms.TimeInput(attrs={"type": "time", "class": "short"}, format="%H:%M")
FUNCTION = gettext_lazy("A function such as Head of Unit. No person's name.")


class SessionForm(Plain):
    """A part of the agenda and its chair."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Session.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=250, required=False)
    chair_function = forms.CharField(
        label=gettext_lazy("Chaired by"), max_length=200, required=False, help_text=FUNCTION
    )
    chair_organisation = forms.CharField(label=gettext_lazy("Of"), max_length=200, required=False)
    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)
    begins = forms.TimeField(label=gettext_lazy("Begins"), required=False, widget=HOUR)
    ends = forms.TimeField(label=gettext_lazy("Ends"), required=False, widget=HOUR)

    def __init__(self, data: Any = None, files: Any = None, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        count = (meeting.ends_on - meeting.starts_on).days + 1
        self.days = [meeting.starts_on + timedelta(days=one) for one in range(count)]
        choices = [(one.isoformat(), date_format(one)) for one in self.days]
        self.fields["day"].choices = choices  # type: ignore[attr-defined]
        if count == 1:
            del self.fields["day"]

    def facts(self) -> dict[str, Any]:
        """What was typed, with the hours as moments on the chosen day."""
        typed = dict(self.cleaned_data)
        day = date.fromisoformat(typed.pop("day", "") or self.days[0].isoformat())
        for name, hour in (("starts_at", typed.pop("begins")), ("ends_at", typed.pop("ends"))):
            typed[name] = timezone.make_aware(datetime.combine(day, hour)) if hour else None
        return typed


def hours_of(session: Session) -> dict[str, Any]:
    """The day and the hours of a session as its form shows them."""
    begins, ends = (one and timezone.localtime(one) for one in (session.starts_at, session.ends_at))
    day = begins and begins.date().isoformat()
    return {"day": day, "begins": begins and begins.time(), "ends": ends and ends.time()}


class ItemForm(Plain):
    """A point of a session."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Item.Kind.choices)
    title = forms.CharField(label=gettext_lazy("Title"), max_length=250, required=False)
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False)
    goals = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Goals"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None chosen means all of them"),
    )  # fmt: skip
    projects = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Projects"), required=False, queryset=Project.objects.none()
    )
    speaker_function = forms.CharField(
        label=gettext_lazy("Speaker"), max_length=200, required=False, help_text=FUNCTION
    )
    speaker_organisation = forms.CharField(label=gettext_lazy("Of"), max_length=200, required=False)
    minutes_planned = forms.IntegerField(
        label=gettext_lazy("Planned minutes"), required=False, min_value=1, max_value=600
    )

    def __init__(self, data: Any = None, files: Any = None, *, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        spec = latest_framework(meeting.series.framework_key).spec
        seats = [(one.id, label(one.id)) for one in declared()]
        self.fields["jurisdiction"].choices = [("", _("none")), *seats]  # type: ignore[attr-defined]
        word = spec.goal_word.singular
        self.fields["goals"].choices = [  # type: ignore[attr-defined]
            (goal.number, f"{word} {goal.number}. {goal.title}") for goal in spec.goals
        ]
        self.fields["projects"].queryset = Project.objects.order_by("title")  # type: ignore[attr-defined]


@working
def meeting_agenda(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The agenda with what can be done to it."""
    page = find_led(request, meeting)
    context = {"page": page, "meeting": page.meeting, "tab": "agenda", "sessions": agenda_of(page.meeting)}
    return render(request, "meeting/agenda.html", context)


@working
def agenda_session(request: PersonalRequest, meeting: UUID, session: UUID | None = None) -> HttpResponse:
    """Add a session, or change one."""
    page = find_led(request, meeting)
    kept = get_object_or_404(Session, pk=session, meeting=page.meeting) if session else None
    names = ("kind", "title", "chair_function", "chair_organisation")
    before = {name: getattr(kept, name) for name in names} if kept else {"kind": Session.Kind.OTHER}
    before |= hours_of(kept) if kept else {}
    data = request.POST if request.method == "POST" else None
    form = SessionForm(data, meeting=page.meeting, initial=before)
    if kept:
        del form.fields["kind"]
    if request.method == "POST" and form.is_valid():
        try:
            facts = form.facts()
            if kept:
                commands.change_session(kept, by=request.person, **facts)
            else:
                kept = commands.add_session(page.meeting, by=request.person, **facts)
            return _back(page.meeting, kept.pk)
        except Refused as refused:
            refused_in(form, refused)
    return _form(request, page, form, _("Change the session") if kept else _("Add a session"))


@working
def agenda_item(request: PersonalRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """Change an item."""
    page = find_led(request, meeting)
    kept = get_object_or_404(Item, pk=item, session__meeting=page.meeting)
    names = ("kind", "title", "jurisdiction", "goals", "speaker_function", "speaker_organisation", "minutes_planned")
    before = {**{name: getattr(kept, name) for name in names}, "projects": list(kept.projects.all())}
    form = ItemForm(request.POST if request.method == "POST" else None, meeting=page.meeting, initial=before)
    if request.method == "POST" and form.is_valid():
        try:
            commands.change_item(kept, by=request.person, **form.cleaned_data)
            return _back(page.meeting, kept.pk)
        except Refused as refused:
            refused_in(form, refused)
    return _form(request, page, form, _("Change the item"))


@working
def agenda_item_new(request: PersonalRequest, meeting: UUID, session: UUID) -> HttpResponse:
    """Add an item at the end of a session."""
    page = find_led(request, meeting)
    kept = get_object_or_404(Session, pk=session, meeting=page.meeting)
    form = ItemForm(request.POST if request.method == "POST" else None, meeting=page.meeting,
                    initial={"kind": Item.Kind.DISCUSSION})  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.add_item(kept, by=request.person, **form.cleaned_data)
            return _back(page.meeting, made.pk)
        except Refused as refused:
            refused_in(form, refused)
    return _form(request, page, form, _("Add an item to “%(session)s”") % {"session": kept.title})


@working
@require_POST
def agenda_act(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Move a session or an item by one place, to another session, or take it off."""
    held = find_led(request, meeting).meeting
    sent, act = request.POST, request.POST.get("do", "")
    kind, _colon, key = sent.get("thing", "").partition(":")
    place = UUID(key) if len(key) == 36 else None
    found: Session | Item
    if kind == "session":
        found = get_object_or_404(Session.objects.select_related("meeting"), pk=place, meeting=held)
    else:
        found = get_object_or_404(Item.objects.select_related("session__meeting"), pk=place, session__meeting=held)
    try:
        if act in (commands.UP, commands.DOWN):
            commands.move(found, towards=act, by=request.person)
        elif isinstance(found, Session):
            commands.remove_session(found, by=request.person)
        else:
            commands.remove_item(found, by=request.person)
    except Refused as refused:
        messages.error(request, refused.reason)
    return _back(held, place if act in (commands.UP, commands.DOWN) else None)


def _back(meeting: Meeting, place: UUID | None = None) -> HttpResponse:
    return redirect(reverse("meeting_agenda", args=[meeting.pk]) + (f"#at-{place}" if place else ""))


def _form(request: PersonalRequest, page: Any, form: forms.Form, title: str) -> HttpResponse:
    context = {"page": page, "meeting": page.meeting, "tab": "agenda", "form": form, "title": title}
    return render(request, "meeting/agenda_form.html", context, status=422 if form.errors else 200)
