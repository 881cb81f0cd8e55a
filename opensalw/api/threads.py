"""Conversations on a part: read, begun, answered, resolved; never public."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from opensalw.core.permissions import Person, refuse_conversing
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands import review as commands
from opensalw.roadmap.models import Submission, Thread
from opensalw.roadmap.places import Place, read_place
from opensalw.roadmap.queries import threads as asked

from .answers import Answer
from .authentication import READING, WRITING
from .parts import Long
from .problems import documented, missing, permit, wrong
from .strictness import Jurisdiction, Sent, Text
from .submissions import PART, REFUSALS, WRITES, asking, part_of

router = Router(tags=["threads"])
THREADS = PART + "/threads"


class MessageShown(BaseModel):
    """What somebody said."""

    number: int
    text: str
    side: str = Field(description="`secretariat` or `seat`.")
    written_by: str
    written_at: datetime
    mentions: list[str]


class ThreadShown(BaseModel):
    """A conversation: what it is about, the words as they were when it was opened and as they are now."""

    id: str
    kind: str = Field(description="An open `query` keeps the part from being accepted; a `comment` does not.")
    about: str = Field(description="`part`, `goal-3`, `text-<id>`, `destroyed.firearm:origin=surplus`.")
    goal: int | None
    quote: str
    now: str | None = Field(description="What stands there now; null where nothing does.")
    changed: bool
    resolved: bool
    assigned_to: str | None
    opened_at: datetime
    messages: list[MessageShown]


class Threads(Answer):
    """The conversations of a part, the oldest first."""

    threads: list[ThreadShown]


class OneThread(Answer):
    """One conversation."""

    thread: ThreadShown


class Show(Sent):
    """Which of them."""

    show: Annotated[Text, Field(max_length=10)] = Field(
        default="all", description="One of open, mine, assigned, resolved, all."
    )


class ThreadSent(Sent):
    """A conversation to begin."""

    about: Annotated[Text, Field(max_length=400)] = "part"
    text: Long


class MessageSent(Sent):
    """A message to add."""

    text: Long


def shown(one: asked.Conversation, names: dict[str, str]) -> dict:
    """A conversation in the form of the API."""
    thread = one.thread
    assigned = thread.assigned_person or thread.assigned_institution
    return {
        "id": str(thread.pk), "kind": thread.kind, "about": str(thread.place), "goal": thread.goal,
        "quote": thread.quote, "now": one.now, "changed": one.is_changed or one.is_gone, "resolved": not one.is_open,
        "assigned_to": names.get(assigned, assigned) or None, "opened_at": thread.opened_at,
        "messages": [
            {
                "number": message.number, "text": message.text, "side": message.side,
                "written_by": names[message.written_by], "written_at": message.written_at,
                "mentions": [names[person] for person in message.mentions],
            }
            for message in one.messages
        ],
    }  # fmt: skip


def every(found: list[asked.Conversation]) -> list[dict]:
    """Conversations in the form of the API, with everybody's name."""
    ids = {one.thread.assigned_person for one in found if one.thread.assigned_person}
    for message in (message for one in found for message in one.messages):
        ids |= {message.written_by, *message.mentions}
    names = names_of(ids)
    return [shown(one, names) for one in found]


def spoken_of(request: HttpRequest, round: str, jurisdiction: str) -> tuple[Submission, Person]:
    """The part, if the one who asks may speak of it."""
    permit(refuse_conversing(asking(request), jurisdiction))
    return part_of(round, jurisdiction), asking(request)


def thread_of(part: Submission, id: UUID) -> Thread:
    """A thread of the part; 404 when it has no such."""
    found = Thread.objects.filter(pk=id, submission=part).first()
    if found is None:
        raise missing(_("This part has no such conversation."))
    found.submission = part
    return found


def answered(thread: Thread) -> dict:
    """The conversation as it stands after a change."""
    thread.refresh_from_db(fields=["resolved_at", "resolved_by"])
    return {"thread": every([asked.conversation(thread)])[0]}


@router.get(THREADS, auth=READING, response={200: Threads, **REFUSALS}, summary="Conversations on a part")
def threads(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, which: Query[Show]) -> dict:
    """What is asked and said about the part."""
    part, person = spoken_of(request, round, jurisdiction)
    if which.show not in asked.SHOWN:
        raise wrong("show", _("Choose one of: %(known)s.") % {"known": ", ".join(asked.SHOWN)})
    found = asked.readable(asked.conversations(part, part.texts.all(), part.cells.all()), person)
    return {"threads": every(asked.chosen(found, person, which.show))}


@router.post(THREADS, auth=WRITING, response={201: OneThread, **WRITES}, summary="Begin a conversation")
def post_thread(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, sent: ThreadSent) -> Status:
    """Open a conversation on a place of the part; it holds nothing up."""
    part, person = spoken_of(request, round, jurisdiction)
    try:
        about: Place = read_place(sent.about)
    except Refused as refused:
        raise wrong("about", refused.reason) from None
    return Status(201, answered(commands.comment(part, text=sent.text, by=person, about=about)))


@router.get(THREADS + "/{id}", auth=READING, response={200: OneThread, **REFUSALS}, summary="One conversation")
def thread(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, id: UUID) -> dict:
    """A conversation with all that was said."""
    part, person = spoken_of(request, round, jurisdiction)
    found = thread_of(part, id)
    permit(asked.refuse_reading(found, person))
    return answered(found)


@router.post(THREADS + "/{id}/messages", auth=WRITING, response={201: OneThread, **WRITES}, summary="Answer")
def post_message(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, id: UUID, sent: MessageSent) -> Status:
    """Say something in a conversation that is open."""
    part, person = spoken_of(request, round, jurisdiction)
    found = thread_of(part, id)
    commands.answer(found, text=sent.text, by=person)
    return Status(201, answered(found))


@router.post(
    THREADS + "/{id}/resolve", auth=WRITING, response={200: OneThread, **documented(401, 403, 404, 409, 422)},
    summary="Resolve a conversation",
)  # fmt: skip
def post_resolve(request: HttpRequest, round: Text, jurisdiction: Jurisdiction, id: UUID) -> dict:
    """Nothing is left to say; a query is resolved by the secretariat."""
    part, person = spoken_of(request, round, jurisdiction)
    found = thread_of(part, id)
    commands.resolve(found, by=person)
    return answered(found)
