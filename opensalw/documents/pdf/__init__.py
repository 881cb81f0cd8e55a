"""PDF by typst: PDF/UA-1, tagged, with bookmarks; every text goes in as data, never as markup."""

import datetime
import json
from importlib.resources import files

import typst

from opensalw.documents.blocks import Document
from opensalw.documents.characters import FONT_DIRECTORY, drawable
from opensalw.documents.designating import ready
from opensalw.documents.pdf.data import as_data
from opensalw.documents.walking import changed

UNDRAWN = "could not be displayed"


def render(document: Document) -> bytes:
    """The document as PDF; a character that no packaged font has is printed as its code, [U+1F600]."""
    prepared = ready(document)
    try:
        return _compiled(prepared)
    except typst.TypstError as error:
        if UNDRAWN not in str(error):
            raise
    return _compiled(changed(prepared, drawable))


def _compiled(document: Document) -> bytes:
    moment = datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
    return bytes(
        typst.compile(
            files(__package__).joinpath("template.typ").read_bytes(),
            font_paths=[FONT_DIRECTORY],
            ignore_system_fonts=True,
            sys_inputs={"document": json.dumps(as_data(document), ensure_ascii=False)},
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
        )
    )
