"""When a part is locked, and what an exception from the lock opens: each function gives the reason, or None."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from .framework.spec import FrameworkSpec
from .models import Cause, LockException, Round, Submission
from .states import EDITABLE, LOCKED, State

LONGEST = timedelta(days=62)
GOAL = re.compile(r"goal-(\d+)")


def running(submission: Submission) -> LockException | None:
    """The exception of a part that has not ended yet, whether or not its time ran out."""
    return submission.lock_exceptions.filter(ended_at__isnull=True).first()


def has_run_out(exception: LockException, now: datetime | None = None) -> bool:
    """Whether the time of an exception is over."""
    return exception.until <= (now or timezone.now())


def locks_today(round: Round, today: date | None = None) -> bool:
    """Whether the day is past after which the unsent parts of a round are no longer filled."""
    return round.locks_on is not None and (today or timezone.localdate()) > round.locks_on


def needs_exception(submission: Submission) -> bool:
    """Whether a part is changed only with leave: accepted once, of a closed round, or past the day of the lock."""
    if submission.state == State.RECONSTRUCTED:
        return False
    late = locks_today(submission.round) and not submission.on_behalf
    return submission.accepted_at is not None or submission.round.state != Round.State.OPEN or late


def refuse_locked(submission: Submission) -> str | None:
    """Why a part in an editable state cannot be changed now: it needs an exception, or its time ran out."""
    if not needs_exception(submission):
        return None
    found = running(submission)
    if found is None:
        if submission.round.state != Round.State.OPEN:
            return _("The round is not open.")
        day = date_format(submission.round.locks_on) if submission.round.locks_on else ""
        return _("Parts of this round were filled until %(day)s. Ask the secretariat for more time.") % {"day": day}
    if has_run_out(found):
        return _("The time for this change ran out on %(moment)s. Ask the secretariat for more time.") % {
            "moment": date_format(timezone.localtime(found.until), "j F Y, H:i")
        }  # fmt: skip
    return None


def refuse_uncovered(submission: Submission, place: str) -> str | None:
    """Why this place of an unlocked part stays locked; ``place`` is a measure's key, ``goal-3`` or empty."""
    if not needs_exception(submission):
        return None
    found = submission.opened
    if found is None or not found.covers or place in found.covers:
        return None
    return _("Only %(places)s may be changed now. Ask the secretariat to unlock more.") % {
        "places": ", ".join(place_words(submission.round.framework.spec, found.covers))
    }  # fmt: skip


def place_words(spec: FrameworkSpec, covers: Iterable[str]) -> list[str]:
    """What an exception opens, in words; the whole part when it names nothing."""
    words = []
    for place in covers:
        found = GOAL.fullmatch(place)
        if found:
            words.append(_("the text of %(goal)s") % {"goal": f"{spec.goal_word.singular} {found[1]}"})
        else:
            words.append(spec.measure(place).title)
    return words or [_("the whole part")]


def places(spec: FrameworkSpec, jurisdiction_measures: Iterable[str]) -> list[str]:
    """Everything that an exception can name."""
    return [*(f"goal-{goal.number}" for goal in spec.goals), *jurisdiction_measures]


def refuse_unlocking(submission: Submission, now: datetime | None = None) -> str | None:
    """A part is unlocked when it is accepted, or when it may otherwise not be filled any more."""
    if submission.state == State.RECONSTRUCTED:
        return _("This part was rebuilt from a record. It is not edited.")
    if running(submission):
        return _("This part is unlocked already. Give it more time instead.")
    if submission.state in LOCKED:
        return None
    if submission.state in EDITABLE and needs_exception(submission):
        return None
    return _("This part is not locked, so it needs no exception.")


def refuse_terms(spec: FrameworkSpec, *, until: datetime, reason: str, cause: str, covers: Iterable[str],
                 measures: Iterable[str], now: datetime) -> tuple[str, str] | None:  # fmt: skip
    """What is wrong with the terms of an exception, and at which field."""
    if not reason.strip():
        return _("Say why the part may be changed."), "reason"
    if cause not in Cause.values:
        return _("Choose what makes the change necessary."), "cause"
    if until <= now:
        return _("The time must end in the future."), "until"
    if until > now + LONGEST:
        return _("An exception runs for at most %(days)d days.") % {"days": LONGEST.days}, "until"
    unknown = [place for place in covers if place not in places(spec, measures)]
    if unknown:
        return _("This part has no %(places)s.") % {"places": ", ".join(unknown)}, "covers"
    return None


def refuse_prolonging(submission: Submission) -> str | None:
    """Only an exception that has not ended gets more time."""
    return None if running(submission) else _("No exception is running for this part.")


def state_words(submission: Submission) -> str:
    """That a part is in no state to be changed, and what can be done about it."""
    state = str(State(submission.state).label).lower()
    if submission.state in LOCKED:
        words = _("This part is %(state)s, so it cannot be changed. The secretariat can unlock it for a time.")
        return words % {"state": state}
    return _("This part is %(state)s, so it cannot be changed.") % {"state": state}


def refuse_time(submission: Submission, step: str) -> str | None:
    """The seat's steps need an open round or an exception that runs; the secretariat's, one that has not ended."""
    if step == "unlock":
        return refuse_unlocking(submission)
    if step == "let_stand":
        return refuse_standing(submission)
    if step in ("clear", "submit"):
        return refuse_locked(submission)
    closed = submission.round.state != Round.State.OPEN
    return _("The round is not open.") if closed and running(submission) is None else None


def refuse_standing(submission: Submission) -> str | None:
    """Only a part that was accepted can fall back to what was accepted."""
    if submission.accepted_at is None or running(submission) is None:
        return _("This part has nothing accepted to fall back to.")
    return None
