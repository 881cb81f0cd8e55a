"""Handing sections of a part to institutions, and delivering them."""

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.roadmap import rules
from opensalw.roadmap.commands import sections as commands
from opensalw.roadmap.commands.reminders import remind_institutions
from opensalw.roadmap.models import Submission
from opensalw.roadmap.queries.forms import MeasureState
from opensalw.roadmap.queries.sections import (
    Pair,
    coverage_of,
    pairs_of_last_round,
    proposed_pairs,
    section_matrix,
    suppliers,
)
from opensalw.roadmap.reach import refuse_seeing_whole
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .parts import PartPage, part_page


@working
def part_sections(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The officer's matrix: which institution has which section, who delivered, who is late."""
    part = find_part(request, round, jid)
    allow(refuse_seeing_whole(part, request.person))
    if request.method == "POST":
        return _acted(request, part)
    return sections_page(request, part_page(request, part), propose=request.GET.get("propose") == "framework")


def sections_page(
    request: PersonalRequest, page: PartPage, *, propose: bool = False, problem: str = "", status: int = 200
) -> HttpResponse:
    """The matrix; what was chosen stays chosen when it was refused."""
    part, columns, data = page.part, suppliers(page.part), request.POST
    wanted = proposed_pairs(part) if propose else chosen(data.getlist("cell"))
    coverage = coverage_of(part)
    states: dict[str, MeasureState] = {one.measure.key: one for one in page.measures}
    rows = [
        (row, list(zip(columns, row.cells, strict=True)), states.get(row.section), coverage.get(row.section))
        for row in section_matrix(part, columns, wanted)
    ]
    context = {
        "page": page, "tab": "sections", "columns": columns, "rows": rows, "problem": problem, "proposed": propose,
        "refused": rules.refuse_sharing(part, request.person),
        "due": data.get("due_on") or default_day(part), "words": data.get("words", ""),
        "copies": not part.handed and bool(pairs_of_last_round(part)),
    }  # fmt: skip
    return render(request, "work/sections.html", context, status=status)


def chosen(values: list[str]) -> list[Pair]:
    """The pairs of institution and section that a form names."""
    return [(institution, section) for value in values for institution, _bar, section in [value.partition("|")]]


def default_day(part: Submission) -> date | None:
    """The day offered for sections: two weeks before the part is due, or the day itself when that is past."""
    due = rules.due_on(part)
    if due is None:
        return None
    early = date.fromordinal(due.toordinal() - 14)
    return early if early > timezone.localdate() else due


def _acted(request: PersonalRequest, part: Submission) -> HttpResponse:
    data, by, words = request.POST, request.person, request.POST.get("words", "")
    pairs = chosen(data.getlist("cell"))
    due_on = _day(data.get("due_on", ""))
    acts: dict[str, Callable[[], int]] = {
        "hand": lambda: len(commands.hand_out(part, pairs, due_on=due_on, by=by)),
        "copy": lambda: len(commands.hand_out(part, pairs_of_last_round(part), due_on=default_day(part), by=by)),
        "withdraw": lambda: commands.withdraw(part, pairs, by=by),
        "take_over": lambda: commands.take_over(part, pairs, why=words, by=by),
        "give_back": lambda: commands.give_back(part, pairs, words=words, by=by),
        "remind": lambda: len(
            remind_institutions(
                part, [institution for institution, _key in pairs], by=by, address=request.build_absolute_uri("/")
            )
        ),
    }
    try:
        if data.get("do") not in acts:
            raise Refused(_("Choose what is to be done."))
        if data.get("due_on") and due_on is None:
            raise Refused(_("Give the day as year, month and day: 2020-09-30."), "due_on")
        count = acts[data["do"]]()
    except Refused as refused:
        return sections_page(request, part_page(request, part), problem=refused.reason, status=422)
    words = (
        ngettext("%(n)d person was reminded.", "%(n)d people were reminded.", count)
        if data["do"] == "remind"
        else ngettext("%(n)d section changed.", "%(n)d sections changed.", count)
    )
    messages.success(request, words % {"n": count})
    return redirect("part_sections", part.round_id, part.jurisdiction)


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@working
@require_POST
def sections_deliver(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """An institution delivers its sections, or takes them back."""
    part = find_part(request, round, jid)
    sections, back = request.POST.getlist("section"), request.POST.get("do") == "take_back"
    try:
        act = commands.take_back if back else commands.deliver
        count = act(part, sections, by=request.person)
        words = (
            ngettext("%(n)d section is open again.", "%(n)d sections are open again.", count)
            if back
            else ngettext("%(n)d section is delivered.", "%(n)d sections are delivered.", count)
        )
        messages.success(request, words % {"n": count})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("part", part.round_id, part.jurisdiction)
