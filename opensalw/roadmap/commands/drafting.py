"""Work on a part: text items, figures, evidence, activities. Drafts are not ledger entries."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from .. import rules
from ..cells import Cell, missing
from ..models import Activity, ActivityReport, DraftCell, Submission, TextItem
from ..queries.forms import unanswered_lines


class ChangedMeanwhile(Refused):
    """Somebody else saved the same thing since this page was opened; ``theirs`` is what stands now."""

    def __init__(self, theirs: Any) -> None:
        super().__init__(_("Someone else changed this since you opened it. Both texts are shown; nothing is lost."))
        self.theirs = theirs


def open_for(submission: Submission, by: Person) -> Submission:
    """Lock the part and check that ``by`` may fill it now."""
    locked = Submission.objects.select_for_update(of=("self",)).select_related("round__framework").get(pk=submission.pk)
    require(rules.refuse_entering(locked, by))
    Submission.objects.filter(pk=locked.pk).update(touched_at=timezone.now())
    return locked


@transaction.atomic
def save_text(
    submission: Submission,
    *,
    goal: int,
    kind: str,
    text: str,
    by: Person,
    item: UUID | None = None,
    revision: int | None = None,
    language: str = "en",
    translation: str = "",
) -> TextItem:
    """Keep a text item, a new one or a changed one.

    ``revision`` is what the editor had in hand; ChangedMeanwhile is raised when it is no longer the last.
    """
    part = open_for(submission, by)
    require(rules.refuse_text(text, goal, part.round.framework.spec), field="text")
    if kind not in TextItem.Kind.values:
        raise Refused(_("A text item is progress, a challenge, a plan or a need."), field="kind")
    if item is None:
        last = TextItem.objects.filter(submission=part, goal=goal, kind=kind).order_by("-position").first()
        kept = TextItem(submission=part, goal=goal, kind=kind, position=last.position + 1 if last else 0)
    else:
        kept = TextItem.objects.select_for_update().get(pk=item, submission=part)
        if revision is not None and kept.revision != revision:
            raise ChangedMeanwhile(kept)
        kept.revision += 1
    kept.goal, kept.kind = goal, kind
    kept.text, kept.language, kept.translation = text.strip(), language, translation.strip()
    kept.touched_by = by.id
    kept.save()
    return kept


@transaction.atomic
def remove_text(submission: Submission, item: UUID, *, by: Person) -> None:
    """Take a text item out of a draft; what was sent before stays in its snapshot."""
    part = open_for(submission, by)
    TextItem.objects.filter(pk=item, submission=part).delete()


@transaction.atomic
def save_cell(
    submission: Submission,
    *,
    measure: str,
    line: str,
    cell: Cell,
    by: Person,
    dims: Mapping[str, str] | None = None,
    explanation: str = "",
    revision: int | None = None,
) -> DraftCell:
    """Keep a figure in work, or the reason why it is missing."""
    part = open_for(submission, by)
    return _keep_cell(part, measure, line, dict(dims or {}), cell, by, explanation, revision)


@transaction.atomic
def clear_cell(submission: Submission, *, measure: str, line: str, by: Person, dims_key: str = "") -> None:
    """Empty a cell that was filled: back to "not answered"."""
    part = open_for(submission, by)
    DraftCell.objects.filter(submission=part, measure=measure, line=line, dims_key=dims_key).delete()


@transaction.atomic
def fill_missing(submission: Submission, *, measure: str | None, reason: str, by: Person) -> int:
    """Give one reason to every line that is not answered yet, of a measure or of the whole part."""
    part = open_for(submission, by)
    count = 0
    for held, line in unanswered_lines(part):
        if measure in (None, held.key):
            _keep_cell(part, held.key, line.key, {}, missing(reason, line.unit), by, "", None)
            count += 1
    return count


def _keep_cell(
    part: Submission,
    measure_key: str,
    line_key: str,
    dims: dict[str, str],
    cell: Cell,
    by: Person,
    explanation: str,
    revision: int | None,
) -> DraftCell:
    spec = part.round.framework.spec
    try:
        measure = spec.measure(measure_key)
        line = spec.line(f"{measure_key}.{line_key}")
    except KeyError:
        raise Refused(_("There is no line %(line)s.") % {"line": f"{measure_key}.{line_key}"}, "line") from None
    if measure.view_of:
        raise Refused(_("%(measure)s is a view; fill %(source)s.") % {
            "measure": measure.key, "source": measure.view_of.measure
        }, "measure")  # fmt: skip
    if (measure.part == "regional") != (part.jurisdiction == "J-REG"):
        raise Refused(_("%(measure)s belongs to another part.") % {"measure": measure.title}, "measure")
    require(rules.refuse_cell(spec, measure, line, dims, cell), field=f"{measure_key}.{line_key}")
    key = rules.dims_key(dims)
    kept = DraftCell.objects.filter(submission=part, measure=measure_key, line=line_key, dims_key=key).first()
    if kept is None:
        kept = DraftCell(submission=part, measure=measure_key, line=line_key, dims_key=key, dims=dims, revision=0)
    elif revision is not None and kept.revision != revision:
        raise ChangedMeanwhile(kept)
    kept.revision += 1
    kept.unit, kept.kind, kept.qualifier = cell.unit, cell.kind, cell.qualifier
    kept.value, kept.low, kept.high = cell.value, cell.low, cell.high
    kept.grade, kept.direction, kept.reason = cell.grade or "", cell.direction or "", cell.reason or ""
    kept.explanation, kept.touched_by = explanation.strip(), by.id
    institutions = sorted(by.institutions_in(part.jurisdiction))
    kept.institutions = sorted({*kept.institutions, *institutions})
    kept.save()
    return kept


@transaction.atomic
def report_activity(
    submission: Submission,
    activity: Activity,
    *,
    status: str,
    by: Person,
    delay: str = "",
    share_done: int | None = None,
    text: str = "",
) -> ActivityReport:
    """Say in a part how an activity of the own action plan stands."""
    part = open_for(submission, by)
    if activity.plan.jurisdiction != part.jurisdiction:
        raise Refused(_("This activity is of another jurisdiction's plan."))
    require(rules.refuse_activity_report(status, delay, share_done), field="status")
    values = {"status": status, "delay": delay, "share_done": share_done, "text": text.strip(), "touched_by": by.id}
    return ActivityReport.objects.update_or_create(submission=part, activity=activity, defaults=values)[0]
