"""Which proposals, decisions, projects and needs that a page names this person may open, and where.

What is not here stands on the page as words: its number is known to the reader, its page is not theirs.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.urls import reverse

from opensalw.coordination.models import Point, Project, Proposal
from opensalw.coordination.queries.calls import proposals_seen_by
from opensalw.coordination.queries.decisions import decisions_seen_by
from opensalw.coordination.queries.needs import needs as released
from opensalw.coordination.queries.needs import needs_seen_by
from opensalw.coordination.queries.projects import projects_seen_by, public_projects
from opensalw.coordination.queries.traces import NeedTrace
from opensalw.core.permissions import PUBLIC, Person


@dataclass(frozen=True)
class Doors:
    """The addresses of what may be opened, by number or key."""

    proposals: dict[str, str] = field(default_factory=dict)
    decisions: dict[str, str] = field(default_factory=dict)
    projects: dict[str, str] = field(default_factory=dict)
    needs: dict[str, str] = field(default_factory=dict)


def doors(
    person: Person | None, *, proposals: Iterable[str] = (), decisions: Iterable[str] = (),
    projects: Iterable[str] = (), needs: Iterable[str] = (),
) -> Doors:  # fmt: skip
    """Of what a page names, what this person may open in the workspace; without a person, what everybody may."""
    if person is None:
        return Doors(
            decisions=_doors("decision", decisions_seen_by(PUBLIC), "number", decisions),
            projects=_doors("project", public_projects(), "key", projects),
            needs=_doors("public_need", released(is_public=True), "number", needs),
        )
    return Doors(
        proposals=_doors("proposal", proposals_seen_by(person), "number", proposals),
        decisions=_doors("committee", decisions_seen_by(person), "number", decisions),
        projects=_doors("project_work", projects_seen_by(person), "key", projects),
        needs=_doors("need", needs_seen_by(person), "number", needs),
    )


def _doors(page: str, seen, key: str, asked: Iterable[str]) -> dict[str, str]:
    named = set(asked)
    if not named:
        return {}
    found = seen.filter(**{f"{key}__in": named}).order_by().values_list(key, flat=True)
    return {one: reverse(page, args=[one]) for one in found}


def doors_of_trace(trace: NeedTrace, person: Person | None) -> Doors:
    """The doors of what follows from a need."""
    return doors(
        person, proposals=[one.number for one, _points in trace.proposals],
        decisions=[point.decision.number for _one, points in trace.proposals for point in points],
        projects=[one.key for one, _funding in trace.projects],
    )  # fmt: skip


def doors_of_points(points, person: Person | None) -> Doors:
    """The doors of what a decision was about."""
    held = [one.point.proposal for one in points]
    return doors(
        person, proposals=[one.number for one in held], projects=[one.project.key for one in held if one.project],
        needs=[need.number for one in held for need in one.needs.all()],
    )  # fmt: skip


def came_from(found: Project) -> dict[str, Any]:
    """The proposal that became a project, and the closed decisions on it."""
    proposal = Proposal.objects.filter(project=found).first()
    closed = Point.objects.filter(proposal=proposal, decision__state="closed").select_related("decision")
    return {"proposal": proposal, "decided": list(closed.order_by("decision__closed_at")) if proposal else []}


def doors_of_project(context: dict[str, Any], person: Person | None) -> Doors:
    """The doors of what a project came from and of the needs that it serves."""
    proposal = context["proposal"]
    return doors(
        person, proposals=[proposal.number] if proposal else [],
        decisions=[one.decision.number for one in context["decided"]],
        needs=[need.number for need in context["served"]],
    )  # fmt: skip
