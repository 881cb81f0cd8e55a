"""Who prepares, opens and closes a decision, and what must hold before it does."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person

from ..fund_rules import FundRules
from ..models import Attendance, Decision, Organisation
from .funds import acts_for

State = Decision.State


def chairs(person: Person, seats: Iterable[Attendance]) -> bool:
    """Whether the person belongs to the organisation that chairs the committee."""
    return any("chair" in seat.parts and acts_for(person, seat.organisation) for seat in seats)


def refuse_leading(person: Person, seats: Iterable[Attendance]) -> str | None:
    """Motions, attendance and opening belong to the secretariat and the chair."""
    if person.is_secretariat or chairs(person, seats):
        return None
    return _("Only the secretariat of the fund or the chair of the committee does this.")


def refuse_closing(person: Person, seats: Iterable[Attendance]) -> str | None:
    """The chair closes a decision; the secretariat prepares it and has no say in it."""
    return None if chairs(person, seats) else _("Only the chair of the committee closes a decision.")


def refuse_state(decision: Decision, *wanted: str) -> str | None:
    """Why this cannot be done with a decision as it stands, or None."""
    if decision.state in wanted:
        return None
    if decision.state == State.CLOSED:
        return _("%(number)s was closed and signed. Only a later decision that refers to it corrects it.") % {
            "number": decision.number
        }  # fmt: skip
    return _("%(number)s is %(state)s.") % {"number": decision.number, "state": decision.get_state_display()}


def refuse_way(rules: FundRules, mode: str, deadline: date | None, today: date) -> tuple[str, str] | None:
    """Why the committee cannot be asked this way, and in which field; or None."""
    if mode != Decision.Mode.WRITTEN:
        return None
    if rules.written is False:
        return _("This fund does not decide in writing. Call a meeting."), "mode"
    if deadline is None:
        return _("Say until which day the members answer."), "deadline"
    least = today + timedelta(days=rules.written_days or 1)
    if deadline < least:
        return _("The rules give the members %(days)d days; the first possible day is %(day)s.") % {
            "days": rules.written_days or 1, "day": least
        }, "deadline"  # fmt: skip
    return None


def refuse_time(decision: Decision, today: date) -> str | None:
    """After its day a written procedure takes no vote."""
    if decision.mode == Decision.Mode.WRITTEN and decision.deadline and today > decision.deadline:
        return _("The written procedure ended on %(day)s. Votes after that day do not count.") % {
            "day": decision.deadline
        }  # fmt: skip
    return None


def refuse_early(decision: Decision, today: date, *, all_voted: bool) -> str | None:
    """A written procedure is closed after its day, or once everybody who may vote has voted."""
    if decision.mode != Decision.Mode.WRITTEN or all_voted or (decision.deadline and today > decision.deadline):
        return None
    return _("The members may answer until %(day)s, and not all have. Close it after that day.") % {
        "day": decision.deadline
    }  # fmt: skip


def refuse_speaking_for(
    person: Person, organisation: Organisation, seats: Iterable[Attendance]
) -> str | None:  # fmt: skip
    """A vote or declaration is the organisation's own; the chair or secretariat may write down what it said."""
    if acts_for(person, organisation) or person.is_secretariat or chairs(person, seats):
        return None
    return _("Only %(organisation)s says this for itself, or the secretariat writes down what it said.") % {
        "organisation": organisation
    }  # fmt: skip
