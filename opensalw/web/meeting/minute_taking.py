"""Taking minutes while the meeting runs: one item at a time, saved as it is typed, two writers both kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import minutes as commands
from opensalw.coordination.models import Item, Minutes
from opensalw.coordination.queries.meetings import statements_at
from opensalw.coordination.queries.minutes import Said, minutes_of, said_under
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working
from opensalw.web.work.lines import number_of
from opensalw.web.work.parts import is_htmx

from .access import MeetingPage, find_meeting
from .recording import quick_context
from .statements import StatementForm


@dataclass
class Entry:
    """The text of an item as the page holds it: the version in hand, and texts that stand beside it."""

    item: Item
    text: str = ""
    follows: int = 0
    mine: Minutes | None = None
    beside: tuple[Minutes, ...] = ()
    problem: str = ""


@working
def meeting_minutes(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The minutes as they stand, item by item; whoever takes them begins here."""
    page = _page(request, meeting)
    said = minutes_of(page.meeting)
    context = {
        "page": page, "meeting": page.meeting, "tab": "minutes", "said": list(said.values()),
        "statements": statements_at(page.meeting), "names": _names(said.values()),
        "conflicts": sum(one.in_conflict for one in said.values()),
        "empty": sum(not one.count for one in said.values()),
    }  # fmt: skip
    return render(request, "meeting/minutes.html", context)


@working
@require_POST
def minutes_begin(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """Begin the minutes with the points that were submitted."""
    page = _page(request, meeting)
    try:
        begun = commands.lay_skeleton(page.meeting, by=request.person)
        words = ngettext(
            "The minutes of %(n)d item begin with what was submitted.",
            "The minutes of %(n)d items begin with what was submitted.", begun,
        )  # fmt: skip
        messages.success(request, words % {"n": begun} if begun else _("There is nothing submitted to begin with."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting_minutes", page.meeting.pk)


@working
def minutes_item(request: PersonalRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """Write the minutes of one item: kept as it is typed; next and previous by keys."""
    page = _page(request, meeting)
    held = get_object_or_404(Item.objects.select_related("session__meeting"), pk=item, session__meeting=page.meeting)
    if request.method == "POST":
        return _write(request, page, held)
    said = said_under(held)
    own = next((end for end in said.ends if end.written_by == request.person.id), said.now)
    entry = Entry(held, own.text if own else "", said.version if own is None else own.version, own,
                  tuple(end for end in said.ends if end != own))  # fmt: skip
    return _editor(request, page, entry)


def _write(request: PersonalRequest, page: MeetingPage, held: Item) -> HttpResponse:
    sent = request.POST
    entry = Entry(held, sent.get("text", "").replace("\r\n", "\n"), number_of(sent.get("follows")))
    try:
        if entry.follows or entry.text.strip():
            done = commands.write(held, text=entry.text, follows=entry.follows, by=request.person)
            entry.mine, entry.follows, entry.beside = done.kept, done.kept.version, done.beside
    except Refused as refused:
        entry.problem = refused.reason
    if is_htmx(request):
        context = {"entry": entry, "page": page, "meeting": page.meeting, "names": _names_of(entry)}
        return render(request, "meeting/_minutes_state.html", context, status=422 if entry.problem else 200)
    if entry.problem:
        return _editor(request, page, entry, status=422)
    then = sent.get("then", "")
    if then.startswith("item:") and len(then) == 41:
        return redirect("minutes_item", page.meeting.pk, UUID(then[5:]))
    messages.success(request, _("Saved."))
    return redirect("minutes_item", page.meeting.pk, held.pk)


def _editor(request: PersonalRequest, page: MeetingPage, entry: Entry, status: int = 200) -> HttpResponse:
    everything = minutes_of(page.meeting)
    row = list(everything)
    place = row.index(entry.item)
    statements = statements_at(page.meeting).get(entry.item.pk, [])
    context: dict[str, Any] = {
        "page": page, "meeting": page.meeting, "tab": "minutes", "entry": entry, "item": entry.item,
        "said": list(everything.values()), "place": place + 1, "of": len(row),
        "before": row[place - 1] if place else None, "after": row[place + 1] if place + 1 < len(row) else None,
        "statements": statements, "statement_form": StatementForm(),
        "organisations": StatementForm.known(page.meeting), "names": _names_of(entry),
        "concluded": entry.item.conclusions.order_by("number"),
        "back": reverse("minutes_item", args=[page.meeting.pk, entry.item.pk]),
        **quick_context(page.meeting),
    }  # fmt: skip
    context["quick"].fields["what"].widget.attrs["data-alt"] = "c"
    return render(request, "meeting/minutes_item.html", context, status=status)


def _page(request: PersonalRequest, meeting: UUID) -> MeetingPage:
    page = find_meeting(request, meeting)
    allow(page.refused_minutes)
    return page


def _names_of(entry: Entry) -> dict[str, str]:
    return names_of({one.written_by for one in (entry.mine, *entry.beside) if one})


def _names(said: Iterable[Said]) -> dict[str, str]:
    return names_of({end.written_by for one in said for end in one.ends})
