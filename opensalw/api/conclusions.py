"""Conclusions: what meetings concluded, who is to do it, how it stands; owners report through the API."""

from datetime import date, datetime
from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router, Status
from pydantic import BaseModel, Field

from opensalw.coordination.commands.progress import Shown, propose_closing, report_progress
from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Conclusion
from opensalw.coordination.queries.conclusions import SORTED, Wanted, conclusions, is_public, life_of, seen_by
from opensalw.coordination.rules.conclusions import CLOSED, refuse_seeing
from opensalw.core.queries import names_of

from .answers import Answer
from .authentication import OPEN, WRITING
from .parts import Long
from .problems import documented, missing, permit
from .strictness import Jurisdiction, Sent, Text
from .submissions import WRITES, asking

router = Router(tags=["conclusions"])
MOST = 500
Number = Annotated[Text, Field(max_length=20)]


class ConclusionShown(BaseModel):
    """A conclusion: who is to do what by when, and how it stands."""

    number: str
    kind: str
    origin: str
    what: str
    owner: str
    jurisdiction: str = Field(description="Empty for the region.")
    goal: int | None
    due: str = Field(description="In words, as it was said.")
    due_from: date | None
    due_on: date | None = Field(description="The last day; null where there is none, which `due` explains.")
    status: str
    overdue: bool
    closed_on: date | None
    meeting: str
    source: str
    locator: str


class Happened(BaseModel):
    """An entry of its life."""

    at: datetime
    event: str
    sentence: str
    reason: str
    by: str


class Conclusions(Answer):
    """The conclusions asked for."""

    total: int
    conclusions: list[ConclusionShown]


class OneHeld(Answer):
    """A conclusion with its life; the life is told to those who hold a post."""

    conclusion: ConclusionShown
    life: list[Happened]


class Which(Sent):
    """Which of them."""

    status: Literal["", "waited_for", "closed", *Conclusion.Status.values] = Field(  # type: ignore[valid-type]
        default="", description="Empty: all. `waited_for`: open or under way."
    )
    owner: Annotated[Text, Field(max_length=200)] = ""
    jurisdiction: Jurisdiction | None = None
    goal: Annotated[int, Field(ge=1, le=20)] | None = None
    overdue: bool = False
    words: Annotated[Text, Field(max_length=80)] = ""
    sort: Literal[*SORTED] = "due"  # type: ignore[valid-type]
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


class ProgressSent(Sent):
    """How it stands."""

    said: Long
    link: Annotated[Text, Field(max_length=500)] = Field(default="", description="An address that shows it.")
    closes_as: Literal["", *CLOSED] = Field(  # type: ignore[valid-type]
        default="", description="As what it may be closed, where nothing is left to do. The secretariat decides."
    )


def shown(one: Conclusion) -> dict:
    """A conclusion in the form of the API."""
    names = ("number", "kind", "origin", "what", "owner", "jurisdiction", "goal", "due_from", "due_on", "status",
             "closed_on", "locator")  # fmt: skip
    return {
        **{name: getattr(one, name) for name in names}, "due": due_in_words(one),
        "overdue": one.is_overdue(timezone.localdate()), "meeting": str(one.meeting or ""),
        "source": one.source_id or "",
    }  # fmt: skip


@router.get("", auth=OPEN, response={200: Conclusions, **documented(401, 422)}, summary="Conclusions")
def every(request: HttpRequest, which: Query[Which]) -> dict:
    """Conclusions of published records; with a token or a session also the others, at most 500 from an offset."""
    facts = {**which.model_dump(exclude={"offset"}), "jurisdiction": which.jurisdiction or ""}
    found = seen_by(conclusions(Wanted(**facts)), asking(request))
    rows = found[which.offset : which.offset + MOST]
    return {"total": found.count(), "conclusions": [shown(one) for one in rows]}


@router.get("/{number}", auth=OPEN, response={200: OneHeld, **documented(401, 403, 404, 422)}, summary="One conclusion")
def one(request: HttpRequest, number: Number) -> dict:
    """A conclusion and what happened to it."""
    return _answer(request, _find(request, number))


@router.post("/{number}/progress", auth=WRITING, response={201: OneHeld, **WRITES}, summary="Report on one")
def progress(request: HttpRequest, number: Number, sent: ProgressSent) -> Status:
    """Say how it stands, or propose to close it."""
    held, by = _find(request, number), asking(request)
    if sent.closes_as:
        propose_closing(held, outcome=sent.closes_as, said=sent.said, by=by, shown=Shown(sent.link))
    else:
        report_progress(held, said=sent.said, by=by, shown=Shown(sent.link))
    held.refresh_from_db()
    return Status(201, _answer(request, held))


def _find(request: HttpRequest, number: str) -> Conclusion:
    held = Conclusion.objects.select_related("meeting", "source").filter(number=number).first()
    public = held is not None and is_public(held)
    if held is None or not (public or asking(request).signed_in):
        raise missing(_("There is no public conclusion with this number."))
    permit(refuse_seeing(asking(request), held, is_public=public))
    return held


def _answer(request: HttpRequest, held: Conclusion) -> dict:
    life = life_of(held) if asking(request).posts else []
    names = names_of({entry.by for entry in life})
    return {
        "conclusion": shown(held),
        "life": [
            {"at": entry.recorded_at, "event": entry.name, "sentence": entry.line(), "reason": entry.reason,
             "by": names.get(entry.by, entry.by)}
            for entry in life
        ],
    }  # fmt: skip
