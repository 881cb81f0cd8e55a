"""The versions of minutes: what was changed from one to the next, and choosing what stands of two."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from opensalw.coordination.commands import minutes as commands
from opensalw.coordination.models import Item, Minutes
from opensalw.coordination.queries.minutes import said_under
from opensalw.core.queries import names_of
from opensalw.core.redline import both
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working
from opensalw.web.work.lines import number_of

from .access import find_meeting

TOGETHER = timedelta(minutes=10)


@dataclass(frozen=True)
class Step:
    """A version beside the one that it goes on from; of what one person typed in a go, the last stands for all."""

    version: Minutes
    before: str
    merged: int = 0
    settled: Minutes | None = None


def steps_of(versions: Sequence[Minutes], *, every: bool = False) -> list[Step]:
    """The history of an item, the latest first; versions that one person typed in a go are shown as one."""
    known = {one.version: one for one in versions}
    followers: dict[int, int] = {}
    for one in versions:
        followers[one.follows] = followers.get(one.follows, 0) + 1
    steps, covered = [], set()
    for one in sorted(versions, key=lambda version: -version.version):
        if one.version in covered:
            continue
        first, merged = one, 0
        while not every and (back := known.get(first.follows)) and _in_one_go(back, first, followers):
            covered.add(back.version)
            first, merged = back, merged + 1
        before = known.get(first.follows)
        steps.append(Step(one, before.text if before else "", merged, known.get(one.settles or 0)))
    return steps


def _in_one_go(back: Minutes, later: Minutes, followers: dict[int, int]) -> bool:
    same = back.written_by == later.written_by and later.settles is None and back.settles is None
    return same and not back.skeleton and followers[back.version] == 1 and later.written_at - back.written_at < TOGETHER


@working
def minutes_history(request: PersonalRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """The versions of an item with what changed."""
    page = find_meeting(request, meeting)
    allow(page.refused_minutes)
    held = get_object_or_404(Item, pk=item, session__meeting=page.meeting)
    versions = list(Minutes.objects.filter(item=held).order_by("version"))
    every = bool(request.GET.get("every"))
    context = {
        "page": page, "meeting": page.meeting, "tab": "minutes", "item": held, "every": every,
        "steps": steps_of(versions, every=every), "names": names_of({one.written_by for one in versions}),
        "total": len(versions),
    }  # fmt: skip
    return render(request, "meeting/minutes_history.html", context)


@working
def minutes_settle(request: PersonalRequest, meeting: UUID, item: UUID) -> HttpResponse:
    """Two texts side by side: take one, both, or write what stands."""
    page = find_meeting(request, meeting)
    allow(page.refused_minutes)
    held = get_object_or_404(Item.objects.select_related("session__meeting"), pk=item, session__meeting=page.meeting)
    said = said_under(held)
    if request.method == "POST":
        try:
            pair = {name: number_of(request.POST.get(name)) for name in ("one", "other")}
            commands.settle(held, text=request.POST.get("text", ""), by=request.person, **pair)
            messages.success(request, _("Settled. Both texts stay in the history."))
            return redirect("minutes_item", page.meeting.pk, held.pk)
        except Refused as refused:
            messages.error(request, refused.reason)
    if not said.in_conflict:
        return redirect("minutes_item", page.meeting.pk, held.pk)
    one, other = said.ends[:2]
    context = {
        "page": page, "meeting": page.meeting, "tab": "minutes", "item": held, "one": one, "other": other,
        "both": both(one.text, other.text), "names": names_of({one.written_by, other.written_by}),
        "left": len(said.ends) - 2,
    }  # fmt: skip
    return render(request, "meeting/minutes_settle.html", context)
