"""Publishing documents of meetings and the like: built, kept by their hash, numbered, never changed."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.coordination.commands.meetings import locked, record
from opensalw.coordination.events.meetings import RecordPublished
from opensalw.coordination.models import Meeting
from opensalw.coordination.queries.minutes import minutes_of
from opensalw.coordination.rules.meetings import refuse_preparing
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..blocks import Document
from ..content import meeting_record
from ..models import Paper, Report
from ..queries.documents import printed
from .building import store

FORMATS = (Report.Format.DOCX, Report.Format.PDF, Report.Format.HTML, Report.Format.MARKDOWN)


@transaction.atomic
def publish_record(meeting: Meeting, *, by: Person) -> list[Paper]:
    """Publish the record of a meeting; one after a correction is a new number, and the earlier ones stay."""
    held = locked(meeting)
    require(refuse_preparing(by, held))
    if held.state not in (Meeting.State.HELD, Meeting.State.RECORDED):
        raise Refused(_("The record is published after the meeting."))
    differing = [item.title for item, said in minutes_of(held).items() if said.in_conflict]
    if differing:
        words = _("Two texts stand beside each other under: %(items)s. Settle them first.")
        raise Refused(words % {"items": "; ".join(differing)})
    held.state = Meeting.State.RECORDED
    held.save()
    kept = keep_papers(
        Paper.Kind.MEETING_RECORD, "meeting", held.pk, meeting_record.build(held),
        name=f"{held.series_id}-{held.number}-record", by=by,
    )  # fmt: skip
    digest = sha256("".join(one.sha256 for one in kept).encode()).hexdigest()
    record(RecordPublished(number=kept[0].number, files=len(kept), sha256=digest), held, by)
    return kept


@transaction.atomic
def publish_rebuilt_records(*, by: Person) -> int:
    """Publish the record of each meeting that was rebuilt with its agenda and has none yet; how many."""
    rebuilt = Meeting.objects.filter(reconstructed=True, state=Meeting.State.HELD, sessions__isnull=False)
    found = list(rebuilt.distinct())
    for meeting in found:
        publish_record(meeting, by=by)
    return len(found)


def keep_papers(
    kind: str, stream: str, subject: UUID, document: Document, *, name: str, by: Person,
    formats: Sequence[Report.Format] = FORMATS,
) -> list[Paper]:  # fmt: skip
    """Print a document in each format and keep it under the next number; the same bytes again are refused."""
    earlier = Paper.objects.filter(kind=kind, subject=subject)
    last = earlier.aggregate(last=Max("number"))["last"] or 0
    number = last + 1
    kept = []
    for format in formats:
        content = printed(document, format)
        digest = sha256(content).hexdigest()
        store(digest, content)
        kept.append(Paper(
            kind=kind, stream=stream, subject=subject, number=number, format=format, title=document.title,
            file_name=f"{name}-{number}.{format}", sha256=digest, size=len(content), published_at=timezone.now(),
            published_by=by.id,
        ))  # fmt: skip
    before = set(earlier.filter(number=last).values_list("sha256", flat=True))
    require(_("Nothing has changed since the last one.") if {one.sha256 for one in kept} == before else None)
    return Paper.objects.bulk_create(kept)
