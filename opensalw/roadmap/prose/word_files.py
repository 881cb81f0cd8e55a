"""A Word document (DOCX) as text and passages: paragraphs with their headings and points, rows of tables."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _
from docx import Document as open_docx
from docx.oxml.ns import qn
from lxml.etree import LxmlError

from opensalw.core.refusal import Refused

from .passages import Kind, Passage, joined

UNPACKED_LIMIT = 64 * 2**20
_TEXTS = {qn("w:t"): None, qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:noBreakHyphen"): "-"}
_LEAD_LIMIT = 300


def read_docx(content: bytes, name: str) -> tuple[str, list[Passage]]:
    """The text of a document, a paragraph a line, and its passages; what was struck out is not read."""
    body = _body(content, name)
    text, passages = "", []  # type: str, list[Passage]
    for words, kind, level, lead in _blocks(body):
        kept = words.strip()
        if kept:
            places = tuple(range(len(text), len(text) + len(kept) + 1))
            passages.append(Passage(kept, places, kind, level, lead))
            text += f"{kept}\n"
    return text, joined(passages)


def _body(content: bytes, name: str) -> Any:
    """The body of the document; a file that is damaged or grows too large is refused."""
    refused = Refused(_("%(file)s is not a Word document (DOCX) that can be opened. Save it again.") % {"file": name})
    try:
        with ZipFile(BytesIO(content)) as parts:
            if sum(part.file_size for part in parts.infolist()) > UNPACKED_LIMIT:
                raise Refused(_("%(file)s is too large when it is unpacked.") % {"file": name}, "file")
        return open_docx(BytesIO(content)).element.body
    except (BadZipFile, KeyError, ValueError, LxmlError, RuntimeError, AttributeError, OSError):
        raise refused from None


def _blocks(parent: Any) -> Iterator[tuple[str, Kind, int, str]]:
    for element in parent:
        if element.tag == qn("w:p"):
            kind, level = _kind(element)
            yield _words(element), kind, level, _lead(element)
        elif element.tag == qn("w:tbl"):
            for row in element.iter(qn("w:tr")):
                cells = [" ".join(_words(p) for p in cell.iter(qn("w:p"))) for cell in row.iter(qn("w:tc"))]
                yield " | ".join(cells), "row", 0, ""
        elif element.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:ins")):
            yield from _blocks(element)


def _words(element: Any) -> str:
    pieces = []
    for part in element.iter(*_TEXTS):
        if any(above.tag in (qn("w:del"), qn("w:moveFrom")) for above in part.iterancestors()):
            continue
        pieces.append(_TEXTS[part.tag] or part.text or "")
    return "".join(pieces)


def _kind(paragraph: Any) -> tuple[Kind, int]:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    name = (style.get(qn("w:val")) or "").lower() if style is not None else ""
    if name.startswith(("heading", "title")):
        return "heading", int("".join(filter(str.isdigit, name)) or 1)
    listed = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None or name.startswith("list")
    return ("item", 0) if listed else ("paragraph", 0)


def _lead(paragraph: Any) -> str:
    """The bold words with which a paragraph begins: the speaker, in meeting notes."""
    lead = ""
    for run in paragraph.iter(qn("w:r")):
        bold = run.find(f"{qn('w:rPr')}/{qn('w:b')}")
        words = _words(run)
        if words.strip() and (bold is None or bold.get(qn("w:val")) in ("0", "false")):
            break
        lead += words
    return " ".join(lead.split()) if 4 <= len(lead) <= _LEAD_LIMIT else ""
