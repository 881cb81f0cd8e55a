"""Restatements: public figures that were corrected, with both values and the reason."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.roadmap.models import Observation, Restatement
from opensalw.roadmap.queries.restatements import in_force

from .answers import Answer
from .authentication import OPEN
from .declarations import published
from .observation_table import Row, rows_of
from .problems import documented
from .strictness import Sent, Text

router = Router(tags=["observations"])


class RestatementShown(BaseModel):
    """One restatement: what a figure was, what it is, why, since when."""

    id: str
    line: str
    jurisdiction: str
    old: Row | None = Field(description="Null where the figure was added after the release.")
    new: Row | None = Field(description="Null where the figure was withdrawn.")
    cause: str = Field(description="seat_error, late_data, definition or secretariat_error.")
    reason: str
    evidence: str
    restated_at: datetime
    told: list[str] = Field(description="Who was told of it.")


class Restatements(Answer):
    """All restatements, the latest first."""

    restatements: list[RestatementShown]


class Which(Sent):
    """Of which framework."""

    framework: Annotated[Text, Field(max_length=80)] = ""


@router.get("", auth=OPEN, response={200: Restatements, **documented(401, 422)}, summary="Restatements")
def restatements(request: HttpRequest, which: Query[Which]) -> dict:
    """Every restatement of a public figure that is in force."""
    if which.framework:
        published(which.framework)
    return {"restatements": shown(list(in_force(which.framework)))}


def shown(found: list[Restatement]) -> list[dict]:
    """Restatements in the form of the API; the figures in two queries however many there are."""
    ids = [pk for one in found for pk in (one.old_id, one.new_id) if pk]
    rows = {row["id"]: row for row in rows_of(Observation.objects.filter(pk__in=ids))}
    return [
        {
            "id": str(one.pk),
            "line": f"{one.measure}.{one.line}",
            "jurisdiction": one.jurisdiction,
            "old": rows.get(str(one.old_id)),
            "new": rows.get(str(one.new_id)),
            "cause": one.cause,
            "reason": one.reason,
            "evidence": one.evidence,
            "restated_at": one.decided_at,
            "told": [notice.who for notice in one.notices.all()],
        }
        for one in found
    ]
