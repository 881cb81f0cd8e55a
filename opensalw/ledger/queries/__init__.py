"""Every question asked of the ledger."""

from .behind import After, Behind, entries_behind
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
from .tallies import Difference, Figure, Figures, differing_tallies, figures
from .verifying import Verification, verify

__all__ = [
    "After",
    "Behind",
    "Broken",
    "Cursor",
    "Difference",
    "Figure",
    "Figures",
    "Verification",
    "corrections_of",
    "counts_by_jurisdiction",
    "differing_tallies",
    "digests",
    "digests_of_file",
    "entries_behind",
    "entries_since",
    "entry",
    "exported_digests",
    "figures",
    "history",
    "last_digests",
    "latest",
    "standing",
    "unsealed_count",
    "unsealed_counts",
    "verify",
    "with_personal",
]
