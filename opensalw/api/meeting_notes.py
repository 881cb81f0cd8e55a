"""Notes of a meeting given as a text: read once, then taken block by block and promise by promise; needs of minutes."""

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Status
from pydantic import BaseModel, Field

from opensalw.coordination.commands import notes as commands
from opensalw.coordination.commands.minuted import Confirmed, confirm_asked
from opensalw.coordination.models import MeetingNotes, Need
from opensalw.coordination.queries.minuted import proposals
from opensalw.roadmap.prose.documents import read_text

from .agenda import led
from .answers import Answer
from .authentication import READING, WRITING
from .problems import documented, missing
from .strictness import Jurisdiction, Sent, Text
from .submissions import WRITES, asking

router = Router(tags=["meetings"])
READS = documented(401, 403, 404, 422)
TEXT_LIMIT = 2_000_000


class NotesShown(BaseModel):
    """Notes that were given."""

    id: str
    name: str
    sha256: str
    added_at: datetime
    blocks: int
    taken: int = Field(description="How many blocks are items of the agenda.")
    promises: int
    waiting: int = Field(description="How many promises nobody has decided.")


class BlockShown(BaseModel):
    """A block of a session: what was said, and whether it was taken."""

    key: str
    kind: str
    title: str
    jurisdiction: str
    headed: bool = Field(description="False where it was found without a heading.")
    speakers: list[str] = Field(description="Function and organisation; never a person's name.")
    taken: bool


class PromiseShown(BaseModel):
    """A sentence that may promise something."""

    position: int
    sentence: str
    owner: str
    jurisdiction: str
    due_from: date | None
    due_on: date
    decided: str | None = Field(description="The number of its conclusion, `dropped`, or null while it waits.")


class ListOfNotes(Answer):
    """The notes that were given of a meeting."""

    notes: list[NotesShown]


class NotesRead(Answer):
    """Notes with what was read from them."""

    notes: NotesShown
    blocks: list[BlockShown]
    promises: list[PromiseShown]


class AskedShown(BaseModel):
    """A sentence of the minutes that asks for something."""

    key: str
    item: str
    jurisdiction: str = Field(description="Empty where the item is nobody's own; then it is to be said.")
    sentence: str
    kind: str = Field(description="A first guess from the words.")
    goal: int | None = Field(description="The goal that it stands under in the minutes; null where there is none.")


class AskedInMinutes(Answer):
    """What the minutes ask for and the register does not hold."""

    asked: list[AskedShown]


class Entered(Answer):
    """The numbers of the needs that were entered or said again."""

    needs: list[str]


class NotesSent(Sent):
    """A text as Markdown or plain text."""

    name: Annotated[Text, Field(min_length=1, max_length=200)]
    text: Annotated[Text, Field(min_length=1, max_length=TEXT_LIMIT)]


class BlocksSent(Sent):
    """Which blocks are taken, by their keys."""

    blocks: Annotated[list[Annotated[Text, Field(pattern=r"^[0-9]{1,4}\.[0-9]{1,4}$")]], Field(max_length=500)]


class PromiseDecisionSent(Sent):
    """What becomes of a promise; with `accept`, what is given here is put in the place of what was read."""

    decision: Literal["accept", "drop", "again"]
    what: Annotated[Text, Field(min_length=1, max_length=2000)] | None = None
    owner: Annotated[Text, Field(min_length=1, max_length=200)] | None = None
    jurisdiction: Jurisdiction | None = None
    due_on: date | None = None


class ConfirmedSent(Sent):
    """A proposal that is confirmed, as a need of its own or as one that stands."""

    key: Annotated[Text, Field(max_length=16)]
    jurisdiction: Jurisdiction | None = None
    goal: Annotated[int, Field(ge=1, le=20)] | None = None
    kind: Literal[*Need.Kind.values] = Need.Kind.OTHER.value  # type: ignore[valid-type]
    same_as: Annotated[Text, Field(max_length=20)] = ""


class AskedSent(Sent):
    """What is confirmed."""

    confirmed: Annotated[list[ConfirmedSent], Field(min_length=1, max_length=200)]


@router.get("/{id}/notes", auth=READING, response={200: ListOfNotes, **READS}, summary="Notes of a meeting")
def every(request: HttpRequest, id: UUID) -> dict:
    """The notes that were given of a meeting, for those who prepare it."""
    return {"notes": [_shown(one) for one in MeetingNotes.objects.filter(meeting=led(request, id))]}


@router.post("/{id}/notes", auth=WRITING, response={201: NotesRead, **WRITES}, summary="Give notes")
def give(request: HttpRequest, id: UUID, sent: NotesSent) -> Status:
    """Read notes of a meeting and keep what was found; a person decides on each block and promise."""
    document = read_text(sent.text, sent.name)
    return Status(201, _whole(commands.add_notes(led(request, id), document=document, by=asking(request))))


@router.get("/{id}/notes/{notes}", auth=READING, response={200: NotesRead, **READS}, summary="What was read of notes")
def one(request: HttpRequest, id: UUID, notes: UUID) -> dict:
    """Blocks and promises of notes, with what was decided."""
    return _whole(_find(request, id, notes))


@router.post("/{id}/notes/{notes}/blocks", auth=WRITING, response={200: NotesRead, **WRITES}, summary="Take blocks")
def take(request: HttpRequest, id: UUID, notes: UUID, sent: BlocksSent) -> dict:
    """Take blocks into the agenda with their minutes and statements; each is taken once."""
    held = _find(request, id, notes)
    pairs = [one.split(".") for one in sent.blocks]
    commands.take_blocks(held, chosen=[(int(at), int(place)) for at, place in pairs], by=asking(request))
    return _whole(_find(request, id, notes))


@router.post("/{id}/notes/{notes}/promises/{position}", auth=WRITING, response={200: NotesRead, **WRITES},
             summary="Decide on a promise")  # fmt: skip
def decide(request: HttpRequest, id: UUID, notes: UUID, position: int, sent: PromiseDecisionSent) -> dict:
    """Record a promise as a conclusion, as it stands or mended; or drop it, or let it wait again."""
    held, by = _find(request, id, notes), asking(request)
    if not 0 <= position < len(held.read["promises"]):
        raise missing(_("These notes have no such promise."))
    if sent.decision == "accept":
        commands.accept_promise(held, position, by=by, **_mended(sent))
    elif sent.decision == "drop":
        commands.drop_promise(held, position, by=by)
    else:
        commands.take_up_again(held, position, by=by)
    return _whole(_find(request, id, notes))


@router.get("/{id}/needs", auth=READING, response={200: AskedInMinutes, **READS}, summary="What the minutes ask for")
def asked(request: HttpRequest, id: UUID) -> dict:
    """Sentences of the minutes that ask for something and do not stand in the needs register."""
    return {
        "asked": [
            {"key": one.key, "item": one.item.title, "jurisdiction": one.jurisdiction,
             "sentence": one.asked.sentence, "kind": one.asked.kind, "goal": one.asked.goal}
            for one in proposals(led(request, id))
        ]
    }  # fmt: skip


@router.post("/{id}/needs", auth=WRITING, response={201: Entered, **WRITES}, summary="Confirm what they ask for")
def confirm(request: HttpRequest, id: UUID, sent: AskedSent) -> Status:
    """Enter what a person confirms of it in the needs register; the sentence and the item stay with each need."""
    chosen = [
        Confirmed(one.key, one.jurisdiction or "", one.goal, one.kind, one.same_as) for one in sent.confirmed
    ]  # fmt: skip
    made = confirm_asked(led(request, id), chosen, by=asking(request))
    return Status(201, {"needs": [need.number for need in made]})


def _mended(sent: PromiseDecisionSent) -> dict[str, Any]:
    facts = sent.model_dump(exclude_none=True, exclude={"decision"})
    return {**facts, "due_from": None, "due_words": ""} if sent.due_on else facts


def _find(request: HttpRequest, id: UUID, notes: UUID) -> MeetingNotes:
    found = MeetingNotes.objects.select_related("meeting__series").filter(pk=notes, meeting=led(request, id)).first()
    if found is None:
        raise missing(_("The meeting has no such notes."))
    return found


def _blocks(held: MeetingNotes) -> list[dict]:
    return [
        {
            "key": f"{at}.{place}", "kind": block["kind"], "title": block["title"], "headed": block["headed"],
            "jurisdiction": block["jurisdiction"], "taken": f"{at}.{place}" in held.taken,
            "speakers": [", ".join(filter(None, (one["voice"]["function"], one["voice"]["organisation"])))
                         for one in block["said"]],
        }
        for at, session in enumerate(held.read["sessions"]) for place, block in enumerate(session["blocks"])
    ]  # fmt: skip


def _promises(held: MeetingNotes) -> list[dict]:
    names = ("sentence", "owner", "jurisdiction", "due_from", "due_on")
    return [
        {"position": place, **{name: one[name] or (None if name == "due_from" else "") for name in names},
         "decided": held.decided.get(str(place))}
        for place, one in enumerate(held.read["promises"])
    ]  # fmt: skip


def _shown(held: MeetingNotes) -> dict:
    blocks, promises = _blocks(held), _promises(held)
    return {
        "id": str(held.pk), "name": held.name, "sha256": held.sha256, "added_at": held.added_at,
        "blocks": len(blocks), "taken": sum(one["taken"] for one in blocks), "promises": len(promises),
        "waiting": sum(one["decided"] is None for one in promises),
    }  # fmt: skip


def _whole(held: MeetingNotes) -> dict:
    return {"notes": _shown(held), "blocks": _blocks(held), "promises": _promises(held)}
