"""What changed in a part between two receipts, or since it was accepted: a page that prints."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.refusal import Refused
from opensalw.roadmap.differences import Difference, FigureChange, TextChange
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Submission, TextItem
from opensalw.roadmap.queries.differences import DRAFT, UNSENT, Side, choices, compare
from opensalw.roadmap.reach import refuse_seeing_whole
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .previous import institution_names
from .receipts import figure_in_words

KINDS = {
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("taken out"),
    "explained": gettext_lazy("explained otherwise"),
    "moved": gettext_lazy("moved"),
    "moved and changed": gettext_lazy("moved and changed"),
}


@dataclass(frozen=True)
class FigureRow:
    """A figure that differs, in words."""

    kind: object
    measure: str
    title: str
    split: str
    unit: str
    old: dict | None
    new: dict | None


@dataclass(frozen=True)
class TextRow:
    """A text item that differs, with the words for its kind and, where it was moved, where it came from."""

    kind: object
    label: object
    goal: int
    came_from: str
    change: TextChange


@working
def part_difference(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The difference between two receipts of a part, or a receipt and the draft."""
    part = find_part(request, round, jid)
    allow(refuse_seeing_whole(part, request.person))
    known, problem, compared = choices(part), "", None
    try:
        compared = compare(part, request.GET.get("from", ""), request.GET.get("to", ""))
    except Refused as refused:
        problem = refused.reason
    context = {
        "part": part,
        "problem": problem,
        "compared": compared,
        "choices": [(key, key_in_words(key)) for key in known],
        **(rows_of(part, compared.found) if compared else {}),
        "old": side_in_words(compared.old) if compared else "",
        "new": side_in_words(compared.new) if compared else "",
    }
    status = 404 if problem and ("from" in request.GET or "to" in request.GET) else 200
    return render(request, "work/difference.html", context, status=status)


def rows_of(part: Submission, found: Difference) -> dict:
    """The changes as tables and texts show them; also for the review page."""
    spec = part.round.framework.spec
    return {
        "difference": found,
        "figures": figure_rows(spec, found.figures),
        "texts": [text_row(spec, change) for change in found.texts],
        "evidence": [(KINDS[one.kind], one) for one in found.evidence],
        "activities": [(KINDS[one.kind], one) for one in found.activities],
        "word": spec.goal_word.singular,
    }


def figure_rows(spec: FrameworkSpec, changes: Iterable[FigureChange]) -> list[FigureRow]:
    """The figures that differ, each with both values in words."""
    held = list(changes)
    sides = [side for change in held for side in (change.old, change.new) if side]
    givers = institution_names(key for side in sides for key in side["institutions"])
    rows = []
    for change in held:
        old, new = (figure_in_words(spec, side, givers) if side else None for side in (change.old, change.new))
        known = new or old
        assert known is not None
        about = (known["measure"], known["title"], known["split"], known["unit_words"])
        rows.append(FigureRow(KINDS[change.kind], *about, old, new))
    return rows


def text_row(spec: FrameworkSpec, change: TextChange) -> TextRow:
    """A text item that differs, in words."""
    item = change.new or change.old or {}
    came_from = ""
    if "moved" in change.kind and change.old and change.new:
        before = (change.old["goal"], change.old["kind"])
        if before == (change.new["goal"], change.new["kind"]):
            came_from = _("another place in the list")
        else:
            came_from = f"{spec.goal_word.singular} {before[0]}, {TextItem.Kind(before[1]).label}"
    return TextRow(KINDS[change.kind], TextItem.Kind(item["kind"]).label, item["goal"], came_from, change)


def key_in_words(key: str) -> str:
    """The words for a content that can be compared."""
    if key == DRAFT:
        return _("what is in work now")
    if key == UNSENT:
        return _("what was not sent in time")
    return _("receipt %(number)s") % {"number": key}


def side_in_words(side: Side) -> str:
    """The words for one of the two contents."""
    words = key_in_words(side.key)
    return _("%(what)s (accepted)") % {"what": words} if side.accepted else words
