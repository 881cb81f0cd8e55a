"""Every question asked of the ledger."""

from .entries import (
    Cursor,
    corrections_of,
    counts_by_jurisdiction,
    entries_since,
    entry,
    history,
    latest,
    standing,
    with_personal,
)

__all__ = [
    "Cursor",
    "corrections_of",
    "counts_by_jurisdiction",
    "entries_since",
    "entry",
    "history",
    "latest",
    "standing",
    "with_personal",
]
