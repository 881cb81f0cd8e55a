"""The hour at which a released part becomes public: changed or taken back with a reason, while it is to come."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.ledger.commands import append

from .. import rules
from ..models import Observation, Round, Submission
from ..queries.publicity import is_public
from ..review_events import ReleaseCancelled, ReleaseMoved
from ..states import State
from .withholding import show

A_WHILE = timedelta(minutes=5)  # the clocks of this process and of the database may differ


@transaction.atomic
def move_release(submission: Submission, *, public_from: datetime, by: Person, reason: str) -> Submission:
    """Let a released part become public at another hour."""
    part = _waiting(submission, by, reason)
    require(rules.refuse_hour(public_from, timezone.now()), field="public_from")
    Observation.published.filter(submission=part, public_from=part.public_from).update(public_from=public_from)
    part.public_from = public_from
    part.save()
    _record(ReleaseMoved(public_from=public_from.isoformat()), part, by, reason)
    return part


@transaction.atomic
def cancel_release(submission: Submission, *, by: Person, reason: str) -> Submission:
    """Take a release back that is not public yet; the part is accepted again."""
    part = _waiting(submission, by, reason)
    Observation.published.filter(submission=part, public_from=part.public_from).update(public_from=None)
    part.public_from = part.released_at = None
    part.state = State.ACCEPTED
    part.save()
    _record(ReleaseCancelled(), part, by, reason)
    return part


def _waiting(submission: Submission, by: Person, reason: str) -> Submission:
    """The part, locked, if it is released and not public yet."""
    require(refuse_secretariat_work(by))
    part = Submission.objects.select_for_update(of=("self",)).select_related("round").get(pk=submission.pk)
    require(None if part.state == State.RELEASED else _("This part is not released."))
    require(_("This part is public already. What is public is not taken back.") if is_public(part) else None)
    require(None if reason.strip() else _("Say why."), field="reason")
    return part


def _record(event: ReleaseMoved | ReleaseCancelled, part: Submission, by: Person, reason: str) -> None:
    append(
        event, subject=part.pk, jurisdiction=part.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason
    )  # fmt: skip


@contextmanager
def as_if_public(round: Round, states: Iterable[str] = (State.RELEASED,)) -> Iterator[None]:
    """Read a round as the public will once its parts in ``states`` are public; afterwards nothing has changed.

    Documents are compiled from what is public. One that is built before, for a draft or under an embargo, is
    compiled by the same questions inside a savepoint that is rolled back.
    """
    with transaction.atomic():
        chosen = list(round.submissions.filter(state__in=list(states)))
        parts = Submission.objects.filter(pk__in=[part.pk for part in chosen])
        later = Observation.published.filter(submission__in=parts, public_from__gt=Now())
        later.update(public_from=Now())
        waiting = Observation.objects.filter(public_from__isnull=True, known_until__isnull=True)
        accepted = [part.pk for part in chosen if part.state != State.RELEASED]
        show(waiting.filter(submission__in=accepted).select_related("framework"), at=timezone.now() - A_WHILE)
        parts.filter(Q(public_from__isnull=True) | Q(public_from__gt=Now())).update(public_from=Now())
        parts.update(state=State.RELEASED)
        yield
        transaction.set_rollback(True)
