"""What waits for a person, and which steps a part offers: the desk of everyone who fills or reviews."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_confirming, refuse_secretariat_work

from .. import rules
from ..checks import Report
from ..checks.refusing import refuse_findings
from ..models import Round, Submission
from ..states import EDITABLE, TRANSITIONS, State, Transition, possible
from .checking import check_part
from .forms import answered_lines, required_lines, unanswered_lines
from .threads import OPEN_QUERY, open_queries


@dataclass(frozen=True)
class WorkRow:
    """A part as its people see it in a list: how far it is filled, what is asked, when it is due."""

    part: Submission
    asked: int
    answered: int
    open_queries: int
    due: date | None
    overdue: bool


def work_rows(parts: Iterable[Submission], today: date | None = None) -> list[WorkRow]:
    """How parts stand, in two queries however many there are."""
    today = today or timezone.localdate()
    held = list(parts)
    answered = answered_lines(held)
    waiting = dict(
        Submission.objects.filter(pk__in=[part.pk for part in held])
        .annotate(waiting=Count("threads", filter=OPEN_QUERY))
        .values_list("pk", "waiting")
    )
    rows = []
    for part in held:
        asked = {(m.key, line.key) for m, line in required_lines(part.round.framework.spec, part.jurisdiction)}
        rows.append(
            WorkRow(
                part, len(asked), len(asked & answered[part.pk]), waiting[part.pk],
                rules.due_on(part), rules.is_overdue(part, today),
            )
        )  # fmt: skip
    return rows


@dataclass(frozen=True)
class Offered:
    """A step out of the state that a part is in, and why this person cannot take it now, or None."""

    step: Transition
    refused: str | None


def offered_steps(part: Submission, by: Person, report: Report | None = None) -> list[Offered]:
    """Every step that leads out of the part's state, with the reason where it is refused.

    ``report`` is what the checks found, where it is known already.
    """
    waiting = open_queries(part)
    return [Offered(step, _refused(part, step, by, waiting, report)) for step in possible(part.state)]


def refuse_offering(part: Submission, step: str, by: Person) -> str | None:
    """Why ``by`` cannot take ``step`` now; what the commands would say, asked before they are called."""
    waiting = open_queries(part)
    return _refused(part, TRANSITIONS[step], by, waiting)


def _refused(part: Submission, step: Transition, by: Person, waiting: int, report: Report | None = None) -> str | None:
    if reason := rules.refuse_taking(part, step.name, by):
        return reason
    if step.name in ("clear", "submit"):
        empty = rules.refuse_clearing(f"{measure.title}: {line.title}" for measure, line in unanswered_lines(part))
        return empty or refuse_findings(report or check_part(part))
    if step.name == "return":
        return rules.refuse_returning(waiting)
    if step.name == "accept":
        return rules.refuse_accepting(part, by.id, waiting)
    return rules.refuse_releasing(part) if step.name == "release" else None


def refuse_taking_over(part: Submission, by: Person, today: date | None = None) -> str | None:
    """Why the secretariat cannot begin to enter this part on behalf of its seat, or None."""
    return (
        refuse_secretariat_work(by)
        or rules.refuse_editing(part)
        or rules.refuse_on_behalf(part, today or timezone.localdate())
    )


def refuse_confirmation(part: Submission, by: Person) -> str | None:
    """Why ``by`` cannot confirm what was entered on behalf of the seat, or None."""
    if not part.on_behalf or part.confirmed_at:
        return _("There is nothing to confirm.")
    sent = part.state not in EDITABLE and part.state != State.CLEARED
    return refuse_confirming(by, part.jurisdiction) or (None if sent else _("There is nothing sent to confirm yet."))


def standings(held: Iterable[Round], today: date | None = None) -> dict[str, list[tuple[str, int]]]:
    """How many parts of each round are in each state, overdue ones first; one query for all rounds."""
    today = today or timezone.localdate()
    counts: dict[str, Counter[str]] = {one.key: Counter() for one in held}
    for part in Submission.objects.filter(round__in=list(counts)).select_related("round"):
        counts[part.round_id]["overdue" if rules.is_overdue(part, today) else part.state] += 1
    states = ["overdue", *State.values]
    return {key: [(state, found[state]) for state in states if found[state]] for key, found in counts.items()}
