"""Pages of a DOCX: A4, margins, the footer with footnotes and page numbers, pages on their side."""

from typing import Any

from docx.document import Document as Word
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm

from opensalw.documents.blocks import Document
from opensalw.documents.docx.wordml import element, field, noted, paragraph, run
from opensalw.documents.wording import PAGE, say

SHORT, LONG, MARGIN = 210, 297, 20
TWIPS = 1440 / 25.4
COMPATIBILITY = (
    '<w:compat {ns}><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)


def prepare_page(word: Word, document: Document) -> None:
    """Set the first section to A4 with its footer, and Word's present layout rules."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(SHORT), Mm(LONG)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin, section.bottom_margin = Mm(18), Mm(22)
    section.header_distance, section.footer_distance = Mm(9), Mm(9)
    footer = section.footer
    footer.is_linked_to_previous = False
    inside = footer._element
    for old in list(inside):
        inside.remove(old)
    line = '<w:pBdr><w:top w:val="single" w:sz="2" w:space="4" w:color="AAB0B8"/></w:pBdr>'
    for index, note in enumerate(document.footnotes):
        inside.append(element(paragraph("Footer", *noted(note.mark, note.text), properties="" if index else line)))
    inside.append(element(_numbers(document, "" if document.footnotes else line)))
    settings = word.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.replace(old, parse_xml(COMPATIBILITY.format(ns=nsdecls("w"))))


def _numbers(document: Document, line: str) -> str:
    """The footer's last line: the title, then the page of all pages."""
    words = say(document.language, PAGE, page="\0page\0", pages="\0pages\0").split("\0")
    fields = {"page": field("PAGE", "1"), "pages": field("NUMPAGES", "1")}
    runs = [fields[word] if word in fields else run(word) for word in words if word]
    right = '<w:jc w:val="right"/>'
    return paragraph("Footer", run(f"{document.title} · "), *runs, properties=line + right)


def text_width(wide: bool) -> int:
    """The width between the margins, in twentieths of a point."""
    return int(((LONG if wide else SHORT) - 2 * MARGIN) * TWIPS)


def turn(word: Word, wide: bool) -> Any:
    """Begin a section on a new page, on its side or upright; the footer goes on."""
    section = word.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (Mm(LONG), Mm(SHORT)) if wide else (Mm(SHORT), Mm(LONG))
    return section
