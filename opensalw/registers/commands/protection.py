"""Retention: periods are set by law, and what is due is erased by key; the chain of entries stays whole."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.ledger.commands import append

from ..events import protection as events
from ..models import Refusal, Retention
from ..numbers import new_id
from ..queries.retention import DueRows, due_holders, due_rows
from ..retention import refuse_years
from ..rules import refuse_registry
from .holders import erase_holder


@dataclass(frozen=True, slots=True)
class Erased:
    """How much was erased."""

    holders: int
    rows: int


@transaction.atomic
def set_retention(*, jurisdiction: str, clock: str, years: int, law: str, by: Person) -> Retention:
    """Set how long something is kept; never below what an instrument asks."""
    require(refuse_registry(by, jurisdiction))
    require(refuse_years(clock, years, law), "years")
    held = Retention.objects.select_for_update().filter(jurisdiction=jurisdiction, clock=clock).first()
    held = held or Retention(id=new_id(), jurisdiction=jurisdiction, clock=clock)
    held.years, held.law, held.set_by = years, law.strip(), by.id
    held.save()
    event = events.RetentionSet(clock=clock, years=years, law=held.law)
    append(event, subject=held.pk, jurisdiction=jurisdiction, by=by.id, on=timezone.localdate())
    return held


def erase_due(*, jurisdiction: str, today: date, by: Person) -> Erased:
    """Erase everything whose clock has run out, one by one; again at once it finds nothing more."""
    require(refuse_registry(by, jurisdiction))
    holders = due_holders(jurisdiction, today)
    for due in holders:
        erase_holder(due.holder, ground=due.because, by=by)
    return Erased(len(holders), sum(_erase_rows(due, by) for due in due_rows(jurisdiction, today)))


@transaction.atomic
def _erase_rows(due: DueRows, by: Person) -> int:
    run = due.run
    count, _kinds = Refusal.objects.filter(jurisdiction=run.jurisdiction, run=run.pk).delete()
    event = events.RowsErased(file=run.file_name, count=count)
    append(event, subject=run.pk, jurisdiction=run.jurisdiction, by=by.id, on=timezone.localdate())
    return count
