"""Writing a text item: saved, previewed, moved, removed, put back, settled between two editors."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.core.richtext import html_of
from opensalw.roadmap.commands import drafting
from opensalw.roadmap.models import Submission, TextItem
from opensalw.roadmap.queries.plans import objectives_of
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .goals import goal_page
from .lines import number_of
from .parts import is_htmx, part_page
from .texts import FIELDS, TextEntry, entry_of, item_id


@working
@require_POST
def part_text(request: PersonalRequest, round: str, jid: str, goal: int, kind: str) -> HttpResponse:
    """Keep a text item: the whole page for a browser without scripts, its state for one that saves as it goes."""
    part = find_part(request, round, jid)
    data = request.POST
    for name, act in ACTS.items():
        if item := item_id(data.get(name)):
            return _act(request, part, goal, partial(act, part, item, request.person))
    entry, objectives = _entry(part, goal, kind, data), objectives_of(part, goal)
    if data.get("preview"):
        return _preview(request, part, goal, entry)
    if data.get("override") == "theirs" and entry.item:
        drafting.take_theirs(part, entry.item.pk, by=request.person)
        return _back(part, goal, kind)
    try:
        if item_id(data.get("item")) and entry.item is None:  # what was typed moves to the form that adds one
            typed = {f"new-{kind}-{name}": entry.form[name].value() or "" for name in FIELDS}
            entry = entry_of(kind, None, typed, objectives=objectives)
            raise Refused(_("This text was removed meanwhile. Save it again to keep yours as a new one."))
        entry.item = _saved(part, goal, entry, data, request.person)
        entry.seen = entry.item.revision
    except drafting.ChangedMeanwhile as conflict:
        _conflict(part, goal, entry, conflict, request.person)
    except Refused as refused:
        entry.form.add_error("text", refused.reason)
    return _answer(request, part, goal, entry)


def _entry(part: Submission, goal: int, kind: str, data: QueryDict) -> TextEntry:
    """The form as it was sent, beside the item that it names."""
    pk = item_id(data.get("item"))
    item = TextItem.objects.filter(pk=pk, submission=part).first() if pk else None
    entry = entry_of(kind, item, data, key=data.get("key", ""), objectives=objectives_of(part, goal))
    entry.new = item_id(data.get("new"))
    entry.seen = number_of(data.get("revision"))
    return entry


def _saved(part: Submission, goal: int, entry: TextEntry, data: QueryDict, by: Person) -> TextItem:
    """The item with what was typed; an override stands against what the page showed of the other's text."""
    typed = {name: entry.form[name].value() or "" for name in ("text", "language", "translation")}
    for name in ("status", "objective"):
        typed[name] = data.get(f"{entry.form.prefix}-{name}")
    override, against = data.get("override", ""), number_of(data.get("against"))
    seen = (against or None) if override else entry.seen
    if override == "both" and entry.item:
        typed["text"] = f"{entry.item.text}\n\n{typed['text']}"
    pk = entry.item.pk if entry.item else None
    return drafting.save_text(
        part, goal=goal, kind=entry.kind, by=by, item=pk, new=entry.new, revision=seen if pk else None, **typed
    )  # fmt: skip


def _conflict(part: Submission, goal: int, entry: TextEntry, conflict: drafting.ChangedMeanwhile, by: Person) -> None:
    """Keep what was typed aside and show both texts."""
    entry.theirs = entry.item = conflict.theirs
    entry.page_url = reverse("part_goal", args=[part.round_id, part.jurisdiction, goal])
    entry.form.add_error("text", conflict.reason)
    typed = {name: str(entry.form[name].value() or "") for name in ("text", "language", "translation")}
    drafting.set_aside(part, item=conflict.theirs.pk, by=by, seen=entry.seen, **typed)


def _preview(request: PersonalRequest, part: Submission, goal: int, entry: TextEntry) -> HttpResponse:
    """The text as it will be read; nothing is saved."""
    entry.preview = html_of(entry.typed) if entry.typed.strip() else _("There is no text yet.")
    if is_htmx(request):
        return render(request, "work/_preview.html", {"entry": entry})
    return goal_page(request, part_page(request, part), goal, text=entry)


def _answer(request: PersonalRequest, part: Submission, goal: int, entry: TextEntry) -> HttpResponse:
    wrong = bool(entry.problems)
    if is_htmx(request):
        context = {"entry": entry, "swapped": True}
        return render(request, "work/_text_state.html", context, status=422 if wrong else 200)
    if wrong:
        return goal_page(request, part_page(request, part), goal, text=entry, status=422)
    messages.success(request, _("Saved."))
    return _back(part, goal, entry.kind)


def _back(part: Submission, goal: int, place: str) -> HttpResponse:
    return redirect(reverse("part_goal", args=[part.round_id, part.jurisdiction, goal]) + f"#{place}")


def _remove(part: Submission, item: UUID, by: Person) -> tuple[str, str]:
    drafting.remove_text(part, item, by=by)
    return "removed", _("The text was removed from the draft. It can be put back.")


def _put_back(part: Submission, item: UUID, by: Person) -> tuple[str, str]:
    return drafting.put_text_back(part, item, by=by).kind, _("The text is back.")


def _up(part: Submission, item: UUID, by: Person) -> tuple[str, str]:
    drafting.move_text(part, item, up=True, by=by)
    return f"form-{item}", ""


def _down(part: Submission, item: UUID, by: Person) -> tuple[str, str]:
    drafting.move_text(part, item, up=False, by=by)
    return f"form-{item}", ""


ACTS: dict[str, Callable[[Submission, UUID, Person], tuple[str, str]]] = {
    "remove": _remove, "put_back": _put_back, "up": _up, "down": _down,
}  # fmt: skip


def _act(request: PersonalRequest, part: Submission, goal: int, act: Callable[[], tuple[str, str]]) -> HttpResponse:
    """Do what a button says, and go back to where the text stands."""
    place = ""
    try:
        place, words = act()
        if words:
            messages.success(request, words)
    except Refused as refused:
        messages.error(request, refused.reason)
    return _back(part, goal, place)
