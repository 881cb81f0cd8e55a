"""Frameworks: what a Roadmap declares. Drafts are not shown."""

from datetime import date, datetime
from typing import Annotated

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.designations import label
from opensalw.roadmap.framework.spec import Goal, Quoted
from opensalw.roadmap.models import FrameworkVersion
from opensalw.roadmap.queries.aims import aims

from .answers import Answer, number
from .authentication import OPEN
from .problems import documented, missing
from .strictness import Sent, Text

router = Router(tags=["frameworks"])


class Version(BaseModel):
    """One version of a framework; a version in use is never edited."""

    number: int
    status: str = Field(description="published: in force; retired: a later version is.")
    digest: str = Field(description="SHA-256 of the declaration.")
    note: str = Field(description="What changed.")
    published_at: datetime | None


class FrameworkSummary(BaseModel):
    """A framework in a list."""

    key: str
    version: int
    title: str
    region: str
    content: str = Field(description="complete, or content unknown: then nothing but the frame is declared.")
    goal_word: str
    goals: int
    measures: int


class Frameworks(Answer):
    """The frameworks in force."""

    frameworks: list[FrameworkSummary]


class GoalShown(BaseModel):
    """A goal; the title is ours, the official wording has its citation."""

    number: int
    title: str
    official_wording: Quoted | None
    topics: list[str]
    measures: list[str] = Field(description="Keys of the measures that serve it.")


class FrameworkShown(Answer):
    """One framework."""

    key: str
    version: Version
    title: str
    official_title: Quoted | None
    vision: Quoted | None
    region: str
    jurisdictions: list[str]
    regional_part: bool
    languages: list[str]
    goal_word: str
    levels: list[str]
    cadence: dict[str, str] | None
    content: str
    note: str
    dimensions: dict[str, dict]
    goals: list[GoalShown]


class Versions(Answer):
    """The versions of a framework, the latest first."""

    versions: list[Version]


class AimShown(BaseModel):
    """A baseline, a milestone or a target of a jurisdiction for a line."""

    line: str
    jurisdiction: str
    seat: str
    kind: str = Field(description="baseline, milestone or target.")
    value: str = Field(description="An exact number as text.")
    unit: str
    cumulative: bool = Field(description="The figures of the periods are added up against it.")
    on: date = Field(description="By which day; of a baseline the day that it speaks of.")
    source: str
    url: str


class Aims(Answer):
    """What is laid down in a framework."""

    targets: list[AimShown]


class Wanted(Sent):
    """Which version."""

    version: Annotated[int, Field(ge=1, le=100_000)] | None = Field(default=None, description="The latest if left out.")


def version_shown(row: FrameworkVersion) -> dict:
    """A version without its content."""
    return {name: getattr(row, name) for name in Version.model_fields}


def released(key: str = "") -> list[FrameworkVersion]:
    """The versions that are not drafts, the latest of each framework first."""
    found = FrameworkVersion.objects.exclude(status=FrameworkVersion.Status.DRAFT).order_by("key", "-number")
    return list(found.filter(key=key) if key else found)


@router.get("", auth=OPEN, response={200: Frameworks, **documented(401, 422)}, summary="Frameworks in force")
def frameworks(request: HttpRequest) -> dict:
    """Every framework in force."""
    rows = [row for row in released() if row.status == FrameworkVersion.Status.PUBLISHED]
    return {
        "frameworks": [
            {
                "key": row.key, "version": row.number, "title": row.spec.title, "region": row.spec.region,
                "content": row.spec.status, "goal_word": row.spec.goal_word.singular,
                "goals": len(row.spec.goals), "measures": len(row.spec.measures),
            }
            for row in rows
        ]
    }  # fmt: skip


@router.get("/{key}", auth=OPEN, response={200: FrameworkShown, **documented(401, 404, 422)}, summary="One framework")
def framework(request: HttpRequest, key: Text, wanted: Query[Wanted]) -> dict:
    """A framework's goals and closed lists; its measures are under `/indicators`."""
    rows = [row for row in released(key) if wanted.version in (None, row.number)]
    if not rows:
        raise missing(_("There is no such framework, or no such version of it."))
    spec = rows[0].spec
    return {
        **{name: getattr(spec, name) for name in FrameworkShown.model_fields if hasattr(spec, name)},
        "version": version_shown(rows[0]),
        "goal_word": spec.goal_word.singular,
        "cadence": spec.cadence.model_dump() if spec.cadence else None,
        "content": spec.status,
        "dimensions": {key: found.model_dump() for key, found in spec.dimensions.items()},
        "goals": [goal_shown(goal, [m.key for m in spec.measures_of_goal(goal.number)]) for goal in spec.goals],
    }


def goal_shown(goal: Goal, measures: list[str]) -> dict:
    """A goal and the measures that serve it."""
    return {
        "number": goal.number, "title": goal.title, "official_wording": goal.official_wording,
        "topics": list(goal.topics), "measures": measures,
    }  # fmt: skip


@router.get("/{key}/targets", auth=OPEN, response={200: Aims, **documented(401, 404, 422)}, summary="Its targets")
def targets(request: HttpRequest, key: Text) -> dict:
    """Baselines, milestones and targets of the jurisdictions, each with the place where it is laid down."""
    if not released(key):
        raise missing(_("There is no framework %(key)s.") % {"key": key})
    same = ("jurisdiction", "kind", "unit", "cumulative", "on", "source", "url")
    shown = [
        {
            **{name: getattr(one, name) for name in same},
            "line": f"{one.measure}.{one.line}", "seat": label(one.jurisdiction), "value": number(one.value),
        }
        for one in aims(key)
    ]  # fmt: skip
    return {"targets": shown}


@router.get("/{key}/versions", auth=OPEN, response={200: Versions, **documented(401, 404, 422)}, summary="Its versions")
def versions(request: HttpRequest, key: Text) -> dict:
    """The versions that were ever in force."""
    rows = released(key)
    if not rows:
        raise missing(_("There is no framework %(key)s.") % {"key": key})
    return {"versions": [version_shown(row) for row in rows]}
