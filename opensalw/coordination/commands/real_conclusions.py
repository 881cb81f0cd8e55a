"""Loading the real conclusions: again and again without harm; tied to the meeting as soon as it is there."""

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.models import Institution
from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.commands.subjects import subject
from opensalw.roadmap.models import Source

from ..events import conclusions as events
from ..models import Conclusion, Item, Meeting
from ..real.promises import ConclusionData, ItemData, real_conclusions
from .conclusions import locked, note, record

RECORD = "meeting-2020-07-03"
NUMBER = 3


@transaction.atomic
def load_real_conclusions(*, by: Person) -> int:
    """Enter the promises and recommendations of the record that are not there yet; returns how many."""
    require(refuse_secretariat_work(by))
    wanted = {subject("conclusion", data.id): data for data in real_conclusions()}
    present = Conclusion.objects.in_bulk(wanted)
    source = Source.objects.get(pk=RECORD)
    meeting = Meeting.objects.filter(source=source, number=NUMBER).first()
    for id, data in wanted.items():
        item = _item(meeting, data.at) if meeting else None
        if id not in present:
            _enter(id, data, source, meeting, item, by)
        elif meeting and present[id].meeting_id is None:
            _tie(present[id], meeting, item, by)
    return len(wanted) - len(present)


def _enter(id, data: ConclusionData, source: Source, meeting: Meeting | None, item: Item | None, by: Person) -> None:
    made_here = data.origin == Conclusion.Origin.MEETING
    record(
        id=id, what=data.what, owner=data.owner, kind=data.kind, origin=data.origin, meeting=meeting, item=item,
        source=source, locator=data.place, jurisdiction=data.jurisdiction, goal=data.goal, due_from=data.due_from,
        due_on=data.due_on, due_words=data.words, undated_because=data.undated,
        owner_institution=Institution.objects.filter(pk=data.institution).first() if data.institution else None,
        begins=f"C{NUMBER}" if made_here else "", by=by,
    )  # fmt: skip


def _tie(conclusion: Conclusion, meeting: Meeting, item: Item | None, by: Person) -> None:
    """Say at which meeting and item it was said, where it was entered before the meeting."""
    held = locked(conclusion)
    held.meeting, held.item = meeting, item
    held.save()
    note(held, events.ConclusionTied(meeting=str(meeting), item=str(item or _("no item of its agenda"))), by)


def _item(meeting: Meeting, at: ItemData) -> Item | None:
    """The item of the agenda, where there is one like that."""
    found = Item.objects.filter(session__meeting=meeting).order_by("session__position", "position")
    exact = {"jurisdiction": at.jurisdiction, "kind": at.kind, "session__kind": at.session}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    return found.first()
