"""Files that a page hands out: CSV that no spreadsheet runs, and the answer that carries a file."""

import csv
import io
from collections.abc import Iterable, Sequence

import xlsxwriter
from django.http import HttpResponse

from opensalw.core.spreadsheet_text import neutral


def written(columns: Iterable[str], rows: Iterable[dict[str, object]]) -> str:
    """A CSV file; words that a spreadsheet would read as a formula are marked as text."""
    held = io.StringIO()
    writer = csv.DictWriter(held, fieldnames=list(columns), lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: _safe(name, value) for name, value in row.items()})
    return held.getvalue()


def _safe(name: str, value: object) -> object:
    figure = name in ("value", "low", "high")
    return neutral(value) if isinstance(value, str) and not figure else value


def as_sheet(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A workbook of one sheet in which every cell is text and nothing is run or opened."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet(name)
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, columns)
    for place, row in enumerate(rows, 1):
        for column, text in enumerate(row):
            sheet.write_string(place, column, neutral(text))
    book.close()
    return held.getvalue()


def attached(body: str | bytes, kind: str, name: str) -> HttpResponse:
    """The answer that carries a file to keep, named ``name``."""
    return HttpResponse(body, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
