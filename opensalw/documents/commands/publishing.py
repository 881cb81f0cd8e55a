"""Publishing the built documents of a round: at once or from an hour to come, which can be changed before it."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import Refused, require
from opensalw.ledger.commands import append
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Round
from opensalw.roadmap.queries.publicity import waiting_parts
from opensalw.roadmap.rules import refuse_hour

from ..events import ReportsMoved, ReportsPublished
from ..models import Report
from ..queries.documents import refuse_publishing
from .drafts import hour_words


@transaction.atomic
def publish_reports(round: Round, *, by: Person, public_from: datetime | None = None) -> int:
    """Show the built documents of a round in the public library, at once or from an hour; earlier ones stay."""
    require(refuse_secretariat_work(by))
    require(refuse_publishing(round))
    now = timezone.now()
    if public_from:
        require(refuse_hour(public_from, now), field="public_from")
    _refuse_before_parts(round, public_from or now)
    waiting = Report.objects.filter(round=round, published_at__isnull=True)
    count = waiting.update(published_at=now, public_from=public_from or now)
    if count:
        event = ReportsPublished(round=round.key, files=count, public_from=(public_from or now).isoformat())
        append(event, subject=subject("round", round.key), jurisdiction=REGIONAL, by=by.id, on=timezone.localdate())
    return count


@transaction.atomic
def move_publication(round: Round, *, public_from: datetime, by: Person, reason: str) -> int:
    """Let the documents that are to become public do so at another hour."""
    waiting = _waiting(round, by, reason)
    require(refuse_hour(public_from, timezone.now()), field="public_from")
    _refuse_before_parts(round, public_from)
    count = waiting.update(public_from=public_from)
    _record(round, count, _("public from %(hour)s") % {"hour": hour_words(public_from)}, by, reason)
    return count


@transaction.atomic
def cancel_publication(round: Round, *, by: Person, reason: str) -> int:
    """Take the publication of documents back that are not public yet; they stay built."""
    waiting = _waiting(round, by, reason)
    count = waiting.update(published_at=None, public_from=None)
    _record(round, count, _("publication taken back"), by, reason)
    return count


def _waiting(round: Round, by: Person, reason: str) -> QuerySet[Report]:
    require(refuse_secretariat_work(by))
    require(None if reason.strip() else _("Say why."), field="reason")
    found = Report.objects.filter(round=round, public_from__gt=Now())
    require(None if found.exists() else _("No document of this round waits for its hour. What is public stays public."))
    return found


def _refuse_before_parts(round: Round, hour: datetime) -> None:
    """A report is not public before the parts that it is compiled from."""
    last = max((part.public_from for part in waiting_parts(round) if part.public_from), default=None)
    if last and hour < last:
        words = _("Parts of this round become public on %(hour)s. The reports cannot be public before.")
        raise Refused(words % {"hour": hour_words(last)}, "public_from")


def _record(round: Round, count: int, what: str, by: Person, reason: str) -> None:
    event = ReportsMoved(round=round.key, files=count, what=what)
    append(
        event, subject=subject("round", round.key), jurisdiction=REGIONAL, by=by.id, on=timezone.localdate(),
        reason=reason,
    )  # fmt: skip
