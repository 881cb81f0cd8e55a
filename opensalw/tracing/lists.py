"""A list of marks or descriptions to be searched one after the other, and its hit list."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from openpyxl import load_workbook

from opensalw.core.refusal import Refused

from .describing import Description, described, understood
from .explaining import steps_in_words
from .queries.finding import find

MOST_ROWS = 2_000
NAMES = {
    "serial": ("serial", "serial number", "serijski broj", "серијски број", "сериски број", "numri serik", "mark"),
    "make": ("make", "maker", "manufacturer", "proizvođač", "proizvodjac", "marka", "произвођач", "марка"),
    "model": ("model", "модел"), "calibre": ("calibre", "caliber", "kalibar", "калибар", "kalibri"),
    "type": ("type", "vrsta", "tip"), "year": ("year", "godina", "година", "viti"),
}  # fmt: skip
COLUMNS = ("row", "asked", "rank", "chance", "number", "status", "mark", "what", "because", "note")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the list: its number, what stands there, and the description or why it cannot be one."""

    row: int
    text: str
    description: Description | None
    refused: str = ""


def read_list(name: str, content: bytes, *, most: int = MOST_ROWS) -> list[Line]:
    """The rows of a CSV, XLSX or text file; a first row of column names is told from one of marks."""
    rows = [row for row in _cells(name, content, most + 2) if any(cell.strip() for cell in row)]
    if not rows:
        raise Refused(_("The file holds no row. Put one mark or description in each row."), "file")
    columns = _columns(rows[0])
    first = 1 if columns else 0
    if len(rows) - first > most:
        raise Refused(
            _("The page searches %(most)s rows at most. For more, use: opensalw trace batch.") % {"most": most}, "file"
        )
    return [_line(number, row, columns) for number, row in enumerate(rows[first:], first + 1)]


def hit_list(lines: Iterable[Line], *, jurisdictions: Sequence[str], k: int = 3) -> Iterator[tuple[str, ...]]:
    """For each row its plausible candidates, or one line that says that there is none."""
    for line in lines:
        try:
            if line.description is None:
                raise Refused(line.refused)
            answer = find(line.description, jurisdictions=jurisdictions, k=k)
        except Refused as refused:
            yield (str(line.row), line.text, "", "", "", "", "", "", "", refused.reason)
            continue
        for rank, one in enumerate(answer.plausible, 1):
            yield (
                str(line.row), line.text, str(rank), f"{one.chance:.3f}", one.face.number, one.face.status,
                one.face.seen, one.face.title, "; ".join(steps_in_words(one.steps)), "; ".join(answer.notes),
            )  # fmt: skip
        if answer.says_none:
            yield (str(line.row), line.text, "", "", "", "", "", "", "", _("Nothing plausible is on record."))


def _line(number: int, row: list[str], columns: dict[str, int]) -> Line:
    text = " ".join(cell.strip() for cell in row if cell.strip())[:300]
    try:
        if columns:
            words = {name: row[at] for name, at in columns.items() if at < len(row)}
            return Line(number, text, described(**words))
        return Line(number, text, understood(" ".join(row)).description)
    except Refused as refused:
        return Line(number, text, None, refused.reason)


def _columns(first: list[str]) -> dict[str, int]:
    named = [cell.strip().casefold() for cell in first]
    found = {name: next((named.index(one) for one in words if one in named), -1) for name, words in NAMES.items()}
    return {name: at for name, at in found.items() if at >= 0}


def _cells(name: str, content: bytes, most: int) -> Iterator[list[str]]:
    if name.casefold().endswith(".xlsx"):
        yield from _sheet(content, most)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1250", "replace")
    text = text.replace("\x00", "")
    sign = max(";\t,", key=text[:5000].count)
    for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=sign if sign in text[:5000] else ",")):
        if number >= most + 2:
            return
        yield row


def _sheet(content: bytes, most: int) -> Iterator[list[str]]:
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except Exception:
        raise Refused(_("The file cannot be opened as a workbook. Save it as XLSX or CSV."), "file") from None
    for row in book.worksheets[0].iter_rows(max_row=most + 2, values_only=True):
        yield ["" if cell is None else str(cell) for cell in row]
