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

    @classmethod
    def of(cls, part) -> "Book":
        return cls(write_workbook(part))

    def sheet(self, goal: int = 6) -> Any:
        return self.book[f"Goal {goal}"]

    def columns(self, sheet: Any) -> dict[str, int]:
        return {cell.value.removeprefix(HEAD): cell.column for cell in sheet[2] if cell.value}

    def at(self, id: str, key: str = "figure") -> Any:
        """The cell of a row by its id."""
        for sheet in self.book.worksheets:
            columns = self.columns(sheet) if sheet.max_row > 1 else {}
            if "id" in columns:
                for row in range(1, sheet.max_row + 1):
                    if sheet.cell(row, columns["id"]).value == id:
                        return sheet.cell(row, columns[key])
        raise KeyError(id)

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
