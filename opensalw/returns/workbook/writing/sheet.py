"""One sheet of figures: its hidden marks, its head, and a row for each figure."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.designations import Footnotes
from opensalw.core.spreadsheet_text import neutral
from opensalw.core.units import Unit
from opensalw.roadmap.cells import shown
from opensalw.roadmap.framework.spec import FrameworkSpec, Measure
from opensalw.roadmap.models import Observation

from ..form import BESIDE, COLUMNS, HEAD, Column, FormMark, Written, explained, reason_words
from ..rows import FormGoal, FormRow, bare_number, figure_words, split_words
from .lists import Lists
from .looks import Looks

MARK_ROW, KEY_ROW, TITLE_ROW, HEAD_ROW = 0, 1, 2, 4
LONGEST = 32_000
A4 = 9
RIGHT = ("figure", "before", "period", "computed")
MAY = {
    "format_cells": True, "format_columns": True, "format_rows": True, "autofilter": True, "sort": True,
    "objects": True,
}  # fmt: skip


class Sheet:
    """A worksheet with what its rows need: the form's mark, looks, lists, footnotes."""

    def __init__(self, sheet: Any, mark: FormMark, looks: Looks, notes: Footnotes, lists: Lists) -> None:
        """Begin at the first row."""
        self.sheet, self.mark, self.looks, self.notes, self.lists = sheet, mark, looks, notes, lists
        self.row = HEAD_ROW + 1
        self.columns: dict[str, int] = {}
        self.unit = cache(lambda unit: unit.plural)
        self.named: dict[tuple[tuple[str, str], ...], str] = {}

    @property
    def name(self) -> str:
        """The name of the sheet."""
        return self.sheet.get_name()

    def begin(self, columns: tuple[Column, ...], heading: str, under: str) -> None:
        """Write the hidden marks and the head."""
        sheet, looks = self.sheet, self.looks
        sheet.write_string(MARK_ROW, 0, str(self.mark))
        for index, column in enumerate(columns):
            self.columns[column.key] = index
            sheet.write_string(KEY_ROW, index, HEAD + column.key)
            sheet.set_column(index, index, column.width, None, {"hidden": True} if column.hidden else {})
            align = "right" if column.key in RIGHT else "left"
            title = BESIDE[0] if column.key == "id" else str(column.title)
            sheet.write_string(HEAD_ROW, index, title, looks.head(align))
        for row in (MARK_ROW, KEY_ROW):
            sheet.set_row(row, None, None, {"hidden": True})
        sheet.set_row(TITLE_ROW, 24)
        sheet.set_row(HEAD_ROW, 26)
        sheet.write_string(TITLE_ROW, 2, neutral(heading), looks.title())
        sheet.write_string(TITLE_ROW + 1, 2, neutral(under), looks.quiet())

    def put(self, key: str, text: str, look: Any) -> None:
        """Text as text in a column of the present row; what a cell cannot hold is cut and marked so."""
        if len(text) > LONGEST:
            text = text[:LONGEST] + " [...]"
        if text:
            self.sheet.write_string(self.row, self.columns[key], neutral(text), look)
        else:
            self.sheet.write_blank(self.row, self.columns[key], None, look)

    def split_name(self, spec: FrameworkSpec, dims: Mapping[str, str]) -> str:
        """A split in words; each is put together once."""
        key = tuple(dims.items())
        if key not in self.named:
            self.named[key] = split_words(spec, dims)
        return self.named[key]

    def number(self, key: str, value: Decimal, look: Any) -> None:
        """A number in a column of the present row."""
        self.sheet.write_number(self.row, self.columns[key], float(value), look)

    def choose(self, key: str, first: int, last: int, source: str, says: str) -> None:
        """Let the cells of a column choose from a list."""
        facts = {
            "validate": "list", "source": source, "error_title": str(_("Not in the list")), "error_message": says,
        }  # fmt: skip
        self.sheet.data_validation(first, self.columns[key], last, self.columns[key], facts)

    def finish(self) -> None:
        """Lock the labels without a password, and set the page up for A4."""
        sheet = self.sheet
        sheet.freeze_panes(HEAD_ROW + 1, 0, HEAD_ROW + 1, 0)
        sheet.protect("", MAY)
        sheet.set_landscape()
        sheet.set_paper(A4)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.repeat_rows(HEAD_ROW)
        sheet.hide_gridlines(2)
        page = _("Page %(page)s of %(pages)s") % {"page": "&P", "pages": "&N"}
        sheet.set_footer(f"&L&7{self.mark.round} {self.mark.jurisdiction}&R&7{page}")


def write_goal(sheet: Sheet, goal: FormGoal, spec: FrameworkSpec, title: str, under: str) -> list[str]:
    """Write a goal's sheet; gives the seals of its rows."""
    sheet.begin(COLUMNS, title, under)
    seals: list[str] = []
    reasons = reason_words()
    for measure, rows in goal.measures:
        _write_band(sheet, measure)
        first = sheet.row
        for _line, of_line in groupby(rows, key=lambda row: row.line.key):
            seals += _write_line(sheet, list(of_line), spec, reasons)
        if sheet.row > first:
            _help(sheet, measure, first, sheet.row - 1)
    if sheet.row > HEAD_ROW + 1:
        says = str(_("Choose one of the reasons, or “empty” to take the figure out."))
        sheet.choose("reason", HEAD_ROW + 1, sheet.row - 1, sheet.lists.reasons(), says)
    sheet.finish()
    return seals


def _write_band(sheet: Sheet, measure: Measure) -> None:
    """The indicator's name, and what it counts."""
    looks, columns = sheet.looks, sheet.columns
    sheet.sheet.set_row(sheet.row, 21)
    sheet.put("id", "band", None)
    name = measure.title + (f" ({_('optional')})" if measure.supplementary else "")
    sheet.put("line", name, looks.band())
    for key in list(columns)[3:]:
        sheet.put(key, "", looks.band())
    sheet.row += 1
    sheet.put("id", "band", None)
    words = sheet.notes.text(measure.definition)
    sheet.sheet.merge_range(
        sheet.row, columns["line"], sheet.row, columns["computed"], neutral(words), looks.definition()
    )
    sheet.sheet.set_row(sheet.row, 12.5 * (1 + len(words) // 210))
    sheet.row += 1


def _write_line(sheet: Sheet, rows: list[FormRow], spec: FrameworkSpec, reasons: dict[str, str]) -> Iterator[str]:
    """The whole, the offered rows with their sum, the other rows."""
    offered = [row for row in rows if row.offered]
    for row in rows:
        if row.line.kind == "grade":
            says = str(_("Choose one of the grades, or say why there is none."))
            sheet.choose("figure", sheet.row, sheet.row, sheet.lists.grades(row.line), says)
        yield _write_row(sheet, row, spec, reasons)
        if offered and row is offered[-1] and row.line.unit.adds:
            _write_sum(sheet, offered)


def _write_row(sheet: Sheet, row: FormRow, spec: FrameworkSpec, reasons: dict[str, str]) -> str:
    """One figure with everything beside it; gives its seal."""
    looks, line, held = sheet.looks, row.line, row.held
    cell = held.cell if held else None
    number = bare_number(cell) if cell else None
    figure = "" if cell is None or number is not None else figure_words(cell, line)
    reason = reasons.get(held.reason, "") if held else ""
    explanation = sheet.notes.text(held.explanation) if held and held.explanation else ""
    written = Written(
        held.revision if held else 0, line.unit.value, row.measure.version,
        f"{number:f}" if number is not None else figure, held.reason if held else "", explained(explanation),
    )  # fmt: skip
    id = row.id
    text, seal = written.sealed(sheet.mark, id)
    sheet.put("id", id, None)
    sheet.put("was", text, None)
    sheet.put("line", line.title, looks.label(indent=2 if row.dims else 0, strong=not row.dims))
    sheet.put("split", sheet.split_name(spec, row.dims) if row.dims else "", looks.label())
    sheet.put("unit", sheet.unit(line.unit) if line.kind != "grade" else "", looks.label())
    whole = line.unit not in (Unit.kilogram, Unit.percent)
    field = looks.field("figure", row.locked, whole)
    if number is not None:
        sheet.number("figure", number, field)
    else:
        sheet.put("figure", figure, field)
    sheet.put("reason", reason, looks.field("reason", row.locked))
    sheet.put("explanation", explanation, looks.field("explanation", row.locked))
    _write_beside(sheet, row)
    sheet.row += 1
    return seal


def _write_beside(sheet: Sheet, row: FormRow) -> None:
    """The figure of the period before, and what our records say."""
    looks, before = sheet.looks, row.before
    number = bare_number(before.cell) if before else None
    if number is not None:
        sheet.number("before", number, looks.beside(number=True))
    else:
        words = figure_words(before.cell, row.line) or shown(before.cell) if before else ""
        sheet.put("before", words, looks.beside())
    sheet.put("period", _period(before) if before else "", looks.beside())
    if row.computed is not None:
        sheet.number("computed", row.computed, looks.beside(number=True))
    else:
        sheet.put("computed", "", looks.beside())


def _period(before: Observation) -> str:
    if before.period:
        return before.period.code
    return before.end.isoformat() if before.end else ""


def _write_sum(sheet: Sheet, rows: list[FormRow]) -> None:
    """The sum of the rows just written, as a formula that is shown and never read."""
    looks, column = sheet.looks, sheet.columns["figure"]
    values = [row.held.value for row in rows if row.held and row.held.kind == "amount"]
    sheet.put("id", "sum", None)
    sheet.put("line", str(_("Sum of the rows above")), looks.label(indent=2))
    for key in list(sheet.columns)[3:]:
        sheet.put(key, "", looks.label())
    letter = chr(ord("A") + column)
    formula = f"=SUM({letter}{sheet.row + 1 - len(rows)}:{letter}{sheet.row})"
    total = float(sum((value for value in values if value is not None), Decimal(0)))
    sheet.sheet.write_formula(sheet.row, column, formula, looks.sum(), total)
    sheet.row += 1


def _help(sheet: Sheet, measure: Measure, first: int, last: int) -> None:
    """What is counted, shown while a figure's cell is chosen."""
    if any(line.kind == "grade" for line in measure.lines):
        return
    words = {"unit": measure.counting_unit}
    message = str(_("Digits, such as 15430; also “about 120”, “at least 12”, “12 to 15”. Counted: %(unit)s.") % words)
    facts = {"validate": "any", "input_title": measure.title[:32], "input_message": message[:255]}
    sheet.sheet.data_validation(first, sheet.columns["figure"], last, sheet.columns["figure"], facts)
