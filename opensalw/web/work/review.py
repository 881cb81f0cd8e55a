"""The reviewer's desk: the queue, a part read whole beside what stood before, queries asked and resolved."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.checks import Finding, Ref, Severity
from opensalw.roadmap.commands import review as commands
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.models import DraftCell, Submission, TextItem
from opensalw.roadmap.places import read_place
from opensalw.roadmap.queries.differences import changes_since_acceptance
from opensalw.roadmap.queries.forms import LineState, MeasureState
from opensalw.roadmap.queries.plans import activities_of
from opensalw.roadmap.queries.prefill import taken_over
from opensalw.roadmap.queries.rounds import review_queue as waiting_parts
from opensalw.roadmap.queries.rounds import statements
from opensalw.roadmap.queries.sections import coverage_of
from opensalw.roadmap.queries.threads import Conversation
from opensalw.roadmap.queries.work import offered_steps, work_rows
from opensalw.roadmap.reach import goal_section
from opensalw.roadmap.states import State
from opensalw.web.transactions import PersonalRequest

from .access import find_part, secretariat_only, working
from .differences import rows_of
from .lines import cell_in_words, dims_in_words
from .parts import PartPage, part_page
from .previous import beside, institution_names


@dataclass(frozen=True)
class ReadRow:
    """A figure as the reviewer reads it."""

    words: str
    text: str
    missing: bool
    explanation: str
    institutions: tuple[str, ...]
    findings: list[Finding]
    taken_over: str


@dataclass(frozen=True)
class ReadLine:
    """A line with its figures, what stood before, and what is said about it."""

    line: Line
    about: str
    rows: list[ReadRow]
    previous: list
    threads: list[Conversation]


@secretariat_only
def review_queue(request: PersonalRequest) -> HttpResponse:
    """The parts that wait for a reviewer, the oldest first."""
    rows = work_rows(waiting_parts())
    names = names_of({row.part.sent_by for row in rows})
    context = {"rows": [(row, names.get(row.part.sent_by, ""), row.part.sent_by == request.person.id) for row in rows]}
    return render(request, "work/review_queue.html", context)


@working
def part_review(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Everything of a part on one page, with what stood before; the reviewer asks, returns, accepts, releases."""
    page = part_page(request, find_part(request, round, jid))
    return review_page(request, page, request.GET.get("about", ""))


def review_page(
    request: PersonalRequest, page: PartPage, about: str, *, typed: str = "", problem: str = "", status: int = 200
) -> HttpResponse:
    """The review page, with the form for a query where ``about`` points."""
    part = page.part
    givers = institution_names(key for cell in page.cells for key in cell.institutions)
    coverage = coverage_of(part)
    context = {
        "page": page,
        "tab": "review",
        "goals": [
            (goal, [(one, read_lines(page, one, givers), coverage.get(one.measure.key)) for one in goal.measures])
            for goal in page.goals
        ],
        "kinds": TextItem.Kind.choices,
        "activities": [one for one in activities_of(part) if page.reach.sees(goal_section(one[0].goal))],
        "statements": statements(page.round, part.jurisdiction),
        "steps": offered_steps(part, request.person, page.report),
        "can_ask": request.person.is_secretariat and part.state == State.SUBMITTED,
        "about": about,
        "typed": typed,
        "problem": problem,
        "receipt": part.snapshots.defer("content").last() if page.reach.whole else None,
        "since": since_acceptance(part) if page.reach.whole else {},
    }
    return render(request, "work/review.html", context, status=status)


def since_acceptance(part: Submission) -> dict:
    """What changed since the part was accepted, ready to show; nothing while it was never accepted."""
    found = changes_since_acceptance(part)
    return rows_of(part, found) if found else {}


def read_lines(page: PartPage, state: MeasureState, givers: Mapping[str, str]) -> list[ReadLine]:
    """The lines of a measure for reading; ``givers`` are the names of institutions."""
    return [_read_line(page, state, one, givers) for one in state.lines]


def _read_line(page: PartPage, state: MeasureState, one: LineState, givers: Mapping[str, str]) -> ReadLine:
    about = f"{state.measure.key}.{one.line.key}"
    threads = [held for held in state.threads if held.thread.line == one.line.key]
    rows = [_read_row(page, cell, one.line, givers) for cell in sorted(one.cells, key=lambda cell: cell.dims_key)]
    return ReadLine(one.line, about, rows, beside(page.spec, one.previous, one.line), threads)


def _read_row(page: PartPage, cell: DraftCell, line: Line, givers: Mapping[str, str]) -> ReadRow:
    return ReadRow(
        dims_in_words(page.spec, cell.dims), cell_in_words(cell, line), cell.kind == "missing", cell.explanation,
        tuple(givers[key] for key in cell.institutions),
        [one for one in page.report.at(Ref(cell.measure, cell.line, cell.dims_key)) if one.severity != Severity.NOTE],
        taken_over(cell),
    )  # fmt: skip


@secretariat_only
@require_POST
def query_ask(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Ask about a figure, a text item or a goal."""
    part = find_part(request, round, jid)
    about, question = request.POST.get("about", ""), request.POST.get("question", "")
    try:
        commands.ask(part, question=question, by=request.person, about=read_place(about))
    except Refused as refused:
        page = part_page(request, part)
        return review_page(request, page, about, typed=question, problem=refused.reason, status=422)
    messages.success(request, _("The query stands. Return the part when you have asked all of them."))
    return redirect(redirect("part_review", round, jid).url + f"#{anchor(about)}")


def anchor(about: str) -> str:
    """The place on the review page that a query is about."""
    return f"about-{slugify(about)}"
