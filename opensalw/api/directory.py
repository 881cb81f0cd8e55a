"""The directory by function: bodies and posts of the jurisdictions; who holds them is not kept."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from opensalw.coordination.commands import directory as commands
from opensalw.coordination.models import Body, BodyFunction
from opensalw.coordination.queries.directory import directory
from opensalw.coordination.rules.directory import refuse_keeping
from opensalw.core.permissions import refuse_working

from .answers import Answer
from .authentication import READING, WRITING
from .problems import documented, missing, permit
from .strictness import Jurisdiction, Sent, Text
from .submissions import WRITES, asking

router = Router(tags=["directory"])
Short = Annotated[Text, Field(max_length=200)]
Reason = Annotated[Text, Field(max_length=500)]
STANDING = tuple(one for one in Body.Standing.values if one != Body.Standing.ENDED)


class FunctionShown(BaseModel):
    """A function that belongs to a body."""

    id: str
    role: str
    function: str
    institution: str
    since: date | None
    until: date | None


class BodyShown(BaseModel):
    """A body or post, by what it is for."""

    id: str
    kind: str
    jurisdiction: str
    title: str
    standing: str
    placed_in: str
    mandate: str
    legal_basis: str
    reached_by: str = Field(description="A mailbox or number of the post; never a person's.")
    since: date | None
    since_words: str = Field(description="The day as its source says it, where it is no day.")
    until: date | None
    source: str | None
    locator: str
    functions: list[FunctionShown]


class Directory(Answer):
    """The bodies asked for, by seat and kind."""

    bodies: list[BodyShown]


class BodyTold(Answer):
    """One body."""

    body: BodyShown


class Which(Sent):
    """Which of them."""

    kind: Literal["", *Body.Kind.values] = ""  # type: ignore[valid-type]
    jurisdiction: Jurisdiction | None = None
    on: date | None = Field(default=None, description="As of a day; what has not ended, if left out.")
    words: Annotated[Text, Field(max_length=80)] = ""


class FactsSent(Sent):
    """What is known of a body; what is left out stays as it is."""

    title: Short | None = None
    standing: Literal[*STANDING] | None = None  # type: ignore[valid-type]
    placed_in: Annotated[Text, Field(max_length=250)] | None = None
    mandate: Annotated[Text, Field(max_length=2000)] | None = None
    legal_basis: Annotated[Text, Field(max_length=300)] | None = None
    reached_by: Short | None = None
    since: date | None = None

    def facts(self) -> dict[str, Any]:
        """What was sent."""
        return self.model_dump(exclude_none=True, exclude={"kind", "jurisdiction", "reason"})


class BodySent(FactsSent):
    """A body to enter."""

    kind: Literal[*Body.Kind.values]  # type: ignore[valid-type]
    jurisdiction: Jurisdiction
    title: Short


class ChangeSent(FactsSent):
    """Changed facts, and why."""

    reason: Reason


class FunctionSent(Sent):
    """A function of an institution; never a person's name."""

    role: Literal[*BodyFunction.Role.values]  # type: ignore[valid-type]
    institution: Short
    function: Short = ""
    since: date | None = None


class EndSent(Sent):
    """On which day it ended, and why."""

    until: date
    reason: Reason


@router.get("", auth=READING, response={200: Directory, **documented(401, 403, 422)}, summary="Directory")
def every(request: HttpRequest, which: Query[Which]) -> dict:
    """The bodies and posts with their functions, for those who hold a post."""
    permit(refuse_working(asking(request)))
    facts = {**which.model_dump(), "jurisdiction": which.jurisdiction or ""}
    return {"bodies": [_shown(one, one.now) for one in directory(**facts)]}  # type: ignore[attr-defined]


@router.get("/{id}", auth=READING, response={200: BodyTold, **documented(401, 403, 404, 422)}, summary="One body")
def one(request: HttpRequest, id: UUID) -> dict:
    """A body with its functions, also those that have ended."""
    permit(refuse_working(asking(request)))
    return _one(_find(id))


@router.post("", auth=WRITING, response={201: BodyTold, **WRITES}, summary="Enter a body")
def enter(request: HttpRequest, sent: BodySent) -> Status:
    """Enter a commission, a working group, a focal point, a liaison officer or a contact point."""
    permit(refuse_keeping(asking(request), sent.jurisdiction))
    made = commands.enter(kind=sent.kind, jurisdiction=sent.jurisdiction, by=asking(request), **sent.facts())
    return Status(201, _one(made))


@router.patch("/{id}", auth=WRITING, response={200: BodyTold, **WRITES}, summary="Change a body")
def change(request: HttpRequest, id: UUID, sent: ChangeSent) -> dict:
    """Change facts of a body, each an entry, with one reason."""
    return _one(commands.change(_kept(request, id), reason=sent.reason, by=asking(request), **sent.facts()))


@router.post("/{id}/end", auth=WRITING, response={200: BodyTold, **WRITES}, summary="End a body")
def end(request: HttpRequest, id: UUID, sent: EndSent) -> dict:
    """Say that a body is no more; it stays with the days on which it was."""
    return _one(commands.end(_kept(request, id), by=asking(request), **sent.model_dump()))


@router.post("/{id}/functions", auth=WRITING, response={201: BodyTold, **WRITES}, summary="Add a function")
def add_function(request: HttpRequest, id: UUID, sent: FunctionSent) -> Status:
    """Say which function of which institution belongs to a body."""
    held = _kept(request, id)
    commands.add_function(held, by=asking(request), **sent.model_dump())
    return Status(201, _one(held))


@router.post("/{id}/functions/{function}/end", auth=WRITING, response={200: BodyTold, **WRITES}, summary="End function")
def end_function(request: HttpRequest, id: UUID, function: UUID, sent: EndSent) -> dict:
    """Say that a function belongs to a body no more."""
    held = _kept(request, id)
    found = BodyFunction.objects.select_related("body").filter(pk=function, body=held).first()
    if found is None:
        raise missing(_("The body has no such function."))
    commands.end_function(found, by=asking(request), **sent.model_dump())
    return _one(held)


def _find(id: UUID) -> Body:
    found = Body.objects.select_related("source").filter(pk=id).first()
    if found is None:
        raise missing(_("The directory has no such body."))
    return found


def _kept(request: HttpRequest, id: UUID) -> Body:
    held = _find(id)
    permit(refuse_keeping(asking(request), held.jurisdiction))
    return held


def _one(held: Body) -> dict:
    return {"body": _shown(held, held.functions.order_by("until", "role", "institution"))}


def _shown(held: Body, functions: Any) -> dict:
    names = ("kind", "jurisdiction", "title", "standing", "placed_in", "mandate", "legal_basis", "reached_by", "since",
             "since_words", "until", "locator")  # fmt: skip
    own = ("role", "function", "institution", "since", "until")
    return {
        **{name: getattr(held, name) for name in names}, "id": str(held.pk), "source": held.source_id,
        "functions": [{"id": str(one.pk), **{name: getattr(one, name) for name in own}} for one in functions],
    }  # fmt: skip
