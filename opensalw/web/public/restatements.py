"""The restatements: every public figure that was corrected, with both values, the reason and the day."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from opensalw.core.designations import Footnotes, label
from opensalw.documents.models import Report
from opensalw.documents.queries import published_with
from opensalw.roadmap.framework.spec import FrameworkSpec, Line
from opensalw.roadmap.models import Observation, Restatement
from opensalw.roadmap.queries.restatements import in_force
from opensalw.web.figures import Figure
from opensalw.web.files import attached, written

from .doors import door, plain, stated, when
from .frame import Frame, answer, current, public_page

COLUMNS = (
    "restated_on", "measure", "line", "jurisdiction", "seat", "period_start", "period_end", "dimensions", "unit",
    "old_kind", "old_value", "old_reason", "new_kind", "new_value", "new_reason", "cause", "reason", "evidence", "told",
    "old_observation", "new_observation", "footnote",
)  # fmt: skip


@dataclass(frozen=True)
class Told:
    """A restatement as pages show it."""

    restatement: Restatement
    row: Observation
    line: Line
    measure: str
    when: str
    split: str
    old: Figure | None
    new: Figure | None
    reports: list[Report]


@public_page
def restatements(request: HttpRequest) -> HttpResponse:
    """Every restatement that is in force, the latest first."""
    frame = current()
    return answer(request, "restatements", frame, {"told": told(frame, in_force(frame.spec.key))})


@require_safe
def restatements_file(request: HttpRequest) -> HttpResponse:
    """The same as a CSV file."""
    frame = current()
    rows = (record(frame.spec, one) for one in in_force(frame.spec.key))
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", "restatements.csv")


def told(frame: Frame, found: Iterable[Restatement]) -> list[Told]:
    """Restatements in words, each with the published documents that print the old figure."""
    held = [one for one in found if known(frame.spec, one)]
    reports = documents_of(held)
    return [_told(frame.spec, one, reports) for one in held]


def documents_of(found: Iterable[Restatement]) -> list[Report]:
    """The published documents that print a figure which was restated."""
    old = [one.old_id for one in found if one.old_id]
    return list(published_with(old).select_related(None).select_related("round")) if old else []


def known(spec: FrameworkSpec, one: Restatement) -> bool:
    """Whether the framework that is shown has the line still."""
    try:
        spec.line(f"{one.measure}.{one.line}")
    except KeyError:
        return False
    return True


def _told(spec: FrameworkSpec, one: Restatement, reports: list[Report]) -> Told:
    row = one.new or one.old
    assert row is not None
    line = spec.line(f"{one.measure}.{one.line}")
    old, new = (door(side, line, with_unit=True) if side else None for side in (one.old, one.new))
    printed = [report for report in reports if one.old_id in report.figures]
    return Told(one, row, line, spec.measure(one.measure).title, when(row), stated(spec, row.dims), old, new, printed)


def record(spec: FrameworkSpec, one: Restatement) -> dict[str, object]:
    """A restatement as one flat record."""
    row = one.new or one.old
    assert row is not None
    notes = Footnotes(spec.audience)
    facts: dict[str, object] = {
        "restated_on": one.decided_at.date().isoformat() if one.decided_at else "",
        "measure": one.measure, "line": one.line, "jurisdiction": one.jurisdiction, "seat": label(one.jurisdiction),
        "period_start": row.start or "", "period_end": row.end or "",
        "dimensions": row.dims_key, "unit": row.unit, **_side("old", one.old), **_side("new", one.new),
        "cause": one.cause, "reason": notes.text(one.reason), "evidence": notes.text(one.evidence),
        "told": notes.text("; ".join(notice.who for notice in one.notices.all())),
        "old_observation": str(one.old_id or ""), "new_observation": str(one.new_id or ""),
    }  # fmt: skip
    return {**facts, "footnote": " ".join(str(note) for note in notes.owed())}


def _side(name: str, row: Observation | None) -> dict[str, object]:
    if row is None:
        absent = "withdrawn" if name == "new" else "absent"
        return {f"{name}_kind": absent, f"{name}_value": "", f"{name}_reason": ""}
    value = "" if row.value is None else f"{plain(row.value):f}"
    if row.kind == "range":
        value = f"{plain(row.low):f} to {plain(row.high):f}"
    value = value or row.grade or row.direction
    return {f"{name}_kind": row.kind, f"{name}_value": value, f"{name}_reason": row.reason}
