"""A copy of an uploaded workbook in which every refused cell is marked and says how it is mended."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import neutral
from opensalw.roadmap.incoming import Trouble

from .reading.safety import inspect

RED = PatternFill("solid", start_color="F8D0CC", end_color="F8D0CC")
AUTHOR = "OpenSALW"
PLACE = re.compile(r"^(?P<sheet>.+)!(?P<cell>[A-Z]{1,3}\d{1,7})$")
WIDTHS = (20, 24, 70, 60)


def marked_copy(content: bytes, troubles: Iterable[Trouble]) -> bytes:
    """The workbook with its refused cells red and commented, and a first sheet that lists them all."""
    if inspect(content).name != "xlsx":
        raise Refused(_("A marked copy is made of .xlsx only. Save the workbook as .xlsx and send it again."), "file")
    refused = list(troubles)
    book = load_workbook(io.BytesIO(content))
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for trouble in refused:
        if (found := PLACE.match(trouble.place)) and found["sheet"] in book.sheetnames:
            said[found["sheet"], found["cell"]].append(f"{trouble.reason} {trouble.mend}".strip())
    for (sheet, at), words in said.items():
        cell = book[sheet][at]
        if isinstance(cell, MergedCell):
            cell = _first_of(book[sheet], at)
        cell.fill = RED
        cell.comment = Comment("\n".join(words), AUTHOR, height=120, width=320)
    _list(book, refused)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _first_of(sheet: Any, at: str) -> Any:
    """The cell that holds the value of a merged one."""
    span = next(span for span in sheet.merged_cells.ranges if at in span)
    return sheet.cell(span.min_row, span.min_col)


def _list(book: Any, refused: list[Trouble]) -> None:
    """The sheet that lists what is to be mended, each with a link to its cell."""
    sheet = book.create_sheet(str(_("To mend")), 0)
    book.active = 0
    for other in book.worksheets[1:]:
        other.sheet_view.tabSelected = False
    titles = (_("Where"), _("What stands there"), _("Why not"), _("How to mend it"))
    for column, (title, width) in enumerate(zip(titles, WIDTHS, strict=True), start=1):
        _text(sheet.cell(1, column), str(title)).font = Font(name="Arial", size=9, bold=True)
        sheet.column_dimensions[sheet.cell(1, column).column_letter].width = width
    for row, trouble in enumerate(refused, start=2):
        for column, words in enumerate((trouble.place, trouble.stands, trouble.reason, trouble.mend), start=1):
            cell = _text(sheet.cell(row, column), words)
            cell.font = Font(name="Arial", size=9)
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        if found := PLACE.match(trouble.place):
            name = found["sheet"].replace("'", "''")
            sheet.cell(row, 1).hyperlink = f"#'{name}'!{found['cell']}"
    sheet.freeze_panes = "A2"


def _text(cell: Cell, words: str) -> Cell:
    """Write words as text, whatever they begin with."""
    cell.value = neutral(words)
    cell.data_type = "s"
    return cell
