"""Setting what became of tracing an arm that was seized, found or handed in."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from opensalw.core.permissions import Person
from opensalw.core.refusal import require
from opensalw.incidents.models import Item
from opensalw.ledger.commands import append

from ..events.answers import OutcomeSet
from ..models import TraceRequest, WeaponOutcome
from ..rules import reach
from ..rules.answers import refuse_outcome
from .books import say


@transaction.atomic
def set_outcome(
    item: Item,
    *,
    code: str,
    by: Person,
    quantity: Decimal | None = None,
    trace: TraceRequest | None = None,
    because: str = "",
    on: date | None = None,
) -> WeaponOutcome:
    """Set the outcome of all arms of an item, or of so many; the same again corrects the entry before."""
    require(reach.refuse_tracing(by, item.jurisdiction))
    kept = Item.objects.select_for_update(of=("self",)).select_related("incident").get(
        pk=item.pk, jurisdiction=item.jurisdiction
    )  # fmt: skip
    rows = {one.code: one for one in WeaponOutcome.objects.filter(jurisdiction=kept.jurisdiction, item=kept.pk)}
    if quantity is None:
        others: dict[str, Decimal] = {}
    else:
        others = {one.code: one.quantity for one in rows.values() if one.code != code}
    amount = kept.quantity if quantity is None else quantity
    say(refuse_outcome(kept, kept.incident, code, amount, others))
    before = rows.get(code) or (next(iter(rows.values()), None) if quantity is None else None)
    event = OutcomeSet(
        incident=kept.incident.number, code=code, quantity=amount, found_on=kept.incident.happened_on,
        request=trace.number if trace else "", because=because.strip(), synthetic=kept.incident.synthetic,
    )  # fmt: skip
    entry = append(
        event, subject=kept.pk, jurisdiction=kept.jurisdiction, by=by.id, on=on or timezone.localdate(),
        corrects=before.entry if before else None, reason=because.strip(),
    )  # fmt: skip
    if quantity is None:
        WeaponOutcome.objects.filter(jurisdiction=kept.jurisdiction, item=kept.pk).delete()
    elif before:
        before.delete()
    return WeaponOutcome.objects.create(
        jurisdiction=kept.jurisdiction, item=kept.pk, incident=kept.incident_id, code=code, quantity=amount,
        request=trace.pk if trace else None, because=because.strip()[:300], set_on=on or timezone.localdate(),
        entry=entry.id, made_by=by.id,
    )  # fmt: skip
