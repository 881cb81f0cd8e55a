"""Who comes to a meeting: registering a delegation, changing it, taking it back; the list as a file."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands.delegations import register, withdraw
from opensalw.coordination.models import Delegation, Meeting
from opensalw.coordination.queries.meetings import delegations_of
from opensalw.coordination.rules.meetings import leads, refuse_registering
from opensalw.core.models import Institution
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.documents.content.delegations import build
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.web.files import attached, written
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .access import MeetingPage, find_led, find_meeting
from .conclusion_forms import Plain, refused_in
from .naming import file_stem

LANGUAGES = [
    ("en", gettext_lazy("English")), ("sq", gettext_lazy("Albanian")),
    ("bcms", gettext_lazy("Bosnian, Croatian, Montenegrin, Serbian")), ("mk", gettext_lazy("Macedonian")),
    ("fr", gettext_lazy("French")), ("de", gettext_lazy("German")),
]  # fmt: skip
COLUMNS = ("organisation", "jurisdiction", "head_function", "in_room", "online", "language", "note")


class DelegationForm(Plain):
    """How many come from an organisation."""

    institution = forms.ModelChoiceField(
        label=gettext_lazy("Institution"), queryset=Institution.objects.none(), required=False
    )
    organisation = forms.CharField(
        label=gettext_lazy("Organisation"), max_length=200, required=False,
        help_text=gettext_lazy("Where it is none of the institutions above"),
    )  # fmt: skip
    head_function = forms.CharField(
        label=gettext_lazy("Led by"), max_length=200, required=False,
        help_text=gettext_lazy("A function such as Deputy Minister. No person's name."),
    )  # fmt: skip
    in_room = forms.IntegerField(label=gettext_lazy("In the room"), initial=0, required=False)
    online = forms.IntegerField(label=gettext_lazy("Online"), initial=0, required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=LANGUAGES, initial="en")
    note = forms.CharField(label=gettext_lazy("Note"), max_length=300, required=False)

    def __init__(self, data: Any = None, files: Any = None, *, page: MeetingPage, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        offered = institutions(page.person, page.meeting)
        field = self.fields["institution"]
        field.queryset = offered  # type: ignore[attr-defined]
        field.empty_label = _("none of these") if page.leads else None  # type: ignore[attr-defined]
        if not page.leads:
            del self.fields["organisation"]
        for mode, name in ((Meeting.Mode.ONLINE, "in_room"), (Meeting.Mode.ROOM, "online")):
            if page.meeting.mode == mode:
                del self.fields[name]

    def facts(self) -> dict[str, Any]:
        """What was typed; a number that was left out is nobody."""
        given = dict(self.cleaned_data)
        given["organisation"] = given.get("organisation", "")
        return {**given, "in_room": given.get("in_room") or 0, "online": given.get("online") or 0}


def institutions(person: Person, meeting: Meeting):
    """The institutions that a person registers: all of them, or the own ones and those of the own jurisdiction."""
    found = Institution.objects.order_by("jurisdiction", "name")
    if leads(person, meeting):
        return found
    own = {post.institution for post in person.posts}
    led = {post.jurisdiction for post in person.posts if post.role in ("officer", "chair")}
    return found.filter(pk__in=own) | found.filter(jurisdiction__in=led)


@working
def meeting_registration(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The delegations, and registering the own one."""
    page = find_meeting(request, meeting)
    posted = request.method == "POST"
    change = _changing(request, page)
    form = DelegationForm(request.POST if posted else None, page=page, initial=change)
    if posted and form.is_valid():
        try:
            made = register(page.meeting, by=request.person, **form.facts())
            messages.success(request, _("%(name)s is registered.") % {"name": made.organisation})
            return redirect("meeting_registration", page.meeting.pk)
        except Refused as refused:
            refused_in(form, refused)
    found = list(delegations_of(page.meeting))
    sums = delegations_of(page.meeting).aggregate(room=Sum("in_room"), online=Sum("online"))
    context = {
        "page": page, "meeting": page.meeting, "tab": "registration", "form": form, "change": change,
        "rows": [(one, _own(request.person, page, one)) for one in found], "sums": sums,
        "refused": _refused(request.person, page.meeting),
    }  # fmt: skip
    return render(request, "meeting/registration.html", context, status=422 if form.errors else 200)


@working
@require_POST
def delegation_withdraw(request: PersonalRequest, meeting: UUID, delegation: UUID) -> HttpResponse:
    """Take a registration back."""
    page = find_meeting(request, meeting)
    found = get_object_or_404(Delegation.objects.select_related("meeting"), pk=delegation, meeting=page.meeting)
    try:
        withdraw(found, by=request.person)
        messages.success(request, _("%(name)s does not come.") % {"name": found.organisation})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting_registration", page.meeting.pk)


@working
def registration_file(request: PersonalRequest, meeting: UUID, format: str) -> HttpResponse:
    """The list of delegations as CSV or XLSX, for those who prepare the meeting."""
    held = find_led(request, meeting).meeting
    name = f"{file_stem(held)}-delegations.{format}"
    found = delegations_of(held)
    if format == "csv":
        rows = [{column: getattr(one, column) for column in COLUMNS} for one in found]
        return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", name)
    if format != "xlsx":
        raise Http404
    return attached(printed(build(held), format), MEDIA_TYPES[format], name)


def _changing(request: PersonalRequest, page: MeetingPage) -> dict[str, Any]:
    """What stands of the registration that is to be changed."""
    key = request.GET.get("change", "")
    one = delegations_of(page.meeting).filter(pk=key).first() if len(key) == 36 else None
    names = ("institution", "organisation", "head_function", "in_room", "online", "language", "note")
    return {name: getattr(one, name) for name in names} if one else {}


def _own(person: Person, page: MeetingPage, one: Delegation) -> bool:
    today = timezone.localdate()
    return refuse_registering(person, page.meeting, one.jurisdiction, today, one.institution_id) is None


def _refused(person: Person, meeting: Meeting) -> str | None:
    own = next(iter(person.posts))
    return refuse_registering(person, meeting, own.jurisdiction, timezone.localdate(), own.institution)
