"""PDF by typst: PDF/UA-1, tagged, with bookmarks; every text goes in as data, never as markup."""

import datetime
import json
from importlib.resources import files
from typing import Any

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


def pages(document: Document) -> int:
    """How many pages the document has as PDF."""
    drawn = typst.compile(
        files(__package__).joinpath("template.typ").read_bytes(),
        format="svg",
        **_given(changed(ready(document), drawable)),
    )
    return len(drawn) if isinstance(drawn, list) else 1


def _compiled(document: Document) -> bytes:
    moment = datetime.datetime.combine(document.date, datetime.time(), datetime.UTC)
    return bytes(
        typst.compile(
            files(__package__).joinpath("template.typ").read_bytes(),
            pdf_standards=["ua-1"],
            timestamp=int(moment.timestamp()),
            **_given(document),
        )
    )


def _given(document: Document) -> dict[str, Any]:
    """What the template needs to draw a document."""
    return {
        "font_paths": [FONT_DIRECTORY],
        "ignore_system_fonts": True,
        "sys_inputs": {"document": json.dumps(as_data(document), ensure_ascii=False)},
    }
