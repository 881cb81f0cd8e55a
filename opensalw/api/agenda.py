"""The agenda of a meeting as those who prepare it change it; the public reads it with the meeting."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import AwareDatetime, BaseModel, Field

from opensalw.coordination.commands import agenda as commands
from opensalw.coordination.models import Item, Meeting, Session
from opensalw.coordination.queries.meetings import agenda_of
from opensalw.coordination.rules.meetings import refuse_preparing

from .answers import Answer
from .authentication import READING, WRITING
from .problems import documented, missing, permit
from .strictness import Jurisdiction, Sent, Text
from .submissions import WRITES, asking

router = Router(tags=["meetings"])
Title = Annotated[Text, Field(min_length=1, max_length=250)]
Words = Annotated[Text, Field(max_length=200)]


class ItemKept(BaseModel):
    """A point of the agenda."""

    id: str
    kind: str
    title: str
    jurisdiction: str | None
    goals: list[int]
    speaker_function: str
    speaker_organisation: str
    minutes_planned: int | None


class SessionKept(BaseModel):
    """A part of the agenda."""

    id: str
    kind: str
    title: str
    chair_function: str
    chair_organisation: str
    starts_at: datetime | None
    ends_at: datetime | None
    items: list[ItemKept]


class Agenda(Answer):
    """The agenda in its order."""

    sessions: list[SessionKept]


class SessionFacts(Sent):
    """What is changed of a session; what is left out stays. Hours lie on a day of the meeting."""

    title: Title | None = None
    chair_function: Words | None = Field(default=None, description="A function; never a person's name.")
    chair_organisation: Words | None = None
    starts_at: AwareDatetime | None = Field(default=None, description="Null: not known.")
    ends_at: AwareDatetime | None = None


class SessionSent(SessionFacts):
    """A session to add at the end."""

    kind: Literal[*Session.Kind.values]  # type: ignore[valid-type]
    title: Title


class ItemFacts(Sent):
    """What is changed of an item; what is left out stays."""

    title: Title | None = None
    kind: Literal[*Item.Kind.values] | None = None  # type: ignore[valid-type]
    jurisdiction: Jurisdiction | None = None
    goals: Annotated[list[Annotated[int, Field(ge=1, le=20)]], Field(max_length=20)] | None = None
    speaker_function: Words | None = None
    speaker_organisation: Words | None = None
    minutes_planned: Annotated[int, Field(ge=1, le=600)] | None = None


class ItemSent(ItemFacts):
    """An item to add at the end of its session."""

    kind: Literal[*Item.Kind.values]  # type: ignore[valid-type]
    title: Title


class MoveSent(Sent):
    """Where it goes."""

    towards: Literal["up", "down"]


@router.get("/{id}/agenda", auth=READING, response={200: Agenda, **documented(401, 403, 404, 422)}, summary="Agenda")
def shown(request: HttpRequest, id: UUID) -> dict:
    """The agenda with the ids of its sessions and items, for those who prepare the meeting."""
    return _agenda(led(request, id))


@router.post("/{id}/agenda/sessions", auth=WRITING, response={201: Agenda, **WRITES}, summary="Add a session")
def add_session(request: HttpRequest, id: UUID, sent: SessionSent) -> Status:
    """Add a session at the end. Once the meeting is announced, each change of its agenda is an entry."""
    held = led(request, id)
    commands.add_session(held, by=asking(request), **_said(sent))
    return Status(201, _agenda(held))


@router.patch("/{id}/agenda/sessions/{session}", auth=WRITING, response={200: Agenda, **WRITES},
              summary="Change a session")  # fmt: skip
def change_session(request: HttpRequest, id: UUID, session: UUID, sent: SessionFacts) -> dict:
    """Change title, chair or hours of a session."""
    held = led(request, id)
    commands.change_session(_session(held, session), by=asking(request), **_said(sent))
    return _agenda(held)


@router.delete("/{id}/agenda/sessions/{session}", auth=WRITING, response={200: Agenda, **WRITES},
               summary="Take a session off")  # fmt: skip
def remove_session(request: HttpRequest, id: UUID, session: UUID) -> dict:
    """Take a session without items off the agenda."""
    held = led(request, id)
    commands.remove_session(_session(held, session), by=asking(request))
    return _agenda(held)


@router.post("/{id}/agenda/sessions/{session}/items", auth=WRITING, response={201: Agenda, **WRITES},
             summary="Add an item")  # fmt: skip
def add_item(request: HttpRequest, id: UUID, session: UUID, sent: ItemSent) -> Status:
    """Add an item at the end of a session."""
    held = led(request, id)
    commands.add_item(_session(held, session), by=asking(request), **_said(sent))
    return Status(201, _agenda(held))


@router.patch("/{id}/agenda/items/{item}", auth=WRITING, response={200: Agenda, **WRITES}, summary="Change an item")
def change_item(request: HttpRequest, id: UUID, item: UUID, sent: ItemFacts) -> dict:
    """Change what an item is about, who speaks, or how long."""
    held = led(request, id)
    commands.change_item(_item(held, item), by=asking(request), **_said(sent))
    return _agenda(held)


@router.delete("/{id}/agenda/items/{item}", auth=WRITING, response={200: Agenda, **WRITES}, summary="Take an item off")
def remove_item(request: HttpRequest, id: UUID, item: UUID) -> dict:
    """Take an item off the agenda; one under which something was said stays."""
    held = led(request, id)
    commands.remove_item(_item(held, item), by=asking(request))
    return _agenda(held)


@router.post("/{id}/agenda/{thing}/move", auth=WRITING, response={200: Agenda, **WRITES}, summary="Move by one place")
def move(request: HttpRequest, id: UUID, thing: UUID, sent: MoveSent) -> dict:
    """Move a session in the agenda, or an item in its session, by one place."""
    held = led(request, id)
    session = Session.objects.select_related("meeting").filter(pk=thing, meeting=held).first()
    commands.move(session or _item(held, thing), towards=sent.towards, by=asking(request))
    return _agenda(held)


def led(request: HttpRequest, id: UUID) -> Meeting:
    """The meeting of an address, for those who prepare it."""
    found = Meeting.objects.select_related("series", "round").filter(pk=id).first()
    if found is None:
        raise missing(_("There is no meeting with this id."))
    permit(refuse_preparing(asking(request), found))
    return found


def _session(meeting: Meeting, session: UUID) -> Session:
    found = Session.objects.select_related("meeting").filter(pk=session, meeting=meeting).first()
    if found is None:
        raise missing(_("The agenda has no such session."))
    return found


def _item(meeting: Meeting, item: UUID) -> Item:
    found = Item.objects.select_related("session__meeting").filter(pk=item, session__meeting=meeting).first()
    if found is None:
        raise missing(_("The agenda has no such item."))
    return found


def _said(sent: Sent) -> dict[str, Any]:
    """What was sent; hours and lengths may be sent as null, which says that they are not known."""
    given = sent.model_dump(exclude_unset=True)
    nullable = ("starts_at", "ends_at", "minutes_planned")
    facts = {name: value for name, value in given.items() if value is not None or name in nullable}
    return facts | ({"jurisdiction": ""} if given.get("jurisdiction", "") is None else {})


def _agenda(meeting: Meeting) -> dict:
    names = ("kind", "title", "chair_function", "chair_organisation", "starts_at", "ends_at")
    own = ("kind", "title", "goals", "speaker_function", "speaker_organisation", "minutes_planned")
    return {
        "sessions": [
            {
                **{name: getattr(one, name) for name in names}, "id": str(one.pk),
                "items": [
                    {**{name: getattr(item, name) for name in own}, "id": str(item.pk),
                     "jurisdiction": item.jurisdiction or None}
                    for item in one.items.all()
                ],
            }
            for one in agenda_of(meeting)
        ]
    }  # fmt: skip
