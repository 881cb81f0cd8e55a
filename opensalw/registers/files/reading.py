"""Rows of a register file, one after the other: CSV, XLSX and fixed width. Memory does not grow with the file."""

import csv
import hashlib
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from opensalw.core.refusal import Refused

from .columns import Mapping
from .encodings import encoding_of

DELIMITERS = ",;\t|"
SYNTHETIC = "# synthetic"


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is read."""

    path: Path
    kind: str
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    widths: tuple[int, ...] = ()
    is_synthetic: bool = False


def layout_of(path: Path, mapping: Mapping | None = None, *, name: str = "") -> Layout:
    """The layout of a file: what the mapping says, the rest as it looks; ``name`` is what people call it."""
    if not path.is_file() or path.stat().st_size == 0:
        raise Refused(_("%(file)s is empty or is not a file.") % {"file": name or path.name}, "file")
    known = mapping or Mapping()
    if zipfile.is_zipfile(path):
        found = Layout(path, "xlsx", "", "", ())
    else:
        encoding = known.encoding or encoding_of(path)
        first, is_synthetic = _first_line(path, encoding)
        delimiter = known.delimiter or max(DELIMITERS, key=first.count)
        found = Layout(
            path, "fixed" if known.widths else "csv", encoding, delimiter, tuple(known.header), tuple(known.widths),
            is_synthetic,
        )  # fmt: skip
    if found.header:
        return found
    with _cells(found) as rows:
        header = next(rows, None)
    if not header or not any(header):
        raise Refused(_("The file has no row of titles."), "file")
    return replace(found, header=tuple(title.strip() for title in header))


def rows_of(layout: Layout, after: int = 0) -> Iterator[tuple[int, list[str]]]:
    """The rows after a number (the row of titles is 0), each with its own number."""
    with _cells(layout) as rows:
        if layout.kind != "fixed":
            next(rows, None)
        for number, cells in enumerate(rows, 1):
            if number > after and any(cells):
                yield number, cells


def length_of(layout: Layout) -> int:
    """How many rows a file has, without looking into them; a cell of several lines makes it a little more."""
    if layout.kind == "xlsx":
        with _cells(layout) as rows:
            return max(0, sum(1 for _row in rows) - 1)
    with layout.path.open("rb") as file:
        last, lines = b"", 0
        while chunk := file.read(1 << 20):
            last, lines = chunk, lines + chunk.count(b"\n")
    heads = layout.is_synthetic + (layout.kind != "fixed")
    return max(0, lines + (not last.endswith(b"\n")) - heads)


def digest_of(path: Path) -> str:
    """The digest by which a file is known again."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _cells(layout: Layout) -> Iterator[Iterator[list[str]]]:
    if layout.kind == "xlsx":
        try:
            book = load_workbook(layout.path, read_only=True, data_only=True)
        except (InvalidFileException, KeyError, ValueError, zipfile.BadZipFile) as error:
            raise Refused(_("The workbook cannot be read: %(error)s") % {"error": error}, "file") from None
        try:
            sheet = book[book.sheetnames[0]]
            yield ([_shown(value) for value in row] for row in sheet.iter_rows(values_only=True))
        finally:
            book.close()
        return
    with layout.path.open(encoding=layout.encoding, errors="replace", newline="") as file:
        lines = (line.replace("\0", "") for line in file)
        if layout.is_synthetic:
            next(lines, None)
        if layout.kind == "fixed":
            yield (_cut(line.rstrip("\r\n"), layout.widths) for line in lines)
        else:
            reader = csv.reader(lines, delimiter=layout.delimiter)
            try:
                yield reader
            except csv.Error as error:  # raised in the loop of whoever reads the rows
                words = _("Line %(line)d cannot be read (%(error)s). Check its quotes.")
                raise Refused(words % {"line": reader.line_num, "error": error}, "file") from None


def _first_line(path: Path, encoding: str) -> tuple[str, bool]:
    with path.open(encoding=encoding, errors="replace") as file:
        first = file.readline(1 << 16)
        is_synthetic = first.startswith(SYNTHETIC)
        return (file.readline(1 << 16) if is_synthetic else first), is_synthetic


def _cut(line: str, widths: tuple[int, ...]) -> list[str]:
    cells, start = [], 0
    for width in widths:
        cells.append(line[start : start + width].strip())
        start += width
    return cells


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
