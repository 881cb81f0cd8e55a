"""The long form as we write it: UTF-8, commas, CRLF; JSON with numbers as exact text."""

import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal

import orjson

from opensalw.core.designations import Footnotes
from opensalw.core.spreadsheet_text import neutral
from opensalw.roadmap.rules import dims_key

from ..figure import Figure
from .columns import columns

FORMAT = "opensalw-long-form"
LIKE_THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
NUMBERS = frozenset({"value", "low", "high"})


def as_csv(figures: Iterable[Figure]) -> bytes:
    """The figures as CSV; text that a spreadsheet takes for a formula is neutralised.

    A footnote that a name in a text owes is the last record; its first cell begins with ``#``.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(columns())
    notes = Footnotes()
    for figure in figures:
        row = row_of(figure)
        _scan(notes, figure)
        writer.writerow([_unmistakable(row[name]) if name in NUMBERS else neutral(row[name]) for name in columns()])
    for note in notes.owed():
        writer.writerow([f"# {note}", *[""] * (len(columns()) - 1)])
    return text.getvalue().encode()


def as_json(figures: Iterable[Figure]) -> bytes:
    """The figures as JSON; a figure names only the fields that say something, and always its comment."""
    rows, notes = [], Footnotes()
    for figure in figures:
        _scan(notes, figure)
        row: dict[str, object] = {name: held for name, held in row_of(figure).items() if held or name == "comment"}
        if figure.dims:
            row["disaggregation"] = dict(figure.dims)
        rows.append(row)
    footnotes = [{"mark": note.mark, "text": note.text} for note in notes.owed()]
    content = {"format": FORMAT, "version": 1, "figures": rows, "footnotes": footnotes}
    return orjson.dumps(content, option=orjson.OPT_INDENT_2)


def _scan(notes: Footnotes, figure: Figure) -> None:
    """Note the names in the texts of a figure; the texts stay as they were written, so that they come back so."""
    for text in filter(None, (figure.comment, figure.source)):
        notes.scan(text)


def row_of(figure: Figure) -> dict[str, str]:
    """A figure as the fields of a row."""
    cell = figure.cell
    row = dict.fromkeys(columns(), "")
    row |= {
        "jurisdiction": figure.jurisdiction, "period": figure.period.code if figure.period else "",
        "indicator": figure.measure, "line": figure.line, "disaggregation": dims_key(figure.dims),
        "unit": str(figure.unit), "source": figure.source, "comment": figure.comment,
    }  # fmt: skip
    if cell is not None:
        row |= {
            "value": digits(cell.value), "low": digits(cell.low), "high": digits(cell.high),
            "grade": cell.grade or "", "direction": cell.direction or "", "missing_reason": cell.reason or "",
            "qualifier": "" if cell.qualifier == "exact" else cell.qualifier,
        }  # fmt: skip
    return row


def digits(value: Decimal | None) -> str:
    """An exact number as plain digits, without zeros of our own."""
    if value is None:
        return ""
    plain = f"{value:f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def _unmistakable(number: str) -> str:
    """``1.234`` is one thousand to some readers; ``1.2340`` is not."""
    return f"{number}0" if LIKE_THOUSANDS.fullmatch(number) else number
