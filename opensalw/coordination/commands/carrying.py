"""Carrying what is open to a later meeting's agenda, and keeping what was said of it there."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import require

from ..events import conclusions as events
from ..models import Carried, Conclusion, Item, Meeting, Session
from ..queries.carrying import to_carry, waiting_proposals
from ..rules import conclusions as rules
from .conclusions import locked, note


@dataclass(frozen=True)
class Carry:
    """What a carrying did: how many were put on the agenda, stood there already, and wait to be confirmed."""

    added: int
    stood: int
    proposed: int


@transaction.atomic
def carry(meeting: Meeting, *, by: Person) -> Carry:
    """Put every open conclusion of the series and of its local meetings on the agenda; again without harm."""
    held = Meeting.objects.select_related("series").select_for_update(of=("self",)).get(pk=meeting.pk)
    require(rules.refuse_recording(by, held))
    require(rules.refuse_carrying(held))
    found = list(to_carry(held))
    stands = set(Carried.objects.filter(meeting=held).values_list("conclusion", flat=True))
    fresh = [one for one in found if one.pk not in stands]
    if fresh:
        session = _follow_up(held)
        last = session.items.aggregate(last=Max("position"))["last"] or 0
        for place, one in enumerate(fresh, start=last + 1):
            _carried(one, held, session, place, by)
    return Carry(len(fresh), len(found) - len(fresh), waiting_proposals(held).count())


@transaction.atomic
def say(carried: Carried, *, said: str, by: Person) -> Carried:
    """Keep what was said of a conclusion at the meeting to which it was carried."""
    held = Carried.objects.select_related("meeting__series").select_for_update(of=("self",)).get(pk=carried.pk)
    require(rules.refuse_recording(by, held.meeting))
    require(rules.refuse_carrying(held.meeting))
    require(None if said.strip() else _("Write what was said."), field="said")
    held.said = said.strip()
    held.save()
    conclusion = locked(held.conclusion)
    note(conclusion, events.ConclusionDiscussed(meeting=str(held.meeting), said=held.said), by)
    return held


def _carried(one: Conclusion, meeting: Meeting, session: Session, place: int, by: Person) -> None:
    title = f"{one.number} {one.what}"
    item = Item.objects.create(
        session=session, position=place, kind=Item.Kind.FOLLOW_UP, jurisdiction=one.jurisdiction,
        title=title if len(title) <= 250 else f"{title[:249]}…", goals=[one.goal] if one.goal else [],
        speaker_organisation=one.owner,
    )  # fmt: skip
    Carried.objects.create(
        conclusion=one, meeting=meeting, item=item, carried_at=timezone.now(), status_then=one.status
    )
    note(one, events.ConclusionCarried(meeting=str(meeting), status=str(one.get_status_display())), by)


def _follow_up(meeting: Meeting) -> Session:
    """The session in which earlier conclusions are followed up; made after the opening where there is none."""
    found = meeting.sessions.filter(kind=Session.Kind.FOLLOW_UP).first()
    if found:
        return found
    opening = meeting.sessions.filter(kind=Session.Kind.OPENING).aggregate(last=Max("position"))["last"] or 0
    meeting.sessions.filter(position__gt=opening).update(position=F("position") + 1)
    return Session.objects.create(
        meeting=meeting, position=opening + 1, kind=Session.Kind.FOLLOW_UP, title=str(Session.Kind.FOLLOW_UP.label)
    )
