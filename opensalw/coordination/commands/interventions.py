"""What organisations say at a meeting: kept as their own statement, never as words of the jurisdiction."""

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import require

from ..events import meetings as events
from ..models import Intervention, Item
from ..rules import meetings as rules
from .meetings import record

LIMIT = 8_000


@transaction.atomic
def keep_intervention(item: Item, *, organisation: str, text: str, by: Person, function: str = "") -> Intervention:
    """Keep what an organisation said under an item; the speaker is a function, not a name."""
    held = Item.objects.select_for_update(of=("self",)).select_related("session__meeting__series").get(pk=item.pk)
    meeting = held.session.meeting
    require(rules.refuse_minutes(by, meeting))
    require(None if organisation.strip() else _("Say which organisation spoke."), field="organisation")
    require(rules.refuse_person(function, organisation), field="function")
    require(None if text.strip() else _("Write what was said."), field="text")
    require(None if len(text) <= LIMIT else _("Write fewer than 8,000 characters."), field="text")
    last = held.interventions.aggregate(last=Max("position"))["last"] or 0
    made = Intervention(
        item=held, position=last + 1, organisation=organisation.strip(), function=function.strip(), text=text.strip(),
        entered_by=by.id, entered_at=timezone.now(),
    )  # fmt: skip
    made.full_clean()
    made.save(force_insert=True)
    record(events.IntervenedAt(organisation=made.organisation, item=held.title), meeting, by)
    return made


@transaction.atomic
def withdraw_intervention(intervention: Intervention, *, by: Person, reason: str) -> Intervention:
    """Take a statement back; it stays in the history with the reason."""
    found = Intervention.objects.select_for_update(of=("self",)).select_related("item__session__meeting__series")
    held = found.get(pk=intervention.pk)
    meeting = held.item.session.meeting
    require(rules.refuse_minutes(by, meeting))
    require(_("It was taken back already.") if held.withdrawn_at else None)
    require(None if reason.strip() else _("Say why it is taken back."), field="reason")
    held.withdrawn_at = timezone.now()
    held.save()
    event = events.InterventionWithdrawn(organisation=held.organisation, item=held.item.title)
    record(event, meeting, by, reason=reason)
    return held
