"""One table, three outs: a page shows it, and the same rows leave as CSV and as XLSX."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import Footnotes
from opensalw.documents import xlsx
from opensalw.documents.blocks import Block, Cell, Column, Document, Heading, Row, Table, missing, number, words
from opensalw.web.files import attached, written

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True)
class Listed:
    """The rows of a table; a column is a key, which CSV bears, and a title, which XLSX bears."""

    name: str
    title: str
    columns: Sequence[tuple[str, str]]
    rows: Sequence[dict[str, object]]


def table_file(listed: Listed, ending: str) -> HttpResponse:
    """The table as a file to keep."""
    if ending == "csv":
        notes = Footnotes()
        rows = [{key: _plain(row.get(key), notes) for key, _title in listed.columns} for row in listed.rows]
        body = written([key for key, _title in listed.columns], rows)
        body += "".join(f"# {note.mark} {note.text}\r\n" for note in notes.owed())
        return attached(body, "text/csv; charset=utf-8", f"{listed.name}.csv")
    if ending == "xlsx":
        return attached(xlsx.render(table_document(listed, timezone.localdate())), SHEET, f"{listed.name}.xlsx")
    raise Http404(_("This table leaves as CSV or XLSX."))


def table_document(listed: Listed, today: date) -> Document:
    """The table as a document."""
    columns = [Column(title, width=3 if key in ("text", "title") else 1) for key, title in listed.columns]
    rows = [Row([_cell(row.get(key)) for key, _title in listed.columns]) for row in listed.rows]
    blocks: list[Block] = [Heading(1, listed.title), Table(columns, rows, caption=listed.title)]
    return Document(title=listed.title, blocks=blocks, date=today)


def _plain(value: object, notes: Footnotes) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value:f}"
    return notes.text(str(value)) if value is not None else ""


def _cell(value: object) -> Cell:
    if isinstance(value, bool):
        return words(_("yes") if value else _("no"))
    if isinstance(value, int | Decimal):
        return number(value)
    if value is None:
        return missing(_("not known"))
    return words(value.isoformat() if isinstance(value, date) else str(value))
