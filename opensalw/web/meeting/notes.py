"""Notes of a meeting: given as a text or a file, read, and taken into the agenda and the ledger piece by piece."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import notes as commands
from opensalw.coordination.models import Conclusion, MeetingNotes
from opensalw.coordination.rules.meetings import refuse_minutes
from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working
from opensalw.web.work.prose import TextForm

from .access import find_led
from .conclusion_forms import ConclusionForm, refused_in


@dataclass(frozen=True)
class Promise:
    """A sentence of the notes that may promise something, and what was decided."""

    position: int
    found: dict[str, Any]
    due: str
    number: str = ""
    dropped: bool = False
    like: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether somebody is still to decide."""
        return not self.number and not self.dropped


@working
def meeting_notes(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """The notes that were given of a meeting, and the form for others."""
    page = find_led(request, meeting)
    held = page.meeting
    data, files = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = TextForm(data, files, use_required_attribute=False, label_suffix="")
    if request.method == "POST" and form.is_valid():
        try:
            skipped = getattr(request, "refused_upload", "") and _("The file")
            kept = commands.add_notes(held, document=form.document(skipped), by=request.person)
            return redirect("meeting_note", held.pk, kept.pk)
        except Refused as refused:
            refused_in(form, refused)
    context = {"page": page, "meeting": held, "tab": "notes", "form": form,
               "notes": MeetingNotes.objects.filter(meeting=held).defer("text", "read"),
               "refused": refuse_minutes(request.person, held)}  # fmt: skip
    return render(request, "meeting/notes.html", context, status=422 if form.errors else 200)


@working
def meeting_note(request: PersonalRequest, meeting: UUID, notes: UUID) -> HttpResponse:
    """What was read: sessions with their blocks, and promises, each to be decided."""
    held = _notes(request, meeting, notes)
    sessions = [(session, _blocks(held, at, session)) for at, session in enumerate(held.read["sessions"])]
    taken = _by_day(held)
    promises = [_promise(held, position, taken) for position in range(len(held.read["promises"]))]
    context = {
        "page": find_led(request, meeting), "meeting": held.meeting, "tab": "notes", "notes": held,
        "sessions": sessions, "promises": promises,
        "waiting": sum(one.is_open for one in promises),
        "left": sum(not taken for _session, blocks in sessions for _key, _block, taken in blocks),
    }  # fmt: skip
    return render(request, "meeting/note.html", context)


@working
@require_POST
def note_take(request: PersonalRequest, meeting: UUID, notes: UUID) -> HttpResponse:
    """Take the chosen blocks into the agenda."""
    held = _notes(request, meeting, notes)
    try:
        done = commands.take_blocks(held, chosen=_places(request.POST.getlist("block")), by=request.person)
        words = ngettext("%(n)d item was taken.", "%(n)d items were taken.", done)
        messages.success(request, words % {"n": done})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("meeting_note", meeting, notes)


@working
def note_promise(request: PersonalRequest, meeting: UUID, notes: UUID, position: int) -> HttpResponse:
    """One promise: accepted as it stands, mended, dropped, or taken up again."""
    held = _notes(request, meeting, notes)
    one = get_promise(held, position)
    do = request.POST.get("do", "") if request.method == "POST" else ""
    form = ConclusionForm(request.POST if do == "mend" else None, initial=_initial(one), prefix="promise")
    try:
        if do == "mend" and form.is_valid():
            made = commands.accept_promise(held, position, by=request.person, **form.facts(held.meeting.starts_on))
            return _told(request, held, _("%(number)s is recorded.") % {"number": made.number}, position)
        if do == "accept":
            made = commands.accept_promise(held, position, by=request.person)
            return _told(request, held, _("%(number)s is recorded.") % {"number": made.number}, position)
        if do == "drop":
            commands.drop_promise(held, position, by=request.person)
            return _told(request, held, _("Dropped."), position)
        if do == "again":
            commands.take_up_again(held, position, by=request.person)
            return _told(request, held, _("It waits again."), position)
    except Refused as refused:
        if do == "mend":
            refused_in(form, refused)
        else:
            messages.error(request, refused.reason)
    context = {"page": find_led(request, meeting), "meeting": held.meeting, "tab": "notes", "notes": held, "one": one,
               "form": form}  # fmt: skip
    return render(request, "meeting/note_promise.html", context, status=422 if do else 200)


def get_promise(notes: MeetingNotes, position: int) -> Promise:
    """The promise of an address."""
    if position >= len(notes.read["promises"]):
        raise Http404
    return _promise(notes, position)


def _notes(request: PersonalRequest, meeting: UUID, notes: UUID) -> MeetingNotes:
    find_led(request, meeting)
    return get_object_or_404(MeetingNotes.objects.select_related("meeting__series"), pk=notes, meeting=meeting)


def _blocks(notes: MeetingNotes, at: int, session: dict[str, Any]) -> list[tuple[str, dict[str, Any], bool]]:
    """The blocks of a session: where it stands, what it is, whether it was taken."""
    keys = [(f"{at}.{place}", block) for place, block in enumerate(session["blocks"])]
    return [(key, block, key in notes.taken) for key, block in keys]


def _by_day(notes: MeetingNotes) -> dict[str, tuple[str, ...]]:
    """The conclusions of the meeting by their day: what the notes promise may stand there already."""
    found: dict[str, tuple[str, ...]] = {}
    rows = Conclusion.objects.filter(meeting=notes.meeting_id, due_on__isnull=False).order_by("number")
    for number, due_on in rows.values_list("number", "due_on"):
        found[str(due_on)] = (*found.get(str(due_on), ()), number)
    return found


def _promise(notes: MeetingNotes, position: int, taken: dict[str, tuple[str, ...]] | None = None) -> Promise:
    found, state = notes.read["promises"][position], notes.decided.get(str(position), "")
    first, last = found["due_from"] or found["due_on"], found["due_on"]
    span = Period(date.fromisoformat(first), date.fromisoformat(last)).label
    due = span if found["due_from"] else _("by %(day)s") % {"day": span}
    dropped = state == "dropped"
    return Promise(position, found, due, "" if dropped else state, dropped, (taken or {}).get(last, ()))


def _initial(one: Promise) -> dict[str, Any]:
    facts = commands.proposed(one.found)
    due = facts["due_words"] or facts["due_on"].isoformat()
    if facts["due_words"] and facts["due_from"] is None:
        due = _("by %(day)s") % {"day": facts["due_words"]}
    return {**facts, "due": due, "sentence": one.found["sentence"]}


def _places(keys: list[str]) -> list[tuple[int, int]]:
    """The blocks that were chosen; what is no place is left out."""
    pairs = [key.partition(".") for key in keys]
    return [(int(at), int(place)) for at, _dot, place in pairs if at.isdecimal() and place.isdecimal()]


def _told(request: PersonalRequest, notes: MeetingNotes, words: str, position: int) -> HttpResponse:
    messages.success(request, words)
    return redirect(redirect("meeting_note", notes.meeting_id, notes.pk).url + f"#promise-{position}")
