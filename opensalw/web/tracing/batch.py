"""A file of marks, searched row by row; the hit list comes back as a file."""

import csv
import io

import xlsxwriter
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import neutral
from opensalw.tracing.lists import COLUMNS, MOST_ROWS, hit_list, read_list
from opensalw.web.transactions import PersonalRequest

from .access import of_focal_point

LARGEST = 5 * 1024 * 1024
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@of_focal_point
def trace_batch(request: PersonalRequest, jid: str) -> HttpResponse:
    """Take the file, or say why not; its rows are searched in the register of this jurisdiction."""
    context: dict[str, object] = {"jid": jid, "most": MOST_ROWS}
    given = request.FILES.get("file") if request.method == "POST" else None
    if request.method == "POST" and given is None:
        context["refused"] = _("Choose a file.")
    if given is not None and not isinstance(given, list):
        try:
            content = given.read(LARGEST + 1)
            lines = read_list(given.name or "", content)
            found = [tuple(map(neutral, row)) for row in hit_list(lines, jurisdictions=[jid])]
            return _as_sheet(found) if request.POST.get("format") == "xlsx" else _as_csv(found)
        except Refused as refused:
            context["refused"] = refused.reason
    return render(request, "tracing/batch.html", context)


def _as_csv(found: list[tuple[str, ...]]) -> HttpResponse:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(found)
    return _attached(text.getvalue().encode("utf-8-sig"), "text/csv; charset=utf-8", "hits.csv")


def _as_sheet(found: list[tuple[str, ...]]) -> HttpResponse:
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    sheet = book.add_worksheet("hits")
    sheet.freeze_panes(1, 0)
    for place, row in enumerate([COLUMNS, *found]):
        sheet.write_row(place, 0, row)
    book.close()
    return _attached(held.getvalue(), SHEET, "hits.xlsx")


def _attached(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
