"""A figure that was found in a text, as a page shows it: its sentence, the number marked, and where it may stand."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.units import Unit, figure
from opensalw.roadmap.cells import Cell, shown
from opensalw.roadmap.figure_text import as_typed
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure
from opensalw.roadmap.models import DraftCell, NoteDocument, ProposedFigure
from opensalw.roadmap.prose.deciding import cell_of, doubts, refuse_jurisdiction
from opensalw.roadmap.rules import dims_key, refuse_cell

from .lines import cell_in_words, dims_in_words
from .parts import PartPage


@dataclass
class Proposal:
    """One proposed figure beside its sentence."""

    row: ProposedFigure
    measure: Measure | None
    line: Line | None
    split: str
    standing: DraftCell | None
    foreign: str | None
    refused: str | None
    place: tuple[int, int]

    @property
    def found(self) -> dict[str, Any]:
        """What was read."""
        return self.row.found

    @property
    def unit(self) -> Unit | None:
        """The unit that was read; None where the closed list has none."""
        return Unit(self.found["unit"]) if self.found["unit"] else None

    @property
    def status(self) -> str:
        """Whether the text speaks of it as done, under way or planned."""
        return {"done": _("done"), "ongoing": _("under way"), "planned": _("planned")}[self.found["status"]]

    @property
    def actor(self) -> str:
        """Who acts, in words: the kind of institution, or the organisation."""
        whose, _slash, kind = (self.found["actor"] or "").rpartition("/")
        return kind.upper() if whose == "ORG" else kind.replace("_", " ")

    @property
    def words(self) -> str:
        """The figure in words, with its unit or the noun that is counted."""
        if self.unit and (cell := cell_of(self.found, self.unit)):
            return shown(cell)
        amount = self.found["amount"]
        if amount is None:
            return self.found["written"]
        number = figure(str(amount))
        bound = _("up to %(figure)s") % {"figure": number} if self.found["qualifier"] == "at_most" else number
        return f"{bound} {self.unit.plural if self.unit else self.found['counted']}"

    @property
    def doubts(self) -> list[str]:
        """What a person must look at first."""
        return doubts(self.found)

    @property
    def cell(self) -> Cell | None:
        """The cell that it becomes as it is; None where something must be mended first."""
        if self.line is None or self.measure is None or self.foreign or self.refused or self.doubts:
            return None
        return cell_of(self.found, self.line.unit)

    @property
    def is_ready(self) -> bool:
        """Whether it can be accepted as it is: nothing is doubtful, and nothing else stands in its place."""
        cell = self.cell
        return self.row.is_open and cell is not None and (self.standing is None or self.standing.cell == cell)

    @property
    def stands_there(self) -> str:
        """What the line holds now, in words; nothing where it is empty."""
        return cell_in_words(self.standing, self.line) if self.standing and self.line else ""

    @property
    def typed(self) -> str:
        """The figure as one would type it."""
        cell = cell_of(self.found, self.line.unit if self.line else self.unit or Unit.piece)
        if cell is None or cell.kind == "direction":
            return figure(str(self.found["amount"])) if self.found["amount"] is not None else ""
        return as_typed(cell)


@dataclass
class Said:
    """A sentence and what was found in it."""

    proposals: list[Proposal]

    @property
    def pieces(self) -> list[tuple[str, bool]]:
        """The sentence in pieces; true for those that are marked as a number."""
        sentence, at, pieces = self.proposals[0].found["sentence"], 0, []
        for start, end in sorted(one.place for one in self.proposals):
            if start >= at and end > start:
                pieces += [(sentence[at:start], False), (sentence[start:end], True)]
                at = end
        return [piece for piece in [*pieces, (sentence[at:], False)] if piece[0]]


def proposals(page: PartPage, document: NoteDocument) -> list[Proposal]:
    """The proposed figures of a text, in order."""
    cells = {(cell.measure, cell.line, cell.dims_key): cell for cell in page.cells}
    return [proposal(page, document, row, cells) for row in document.figures.all()]


def proposal(page: PartPage, document: NoteDocument, row: ProposedFigure, cells: dict | None = None) -> Proposal:
    """One proposed figure as the page shows it."""
    if cells is None:
        cells = {(cell.measure, cell.line, cell.dims_key): cell for cell in page.cells}
    measure, line = _line(page.spec, row)
    return Proposal(
        row, measure, line, dims_in_words(page.spec, row.dims) if row.dims else "",
        cells.get((row.measure, row.line, dims_key(row.dims))),
        refuse_jurisdiction(row.found, page.part.jurisdiction),
        _refused(page.spec, measure, line, row),
        _place(row.found, document.text),
    )  # fmt: skip


def by_sentence(found: list[Proposal]) -> list[Said]:
    """The figures of a text, one sentence after the other."""
    return [Said(list(of_one)) for _place, of_one in groupby(found, key=lambda one: tuple(one.found["sentence_span"]))]


def _line(spec: FrameworkSpec, row: ProposedFigure) -> tuple[Measure | None, Line | None]:
    try:
        return spec.measure(row.measure), spec.line(row.reference)
    except KeyError:
        return None, None


def _refused(spec: FrameworkSpec, measure: Measure | None, line: Line | None, row: ProposedFigure) -> str | None:
    """Why the figure cannot stand on the line as it is; what can be mended is no reason."""
    if measure is None or line is None or not row.is_open:
        return None
    cell = cell_of(row.found, line.unit)
    return refuse_cell(spec, measure, line, row.dims, cell) if cell else None


def _place(found: dict[str, Any], text: str) -> tuple[int, int]:
    """Where the number stands in its sentence as it is shown; nowhere where it cannot be told."""
    sentence, written = found["sentence"], " ".join(found["written"].split())
    earlier = text[found["sentence_span"][0] : found["span"][0]].count(found["written"])
    at = -1
    for _time in range(earlier + 1):
        at = sentence.find(written, at + 1)
    return (at, at + len(written)) if at >= 0 else (0, 0)
