"""The sheet of the text: every paragraph and point with its place, so that it can be filtered."""

from typing import Any

from opensalw.core.spreadsheet_text import RISKY
from opensalw.documents.blocks import Document, Heading, ListItems, Note, Paragraph, Sources
from opensalw.documents.walking import plain
from opensalw.documents.wording import HEADING, KIND, NOTES, PARAGRAPH, POINT, SECTION, SOURCES, TEXT, say
from opensalw.documents.xlsx.formats import Formats, body
from opensalw.documents.xlsx.sheets import LONGEST, put, set_up

WIDTHS = (34, 30, 22, 11, 90)
READ = (Paragraph, ListItems, Note, Sources)


def has_text(document: Document) -> bool:
    """Whether there is anything but tables and charts."""
    return any(isinstance(block, READ) for block in document.blocks)


def write_text(sheet: Any, document: Document, formats: Formats) -> None:
    """The headings beside each piece of text; what is too long for a cell goes on in the next row."""
    language = document.language
    heading = say(language, HEADING)
    titles = (say(language, SECTION), heading, f"{heading} 2", say(language, KIND), say(language, TEXT))
    for index, (title, width) in enumerate(zip(titles, WIDTHS, strict=True)):
        put(sheet, 0, index, title, formats.head("left"))
        sheet.set_column(index, index, width)
    row = 0
    for place, kind, text in _pieces(document):
        for start in range(0, max(len(text), 1), LONGEST):
            row += 1
            for index, value in enumerate((*place, kind, text[start : start + LONGEST])):
                look = body("body", risky=value.startswith(RISKY), text_wrap=True)
                put(sheet, row, index, value, formats.get(**look))
    sheet.freeze_panes(1, 0)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(row, 1), len(titles) - 1)
    set_up(sheet, document, wide=True)


def _pieces(document: Document) -> list[tuple[tuple[str, str, str], str, str]]:
    """Each piece of text with the headings above it and its kind."""
    language = document.language
    above = ["", "", ""]
    found: list[tuple[tuple[str, str, str], str, str]] = []
    for block in document.blocks:
        pieces: list[tuple[str, str]] = []
        match block:
            case Heading(level=level) if level <= 3:
                above = [*above[: level - 1], block.text, "", ""][:3]
            case Heading():
                pieces = [(say(language, HEADING), block.text)]
            case Paragraph():
                pieces = [(say(language, PARAGRAPH), plain(block.text))]
            case Note():
                pieces = [(say(language, NOTES), plain(block.text))]
            case ListItems():
                pieces = [(say(language, POINT), plain(item)) for item in block.items]
            case Sources():
                pieces = [(say(language, SOURCES), plain(item)) for item in block.items]
        found += [((above[0], above[1], above[2]), kind, text) for kind, text in pieces]
    return found
