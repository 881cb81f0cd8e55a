"""A file of marks, searched row by row; the hit list comes back as a file."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import neutral
from opensalw.tracing.lists import COLUMNS, MOST_ROWS, hit_list, read_list
from opensalw.web.files import as_sheet, attached
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
            found = hit_list(lines, jurisdictions=[jid])
            if request.POST.get("format") == "xlsx":
                return attached(as_sheet("hits", COLUMNS, found), SHEET, "hits.xlsx")
            return attached(_as_csv(found), "text/csv; charset=utf-8", "hits.csv")
        except Refused as refused:
            context["refused"] = refused.reason
    return render(request, "tracing/batch.html", context)


def _as_csv(found: Iterable[tuple[str, ...]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(map(neutral, row) for row in found)
    return text.getvalue().encode("utf-8-sig")
