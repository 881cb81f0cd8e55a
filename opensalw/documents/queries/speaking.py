"""The speaking brief that fits two pages: told in full, or shortened step by step until it does."""

from opensalw.coordination.models import Meeting

from .. import pdf
from ..blocks import Document
from ..content import speaking

PAGES = 2


def fitted(meeting: Meeting, jurisdiction: str) -> Document:
    """The fullest brief of a jurisdiction that has no more than two pages."""
    for limits in speaking.LEVELS:
        document = speaking.build(meeting, jurisdiction, limits)
        if pdf.pages(document) <= PAGES:
            return document
    return document
