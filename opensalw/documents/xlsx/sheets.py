"""One sheet: a table with its caption, units, notes, and the chart that belongs to it."""

import io
from dataclasses import dataclass
from typing import Any

from opensalw.core.spreadsheet_text import RISKY
from opensalw.documents.blocks import Cell, Chart, Document, Table
from opensalw.documents.charts import drawing
from opensalw.documents.layout import caption, under
from opensalw.documents.wording import PAGE, SECTION, say, shown
from opensalw.documents.xlsx.formats import GREY, Formats, body, number_format

HEAD_ROW = 3
LONGEST = 32_000
EXACT = 10**15
A4 = 9
FOOTER_LIMIT = 255
PICTURE_SCALE = 2


@dataclass(frozen=True)
class Placed:
    """A table or chart, the section it stands in and the name of its sheet."""

    block: Table | Chart
    section: str
    sheet: str


def write_table(sheet: Any, placed: Placed, document: Document, formats: Formats) -> None:
    """Write a table, or a chart with its table, to its sheet."""
    number, words = caption(placed.block, document.language)
    put(sheet, 0, 0, ". ".join(part for part in (number, words) if part), formats.caption())
    if placed.section:
        put(sheet, 1, 0, f"{say(document.language, SECTION)}: {placed.section}", formats.quiet())
    chart = placed.block if isinstance(placed.block, Chart) else None
    table = chart.table if chart else placed.block
    row = HEAD_ROW
    if isinstance(table, Table):
        row = _write_rows(sheet, table, document.language, formats)
    lines = under(placed.block, document)
    if chart and isinstance(table, Table):
        lines += [pair for pair in under(table, document) if pair not in lines]
    for mark, text in lines:
        put(sheet, row, 0, f"{mark} {text}".strip(), formats.quiet())
        row += 1
    if chart:
        put(sheet, row + 1, 0, chart.alt, formats.quiet())
        picture = io.BytesIO(drawing.png(chart, PICTURE_SCALE))
        look = {
            "image_data": picture,
            "description": chart.alt,
            "x_scale": 0.5,
            "y_scale": 0.5,
            "object_position": 3,
        }
        sheet.insert_image(row + 3, 0, "chart.png", look)
    set_up(sheet, document, wide=isinstance(table, Table) and len(table.columns) > 5)


def _write_rows(sheet: Any, table: Table, language: str, formats: Formats) -> int:
    """Head and body; returns the first free row after an empty one."""
    for index, column in enumerate(table.columns):
        title = f"{column.title}\n{column.unit}" if column.unit else column.title
        put(sheet, HEAD_ROW, index, title, formats.head(column.align))
        sheet.set_column(index, index, _width(table, index, language))
    at = HEAD_ROW
    for row in table.body:
        at += 1
        for index, cell in enumerate(row.cells):
            _write_cell(sheet, at, index, cell, row.kind, table.columns[index].align, language, formats)
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.repeat_rows(HEAD_ROW)
    return at + 2


def _width(table: Table, index: int, language: str) -> float:
    lengths = [
        len(shown(row.cells[index], language)) for row in table.body if index < len(row.cells) and row.kind != "group"
    ]
    titles = [*table.columns[index].title.split(), table.columns[index].unit]
    longest = max([*lengths, *(len(title) for title in titles)], default=0)
    return float(min(max(longest + 2, 11), 46))


def _write_cell(
    sheet: Any, at: int, index: int, cell: Cell, kind: str, align: str, language: str, formats: Formats
) -> None:
    """A figure as a number with its own number format, anything else as text."""
    words = shown(cell, language)
    written = cell.kind == "number" and not cell.text
    if written and cell.value is not None and -EXACT < cell.value < EXACT:
        pattern = number_format(cell.value, cell.qualifier[:80])
        note = f'" {cell.note[:20].replace(chr(34), chr(39))}"' if cell.note else ""
        look = body(kind, num_format=pattern + note, align="right")
        sheet.write_number(at, index, float(cell.value), formats.get(**look))
        return
    text = f"{words} ({cell.note})" if cell.note else words
    side = "right" if cell.kind in ("number", "range") else align
    look = body(kind, risky=text.startswith(RISKY), align=side, text_wrap=True)
    if cell.kind == "missing":
        look["font_color"] = GREY
    if kind == "part" and index == 0:
        look["indent"] = 1
    put(sheet, at, index, text, formats.get(**look))


def put(sheet: Any, row: int, column: int, text: str, look: Any) -> None:
    """Text as text, whatever it begins with; what a cell cannot hold is cut and marked so."""
    if len(text) > LONGEST:
        text = text[:LONGEST] + " [...]"
    if text:
        sheet.write_string(row, column, text, look)
    else:
        sheet.write_blank(row, column, None, look)


def set_up(sheet: Any, document: Document, wide: bool) -> None:
    """Print on A4, one page wide, with page numbers and the designation footnotes in the footer."""
    sheet.set_paper(A4)
    if wide:
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.6, bottom=0.9)
    sheet.hide_gridlines(2)
    numbers = say(document.language, PAGE, page="&P", pages="&N")
    notes = "".join(f"{note.mark} {note.text}\n" for note in document.footnotes).replace("&", "&&")
    footer = f"&L&7{notes}&R&7{numbers}"
    sheet.set_footer(footer if len(footer) <= FOOTER_LIMIT else f"&R&7{numbers}")
