"""The list of weapons as a file: row by row to a disk file, so that memory stays flat; nothing of holders."""

import csv
import io
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import IO

import xlsxwriter
from django.db.models import QuerySet
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.spreadsheet_text import neutral
from opensalw.registers.models import Firearm
from opensalw.registers.queries.browsing import chosen, weapons
from opensalw.web.transactions import PersonalRequest

from .access import of_registry
from .forms import FilterForm
from .words import COLUMNS

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHEET_ROWS = 1_048_575
BATCH = 2000


@of_registry
def register_file(request: PersonalRequest, jid: str, format: str) -> HttpResponse:
    """The weapons of the filter, or those that were chosen, as CSV or XLSX."""
    numbers = request.GET.getlist("chosen")
    found = chosen(jid, numbers) if numbers else weapons(jid, FilterForm(request.GET).asked())
    held = TemporaryFile()  # noqa: SIM115 - the answer closes it
    write = _write_csv if format == "csv" else _write_xlsx
    write(held, found.order_by("-id"))
    held.seek(0)
    kind = "text/csv; charset=utf-8" if format == "csv" else SHEET
    answer = FileResponse(held, as_attachment=True, filename=f"register-{jid}.{format}", content_type=kind)
    return answer  # type: ignore[return-value]


def _write_csv(held: IO[bytes], found: QuerySet[Firearm]) -> None:
    text = io.TextIOWrapper(held, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(_rows(found))
    text.detach()


def _write_xlsx(held: IO[bytes], found: QuerySet[Firearm]) -> None:
    book = xlsxwriter.Workbook(held, {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("weapons")
    sheet.freeze_panes(1, 1)
    for column, label in enumerate(COLUMNS.values()):
        sheet.write_string(0, column, str(label))
    for place, row in enumerate(_rows(found[: SHEET_ROWS - 1]), 1):
        for column, cell in enumerate(row):
            sheet.write_string(place, column, cell)
    if found[SHEET_ROWS - 1 :].exists():
        sheet.write_string(SHEET_ROWS, 0, _("A sheet holds no more rows; take the CSV file."))
    book.close()


def _rows(found: QuerySet[Firearm]) -> Iterator[list[str]]:
    for row in found.values_list(*COLUMNS).iterator(chunk_size=BATCH):
        yield [neutral(_cell(value)) for value in row]


def _cell(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)
