"""XLSX: a sheet of contents, one for the text, one for each table; figures as numbers, never a formula."""

import datetime
import io

import xlsxwriter

from opensalw.documents.blocks import Chart, Document, Heading, Table
from opensalw.documents.designating import ready
from opensalw.documents.wording import ABOUT, TEXT, say
from opensalw.documents.xlsx.formats import Formats
from opensalw.documents.xlsx.names import SheetNames
from opensalw.documents.xlsx.readme import write_readme
from opensalw.documents.xlsx.sheets import Placed, write_table
from opensalw.documents.xlsx.text import has_text, write_text

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


def render(document: Document) -> bytes:
    """The document as XLSX, with the same bytes for the same document."""
    prepared = ready(document)
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    _describe(book, prepared)
    formats = Formats(book)
    names = SheetNames()
    language = prepared.language
    readme = book.add_worksheet(names.take(say(language, ABOUT)))
    text = book.add_worksheet(names.take(say(language, TEXT))) if has_text(prepared) else None
    placed = _placed(prepared, names)
    for one in placed:
        write_table(book.add_worksheet(one.sheet), one, prepared, formats)
    if text is not None:
        write_text(text, prepared, formats)
    write_readme(readme, prepared, formats, placed, text.get_name() if text is not None else "")
    book.close()
    return buffer.getvalue()


def _describe(book: xlsxwriter.Workbook, document: Document) -> None:
    book.set_properties(
        {
            "title": document.title[:255],
            "subject": document.meta.get("subject", "")[:255],
            "author": document.meta.get("author", "")[:255],
            "keywords": document.meta.get("keywords", "")[:255],
            "category": document.meta.get("category", "")[:255],
            "comments": document.meta.get("comments", "")[:255],
            "created": datetime.datetime.combine(document.date, datetime.time()),
        }
    )


def _placed(document: Document, names: SheetNames) -> list[Placed]:
    """Every table, and every chart with its table, with the section it stands in and its sheet."""
    placed: list[Placed] = []
    section = ""
    for block in document.blocks:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, Table | Chart):
            placed.append(Placed(block, section, names.numbered(block, document.language)))
    return placed
