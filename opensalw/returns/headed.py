"""A file whose rows stand under headings: a workbook or CSV, read safely, its headings found wherever they stand."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import plain

from .long_form.rows import rows_of
from .text_files import text_of
from .workbook.reading.book import read_book

SEARCHED = 40
Lines = list[tuple[int, list[Any]]]


def headed_rows(
    content: bytes, name: str, needed: Sequence[str], others: Sequence[str] = ()
) -> list[tuple[int, dict[str, str]]]:
    """The rows under the headings ``needed``, as text by small heading, each with its number in the file.

    Refused when the file cannot be opened or has no row with all the headings.
    """
    sheets: list[Lines]
    if name.lower().endswith((".csv", ".txt")):
        sheets = [[(number, list(cells)) for number, cells in rows_of(text_of(content)[0])]]
    else:
        sheets = [list(enumerate((list(row) for row in sheet.rows), start=1)) for sheet in read_book(content)[1]]
    for lines in sheets:
        for at, (_number, cells) in enumerate(lines[:SEARCHED]):
            titles = [written(cell).lower() for cell in cells]
            if set(needed) <= set(titles):
                places = {column: titles.index(column) for column in (*needed, *others) if column in titles}
                return [_row(line, places) for line in lines[at + 1 :]]
    heads = ", ".join(one.capitalize() for one in needed)
    words = _("There is no row of headings with %(heads)s. Take the file that this page gives.")
    raise Refused(words % {"heads": heads})


def _row(line: tuple[int, list[Any]], places: dict[str, int]) -> tuple[int, dict[str, str]]:
    number, cells = line
    return number, {column: written(cells[at]) if at < len(cells) else "" for column, at in places.items()}


def written(value: Any) -> str:
    """A value as text; a day as 2026-12-31, a whole number without a point."""
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return plain(str(value)).strip() if value is not None else ""
