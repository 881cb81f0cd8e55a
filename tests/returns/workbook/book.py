"""A workbook in the hands of a test: found by ids, changed as people change it."""

import io
from collections.abc import Callable
from typing import Any

import openpyxl

from opensalw.returns.workbook.form import HEAD
from opensalw.returns.workbook.writing import write_workbook

FIREARM = "destroyed.firearm"


class Book:
    """A workbook opened with openpyxl."""

    def __init__(self, content: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(content))
        self.rows: dict[str, tuple[Any, int]] = {}
        for sheet in self.book.worksheets[1:]:
            for (cell,) in sheet.iter_rows(min_row=6, max_col=1):
                self.rows.setdefault(cell.value, (sheet, cell.row))

    @classmethod
    def of(cls, part) -> "Book":
        return cls(write_workbook(part))

    def sheet(self, goal: int = 6) -> Any:
        return self.book[f"Goal {goal}"]

    def columns(self, sheet: Any) -> dict[str, int]:
        return {cell.value.removeprefix(HEAD): cell.column for cell in sheet[2] if cell.value}

    def at(self, id: str, key: str = "figure") -> Any:
        """The cell of a row by its id, as long as no column was put in between."""
        sheet, row = self.rows[id]
        return sheet.cell(row, self.columns(sheet)[key])

    def put(self, id: str, value: object, key: str = "figure") -> Any:
        cell = self.at(id, key)
        cell.value = value
        return cell

    @property
    def content(self) -> bytes:
        buffer = io.BytesIO()
        self.book.save(buffer)
        return buffer.getvalue()


def changed(part, change: Callable[[Book], object]) -> bytes:
    """The part's workbook after ``change``."""
    book = Book.of(part)
    change(book)
    return book.content
