"""The record of a meeting: as it would be printed now, published, handed out."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from opensalw.coordination.models import Meeting
from opensalw.coordination.queries.minutes import minutes_of
from opensalw.core.refusal import Refused
from opensalw.documents import html
from opensalw.documents.commands.papers import FORMATS, publish_record
from opensalw.documents.content import meeting_record
from opensalw.documents.models import Paper
from opensalw.documents.queries.documents import MEDIA_TYPES, printed, stored_at
from opensalw.documents.queries.papers import papers_of
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .access import find_led
from .naming import file_stem


@working
def meeting_record_page(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The record as it would be printed now, and the numbers that were published."""
    page = find_led(request, meeting)
    held = page.meeting
    said = minutes_of(held)
    document = meeting_record.build(held)
    context = {
        "page": page, "meeting": held, "tab": "record", "document": document,
        "body": mark_safe(html.fragment(document)), "papers": papers_of("meeting", held.pk),
        "formats": [(one.value, one.label) for one in FORMATS],
        "conflicts": [one.item for one in said.values() if one.in_conflict],
        "skeletons": [one.item for one in said.values() if one.is_skeleton and not held.reconstructed],
        "may_publish": page.refused is None and held.state in (Meeting.State.HELD, Meeting.State.RECORDED),
    }  # fmt: skip
    return render(request, "meeting/record.html", context)


@working
def record_draft(request: PersonalRequest, meeting: UUID, format: str) -> HttpResponse:
    """The record as it stands now, not kept."""
    held = find_led(request, meeting).meeting
    if format not in {one.value for one in FORMATS}:
        raise Http404
    content = printed(meeting_record.build(held), format)
    response = attached(content, MEDIA_TYPES[format], f"{file_stem(held)}-record-draft.{format}")
    response["Cache-Control"] = "private, no-store"
    return response


@working
@require_POST
def record_publish(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Publish the record; from then on exactly these files stay."""
    held = find_led(request, meeting).meeting
    try:
        kept = publish_record(held, by=request.person)
        messages.success(request, _("Record %(number)d is public.") % {"number": kept[0].number})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting_record", held.pk)


@require_safe
def paper_file(request: HttpRequest, id: UUID, name: str) -> FileResponse:
    """The bytes of a published document, as they were published."""
    found = Paper.objects.filter(pk=id, file_name=name).first()
    if found is None or not stored_at(found.sha256).is_file():
        raise Http404(_("There is no document at this address."))
    response = FileResponse(
        stored_at(found.sha256).open("rb"), as_attachment=True, filename=found.file_name,
        content_type=MEDIA_TYPES[found.format],
    )  # fmt: skip
    response["X-Content-Type-Options"] = "nosniff"
    return response
