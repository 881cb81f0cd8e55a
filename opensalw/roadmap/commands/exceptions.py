"""Exceptions from the lock: the secretariat unlocks a part for a time, and the time ends somehow."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append

from .. import events, locks, rules
from ..models import LockException, Submission, Thread
from ..queries.forms import asked_measures
from ..states import LOCKED, TRANSITIONS, State, landing
from . import standing


def _locked(submission: Submission) -> Submission:
    return Submission.objects.select_for_update(of=("self",)).select_related("round__framework").get(pk=submission.pk)


@transaction.atomic
def unlock(
    submission: Submission,
    *,
    until: datetime,
    reason: str,
    cause: str,
    by: Person,
    covers: Sequence[str] = (),
) -> LockException:
    """Let a locked part be changed until a moment, all of it or the places named; what was accepted stands."""
    require(refuse_secretariat_work(by))
    part = _locked(submission)
    require(locks.refuse_unlocking(part))
    _require_terms(part, until, reason, cause, covers)
    granted = LockException.objects.create(
        submission=part, covers=list(dict.fromkeys(covers)), cause=cause, reason=reason.strip(), until=until,
        granted_at=timezone.now(), granted_by=by.id,
    )  # fmt: skip
    if part.state in LOCKED:
        standing.keep_texts(part)
        part.state = TRANSITIONS["unlock"].after
        part.save()
    _record(part, _granted(part, granted), by, granted.reason)
    return granted


@transaction.atomic
def prolong(submission: Submission, *, until: datetime, reason: str, by: Person) -> LockException:
    """Give a running exception, or one whose time just ran out, more time."""
    require(refuse_secretariat_work(by))
    part = _locked(submission)
    require(locks.refuse_prolonging(part))
    granted = part.lock_exceptions.select_for_update().get(ended_at__isnull=True)
    _require_terms(part, until, reason, granted.cause, granted.covers)
    granted.until = until
    granted.save()
    _record(part, _granted(part, granted), by, reason.strip())
    return granted


@transaction.atomic
def let_stand(submission: Submission, *, by: Person) -> Submission:
    """End an exception without a change: the part is again what was accepted."""
    part = _locked(submission)
    require(rules.refuse_taking(part, "let_stand", by))
    return _end(part, LockException.End.STOOD, by)


@transaction.atomic
def end_when_over(submission: Submission, *, by: Person) -> Submission:
    """End the exception of a part when its time ran out with nothing sent; otherwise leave all as it is."""
    part = _locked(submission)
    found = locks.running(part)
    if found is None or not locks.has_run_out(found) or part.state == State.SUBMITTED:
        return part
    return _end(part, LockException.End.EXPIRED, by)


def end_all_over(*, by: Person) -> list[Submission]:
    """End every exception whose time ran out with nothing sent, each in its own transaction."""
    require(refuse_secretariat_work(by))
    over = LockException.objects.filter(ended_at__isnull=True, until__lte=timezone.now())
    ended = []
    for found in over.exclude(submission__state=State.SUBMITTED).select_related("submission"):
        with acting_for(found.submission.jurisdiction):
            ended.append(end_when_over(found.submission, by=by))
    return ended


def end_accepted(part: Submission, *, by: Person) -> LockException | None:
    """The change was accepted: the copies of the old words go, and the exception ends."""
    standing.drop_kept_texts(part)
    found = locks.running(part)
    if found is not None:
        _close(part, found, LockException.End.ACCEPTED, by)
    return found


def _end(part: Submission, how: str, by: Person) -> Submission:
    """End the running exception; a part that was accepted falls back to that."""
    found = part.lock_exceptions.select_for_update().get(ended_at__isnull=True)
    if part.accepted_at is not None:
        found.unsent = standing.fall_back(part, since=found.granted_at, by=by, why=str(LockException.End(how).label))
        step = TRANSITIONS["let_stand"]
        part.state = landing(step, accepted=True, released=part.released_at is not None)
        part.threads.filter(kind=Thread.Kind.QUERY, resolved_at__isnull=True).update(
            resolved_at=timezone.now(), resolved_by=by.id
        )
        part.save()
    _close(part, found, how, by)
    return part


def _close(part: Submission, found: LockException, how: str, by: Person) -> None:
    found.ended_at, found.ended_by, found.ended_how = timezone.now(), by.id, how
    found.save()
    event = events.LockExceptionEnded(how=str(LockException.End(how).label).lower(), unsent=found.unsent is not None)
    _record(part, event, by)


def _granted(part: Submission, granted: LockException) -> events.LockExceptionGranted:
    return events.LockExceptionGranted(
        until=granted.until.isoformat(timespec="minutes"),
        what=", ".join(locks.place_words(part.round.framework.spec, granted.covers)),
        covers=", ".join(granted.covers),
        cause=granted.cause,
    )


def _require_terms(part: Submission, until: datetime, reason: str, cause: str, covers: Sequence[str]) -> None:
    spec = part.round.framework.spec
    problem = locks.refuse_terms(
        spec, until=until, reason=reason, cause=cause, covers=covers,
        measures=[measure.key for measure in asked_measures(spec, part.jurisdiction)], now=timezone.now(),
    )  # fmt: skip
    if problem:
        raise Refused(*problem)


def _record(part: Submission, event: events.Event, by: Person, reason: str = "") -> None:
    append(event, subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason)
