"""Finding the form in a sheet: its mark, its head and its columns, wherever they were moved."""

from dataclasses import dataclass
from typing import Any

from ..form import COLUMNS, HEAD, MORE_COLUMNS, FormMark
from .book import ReadSheet

SEARCHED = 80


@dataclass
class Found:
    """The form in one sheet. ``by_title`` says that the hidden keys are gone and titles had to serve."""

    sheet: ReadSheet
    mark: FormMark | None
    columns: dict[str, int]
    first: int
    by_title: bool = False

    @property
    def has_ids(self) -> bool:
        """Whether the hidden columns are there."""
        return "id" in self.columns

    @property
    def can_be_read(self) -> bool:
        """Whether the cells that people fill can be found, and the line that each is for."""
        return {"figure", "reason"} <= set(self.columns) and bool({"id", "line"} & set(self.columns))

    def is_head(self, row: int) -> bool:
        """Whether a row holds the titles of the columns."""
        titles = {column.key: words_of(column.title) for column in COLUMNS}
        return all(self.text(row, key) == titles[key] for key in ("figure", "reason"))

    def text(self, row: int, key: str) -> str:
        """The text in a column; spaces of every kind at its ends are taken away."""
        return words_of(self.sheet.value(row, self.columns.get(key)))


def words_of(value: Any) -> str:
    """A value as words, with its spaces put in order."""
    return " ".join(str(value).split()) if value not in ("", None) else ""


def find_form(sheet: ReadSheet) -> Found | None:
    """The form of a sheet; None where nothing of it is there."""
    mark = next((found for row in sheet.rows[:SEARCHED] for value in row if (found := FormMark.read(value))), None)
    for index, row in enumerate(sheet.rows[:SEARCHED]):
        keys = {
            value.removeprefix(HEAD): at for at, value in enumerate(row)
            if isinstance(value, str) and value.startswith(HEAD)
        }  # fmt: skip
        if keys:
            return Found(sheet, mark, keys, index + 1)
    return _by_titles(sheet, mark)


def _by_titles(sheet: ReadSheet, mark: FormMark | None) -> Found | None:
    """The columns by what their heads say, where the hidden keys are gone."""
    titles = {words_of(column.title).casefold(): column.key for column in COLUMNS}
    splits = [column.key for column in MORE_COLUMNS if column.key.startswith("split")]
    for index, row in enumerate(sheet.rows[:SEARCHED]):
        columns: dict[str, int] = {}
        more = iter(splits)
        for at, value in enumerate(row):
            words = words_of(value).casefold()
            if words in titles:
                columns.setdefault(titles[words], at)
            elif words == words_of(MORE_COLUMNS[3].title).casefold():
                columns[next(more, "split0")] = at
        if {"figure", "reason", "line"} <= set(columns):
            _find_ids(sheet, index + 1, columns)
            return Found(sheet, mark, columns, index + 1, by_title=True)
    return Found(sheet, mark, {}, 0) if mark else None


def _find_ids(sheet: ReadSheet, first: int, columns: dict[str, int]) -> None:
    """Find the hidden columns by what they hold, where only their keys are gone."""
    for row in sheet.rows[first : first + SEARCHED]:
        for at, value in enumerate(row):
            if isinstance(value, str) and at not in columns.values():
                if value.count("|") == 6:
                    columns.setdefault("was", at)
                elif "." in value and " " not in value and value.partition("|")[0].count(".") == 1:
                    columns.setdefault("id", at)
