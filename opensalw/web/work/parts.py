"""A part of a round: its tasks by goal, its figures, its history."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.roadmap import locks, rules
from opensalw.roadmap.cells import MISSING
from opensalw.roadmap.checks import Report
from opensalw.roadmap.models import Assignment, DraftCell, LockException, Round, Submission, TextItem
from opensalw.roadmap.queries.checking import check_within
from opensalw.roadmap.queries.differences import in_work
from opensalw.roadmap.queries.forms import GoalState, MeasureState, form_of
from opensalw.roadmap.queries.prefill import Offer, offers
from opensalw.roadmap.queries.rounds import statements
from opensalw.roadmap.queries.sections import waited_for
from opensalw.roadmap.queries.threads import Conversation
from opensalw.roadmap.queries.work import offered_steps, refuse_confirmation, refuse_taking_over
from opensalw.roadmap.reach import Reach, goal_section, own_institutions, reach_of, section_title
from opensalw.roadmap.states import LOCKED, OWNERS, State
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .places import shown_at
from .previous import institution_names


@dataclass
class PartPage:
    """What every page of a part shows: its tasks and how far they are."""

    part: Submission
    person: Person
    goals: list[GoalState]
    reach: Reach
    spoken: list[Conversation] = field(default_factory=list)

    @property
    def round(self) -> Round:
        """The round of the part."""
        return self.part.round

    @property
    def spec(self):
        """The framework of the round."""
        return self.part.round.framework.spec

    @property
    def told(self) -> list[GoalState]:
        """The goals whose texts this person sees."""
        return [goal for goal in self.goals if self.reach.sees(goal_section(goal.number))]

    @property
    def own(self) -> list[tuple[Assignment, str]]:
        """The sections that the person's own institution is to deliver, with their titles."""
        institutions = own_institutions(self.part, self.person)
        mine = [one for one in self.part.handed if one.institution_id in institutions]
        return [(one, section_title(self.spec, one.section)) for one in mine]

    @property
    def waited_for(self) -> list[tuple[Assignment, str, bool]]:
        """The sections that institutions have still to deliver."""
        return waited_for(self.part)

    @property
    def measures(self) -> list[MeasureState]:
        """The measures of the part, in the order of the goals."""
        return [measure for goal in self.goals for measure in goal.measures]

    @property
    def required(self) -> list[MeasureState]:
        """The measures that must be answered before clearing."""
        return [one for one in self.measures if not one.measure.supplementary]

    @property
    def asked(self) -> int:
        """How many lines need an answer."""
        return sum(len(one.lines) for one in self.required)

    @property
    def answered(self) -> int:
        """How many of them have one."""
        return sum(one.answered for one in self.required)

    @property
    def figures_state(self) -> str:
        """Where the figures stand."""
        if any(one.state == "query" for one in self.measures):
            return "query"
        return "done" if self.answered == self.asked else "in_work" if self.answered else "not_started"

    @property
    def texts(self) -> list[TextItem]:
        """The text items, by goal."""
        return [item for goal in self.goals for item in goal.texts]

    @property
    def cells(self) -> list[DraftCell]:
        """The figures that are filled."""
        return [cell for measure in self.measures for line in measure.lines for cell in line.cells]

    @property
    def offers(self) -> list[Offer]:
        """What can be taken over into empty places."""
        lines = [line for measure in self.measures for line in measure.lines]
        found = offers(self.part, [row for line in lines for row in line.previous], self.cells)
        return [one for one in found if self.reach.sees(one.measure)]

    @property
    def threads(self) -> list[Conversation]:
        """What is said about the goals, texts and figures of the part, by goal."""
        return [
            one for goal in self.goals for one in [*goal.threads, *(one for m in goal.measures for one in m.threads)]
        ]

    @property
    def open_queries(self) -> list[Conversation]:
        """The queries that nobody resolved yet, by goal."""
        return [one for one in self.threads if one.is_query and one.is_open]

    @property
    def open_comments(self) -> int:
        """How many conversations that hold nothing up are open."""
        return sum(not one.is_query and one.is_open for one in self.threads)

    @cached_property
    def names(self) -> dict[str, str]:
        """How the people are shown who speak, are mentioned or are to see to something."""
        held = [*self.threads, *self.spoken]
        ids = {one.thread.assigned_person for one in held if one.thread.assigned_person}
        for message in (message for one in held for message in one.messages):
            ids |= {message.written_by, *message.mentions}
        keys = {one.thread.assigned_institution for one in held if one.thread.assigned_institution}
        return {**(names_of(ids) if ids else {}), **(institution_names(keys) if keys else {})}

    @cached_property
    def report(self) -> Report:
        """What the checks find in what this person sees; asked of the database when a page first wants it."""
        return check_within(self.part, self.reach)

    @property
    def refused(self) -> str | None:
        """Why this person cannot change the part now."""
        return rules.refuse_entering(self.part, self.person)

    @property
    def exception(self) -> LockException | None:
        """The exception from the lock that runs for the part, or just ran out."""
        return self.part.opened if locks.needs_exception(self.part) else None

    @property
    def has_run_out(self) -> bool:
        """Whether its time is over."""
        return self.exception is not None and locks.has_run_out(self.exception)

    @property
    def exception_words(self) -> str:
        """What the exception opens."""
        return ", ".join(locks.place_words(self.spec, self.exception.covers)) if self.exception else ""

    @property
    def due(self) -> object:
        """The day the part is due."""
        return rules.due_on(self.part)

    @property
    def public_later(self) -> datetime | None:
        """The hour at which a released part becomes public, while it is to come."""
        hour = self.part.public_from
        return hour if hour and hour > timezone.now() else None

    @property
    def owner(self) -> object:
        """Whose turn it is."""
        return OWNERS[State(self.part.state)]

    @property
    def is_waiting_for_review(self) -> bool:
        """Whether the secretariat has it on its desk."""
        return self.part.state == State.SUBMITTED

    def goal(self, number: int) -> GoalState | None:
        """The goal of that number."""
        return next((goal for goal in self.goals if goal.number == number), None)

    def measure(self, key: str) -> MeasureState | None:
        """The measure of that key."""
        return next((one for one in self.measures if one.measure.key == key), None)


def part_page(request: PersonalRequest, part: Submission) -> PartPage:
    """The surroundings of a page of ``part``: what of it this person sees."""
    reach = reach_of(part, request.person)
    return PartPage(part, request.person, within(form_of(part), reach), reach)


def within(goals: list[GoalState], reach: Reach) -> list[GoalState]:
    """The goals as far as somebody reaches: their own measures, and texts only where they are handed."""
    if reach.whole:
        return goals
    seen = []
    for goal in goals:
        told = reach.sees(goal_section(goal.number))
        measures = [one for one in goal.measures if reach.sees(one.measure.key)]
        if told:
            seen.append(replace(goal, measures=measures))
        elif measures:
            seen.append(replace(goal, measures=measures, texts=[], threads=[], evidence=[]))
    return seen


@working
def part(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The task list of a part: what is done, what is missing, which step comes next."""
    page = part_page(request, find_part(request, round, jid))
    by = request.person
    receipts = list(page.part.snapshots.defer("content")) if page.reach.whole else []
    context = {
        "page": page,
        "tab": "part",
        "steps": offered_steps(page.part, by, page.report),
        "path": path_of(page.part),
        "missing": [(one, len(one.lines) - one.answered) for one in page.required if one.answered < len(one.lines)],
        "unlocks": by.is_secretariat and page.part.state not in LOCKED and not locks.refuse_unlocking(page.part),
        "takes_over": refuse_taking_over(page.part, by) is None,
        "confirms": refuse_confirmation(page.part, by) is None,
        "receipts": receipts,
        "compares": len(receipts) > 1 or bool(receipts) and in_work(page.part),
        "queries": [(one, shown_at(page.part, one.thread)) for one in page.open_queries],
        "statements": statements(page.round, page.part.jurisdiction),
    }
    return render(request, "work/part.html", context)


def path_of(part: Submission) -> list[tuple[object, str]]:
    """The states on the way to release, and where the part is on it."""
    way = [State.DRAFT, State.CLEARED, State.SUBMITTED, State.ACCEPTED, State.RELEASED]
    if part.state == State.RETURNED:
        way[0] = State.RETURNED
    if part.state == State.AMENDING:
        way[0] = State.AMENDING
    if part.state not in way:
        return []
    now = way.index(State(part.state))
    standing = ["done" if place < now else "now" if place == now else "to come" for place in range(len(way))]
    return [(state.label, how) for state, how in zip(way, standing, strict=True)]


@working
def part_figures(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """The measures of a part with how far each is; a contributor sees the own ones."""
    page = part_page(request, find_part(request, round, jid))
    context = {
        "page": page,
        "tab": "figures",
        "goals": [(goal, goal.measures) for goal in page.goals if goal.measures],
        "empty": page.asked - page.answered,
        "offers": page.offers,
        "reasons": MISSING.values(),
    }
    return render(request, "work/figures.html", context)


def is_htmx(request: HttpRequest) -> bool:
    """Whether only a piece of the page is wanted."""
    return bool(getattr(request, "htmx", False))
