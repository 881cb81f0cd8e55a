"""Rounds: their periods and dates, and how far each part is, as much of it as the one who asks may see."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.designations import label
from opensalw.core.jurisdictions import order
from opensalw.core.permissions import Person, refuse_seeing_part
from opensalw.roadmap import rules
from opensalw.roadmap.models import Round, Submission
from opensalw.roadmap.queries.publicity import marked
from opensalw.roadmap.queries.rounds import rounds as all_rounds

from .answers import Answer
from .authentication import OPEN
from .declarations import published
from .problems import documented, missing
from .strictness import Sent, Text

router = Router(tags=["rounds"])


class RoundShown(BaseModel):
    """A reporting round."""

    key: str
    framework: str
    framework_version: int
    narrative_period: str
    figures_period: str
    period_inferred: bool = Field(description="Whether the record does not name the period and we inferred it.")
    state: str = Field(description="open, closed, or reconstructed: rebuilt from a record, nobody submitted here.")
    opens_on: date | None
    deadline: date | None
    meeting_on: date | None
    publication_on: date | None
    note: str


class Part(BaseModel):
    """One part of a round."""

    jurisdiction: str
    seat: str
    state: str = Field(description="For the public: released, reconstructed or not_released.")
    released_at: datetime | None
    due_on: date | None
    overdue: bool | None = Field(description="Null for those who may not see the part.")
    sent_at: datetime | None
    on_behalf: bool | None = Field(description="Whether the secretariat entered it for a late seat.")


class Rounds(Answer):
    """The rounds, the latest period first."""

    rounds: list[RoundShown]


class RoundWithParts(Answer):
    """One round and its parts."""

    round: RoundShown
    parts: list[Part]


class Which(Sent):
    """Of which framework."""

    framework: Annotated[Text, Field(max_length=80)] = ""


def round_shown(row: Round) -> dict:
    """A round without its parts."""
    kept = ("key", "period_inferred", "state", "opens_on", "deadline", "meeting_on", "publication_on", "note")
    return {
        **{name: getattr(row, name) for name in kept},
        "framework": row.framework.key,
        "framework_version": row.framework.number,
        "narrative_period": row.narrative_period.code,
        "figures_period": row.figures_period.code,
    }


def part_shown(part: Submission, person: Person, public: bool) -> dict:
    """A part: to the public whether it is released, to its jurisdiction and the secretariat how far it is."""
    seen = refuse_seeing_part(person, part.jurisdiction) is None
    return {
        "jurisdiction": part.jurisdiction,
        "seat": label(part.jurisdiction),
        "state": part.state if seen else part.public_state if public else "not_released",
        "released_at": part.public_from if public else None,
        "due_on": rules.due_on(part) if seen else part.round.deadline,
        "overdue": rules.is_overdue(part, timezone.localdate()) if seen else None,
        "sent_at": part.sent_at if seen else None,
        "on_behalf": part.on_behalf if public or seen else None,
    }


@router.get("", auth=OPEN, response={200: Rounds, **documented(401, 422)}, summary="Rounds")
def rounds(request: HttpRequest, which: Query[Which]) -> dict:
    """All rounds, the latest period first."""
    if which.framework:
        published(which.framework)
    found = all_rounds().filter(framework__key=which.framework) if which.framework else all_rounds()
    return {"rounds": [round_shown(row) for row in found]}


@router.get("/{key}", auth=OPEN, response={200: RoundWithParts, **documented(401, 404, 422)}, summary="One round")
def one(request: HttpRequest, key: Text) -> dict:
    """A round and the state of its parts, in the order of the seats."""
    found = all_rounds().filter(pk=key).first()
    if found is None:
        raise missing(_("There is no round %(key)s.") % {"key": key})
    parts = sorted(marked(found.submissions.all()), key=lambda part: order(part.jurisdiction))
    for part in parts:
        part.round = found
    person = request.auth.person  # type: ignore[attr-defined]
    shown = [part_shown(part, person, bool(part.now_public)) for part in parts]  # type: ignore[attr-defined]
    return {"round": round_shown(found), "parts": shown}
