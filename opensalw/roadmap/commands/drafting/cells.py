"""Figures in work: kept one by one, emptied, or given one reason for all that is open."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ... import rules
from ...cells import Cell, missing, spelled
from ...framework.spec import FrameworkSpec, Line, Measure
from ...history import cell_facts, cell_key
from ...incoming import Incoming
from ...models import DraftCell, Submission
from ...queries.forms import unanswered_lines
from .changes import Change, note
from .opening import ChangedMeanwhile, open_for


@transaction.atomic
def save_cell(
    submission: Submission,
    *,
    measure: str,
    line: str,
    cell: Cell,
    by: Person,
    dims: Mapping[str, str] | None = None,
    explanation: str | None = "",
    revision: int | None = None,
    origin: str = DraftCell.Origin.TYPED,
    source: Mapping[str, Any] | None = None,
    via: str = "form",
    why: str = "",
) -> DraftCell:
    """Keep a figure in work, or the reason why it is missing.

    ``origin`` and ``source`` say where a figure was taken over from (``source["value"]`` is what it was
    there). A figure that is typed over one that was taken over keeps its source, so that both are seen.
    """
    part = open_for(submission, by)
    incoming = Incoming(measure, line, cell, dict(dims or {}), explanation, revision, origin, dict(source or {}))
    held = _held(part, incoming)
    kept, change = keep(part, incoming, held, by)
    kept.save()
    note(part, [change], by=by, via=via, why=why)
    return kept


@transaction.atomic
def clear_cell(
    submission: Submission, *, measure: str, line: str, by: Person, dims_key: str = "", via: str = "form"
) -> None:
    """Empty a cell that was filled: back to "not answered"."""
    part = open_for(submission, by)
    require(rules.refuse_line(part, measure, by), field=f"{measure}.{line}")
    held = DraftCell.objects.filter(submission=part, measure=measure, line=line, dims_key=dims_key).first()
    if held is not None:
        note(part, [Change("figure", cell_key(held), cell_facts(held), None)], by=by, via=via)
        held.delete()


@transaction.atomic
def fill_missing(submission: Submission, *, measure: str | None, reason: str, by: Person) -> int:
    """Give one reason to every line that is not answered yet, of a measure or of the whole part."""
    part = open_for(submission, by)
    rows, changes = [], []
    for held, line in unanswered_lines(part):
        if measure not in (None, held.key) or rules.refuse_line(part, held.key, by):
            continue
        incoming = Incoming(held.key, line.key, missing(reason, line.unit), explanation="")
        row, change = keep(part, incoming, None, by)
        rows.append(row)
        changes.append(change)
    DraftCell.objects.bulk_create(rows)
    note(part, changes, by=by, via="fill")
    return len(rows)


def keep(part: Submission, incoming: Incoming, held: DraftCell | None, by: Person) -> tuple[DraftCell, Change]:
    """The row of a figure that may stand, not saved yet, and its line in the history; Refused says why not."""
    cell = incoming.cell
    assert cell is not None
    checked_line(part, incoming, by)
    before = cell_facts(held) if held else None
    if held is None:
        names = {"measure": incoming.measure, "line": incoming.line}
        held = DraftCell(submission_id=part.pk, **names, dims_key=rules.dims_key(incoming.dims), revision=0)
        held.dims = dict(incoming.dims)
    elif incoming.seen is not None and held.revision != incoming.seen:
        raise ChangedMeanwhile(held)
    held.revision += 1
    held.unit, held.kind, held.qualifier = cell.unit, cell.kind, cell.qualifier
    held.value, held.low, held.high = cell.value, cell.low, cell.high
    held.grade, held.direction, held.reason = cell.grade or "", cell.direction or "", cell.reason or ""
    if incoming.explanation is not None:
        _explain(held, incoming.explanation.strip(), cell, sent_with_it=incoming.origin == DraftCell.Origin.API)
    held.origin = incoming.origin
    held.source = dict(incoming.source) or held.source
    held.touched_by, held.touched_at = by.id, timezone.now()
    held.institutions = sorted({*held.institutions, *by.institutions_in(part.jurisdiction)})
    return held, Change("figure", cell_key(held), before, cell_facts(held))


def _explain(held: DraftCell, text: str, cell: Cell, *, sent_with_it: bool) -> None:
    """Keep an explanation and what it explains: the figure for which it was written, not one that came later.

    A form and a workbook bring back the words that stood there before; a machine sends them with the figure.
    """
    if text != held.explanation or sent_with_it:
        held.explanation, held.explains = text, spelled(cell) if text else ""


def checked_line(part: Submission, incoming: Incoming, by: Person) -> tuple[Measure, Line]:
    """The line that a figure is for, if it may be filled there by this person; Refused says why not."""
    spec: FrameworkSpec = part.round.framework.spec
    try:
        measure, line = spec.measure(incoming.measure), spec.line(incoming.reference)
    except KeyError:
        raise Refused(_("There is no line %(line)s.") % {"line": incoming.reference}, "line") from None
    if measure.view_of:
        raise Refused(_("%(measure)s is a view; fill %(source)s.") % {
            "measure": measure.key, "source": measure.view_of.measure
        }, "measure")  # fmt: skip
    if (measure.part == "regional") != (part.jurisdiction == "J-REG"):
        raise Refused(_("%(measure)s belongs to another part.") % {"measure": measure.title}, "measure")
    require(rules.refuse_line(part, measure.key, by), field=incoming.reference)
    if incoming.cell is not None:
        require(rules.refuse_cell(spec, measure, line, incoming.dims, incoming.cell), field=incoming.reference)
    return measure, line


def _held(part: Submission, incoming: Incoming) -> DraftCell | None:
    names = {"measure": incoming.measure, "line": incoming.line, "dims_key": rules.dims_key(incoming.dims)}
    return DraftCell.objects.filter(submission=part, **names).first()


def held_cells(part: Submission, figures: Sequence[Incoming]) -> dict[tuple[str, str, str], DraftCell]:
    """What stands now in the measures that ``figures`` are of, in one query."""
    measures = {one.measure for one in figures}
    return {
        (row.measure, row.line, row.dims_key): row
        for row in DraftCell.objects.filter(submission=part, measure__in=measures)
    }
