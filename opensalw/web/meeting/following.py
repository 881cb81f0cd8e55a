"""The follow-up of a meeting: what is carried to its agenda, how it stood, what was said."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opensalw.coordination.commands.carrying import carry, say
from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Carried, Meeting
from opensalw.coordination.queries.carrying import carried_to, to_carry, waiting_proposals
from opensalw.coordination.rules.conclusions import refuse_carrying, refuse_recording
from opensalw.coordination.rules.meetings import refuse_seeing_inside
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .access import MeetingPage, find_meeting


@working
def meeting_follow_up(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """What stands on the agenda from earlier meetings; what is open and not on it yet."""
    page = find_meeting(request, meeting)
    allow(refuse_seeing_inside(request.person, page.meeting))
    return _page(request, page)


@working
@require_POST
def follow_up_carry(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Put everything that is open on the agenda."""
    held = _find(meeting)
    try:
        done = carry(held, by=request.person)
        words = ngettext("%(n)d conclusion was put on the agenda.", "%(n)d conclusions were put on the agenda.",
                         done.added)  # fmt: skip
        messages.success(request, words % {"n": done.added})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting_follow_up", held.pk)


@working
@require_POST
def follow_up_say(request: PersonalRequest, meeting: UUID, carried: int) -> HttpResponse:
    """Keep what was said of one of them."""
    row = get_object_or_404(Carried, pk=carried, meeting=meeting)
    try:
        say(row, said=request.POST.get("said", ""), by=request.person)
        messages.success(request, _("Kept: what was said of %(number)s.") % {"number": row.conclusion.number})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(redirect("meeting_follow_up", meeting).url + f"#carried-{row.pk}")


def _find(meeting: UUID) -> Meeting:
    return get_object_or_404(Meeting.objects.select_related("series"), pk=meeting)


def _page(request: PersonalRequest, page: MeetingPage) -> HttpResponse:
    held = page.meeting
    today = timezone.localdate()
    rows = list(carried_to(held))
    on_agenda = {row.conclusion_id for row in rows}
    writes = refuse_recording(request.person, held) is None and refuse_carrying(held) is None
    context = {
        "page": page, "meeting": held, "tab": "follow_up",
        "rows": [(row, due_in_words(row.conclusion), row.conclusion.is_overdue(today)) for row in rows],
        "missing": [one for one in to_carry(held) if one.pk not in on_agenda], "writes": writes,
        "proposed": waiting_proposals(held) if request.person.is_secretariat else [],
    }  # fmt: skip
    return render(request, "meeting/follow_up.html", context)
