"""The text of DOCX and XLSX files, with headers, notes, alternative texts, sheet names and properties."""

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from ..refusal import Refused
from .html import html_passages
from .passage import Passage

LIMIT = 512 * 1024 * 1024
_SKIPPED = frozenset({"instrText", "delText", "rPh", "Fallback", "pPr", "rPr"})
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_HEADER_CODE = re.compile(r'&(?:"[^"]*"|\d+|[A-Za-z&])')
_HEADER_TAGS = frozenset(f"{which}{part}" for which in ("odd", "even", "first") for part in ("Header", "Footer"))
_VALIDATION_TEXTS = ("prompt", "promptTitle", "error", "errorTitle")


def docx_passages(path: Path) -> Iterator[Passage]:
    """Paragraphs of body, tables, headers, footers, notes and comments; alternative texts; properties."""
    with _opened(path) as parts:
        for name in parts.namelist():
            if name.startswith("word/") and name.endswith(".xml"):
                root = _xml(parts, name)
                place = PurePosixPath(name).stem
                yield from _paragraphs(root, place)
                yield from _alternative_texts(root, place)
        yield from _shared_parts(parts)


def xlsx_passages(path: Path) -> Iterator[Passage]:
    """Cells with words, sheet names, headers, prompts, comments, charts; alternative texts; properties."""
    with _opened(path) as parts:
        yield from _sheets(parts)
        for name in parts.namelist():
            if name.startswith(("xl/comments", "xl/drawings/", "xl/charts/")) and name.endswith(".xml"):
                root = _xml(parts, name)
                place = PurePosixPath(name).stem
                yield from _paragraphs(root, place)
                yield from _alternative_texts(root, place)
                for number, comment in enumerate(_every(root, "comment"), start=1):
                    yield Passage(_text(comment), ((0, number, 1),), place)
        yield from _shared_parts(parts)


def _opened(path: Path) -> ZipFile:
    try:
        parts = ZipFile(path)
    except BadZipFile:
        words = _("%(file)s is not an office file: it cannot be unpacked. Save it again.")
        raise Refused(words % {"file": path.name}, "file") from None
    if sum(part.file_size for part in parts.infolist()) > LIMIT:
        parts.close()
        raise Refused(_("%(file)s is too large when unpacked.") % {"file": path.name}, "file")
    return parts


def _xml(parts: ZipFile, name: str) -> Element:
    """A part as a tree; office files declare no entities, so a part that does is refused unread."""
    try:
        data = parts.read(name)
        if b"<!DOCTYPE" not in data:
            return ElementTree.fromstring(data)  # noqa: S314 - without a DOCTYPE there are no entities
    except (ElementTree.ParseError, BadZipFile):
        pass
    words = _("%(file)s is damaged: its part %(part)s cannot be read.")
    raise Refused(words % {"file": Path(parts.filename or "").name, "part": name}, "file")


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _every(root: Element, *names: str) -> Iterator[Element]:
    """The elements of these names, without those of a fallback that repeats its neighbour."""
    if _local(root) in names:
        yield root
    for child in root:
        if _local(child) != "Fallback":
            yield from _every(child, *names)


def _text(element: Element) -> str:
    """The words of an element; a paragraph inside it is a passage of its own."""
    words = [element.text or ""] if _local(element) in ("t", "v") else []
    for child in element:
        name = _local(child)
        if name in _BREAKS:
            words.append(_BREAKS[name])
        elif name not in _SKIPPED and name != "p":
            words.append(_text(child))
    return "".join(words)


def _paragraphs(root: Element, place: str) -> Iterator[Passage]:
    for number, element in enumerate(_every(root, "p", "v"), start=1):
        text = _text(element)
        if text.strip():
            yield Passage(text, ((0, number, 1),), place)


def _alternative_texts(root: Element, place: str) -> Iterator[Passage]:
    for element in _every(root, "docPr", "cNvPr", "tblCaption", "tblDescription"):
        for name, value in element.attrib.items():
            if name.rpartition("}")[2] in ("descr", "title", "val") and value:
                yield Passage(value, place=f"{place}, alternative text")


def _shared_parts(parts: ZipFile) -> Iterator[Passage]:
    """Properties of the document, and drawings that it carries as SVG."""
    for name in parts.namelist():
        if name in ("docProps/core.xml", "docProps/custom.xml", "docProps/app.xml"):
            for element in _xml(parts, name).iter():
                repeats = name.endswith("app.xml") and _local(element) not in (
                    "Company",
                    "Manager",
                    "Template",
                )
                if element.text and not repeats:
                    yield Passage(element.text, place=f"{PurePosixPath(name).stem} properties, {_local(element)}")
        elif name.endswith(".svg"):
            for passage in html_passages(parts.read(name).decode("utf-8", "replace")):
                yield Passage(passage.text, passage.starts, place=PurePosixPath(name).name)


def _sheets(parts: ZipFile) -> Iterator[Passage]:
    names = set(parts.namelist())
    shared: list[str] = []
    if "xl/sharedStrings.xml" in names:
        shared = [_text(item) for item in _every(_xml(parts, "xl/sharedStrings.xml"), "si")]
    targets = _targets(parts) if "xl/_rels/workbook.xml.rels" in names else {}
    sheets = _every(_xml(parts, "xl/workbook.xml"), "sheet") if "xl/workbook.xml" in names else iter(())
    for sheet in sheets:
        title = sheet.get("name", "")
        yield Passage(title, place="sheet name")
        relation = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
        part = targets.get(relation, "")
        if part in names:
            yield from _cells(_xml(parts, part), title, shared)


def _targets(parts: ZipFile) -> dict[str, str]:
    found = {}
    for relation in _xml(parts, "xl/_rels/workbook.xml.rels"):
        target = relation.get("Target", "")
        found[relation.get("Id", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _cells(root: Element, title: str, shared: list[str]) -> Iterator[Passage]:
    for cell in _every(root, "c"):
        text = _text(cell)
        if cell.get("t") == "s" and text.isdigit() and int(text) < len(shared):
            text = shared[int(text)]
        reference = cell.get("r", "")
        row = int("".join(filter(str.isdigit, reference)) or 1)
        if text and not text.isdigit():
            yield Passage(text, ((0, row, 1),), f"{title}!{reference}")
    for element in _every(root, *_HEADER_TAGS):
        yield Passage(_HEADER_CODE.sub(" ", element.text or ""), place=f"{title}, {_local(element)}")
    for element in _every(root, "dataValidation", "hyperlink"):
        for name in (*_VALIDATION_TEXTS, "tooltip"):
            if value := element.get(name):
                yield Passage(value, place=f"{title}!{element.get('sqref') or element.get('ref')}, {name}")
    for element in _every(root, "formula1"):
        yield Passage(element.text or "", place=f"{title}, list of choices")
