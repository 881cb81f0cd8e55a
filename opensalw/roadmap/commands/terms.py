"""The ground on which public figures are restated, and the entries that say so."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event

from .. import events, restating
from ..cells import shown
from ..models import LockException, Observation, Restatement


@dataclass(frozen=True)
class Terms:
    """On what ground a figure is restated, and by whom."""

    cause: str
    reason: str
    evidence: str
    proposed_at: datetime
    proposed_by: str
    now: datetime
    by: Person
    exception: LockException | None = None


def restate_in_part(old: Observation | None, new: Observation | None, terms: Terms) -> Restatement:
    """The restatement that an amended part brings: it was sent by one person and accepted by another."""
    row = new or old
    assert row is not None
    made = Restatement(
        old=old, round=row.round, exception=terms.exception, jurisdiction=row.jurisdiction, measure=row.measure,
        line=row.line, becomes=restating.stored(new.cell) if new else {}, cause=terms.cause, reason=terms.reason,
        evidence=terms.evidence, state=Restatement.State.ACCEPTED, proposed_at=terms.proposed_at,
        proposed_by=terms.proposed_by, decided_at=terms.now, decided_by=terms.by.id,
    )  # fmt: skip
    made.new = new
    entry = record(made, restated(made, old, new), terms.by, terms.reason)
    if new:
        new.entry = entry
    return made


def restated(held: Restatement, old: Observation | None, new: Observation | None) -> Event:
    """The entry of a restatement in force."""
    row = new or old
    assert row is not None
    return events.Restated(
        restatement=str(held.pk), line=f"{held.measure}.{held.line}", period=period_code(row),
        old=shown(old.cell) if old else _("no figure"), new=shown(new.cell) if new else _("withdrawn"),
        cause=held.cause, replaces=str(old.pk) if old else "", becomes=str(new.pk) if new else "",
        proposed_by=held.proposed_by,
    )  # fmt: skip


def period_code(row: Observation) -> str:
    """The period of a figure as a code, or the day of a stock."""
    return row.period.code if row.period else row.end.isoformat() if row.end else ""


def record(held: Restatement, event: Event, by: Person, reason: str = "") -> int:
    """Write the entry to the chain of the figure that stood, or of the one that was added."""
    subject = held.old_id or held.new_id
    assert subject is not None
    with acting_for(held.jurisdiction):
        entry = append(
            event, subject=subject, jurisdiction=held.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason
        )
    return entry.id
