"""The files of a meeting: laid before it, taken back, handed out to those whom they are for."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands.materials import add_material, withdraw_material
from opensalw.coordination.models import Item, Material, Meeting
from opensalw.coordination.queries.meetings import materials_of
from opensalw.coordination.rules.meetings import refuse_material
from opensalw.core.permissions import Person
from opensalw.core.queries import person_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.evidence import KINDS, stored_at
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .access import find_led, find_meeting
from .conclusion_forms import Plain, refused_in


class MaterialForm(Plain):
    """A file, what it is, and who may read it."""

    file = forms.FileField(label=gettext_lazy("File"), required=False,
                           help_text=gettext_lazy("PDF, DOCX, XLSX, PNG or JPEG"))  # fmt: skip
    title = forms.CharField(label=gettext_lazy("Title"), max_length=200, required=False)
    readers = forms.ChoiceField(
        label=gettext_lazy("Who may read it"), choices=Material.Readers.choices,
        initial=Material.Readers.PARTICIPANTS,
    )  # fmt: skip
    item = forms.ModelChoiceField(label=gettext_lazy("For the item"), queryset=Item.objects.none(), required=False)

    def __init__(self, data=None, files=None, *, meeting: Meeting) -> None:
        super().__init__(data, files)
        items = Item.objects.filter(session__meeting=meeting).order_by("session__position", "position")
        self.fields["item"].queryset = items.select_related("session")  # type: ignore[attr-defined]
        self.fields["item"].empty_label = _("the whole meeting")  # type: ignore[attr-defined]


def readable(meeting: Meeting, person: Person) -> list[Material]:
    """The files of a meeting that a person may read."""
    return [one for one in materials_of(meeting) if refuse_material(person, one) is None]


@working
def meeting_materials(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The files, and laying another before the meeting."""
    page = find_meeting(request, meeting)
    posted = request.method == "POST"
    form = MaterialForm(request.POST if posted else None, request.FILES if posted else None, meeting=page.meeting)
    if posted and form.is_valid():
        try:
            facts = form.cleaned_data
            if facts["file"] is None:
                raise Refused(getattr(request, "refused_upload", "") or _("Choose a file first."), "file")
            made = add_material(page.meeting, by=request.person, **facts)
            messages.success(request, _("%(title)s was added.") % {"title": made.title})
            return redirect("meeting_materials", page.meeting.pk)
        except Refused as refused:
            refused_in(form, refused)
    context = {
        "page": page, "meeting": page.meeting, "tab": "materials", "form": form,
        "materials": readable(page.meeting, request.person),
    }  # fmt: skip
    return render(request, "meeting/materials.html", context, status=422 if form.errors else 200)


@working
@require_POST
def material_withdraw(request: PersonalRequest, meeting: UUID, material: UUID) -> HttpResponse:
    """Take a file back, with a reason."""
    page = find_led(request, meeting)
    found = get_object_or_404(Material, pk=material, meeting=page.meeting)
    try:
        withdraw_material(found, by=request.person, reason=request.POST.get("reason", ""))
        messages.success(request, _("%(title)s was withdrawn.") % {"title": found.title})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting_materials", page.meeting.pk)


def material_file(request: HttpRequest, material: UUID) -> FileResponse:
    """The file itself: always an attachment, of the type that was found when it was added."""
    found = get_object_or_404(Material.objects.select_related("meeting__series"), pk=material)
    allow(refuse_material(person_of(request.user), found))
    path = stored_at(found.sha256)
    if not path.is_file():
        raise Http404(_("The file is not in the store of this node."))
    kind = found.media_type if found.media_type in KINDS else "application/octet-stream"
    response = FileResponse(path.open("rb"), as_attachment=True, filename=found.file_name, content_type=kind)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
