"""Work on a part: text items, figures, files, activities. Drafts are not ledger entries; each change is kept."""

from .activities import report_activity
from .cells import clear_cell, fill_missing, save_cell
from .explaining import explain
from .opening import ChangedMeanwhile, open_for
from .taking_in import take_in
from .texts import remove_text, save_text

__all__ = [
    "ChangedMeanwhile",
    "clear_cell",
    "explain",
    "fill_missing",
    "open_for",
    "remove_text",
    "report_activity",
    "save_cell",
    "save_text",
    "take_in",
]
