"""Meetings in the workspace: the list, the page of one, announced, held, cancelled."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import meetings as commands
from opensalw.coordination.meeting_calendar import meeting_file
from opensalw.coordination.queries.meetings import (
    agenda_of,
    coming,
    counted,
    delegations_of,
    local_meetings_of,
    meetings,
)
from opensalw.coordination.queries.minutes import minutes_of
from opensalw.coordination.rules import meetings as rules
from opensalw.core.refusal import Refused
from opensalw.documents.queries.papers import papers_of
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .access import find_led, find_meeting
from .materials import readable
from .naming import file_stem
from .preparing import series_led_by


@working
def meeting_list(request: PersonalRequest) -> HttpResponse:
    """The meetings that a person may see: those to come, then the others."""
    next_ones = list(counted(coming(request.person)))
    shown = {one.pk for one in next_ones}
    others = [one for one in counted(meetings(request.person)) if one.pk not in shown]
    context = {
        "coming": next_ones, "others": others, "may_plan": bool(series_led_by(request.person)),
    }  # fmt: skip
    return render(request, "meeting/meetings.html", context)


@working
def meeting(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """One meeting: when and where, its agenda, who comes, its files, its record."""
    page = find_meeting(request, meeting)
    held = page.meeting
    said = minutes_of(held)
    context = {
        "page": page, "meeting": held, "tab": "meeting", "sessions": agenda_of(held),
        "delegations": list(delegations_of(held)), "materials": readable(held, request.person),
        "locals": list(local_meetings_of(held)), "papers": papers_of("meeting", held.pk),
        "written": sum(1 for one in said.values() if one.text and not one.is_skeleton),
        "skeletons": sum(1 for one in said.values() if one.is_skeleton), "items": len(said),
        "begun": held.starts_on <= timezone.localdate(),
        "refused_announcing": rules.refuse_announcing(held, len(said)),
    }  # fmt: skip
    return render(request, "meeting/meeting.html", context)


@working
@require_POST
def meeting_move(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Announce it, say that it was held, or cancel it with a reason."""
    held = find_led(request, meeting).meeting
    act = request.POST.get("do", "")
    try:
        if act == "cancel":
            commands.cancel(held, by=request.person, reason=request.POST.get("reason", ""))
            messages.success(request, _("The meeting is cancelled."))
        elif act == "hold":
            commands.hold(held, by=request.person)
            messages.success(request, _("The meeting is held. Publish its record when the minutes are written."))
        else:
            commands.announce(held, by=request.person)
            messages.success(request, _("The meeting is announced. Registration is open."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting", held.pk)


@working
def meeting_ics(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The meeting for a calendar; those who take part find the link in it."""
    held = find_meeting(request, meeting).meeting
    content = meeting_file(held, request.build_absolute_uri(f"/work/meetings/{held.pk}/"), with_link=True)
    response = attached(content, "text/calendar; charset=utf-8", f"{file_stem(held)}.ics")
    response["Cache-Control"] = "private, no-store"
    return response
