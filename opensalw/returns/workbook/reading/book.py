"""The values of a workbook, sheet by sheet, with what a value alone does not tell."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from opensalw.core.refusal import Refused

from .marks import CELLS, COLUMNS, SheetMarks, marks_of, refuse_wide_ods
from .safety import Kind, inspect

Value = Any


@dataclass
class ReadSheet:
    """A sheet as it was read: its name, its rows from the first one, its marks."""

    name: str
    rows: list[list[Value]]
    marks: SheetMarks = field(default_factory=SheetMarks)
    hidden: bool = False
    marked: bool = True

    def value(self, row: int, column: int | None) -> Value:
        """What stands in a cell; nothing where there is none."""
        if column is None or row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


def read_book(content: bytes) -> tuple[Kind, list[ReadSheet]]:
    """The kind of the file and its sheets; Refused when it may not be opened or cannot be read."""
    kind = inspect(content)
    marks: dict[str, SheetMarks] = {}
    if kind.name == "xlsx":
        marks = marks_of(content)
    elif kind.name == "ods":
        refuse_wide_ods(content)
    return kind, [
        ReadSheet(name, rows, marks.get(name, SheetMarks()), hidden, kind.name == "xlsx")
        for name, rows, hidden in _values(content)
    ]


def _values(content: bytes) -> Iterator[tuple[str, list[list[Value]], bool]]:
    """Each sheet's name and rows. The reader is compiled code, so that its panics are told like its errors."""
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for facts in book.sheets_metadata:
            if facts.typ == SheetTypeEnum.WorkSheet:
                yield facts.name, _rows(book, facts.name), facts.visible != SheetVisibleEnum.Visible
    except (CalamineError, OSError, ValueError) as error:
        raise _unreadable() from error
    except BaseException as error:
        if type(error).__name__ != "PanicException":
            raise
        raise _unreadable() from error


def _rows(book: CalamineWorkbook, name: str) -> list[list[Value]]:
    sheet = book.get_sheet_by_name(name)
    if sheet.start is None or sheet.end is None:
        return []
    (_top, left), (bottom, right) = sheet.start, sheet.end
    if right >= COLUMNS or (bottom + 1) * (right + 1) > CELLS:
        words = _("Sheet “%(name)s” reaches far beyond the form. Delete what lies there, and send it again.")
        raise Refused(words % {"name": name}, "file")
    before = [""] * left
    return [[*before, *row] for row in sheet.iter_rows()]


def _unreadable() -> Refused:
    return Refused(_("The workbook cannot be read. Open it in Excel, save it again as .xlsx, and send that."), "file")
