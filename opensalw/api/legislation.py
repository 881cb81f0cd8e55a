"""Acts and how far each jurisdiction carries them out."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils import timezone
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.jurisdictions import seats
from opensalw.legislation.queries.acts import acts, matrix

from .answers import Answer
from .authentication import OPEN
from .problems import documented
from .strictness import Sent, Text

router = Router(tags=["legislation"])


class ActShown(BaseModel):
    """An act; its text is not kept."""

    key: str
    framework: str
    kind: str
    title: str
    short_title: str
    jurisdiction: str
    area: str
    celex: str
    eli: str
    line: str = Field(description="The line of the indicator on aligned laws; empty where there is none.")
    status: str | None = Field(description="How far it is; null where nothing is known.")
    status_as_of: date | None
    links: list[str] = Field(description="`kind key` of the acts that it stands to.")


class Acts(Answer):
    """All acts."""

    acts: list[ActShown]


class PlaceShown(BaseModel):
    """How far a jurisdiction carries out an act on the day."""

    act: str
    jurisdiction: str
    grade: str | None = Field(description="Null where it is not known; that is not `none`.")
    on: date | None
    reopened: int = Field(description="How many provisions an amendment opened again.")
    own_acts: list[str]


class Matrix(Answer):
    """Act by jurisdiction."""

    on: date
    places: list[PlaceShown]


class Which(Sent):
    """Which acts."""

    framework: Annotated[Text, Field(max_length=10)] = ""
    jurisdiction: Annotated[Text, Field(max_length=8)] = ""


class Day(Sent):
    """On which day."""

    on: date | None = Field(default=None, description="Today if left out.")


@router.get("/acts", auth=OPEN, response={200: Acts, **documented(401, 422)}, summary="Acts")
def list_of_acts(request: HttpRequest, which: Query[Which]) -> dict:
    """Every act, with how far it is and how it stands to others."""
    found = []
    for act in acts(framework=which.framework, jurisdiction=which.jurisdiction):
        last = next(iter(list(act.statuses.all())[-1:]), None)
        facts = {name: getattr(act, name) for name in ActShown.model_fields if hasattr(act, name) and name != "links"}
        links = [f"{one.kind} {one.other_id}" for one in act.links.all()]
        status = {"status": last.step if last else None, "status_as_of": last.as_of if last else None}
        found.append({**facts, **status, "links": links})
    return {"acts": found}


@router.get("/matrix", auth=OPEN, response={200: Matrix, **documented(401, 422)}, summary="Act by jurisdiction")
def act_by_jurisdiction(request: HttpRequest, day: Query[Day]) -> dict:
    """How far each jurisdiction carries out each act at the end of a day."""
    on = day.on or timezone.localdate()
    places = matrix([seat.id for seat in seats()], on=on)
    return {
        "on": on,
        "places": [
            {"act": act.key, "jurisdiction": jid, "grade": place.grade or None, "on": place.on,
             "reopened": place.waiting, "own_acts": [one.key for one, _status in place.own]}
            for act, by_seat in places.items() for jid, place in by_seat.items()
        ],
    }  # fmt: skip
