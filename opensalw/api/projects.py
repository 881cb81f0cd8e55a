"""The public portfolio through the API: projects with their money, each amount in its own currency."""

from datetime import date
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.coordination.models import Project
from opensalw.coordination.queries.projects import funding_of, money_of, public_projects
from opensalw.coordination.queries.rates import Rates

from .answers import Answer, number
from .authentication import OPEN
from .problems import documented, missing
from .strictness import Jurisdiction, Sent, Text

router = Router(tags=["projects"])
MOST = 500


class MoneyShown(BaseModel):
    """An amount in its own currency; null where the gift is known and the amount is not."""

    kind: str
    donor: str
    amount: str | None
    currency: str
    on: date | None
    starts_on: date | None
    ends_on: date | None


class ProjectShown(BaseModel):
    """A project; what is not known of it is null or empty, never zero."""

    key: str
    title: str
    organisation: str
    is_mechanism: bool = Field(description="Projects are paid out of it; its amounts are not added to theirs.")
    stage: str
    delay: str
    funding: str = Field(description="fully, partly, not or not_known.")
    starts_on: date | None
    ends_on: date | None
    extension_asked_until: date | None
    jurisdictions: list[str]
    goals: list[int]
    kinds: list[str]
    measures: list[str] = Field(description="Indicators that should move; nothing is added to them.")
    beneficiaries: str
    needs: list[str]
    money: list[MoneyShown]
    source: str
    locator: str
    as_of: date | None


class Projects(Answer):
    """The projects asked for."""

    total: int
    projects: list[ProjectShown]


class OneProject(Answer):
    """One project."""

    project: ProjectShown


class Which(Sent):
    """Which of them."""

    jurisdiction: Jurisdiction | None = None
    goal: Annotated[int, Field(ge=1, le=20)] | None = None
    donor: Annotated[Text, Field(max_length=60)] = ""
    stage: Annotated[Text, Field(max_length=14)] = ""
    offset: Annotated[int, Field(ge=0, le=100_000)] = 0


def shown(one: Project, rates: Rates) -> dict:
    """A project in the form of the API."""
    names = (
        "key", "title", "is_mechanism", "stage", "delay", "starts_on", "ends_on", "extension_asked_until",
        "jurisdictions", "goals", "kinds", "measures", "beneficiaries", "locator", "as_of",
    )  # fmt: skip
    return {
        **{name: getattr(one, name) for name in names}, "organisation": one.organisation.name,
        "funding": str(funding_of(one, rates).state), "source": one.source_id or "",
        "needs": sorted(need.number for need in one.needs.all() if need.is_public),
        "money": [
            {
                "kind": row.kind, "donor": row.donor.name if row.donor else "", "amount": number(row.amount),
                "currency": row.currency, "on": row.on, "starts_on": row.starts_on, "ends_on": row.ends_on,
            }
            for row in money_of(one)
        ],
    }  # fmt: skip


@router.get("", auth=OPEN, response={200: Projects, **documented(401, 422)}, summary="Projects")
def every(request: HttpRequest, which: Query[Which]) -> dict:
    """The public portfolio, at most 500 from an offset."""
    found = public_projects().order_by("key")
    if which.jurisdiction:
        found = found.filter(jurisdictions__contains=[which.jurisdiction])
    if which.goal:
        found = found.filter(goals__contains=[which.goal])
    if which.stage:
        found = found.filter(stage=which.stage)
    if which.donor:
        found = found.filter(money__donor=which.donor, money__withdrawn_at__isnull=True).distinct()
    rates = Rates()
    rows = found[which.offset : which.offset + MOST]
    return {"total": found.count(), "projects": [shown(one, rates) for one in rows]}


@router.get("/{key}", auth=OPEN, response={200: OneProject, **documented(401, 404, 422)}, summary="One project")
def one(request: HttpRequest, key: Annotated[Text, Field(max_length=80)]) -> dict:
    """A project by its key."""
    found = public_projects().filter(key=key).first()
    if found is None:
        raise missing(_("There is no such project."))
    return {"project": shown(found, Rates())}
