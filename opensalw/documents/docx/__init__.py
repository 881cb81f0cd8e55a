"""DOCX with real styles: captions, repeated table heads, notes under tables and in the footer."""

import datetime
import io

import docx
from docx.document import Document as Word
from docx.opc.constants import RELATIONSHIP_TYPE

from opensalw.documents.blocks import Document
from opensalw.documents.designating import ready
from opensalw.documents.docx.packing import packed
from opensalw.documents.docx.sections import prepare_page
from opensalw.documents.docx.styles import define_styles
from opensalw.documents.docx.writing import write


def render(document: Document) -> bytes:
    """The document as DOCX, with the same bytes for the same document."""
    prepared = ready(document)
    word = docx.Document()
    _forget_template(word)
    _describe(word, prepared)
    define_styles(word, prepared.language)
    prepare_page(word, prepared)
    write(word, prepared)
    buffer = io.BytesIO()
    word.save(buffer)
    return packed(buffer.getvalue())


def _forget_template(word: Word) -> None:
    """Leave the template's thumbnail behind."""
    relations = word.part.package.rels
    for key in [key for key, relation in relations.items() if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL]:
        del relations[key]


def _describe(word: Word, document: Document) -> None:
    """Set every core property, so that nothing of the template or the moment stays."""
    moment = datetime.datetime.combine(document.date, datetime.time())
    properties = word.core_properties
    properties.title = document.title[:255]
    properties.author = properties.last_modified_by = document.meta.get("author", "")[:255]
    properties.subject = document.meta.get("subject", "")[:255]
    properties.keywords = document.meta.get("keywords", "")[:255]
    properties.category = document.meta.get("category", "")[:255]
    properties.comments = document.meta.get("comments", "")[:255]
    properties.identifier = document.meta.get("identifier", "")[:255]
    properties.version = document.meta.get("version", "")[:255]
    properties.content_status = document.meta.get("status", "")[:255]
    properties.language = document.language
    properties.created = properties.modified = properties.last_printed = moment
    properties.revision = 1
