"""Questions about contribution forms: what was sent, what is offered, who has not sent."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet

from ..contribution_form import FIELDS, OF_THE_PROJECT, as_kept
from ..models import Contribution, Project


def last_sent(project: Project, round_key: str = "") -> Contribution | None:
    """The last form that was sent of a project, for one round or for any."""
    found = project.contributions.filter(state=Contribution.State.SENT)
    if round_key:
        return found.filter(round_id=round_key).order_by("-number").first()
    return found.order_by("-sent_at").first()


def draft_of(project: Project, round_key: str) -> Contribution | None:
    """The form in work for a round."""
    return project.contributions.filter(round_id=round_key, state=Contribution.State.DRAFT).first()


def offered(project: Project) -> dict[str, str]:
    """What a new form holds before anyone types: the project as it stands, and the notes of the last form."""
    known: dict[str, Any] = {name: getattr(project, name) for name in OF_THE_PROJECT}
    last = last_sent(project)
    if last:
        known |= {
            field.name: last.content.get(field.name, "")
            for field in FIELDS if field.carried and field.name not in OF_THE_PROJECT
        }  # fmt: skip
    return as_kept(known)


def sent_for(round_key: str) -> QuerySet[Contribution]:
    """The forms that count for a round: of each project the last one that was sent."""
    found = Contribution.objects.filter(round_id=round_key, state=Contribution.State.SENT)
    return found.order_by("project_id", "-number").distinct("project_id").select_related("project")


def sent_by_project(round_key: str) -> dict[object, Contribution]:
    """The forms that count for a round, by the id of their project."""
    return {one.project_id: one for one in sent_for(round_key)}


def states_of(projects: Iterable[Project], round_key: str) -> dict[object, Contribution]:
    """For each project the form in work, else the last one sent, for a round."""
    rows = Contribution.objects.filter(round_id=round_key, project__in=[one.pk for one in projects])
    found: dict[object, Contribution] = {}
    for row in rows.order_by("number"):
        found[row.project_id] = row
    return found
