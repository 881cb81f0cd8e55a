"""What a project does and what came of it."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require
from opensalw.roadmap.queries.observations import latest_framework

from ..events import projects as events
from ..models import Project, ProjectActivity, ProjectResult
from ..rules import projects as rules
from .projects import held, record


@transaction.atomic
def keep_activity(project: Project, *, by: Person, id: UUID | None = None, **facts: Any) -> ProjectActivity:
    """Enter an activity of a project, or change the one with this id; a delay has a reason code."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    if not str(facts.get("title") or "").strip():
        raise Refused(_("Say what is done."), "title")
    if facts.get("status") == "postponed" and not facts.get("delay"):
        raise Refused(_("Say why the activity is postponed."), "delay")
    known = kept.activities.filter(pk=id).first() if id else None
    made = known or ProjectActivity(project=kept, position=_next(kept.activities))
    _write(made, facts)
    event = events.ProjectActivityKept(
        activity=str(made.pk), title=made.title, status=made.status, delay=made.delay
    )  # fmt: skip
    record(event, kept, by)
    return made


@transaction.atomic
def keep_result(
    project: Project, *, by: Person, framework_key: str = "", id: UUID | None = None, **facts: Any
) -> ProjectResult:
    """Enter a result of a project, or change the one with this id. The line that it names is one of the Roadmap's."""
    kept = held(project)
    require(rules.refuse_project_work(by, kept.organisation))
    if not str(facts.get("title") or "").strip():
        raise Refused(_("Say what the result is."), "title")
    if facts.get("measure") and framework_key:
        require(_unknown_line(framework_key, facts["measure"], facts.get("line") or ""), "measure")
    known = kept.results.filter(pk=id).first() if id else None
    made = known or ProjectResult(project=kept, position=_next(kept.results))
    _write(made, facts)
    line = f"{made.measure}.{made.line}" if made.line else made.measure
    actual = rules.plain(made.actual) if made.actual is not None else made.said
    record(events.ProjectResultKept(result=str(made.pk), title=made.title, line=line, actual=actual), kept, by)
    return made


def _unknown_line(framework_key: str, measure: str, line: str) -> str | None:
    spec = latest_framework(framework_key).spec
    known = {one.key: {two.key for two in one.lines} for one in spec.measures}
    if measure in known and (not line or line in known[measure]):
        return None
    return _("The Roadmap has no line %(line)s.") % {"line": f"{measure}.{line}" if line else measure}


def _next(rows: Any) -> int:
    return (rows.aggregate(last=Max("position"))["last"] or 0) + 1


def _write(made: Any, facts: dict[str, Any]) -> None:
    for name, value in facts.items():
        setattr(made, name, value)
    made.full_clean()
    made.save()
