"""The first sheet: what the workbook is, what its sheets hold, and the footnotes that it owes."""

from collections.abc import Sequence
from typing import Any

from babel.dates import format_date

from opensalw.documents.blocks import Document
from opensalw.documents.layout import caption
from opensalw.documents.wording import CONTENTS, DATE, NOTES, SECTION, SHEET, TEXT, locale, say
from opensalw.documents.xlsx.formats import Formats
from opensalw.documents.xlsx.sheets import Placed, put, set_up


def write_readme(sheet: Any, document: Document, formats: Formats, placed: Sequence[Placed], text: str) -> None:
    """Title, facts, contents with links to the sheets, footnotes."""
    language = document.language
    sheet.set_column(0, 0, 22)
    sheet.set_column(1, 1, 78)
    sheet.set_column(2, 2, 44)
    put(sheet, 0, 0, document.title, formats.title())
    put(sheet, 1, 0, document.subtitle, formats.quiet())
    row = 3
    date = format_date(document.date, format="d MMMM y", locale=locale(language))
    for name, value in (*document.facts, (say(language, DATE), date)):
        put(sheet, row, 0, name, formats.quiet())
        put(sheet, row, 1, value, formats.get(text_wrap=True))
        row += 1
    row += 1
    for index, title in enumerate((say(language, SHEET), say(language, CONTENTS), say(language, SECTION))):
        put(sheet, row, index, title, formats.head("left"))
    lines = [(text, say(language, TEXT), "")] if text else []
    lines += [(one.sheet, caption(one.block, language)[1], one.section) for one in placed]
    for name, words, section in lines:
        row += 1
        target = "internal:'" + name.replace("'", "''") + "'!A1"
        sheet.write_url(row, 0, target, formats.link(), name)
        put(sheet, row, 1, words, formats.get(text_wrap=True))
        put(sheet, row, 2, section, formats.quiet(wrap=True))
    row += 2
    if document.footnotes:
        put(sheet, row, 0, say(language, NOTES), formats.get(bold=True))
    for note in document.footnotes:
        row += 1
        put(sheet, row, 0, f"{note.mark} {note.text}".strip(), formats.quiet())
    set_up(sheet, document, wide=False)
