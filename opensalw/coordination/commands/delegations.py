"""Who comes to a meeting: delegations by institution and number, without names."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.models import Institution
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..events import meetings as events
from ..models import Delegation, Meeting
from ..rules import meetings as rules
from .meetings import locked, record

MOST = 60


@transaction.atomic
def register(
    meeting: Meeting,
    *,
    organisation: str,
    by: Person,
    in_room: int = 0,
    online: int = 0,
    language: str = "en",
    head_function: str = "",
    jurisdiction: str = "",
    institution: Institution | None = None,
    note: str = "",
) -> Delegation:
    """Say how many come from an organisation; saying it again replaces what was said before."""
    held = locked(meeting)
    if institution is not None:
        jurisdiction = institution.jurisdiction
        organisation = organisation or institution.name
    key = institution.key if institution else None
    require(rules.refuse_registering(by, held, jurisdiction, timezone.localdate(), key))
    require(None if organisation.strip() else _("Say which organisation it is."), field="organisation")
    if in_room < 0 or online < 0 or in_room + online > MOST:
        raise Refused(_("Give numbers between 0 and %(most)d.") % {"most": MOST}, "in_room")
    require(None if in_room + online else _("Say how many come, in the room or online."), field="in_room")
    require(_refuse_mode(held, in_room, online), field="in_room")
    found = Delegation.objects.select_for_update().filter(
        meeting=held, organisation__iexact=organisation.strip(), withdrawn_at__isnull=True
    )
    made = found.first() or Delegation(meeting=held, organisation=organisation.strip())
    made.institution, made.jurisdiction, made.head_function = institution, jurisdiction, head_function.strip()
    made.in_room, made.online, made.language, made.note = in_room, online, language, note.strip()
    made.registered_by, made.registered_at = by.id, timezone.now()
    made.full_clean(validate_constraints=False)
    made.save()
    event = events.DelegationRegistered(organisation=made.organisation, in_room=in_room, online=online)
    record(event, held, by)
    return made


@transaction.atomic
def withdraw(delegation: Delegation, *, by: Person) -> Delegation:
    """Say that an organisation does not come after all."""
    held = locked(delegation.meeting)
    own = delegation.institution_id
    require(rules.refuse_registering(by, held, delegation.jurisdiction, timezone.localdate(), own))
    kept = Delegation.objects.select_for_update().get(pk=delegation.pk)
    require(_("It was withdrawn already.") if kept.withdrawn_at else None)
    kept.withdrawn_at = timezone.now()
    kept.save()
    record(events.DelegationWithdrawn(organisation=kept.organisation), held, by)
    return kept


def _refuse_mode(meeting: Meeting, in_room: int, online: int) -> str | None:
    if in_room and meeting.mode == Meeting.Mode.ONLINE:
        return _("This meeting is held online only.")
    if online and meeting.mode == Meeting.Mode.ROOM:
        return _("This meeting is held in the room only.")
    return None
