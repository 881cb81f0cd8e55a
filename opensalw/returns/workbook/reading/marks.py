"""What a value alone does not tell: formulas, errors, formats as per cent, merged cells, how far a sheet reaches."""

import io
import re
import zipfile
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.utils.translation import gettext as _
from lxml import etree

from opensalw.core.refusal import Refused

ROWS, COLUMNS, CELLS = 200_000, 400, 8_000_000
REFERENCE = re.compile(r"^\$?([A-Z]{1,3})\$?(\d{1,7})$")
PERCENT_FORMATS = (9, 10)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FAR = "string-length(@r) > 6 or contains('ABCDEFGHIJKLMNOPQRSTUVWXYZ', substring(@r, 2, 1))"
TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
VALUE_TYPE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}value-type"
OFFICE_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


@dataclass
class SheetMarks:
    """The marks of one sheet, by row and column from 0."""

    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    percents: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


def column_number(letters: str) -> int:
    """``A`` is 0, ``AA`` is 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def place(row: int, column: int) -> str:
    """``G14`` for row 13 and column 6."""
    letters, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def _events(content: bytes, *names: str):
    """The elements of these names as they end; each is emptied afterwards, so that memory stays small."""
    tags = tuple("{*}" + name for name in names)
    for _event, element in etree.iterparse(
        io.BytesIO(content), events=("end",), tag=tags, resolve_entities=False, no_network=True, load_dtd=False,
    ):  # fmt: skip
        yield element
        element.clear()
        parent = element.getparent()
        if parent is not None:
            while element.getprevious() is not None:
                del parent[0]


def marks_of(content: bytes) -> dict[str, SheetMarks]:
    """The marks of each sheet of an .xlsx by its name; Refused when a sheet reaches too far or is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            percents = _percent_styles(archive.read("xl/styles.xml")) if "xl/styles.xml" in names else set()
            return {
                name: _sheet_marks(archive.read(path), percents)
                for name, path in _sheet_paths(archive)
                if path in names
            }
    except (etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise Refused(
            _("The workbook is damaged inside. Open it in Excel, save it again, and send that."), "file"
        ) from error


def _sheet_paths(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    """The sheets by name with the part that holds each."""
    targets = {
        element.get("Id"): element.get("Target", "")
        for element in etree.fromstring(archive.read("xl/_rels/workbook.xml.rels"), _parser())
    }
    book = etree.fromstring(archive.read("xl/workbook.xml"), _parser())
    found = []
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(f"{{{OFFICE}}}id") or sheet.get(f"{{{OFFICE_STRICT}}}id"), "")
        path = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        found.append((sheet.get("name", ""), path))
    return found


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)


def _percent_styles(content: bytes) -> set[str]:
    """The styles that show a number as per cent."""
    root = etree.fromstring(content, _parser())
    own = {int(one.get("numFmtId", "0")): one.get("formatCode", "") for one in root.iter("{*}numFmt")}
    formats = root.find("{*}cellXfs")
    found = set()
    for index, one in enumerate(formats if formats is not None else ()):
        number = int(one.get("numFmtId", "0"))
        if number in PERCENT_FORMATS or "%" in re.sub(r'"[^"]*"|\\.', "", own.get(number, "")):
            found.add(str(index))
    return found


def _sheet_marks(content: bytes, percents: set[str]) -> SheetMarks:
    """The marks of a sheet. Most cells have none: one compiled question finds the others of a row."""
    styles = "".join(f" or @s='{style}'" for style in sorted(percents))
    noteworthy = etree.XPath(f"*[@t='e' or *[local-name()='f'] or {FAR}{styles}]")
    marks, cells = SheetMarks(), 0
    for element in _events(content, "row", "mergeCell"):
        if element.tag.endswith("mergeCell"):
            marks.merged.append(_span(element.get("ref", "")))
            continue
        cells += len(element)
        if cells > CELLS:
            raise _too_far((ROWS, COLUMNS))
        interesting: Any = noteworthy(element)
        for cell in interesting:
            if found := REFERENCE.match(cell.get("r", "")):
                _mark(marks, cell, (int(found[2]) - 1, column_number(found[1])), percents)
    return marks


def _mark(marks: SheetMarks, cell: Any, at: tuple[int, int], percents: set[str]) -> None:
    if at[0] >= ROWS or at[1] >= COLUMNS:
        raise _too_far(at)
    if cell.get("t") == "e":
        marks.errors[at] = cell.findtext("{*}v") or "#ERROR!"
    formula = cell.find("{*}f")
    if formula is not None:
        marks.formulas[at] = formula.text or ""
    if cell.get("s") in percents:
        marks.percents.add(at)


def _too_far(at: tuple[int, int]) -> Refused:
    words = _("A sheet reaches to %(place)s, far beyond the form. Delete what lies there, and send it again.")
    return Refused(words % {"place": place(*at)}, "file")


def _span(reference: str) -> tuple[int, int, int, int]:
    first, _colon, last = reference.partition(":")
    start, end = REFERENCE.match(first), REFERENCE.match(last or first)
    if start is None or end is None:
        raise ValueError(reference)
    return int(start[2]) - 1, column_number(start[1]), int(end[2]) - 1, column_number(end[1])


def refuse_wide_ods(content: bytes) -> None:
    """Refused when the filled cells of an .ods, repeated ones counted, spread over far more than a form."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        body = archive.read("content.xml")
    filled, row = 0, 0
    try:
        for element in _events(body, "table-row", "table"):
            if element.tag.endswith("}table"):
                row = 0
                continue
            column, wide = 0, 0
            for cell in element:
                times = _times(cell, "columns")
                column += times
                if len(cell) or cell.get(VALUE_TYPE):
                    wide += times
                    if column > COLUMNS or row >= ROWS:
                        raise _too_far((row, column - 1))
            filled += wide * _times(element, "rows")
            row += _times(element, "rows")
            if filled > CELLS:
                raise _too_far((row, column))
    except etree.XMLSyntaxError as error:
        raise Refused(_("The workbook is damaged inside. Save it again, and send that."), "file") from error


def _times(element, what: str) -> int:
    times = element.get(f"{{{TABLE}}}number-{what}-repeated", "1")
    return int(times) if times.isdigit() else 1
