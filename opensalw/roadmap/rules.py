"""What must hold in the Roadmap; each function returns the reason for refusing, or None."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_filling, refuse_handing_out, refuse_secretariat_work

from . import locks
from .cells import Cell
from .framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from .models import Activity, Round, Submission, Thread
from .places import Place
from .reach import goal_section, refuse_filling_section
from .states import EDITABLE, TRANSITIONS, State, refuse_state

TEXT_LIMIT = 5000


def dims_key(dims: Mapping[str, str]) -> str:
    """The canonical spelling of a disaggregation: ``origin=surplus|owner=defence``; empty when unsplit."""
    return "|".join(f"{name}={dims[name]}" for name in sorted(dims))


def refuse_editing(submission: Submission) -> str | None:
    """A part is edited while it is a draft or returned and its round is open, or while it is unlocked."""
    if submission.state == State.RECONSTRUCTED:
        return _("This part was rebuilt from a record. It is not edited.")
    if submission.state not in EDITABLE:
        return locks.state_words(submission)
    return locks.refuse_locked(submission)


def refuse_entering(submission: Submission, by: Person) -> str | None:
    """Whether ``by`` may fill the part now; the secretariat fills a seat's part only on its behalf."""
    seat = submission.jurisdiction
    if reason := refuse_filling(by, seat) or refuse_editing(submission):
        return reason
    belongs = by.holds("officer", seat) or by.holds("contributor", seat) or seat == REGIONAL
    if not belongs and not submission.on_behalf:
        return _("Take the part over on behalf of the seat first; that is marked and must be confirmed.")
    return None


def refuse_line(submission: Submission, measure: str, by: Person) -> str | None:
    """Why ``by``, who may fill the part, may not fill this measure of it, or None."""
    return _refuse_section(submission, measure, by)


def refuse_goal(submission: Submission, goal: int, by: Person) -> str | None:
    """Why ``by``, who may fill the part, may not write the texts of this goal, or None."""
    return _refuse_section(submission, goal_section(goal), by)


def refuse_supporting(submission: Submission, goal: int | None, measure: str, by: Person) -> str | None:
    """Why ``by`` may not add a file to this measure or goal, or take one away."""
    if measure:
        return refuse_line(submission, measure, by)
    return _refuse_section(submission, goal_section(goal) if goal else "", by)


def _refuse_section(submission: Submission, section: str, by: Person) -> str | None:
    """It must be in reach of ``by``, and among what an exception from the lock opens."""
    return refuse_filling_section(submission, section, by) or locks.refuse_uncovered(submission, section)


def refuse_sharing(submission: Submission, by: Person) -> str | None:
    """Whether ``by`` may hand out sections now: the Commission, or the secretariat on its behalf."""
    on_behalf = submission.on_behalf and by.is_secretariat
    return (None if on_behalf else refuse_handing_out(by, submission.jurisdiction)) or refuse_editing(submission)


def refuse_cell(spec: FrameworkSpec, measure: Measure, line: Line, dims: Mapping[str, str], cell: Cell) -> str | None:
    """Why ``cell`` cannot stand in this line with this disaggregation; names the line and the mend."""
    problem = _refuse_dims(spec, line, dims) or _refuse_content(line, cell)
    if problem is None:
        return None
    return f"{measure.title}, {line.title}: {problem}"


def _refuse_dims(spec: FrameworkSpec, line: Line, dims: Mapping[str, str]) -> str | None:
    for name, member in dims.items():
        if name not in line.dimensions:
            offered = ", ".join(line.dimensions) or _("nothing")
            return _("it is not split by %(name)s. Offered: %(offered)s.") % {"name": name, "offered": offered}
        if not spec.dimensions[name].has(member) and member != NOT_STATED:
            known = ", ".join(m.key for m in spec.dimensions[name].members)
            return _("%(member)s is not a member of %(name)s. Known: %(known)s.") % {
                "member": member, "name": name, "known": known
            }  # fmt: skip
    return None


def _refuse_content(line: Line, cell: Cell) -> str | None:
    if cell.unit != line.unit:
        return _("the unit is %(unit)s, not %(given)s.") % {"unit": line.unit, "given": cell.unit}
    if cell.kind == "missing":
        return None
    if line.kind == "grade":
        if cell.kind != "grade" or line.grade(cell.grade or "") is None:
            known = ", ".join(grade.key for grade in line.grades)
            return _("give one of the grades %(known)s, or the reason why there is none.") % {"known": known}
        return None
    if cell.kind == "grade":
        return _("give a figure, not a grade.")
    return _refuse_amount(line, cell)


def _refuse_amount(line: Line, cell: Cell) -> str | None:
    for value in (cell.value, cell.low, cell.high):
        if value is None:
            continue
        if value < 0:
            return _("a count is never below zero.")
        if line.unit == "percent" and value > 100:
            return _("a share lies between 0 and 100 per cent.")
        if line.unit not in ("percent", "kilogram") and value != value.to_integral_value():
            return _("%(value)s is not a whole number of the unit %(unit)s.") % {
                "value": value.normalize(), "unit": line.unit
            }  # fmt: skip
        if value >= 10**15:
            return _("the figure is too large to be true.")
        if value != value.quantize(Decimal("0.001")):
            return _("%(value)s has more than three decimals. Round it.") % {"value": value}
    return None


def refuse_text(text: str, goal: int, spec: FrameworkSpec) -> str | None:
    """A text item says something, in reasonable length, under a goal of the framework."""
    if not text.strip():
        return _("Write the text, or remove the item.")
    if len(text) > TEXT_LIMIT:
        return _("The text has %(length)d characters; the limit is %(limit)d. Make two items of it.") % {
            "length": len(text), "limit": TEXT_LIMIT
        }  # fmt: skip
    if goal not in {known.number for known in spec.goals}:
        return _("%(goal)d is not a goal of this framework.") % {"goal": goal}
    return None


def refuse_step(submission: Submission, step: str) -> str | None:
    """Whether the state allows the step (who may take it is asked of ``permissions``)."""
    return refuse_state(submission.state, TRANSITIONS[step])


def refuse_taking(submission: Submission, step: str, by: Person) -> str | None:
    """Who and when: whether this person may take this step in this state of the part and its round."""
    transition = TRANSITIONS[step]
    on_behalf = submission.on_behalf and by.is_secretariat and step in ("clear", "submit", "reopen")
    reason = None if on_behalf else transition.refuse_person(by, submission.jurisdiction)
    if reason := reason or refuse_step(submission, step):
        return reason
    return locks.refuse_time(submission, step)


def refuse_clearing(unanswered: Iterable[str]) -> str | None:
    """Every asked line has a figure or a reason before a part is cleared."""
    lines = list(unanswered)
    if not lines:
        return None
    shown = "; ".join(lines[:3]) + (" …" if len(lines) > 3 else "")
    return _("%(count)d lines have neither a figure nor a reason: %(lines)s") % {"count": len(lines), "lines": shown}


def refuse_asking(submission: Submission) -> str | None:
    """A query holds a part up, so it is asked only while the part is under review."""
    reviewed = submission.state == State.SUBMITTED
    return None if reviewed else _("Queries are asked while a part is submitted and under review.")


def refuse_conversation(submission: Submission) -> str | None:
    """Nobody answers for a part that was rebuilt from a record."""
    rebuilt = submission.state == State.RECONSTRUCTED
    return _("This part was rebuilt from a record. Nobody answers for it.") if rebuilt else None


def refuse_message(text: str) -> str | None:
    """A message says something, in reasonable length."""
    if not text.strip():
        return _("Write what you want to say.")
    if len(text) > TEXT_LIMIT:
        return _("The message has %(length)d characters; the limit is %(limit)d.") % {
            "length": len(text), "limit": TEXT_LIMIT
        }  # fmt: skip
    return None


def refuse_place(spec: FrameworkSpec, about: Place) -> str | None:
    """What is talked about is a goal, a measure or a line of the framework, with a split that it has."""
    if about.goal is not None and about.goal not in {known.number for known in spec.goals}:
        return _("%(goal)d is not a goal of this framework.") % {"goal": about.goal}
    if not about.measure:
        return None
    if about.measure not in {known.key for known in spec.measures}:
        return _("There is no measure %(key)s.") % {"key": about.measure}
    line = next((known for known in spec.measure(about.measure).lines if known.key == about.line), None)
    if about.line and line is None:
        return _("There is no line %(line)s.") % {"line": f"{about.measure}.{about.line}"}
    return _refuse_dims(spec, line, about.dims) if line else None


def refuse_resolving(thread: Thread, by: Person) -> str | None:
    """A query is resolved by those who review; a comment by whoever speaks in it."""
    return refuse_secretariat_work(by) if thread.kind == Thread.Kind.QUERY else None


def refuse_reopening(thread: Thread) -> str | None:
    """A query stays resolved once its part is accepted, since nothing is accepted with an open query."""
    sealed = thread.submission.state in (State.ACCEPTED, State.RELEASED)
    if sealed and thread.kind == Thread.Kind.QUERY:
        return _("The part is accepted; its queries stay resolved.")
    return None


def named_in(text: str, names: Mapping[str, str]) -> set[str]:
    """Which of the people, by id, a text mentions as ``@`` and the words by which they are shown."""
    left, found = text.casefold(), set()
    for person, shown_as in sorted(names.items(), key=lambda pair: -len(pair[1])):
        called = f"@{shown_as.casefold()}"
        if called in left:
            found.add(person)
            left = left.replace(called, " ")
    return found


def refuse_returning(open_queries: int) -> str | None:
    """A part is returned with at least one open query, so that the seat knows what to mend."""
    return None if open_queries else _("Ask at least one query, so that the seat knows what to mend.")


def refuse_accepting(submission: Submission, by: str, open_queries: int) -> str | None:
    """Nobody accepts what they sent or wrote themselves, and not while a query is open."""
    if submission.sent_by == by:
        return _("You sent this part yourself. Someone else must accept it.")
    if submission.cells.filter(touched_by=by).exists() or submission.texts.filter(touched_by=by).exists():
        return _("You wrote some of this part yourself. Someone else must accept it.")
    if submission.released_at and (unconfirmed := refuse_releasing(submission)):
        return unconfirmed
    if open_queries:
        words = ngettext(
            "%(count)d query is open. Resolve it, or return the part.",
            "%(count)d queries are open. Resolve them, or return the part.",
            open_queries,
        )
        return words % {"count": open_queries}
    return None


def refuse_releasing(submission: Submission) -> str | None:
    """What was entered on behalf of a seat is released only when the seat has confirmed it."""
    if submission.on_behalf and submission.confirmed_at is None:
        return _("This part was entered on behalf of the seat, which has not confirmed it yet.")
    return None


def refuse_hour(public_from: datetime, now: datetime) -> str | None:
    """What becomes public later does so at an hour to come, within a year."""
    if public_from <= now:
        return _("This hour has passed. Give one to come, or leave it empty to release at once.")
    if public_from > now + timedelta(days=366):
        return _("This is more than a year away. Give an earlier hour.")
    return None


def refuse_on_behalf(submission: Submission, today: date) -> str | None:
    """The secretariat steps in for a seat only when its part is overdue."""
    if submission.on_behalf:
        return _("This part is already entered on behalf of the seat.")
    if (due := due_on(submission)) is None or due >= today:
        return _("This part is not overdue, so the seat fills it itself.")
    return None


def due_on(submission: Submission) -> date | None:
    """The day a part is due: its own, or the round's deadline."""
    return submission.due_on or submission.round.deadline


def is_overdue(submission: Submission, today: date) -> bool:
    """Whether a part that has not been sent is past its day."""
    due = due_on(submission)
    waiting = submission.state in (State.DRAFT, State.CLEARED, State.RETURNED) and submission.accepted_at is None
    return waiting and submission.round.state == Round.State.OPEN and due is not None and due < today


def refuse_activity_report(status: str, delay: str, share_done: int | None) -> str | None:
    """A postponed activity says why; a share lies between 0 and 100; a done one is wholly done."""
    if status not in Activity.Status.values:
        return _("Choose a status for the activity.")
    if status == Activity.Status.POSTPONED and not delay:
        return _("Say why the activity is postponed.")
    if share_done is not None and not 0 <= share_done <= 100:
        return _("The share done lies between 0 and 100 per cent.")
    if status == Activity.Status.DONE and share_done not in (None, 100):
        return _("An activity that is done is done to 100 per cent.")
    return None
