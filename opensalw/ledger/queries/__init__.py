"""Every question asked of the ledger."""

from .digests import (
    digests,
    digests_of_file,
    exported_digests,
    last_digests,
    unsealed_count,
    unsealed_counts,
)
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
from .proving import Broken
from .verifying import Verification, verify

__all__ = [
    "Broken",
    "Cursor",
    "Verification",
    "corrections_of",
    "counts_by_jurisdiction",
    "digests",
    "digests_of_file",
    "entries_since",
    "entry",
    "exported_digests",
    "history",
    "last_digests",
    "latest",
    "standing",
    "unsealed_count",
    "unsealed_counts",
    "verify",
    "with_personal",
]
