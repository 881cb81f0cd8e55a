"""The speaking briefs of a meeting: two pages for each jurisdiction, for those who present and who chair."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from opensalw.coordination.models import Meeting
from opensalw.coordination.rules.meetings import refuse_brief
from opensalw.core.designations import label
from opensalw.core.jurisdictions import REGIONAL, ids, jurisdiction, seats
from opensalw.core.permissions import Person
from opensalw.documents import html
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.documents.queries.speaking import fitted
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .access import find_meeting
from .naming import file_stem

FORMATS = ("docx", "pdf")


def offered(meeting: Meeting, person: Person) -> list[tuple[str, str]]:
    """The jurisdictions whose brief a person may read: ids with seats."""
    wanted = [one.id for one in seats()] if meeting.jurisdiction == REGIONAL else [meeting.jurisdiction]
    return [(jid, label(jid)) for jid in wanted if refuse_brief(person, meeting, jid) is None]


@working
def meeting_briefs(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The briefs that this person may read."""
    page = find_meeting(request, meeting)
    context = {
        "page": page, "meeting": page.meeting, "tab": "briefs", "offered": offered(page.meeting, request.person),
    }  # fmt: skip
    return render(request, "meeting/briefs.html", context)


@working
def meeting_brief(request: PersonalRequest, meeting: UUID, jid: str) -> HttpResponse:
    """One brief as a page."""
    page = find_meeting(request, meeting)
    _require(page.meeting, request.person, jid)
    document = fitted(page.meeting, jid)
    context = {
        "page": page, "meeting": page.meeting, "tab": "briefs", "jid": jid, "document": document,
        "body": mark_safe(html.fragment(document)), "offered": offered(page.meeting, request.person),
    }  # fmt: skip
    return render(request, "meeting/brief.html", context)


@working
def brief_file(request: PersonalRequest, meeting: UUID, jid: str, format: str) -> HttpResponse:
    """One brief as DOCX or PDF, as it stands now."""
    held = find_meeting(request, meeting).meeting
    _require(held, request.person, jid)
    if format not in FORMATS:
        raise Http404
    name = f"{file_stem(held)}-brief-{jurisdiction(jid).seat.lower()}.{format}"
    response = attached(printed(fitted(held, jid), format), MEDIA_TYPES[format], name)
    response["Cache-Control"] = "private, no-store"
    return response


def _require(meeting: Meeting, person: Person, jid: str) -> None:
    if jid not in ids() or jid == REGIONAL:
        raise Http404(_("There is no brief of this jurisdiction."))
    allow(refuse_brief(person, meeting, jid))
