"""Figures out of a text: the text is read once, and each figure is accepted, mended or dropped by a person."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ..cells import Cell
from ..models import DraftCell, NoteDocument, ProposedFigure, Submission
from ..prose.deciding import refuse_jurisdiction
from ..prose.documents import Document
from ..prose.figures import figures
from ..prose.placing import place_of
from ..queries.forms import asked_lines
from ..rules import dims_key
from .drafting import clear_cell, open_for, save_cell

State = ProposedFigure.State


@transaction.atomic
def add_notes(submission: Submission, *, document: Document, by: Person) -> NoteDocument:
    """Read a text for a part and keep the figures that it seems to hold, each to be decided."""
    part = open_for(submission, by)
    if NoteDocument.objects.filter(submission=part, sha256=document.sha256).exists():
        raise Refused(_("This text is already here. Nothing was added."), "text")
    kept = NoteDocument.objects.create(
        submission=part, name=document.name[:200], text=document.text, sha256=document.sha256, added_by=by.id
    )
    seat = None if part.jurisdiction == REGIONAL else part.jurisdiction
    spec, period = part.round.framework.spec, part.round.figures_period
    asked = asked_lines(spec, part.jurisdiction)
    rows = []
    for number, one in enumerate(figures(document, round=period, jurisdiction=seat)):
        place = place_of(one, spec, asked)
        row = ProposedFigure(document=kept, position=number, found=one.as_json())
        if place:
            row.measure, row.line, row.dims = place.measure, place.line, dict(place.dims)
        rows.append(row)
    ProposedFigure.objects.bulk_create(rows)
    return kept


@transaction.atomic
def accept_figure(
    figure: ProposedFigure,
    *,
    measure: str,
    line: str,
    cell: Cell,
    by: Person,
    dims: Mapping[str, str] | None = None,
    explanation: str = "",
    replace: bool = False,
) -> DraftCell:
    """Take a figure of a text into the draft, with its sentence as where it came from.

    A line that holds another figure already is refused unless ``replace`` says that this one takes its place.
    """
    held = _locked(figure)
    part = held.document.submission
    require(refuse_jurisdiction(held.found, part.jurisdiction), field="figure")
    _refuse_decided(held)
    standing = DraftCell.objects.filter(
        submission=part, measure=measure, line=line, dims_key=dims_key(dims or {})
    ).first()
    if standing is not None and standing.cell != cell and not replace:
        raise Refused(_("This line holds another figure already. Say that this one takes its place."), "replace")
    kept = save_cell(
        part, measure=measure, line=line, cell=cell, by=by, dims=dims, explanation=explanation, origin="prose",
        source=_source(held), via="prose",
    )  # fmt: skip
    held.measure, held.line, held.dims = measure, line, dict(dims or {})
    _decide(held, State.ACCEPTED, by)
    return kept


@transaction.atomic
def drop_figure(figure: ProposedFigure, *, by: Person) -> ProposedFigure:
    """Say that a figure of a text is not wanted; it stays in the list and can be taken up again."""
    held = _locked(figure)
    open_for(held.document.submission, by)
    _refuse_decided(held)
    return _decide(held, State.DROPPED, by)


@transaction.atomic
def reopen_figure(figure: ProposedFigure, *, by: Person) -> ProposedFigure:
    """Take a decision back. A draft cell that still holds exactly this figure is emptied with it."""
    held = _locked(figure)
    part = open_for(held.document.submission, by)
    if held.state == State.ACCEPTED:
        key = dims_key(held.dims)
        cell = DraftCell.objects.filter(submission=part, measure=held.measure, line=held.line, dims_key=key).first()
        if cell is not None and cell.origin == "prose" and cell.source.get("figure") == str(held.pk):
            clear_cell(part, measure=held.measure, line=held.line, dims_key=key, by=by, via="prose")
    return _decide(held, State.WAITING, by)


@transaction.atomic
def remove_notes(document: NoteDocument, *, by: Person) -> None:
    """Take a text and what is proposed out of it away; figures that were accepted stay with their sentences."""
    open_for(document.submission, by)
    document.delete()


def _locked(figure: ProposedFigure) -> ProposedFigure:
    found = ProposedFigure.objects.select_related("document__submission__round__framework")
    return found.select_for_update(of=("self",)).get(pk=figure.pk)


def _refuse_decided(figure: ProposedFigure) -> None:
    if not figure.is_open:
        words = _("This figure is %(state)s already. Take that back first.")
        raise Refused(words % {"state": figure.get_state_display()}, "figure")


def _decide(figure: ProposedFigure, state: str, by: Person) -> ProposedFigure:
    figure.state, figure.decided_by, figure.decided_at = state, by.id, timezone.now()
    if state == State.WAITING:
        figure.decided_by, figure.decided_at = "", None
    figure.save()
    return figure


def _source(figure: ProposedFigure) -> dict[str, Any]:
    """Where the figure came from, as the draft cell keeps it."""
    found, document = figure.found, figure.document
    return {
        "value": found["written"], "sentence": found["sentence"], "document": document.name,
        "sha256": document.sha256, "span": found["span"], "actor": found["actor"], "period": found["period"],
        "figure": str(figure.pk),
    }  # fmt: skip
