"""Meetings as the public sees them: the list, and a meeting with agenda, materials, record, conclusions."""

from datetime import date
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from opensalw.coordination.meeting_calendar import meeting_file
from opensalw.coordination.models import Meeting
from opensalw.coordination.queries.conclusions import of_meeting
from opensalw.coordination.queries.meetings import agenda_of, local_meetings_of, meetings
from opensalw.core.permissions import PUBLIC
from opensalw.documents.content import meeting_list
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.documents.queries.papers import papers_of
from opensalw.web.files import attached, written
from opensalw.web.public.frame import public_page

from .listing import lines
from .materials import readable
from .naming import file_stem

ORDER = ("-series__kind", "series__jurisdiction", "-starts_on")
COLUMNS = (
    "series", "number", "title", "starts_on", "ends_on", "when_words", "place", "mode", "round", "state", "source",
)  # fmt: skip


@public_page
def public_meetings(request: HttpRequest) -> HttpResponse:
    """The meetings that were announced, by series, the latest first."""
    found = meetings().order_by(*ORDER)
    groups = [(series, list(rows)) for series, rows in groupby(found, key=lambda one: one.series)]
    return render(request, "meeting/public_meetings.html", {"groups": groups})


@public_page
def public_meetings_file(request: HttpRequest, format: str) -> HttpResponse:
    """The list as CSV or XLSX."""
    found = list(meetings().select_related("series", "round", "feeds", "source").order_by(*ORDER))
    if format == "xlsx":
        day = max((one.ends_on for one in found), default=date(2000, 1, 1))
        return attached(printed(meeting_list.build(found, day), format), MEDIA_TYPES[format], "meetings.xlsx")
    if format != "csv":
        raise Http404
    rows = []
    for one in found:
        facts = {name: getattr(one, name) for name in COLUMNS if name not in ("series", "round", "source")}
        rows.append({**facts, "series": one.series_id, "round": one.round_id or "", "source": one.source_id or ""})
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", "meetings.csv")


@public_page
def public_meeting(request: HttpRequest, series: str, number: int) -> HttpResponse:
    """One meeting."""
    held = _find(series, number)
    public = meetings()
    neighbours = public.filter(series=held.series_id)
    context = {
        "meeting": held, "sessions": agenda_of(held), "materials": readable(held, PUBLIC),
        "papers": papers_of("meeting", held.pk), "rows": lines(of_meeting(held, public_only=True)),
        "previous": neighbours.filter(number__lt=held.number).order_by("-number").first(),
        "next": neighbours.filter(number__gt=held.number).order_by("number").first(),
        "locals": local_meetings_of(held).exclude(state=Meeting.State.PLANNED),
    }  # fmt: skip
    return render(request, "meeting/public_meeting.html", context)


@public_page
def public_meeting_ics(request: HttpRequest, series: str, number: int) -> HttpResponse:
    """The meeting for a calendar, without the link to it."""
    held = _find(series, number)
    content = meeting_file(held, request.build_absolute_uri(f"/meetings/{series}/{number}/"), with_link=False)
    return attached(content, "text/calendar; charset=utf-8", f"{file_stem(held)}.ics")


def _find(series: str, number: int) -> Meeting:
    found = meetings().select_related("series", "round", "feeds__series", "source")
    held = found.filter(series=series, number=number).first()
    if held is None:
        raise Http404(_("There is no meeting at this address."))
    return held
