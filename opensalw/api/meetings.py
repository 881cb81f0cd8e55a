"""Meetings: the list, the agenda of one, the record that was published; what the public sees, to everybody."""

from datetime import date, datetime, time
from typing import Annotated
from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Item, Meeting, Session
from opensalw.coordination.queries.conclusions import of_meeting
from opensalw.coordination.queries.meetings import agenda_of, meetings
from opensalw.documents.models import Paper
from opensalw.documents.queries import MEDIA_TYPES, stored_at
from opensalw.documents.queries.papers import papers_of

from .answers import Answer
from .authentication import OPEN
from .problems import documented, missing
from .strictness import Sent, Text

router = Router(tags=["meetings"])


class MeetingShown(BaseModel):
    """A coordination meeting that was announced."""

    id: str
    series: str
    number: int
    kind: str = Field(description="regional, or local: of one jurisdiction before a regional one.")
    jurisdiction: str
    title: str
    starts_on: date
    ends_on: date
    opens_at: time | None
    place: str
    mode: str = Field(description="room, online or both. The link is for those who take part and not given here.")
    state: str = Field(description="announced, held, recorded (its record is published) or cancelled.")
    round: str | None
    prepares: str | None = Field(description="The id of the regional meeting that a local one prepares.")
    reconstructed: bool = Field(description="Entered from a source outside this system.")
    source: str | None
    note: str


class Meetings(Answer):
    """The meetings, the latest first."""

    meetings: list[MeetingShown]


class ItemShown(BaseModel):
    """A point of the agenda."""

    title: str
    kind: str
    jurisdiction: str | None
    goals: list[int]
    speaker: str = Field(description="Function and organisation; never a person's name.")
    minutes_planned: int | None


class SessionShown(BaseModel):
    """A part of the agenda."""

    title: str
    kind: str
    chair: str
    starts_at: datetime | None = Field(description="Null while the hour is not known.")
    ends_at: datetime | None
    items: list[ItemShown]


class ConcludedShown(BaseModel):
    """What was concluded at a meeting whose record is published."""

    number: str
    kind: str
    what: str
    owner: str
    jurisdiction: str | None
    goal: int | None
    due: str
    due_on: date | None
    status: str


class PaperShown(BaseModel):
    """A published record in one format: exactly these bytes."""

    id: str
    number: int = Field(description="A corrected record has the next number; the earlier ones stay.")
    format: str
    file_name: str
    size: int
    sha256: str
    published_at: datetime
    file: str


class MeetingWithAgenda(Answer):
    """One meeting with agenda, record and conclusions."""

    meeting: MeetingShown
    agenda: list[SessionShown]
    record: list[PaperShown]
    conclusions: list[ConcludedShown]


class Which(Sent):
    """Which meetings."""

    series: Annotated[Text, Field(max_length=60)] = ""
    kind: Annotated[Text, Field(max_length=10)] = ""


def shown(row: Meeting) -> dict:
    """A meeting without its agenda."""
    kept = ("number", "title", "starts_on", "ends_on", "opens_at", "place", "mode", "state", "reconstructed", "note")
    return {
        **{name: getattr(row, name) for name in kept}, "id": str(row.pk), "series": row.series_id,
        "kind": row.series.kind, "jurisdiction": row.jurisdiction, "round": row.round_id, "source": row.source_id,
        "prepares": str(row.feeds_id) if row.feeds_id else None,
    }  # fmt: skip


def _item(row: Item) -> dict:
    speaker = ", ".join(part for part in (row.speaker_function, row.speaker_organisation) if part)
    return {
        "title": row.title, "kind": row.kind, "jurisdiction": row.jurisdiction or None, "goals": row.goals,
        "speaker": speaker, "minutes_planned": row.minutes_planned,
    }  # fmt: skip


def _session(row: Session) -> dict:
    chair = ", ".join(part for part in (row.chair_function, row.chair_organisation) if part)
    facts = {"title": row.title, "kind": row.kind, "chair": chair, "starts_at": row.starts_at, "ends_at": row.ends_at}
    return {**facts, "items": [_item(one) for one in row.items.all()]}


def _paper(row: Paper) -> dict:
    kept = ("number", "format", "file_name", "size", "sha256", "published_at")
    file = reverse("api:meeting_record_file", kwargs={"id": row.pk})
    return {**{name: getattr(row, name) for name in kept}, "id": str(row.pk), "file": file}


@router.get("", auth=OPEN, response={200: Meetings, **documented(401, 422)}, summary="Meetings")
def announced_meetings(request: HttpRequest, which: Query[Which]) -> dict:
    """The meetings that were announced, the latest first."""
    found = meetings(kind=which.kind)
    return {"meetings": [shown(row) for row in (found.filter(series=which.series) if which.series else found)]}


@router.get("/{id}", auth=OPEN, response={200: MeetingWithAgenda, **documented(401, 404, 422)}, summary="One meeting")
def one_meeting(request: HttpRequest, id: UUID) -> dict:
    """A meeting with its agenda, its published record and what was concluded."""
    found = meetings().filter(pk=id).first()
    if found is None:
        raise missing(_("There is no announced meeting with this id."))
    concluded = [
        {
            "number": one.number, "kind": one.kind, "what": one.what, "owner": one.owner, "goal": one.goal,
            "jurisdiction": one.jurisdiction or None, "due": due_in_words(one), "due_on": one.due_on,
            "status": one.status,
        }
        for one in of_meeting(found, public_only=True)
    ]  # fmt: skip
    return {
        "meeting": shown(found), "agenda": [_session(row) for row in agenda_of(found)], "conclusions": concluded,
        "record": [_paper(row) for _number, files in papers_of("meeting", found.pk) for row in files],
    }  # fmt: skip


@router.get(
    "/records/{id}",
    auth=OPEN,
    response={200: None, **documented(401, 404, 422)},
    summary="The file of a record",
    openapi_extra={"responses": {200: {"content": {type.partition(";")[0]: {} for type in MEDIA_TYPES.values()}}}},
)
def meeting_record_file(request: HttpRequest, id: UUID) -> FileResponse:
    """The file of a published record, always as a download."""
    found = Paper.objects.filter(pk=id, kind=Paper.Kind.MEETING_RECORD).first()
    if found is None or not stored_at(found.sha256).is_file():
        raise missing(_("There is no published record with this id."))
    response = FileResponse(
        stored_at(found.sha256).open("rb"), as_attachment=True, filename=found.file_name,
        content_type=MEDIA_TYPES[found.format],
    )  # fmt: skip
    response["ETag"] = f'"{found.sha256}"'
    return response
