"""Questions about documents: what a round's set holds, what the library has, what stands in drafts."""

from .documents import (
    FILE_FORMATS,
    MEDIA_TYPES,
    PRINTERS,
    document_of,
    document_set,
    file_name,
    library,
    printed,
    published_with,
    refuse_publishing,
    stored_at,
)

__all__ = [
    "FILE_FORMATS",
    "MEDIA_TYPES",
    "PRINTERS",
    "document_of",
    "document_set",
    "file_name",
    "library",
    "printed",
    "published_with",
    "refuse_publishing",
    "stored_at",
]
