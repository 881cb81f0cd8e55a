"""Needs through the API: those that were released, and with a token those that its holder may see."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.coordination.models import Need
from opensalw.coordination.queries.needs import needs_seen_by, public_needs
from opensalw.core.permissions import Person

from .answers import Answer, number
from .authentication import OPEN
from .problems import documented, missing
from .strictness import Jurisdiction, Sent, Text
from .submissions import asking

router = Router(tags=["needs"])
MOST = 500


class NeedShown(BaseModel):
    """A need; what is not known is null, never zero."""

    number: str
    jurisdiction: str
    goal: int
    kind: str
    is_challenge: bool
    text: str
    beneficiary: str
    urgency: str
    estimate: str | None
    currency: str
    status: str = Field(description="stated, confirmed, matched, funded, met, withdrawn, merged or split.")
    measure: str = Field(description="The indicator that should move; empty where none is named.")
    goes_on_as: list[str] = Field(description="Where a merged or split need goes on.")
    projects: list[str] = Field(description="Keys of the public projects that serve it.")
    round: str
    source: str
    locator: str
    stated_on: date | None


class Needs(Answer):
    """The needs asked for."""

    total: int
    needs: list[NeedShown]


class OneNeed(Answer):
    """One need."""

    need: NeedShown


class Which(Sent):
    """Which of them."""

    jurisdiction: Jurisdiction | None = None
    goal: Annotated[int, Field(ge=1, le=20)] | None = None
    status: Annotated[Text, Field(max_length=12)] = ""
    kind: Annotated[Text, Field(max_length=16)] = ""
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


def seen(person: Person):
    """The needs that somebody may read."""
    found = needs_seen_by(person) if person.posts else public_needs()
    return found.prefetch_related("projects", "split_into").order_by("jurisdiction", "goal", "number")


def shown(one: Need) -> dict:
    """A need in the form of the API."""
    names = (
        "number", "jurisdiction", "goal", "kind", "is_challenge", "text", "beneficiary", "urgency", "currency",
        "status", "measure", "locator", "stated_on",
    )  # fmt: skip
    estimate: Decimal | None = one.estimate
    return {
        **{name: getattr(one, name) for name in names}, "estimate": number(estimate),
        "goes_on_as": [one.into.number] if one.into else sorted(part.number for part in one.split_into.all()),
        "projects": sorted(project.key for project in one.projects.all() if project.is_public),
        "round": one.round_id or "", "source": one.source_id or "",
    }  # fmt: skip


@router.get("", auth=OPEN, response={200: Needs, **documented(401, 422)}, summary="Needs")
def every(request: HttpRequest, which: Query[Which]) -> dict:
    """Released needs; with a token or a session also those that its holder may see, at most 500 from an offset."""
    found = seen(asking(request))
    for name, value in which.model_dump(exclude={"offset"}).items():
        if value:
            found = found.filter(**{name: value})
    return {"total": found.count(), "needs": [shown(one) for one in found[which.offset : which.offset + MOST]]}


@router.get("/{id}", auth=OPEN, response={200: OneNeed, **documented(401, 404, 422)}, summary="One need")
def one(request: HttpRequest, id: Annotated[Text, Field(max_length=20)]) -> dict:
    """A need by its number."""
    found = seen(asking(request)).filter(number=id).first()
    if found is None:
        raise missing(_("The register has no such need."))
    return {"need": shown(found)}
