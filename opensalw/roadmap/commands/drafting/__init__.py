"""Work on a part: text items, figures, files, activities. Drafts are not ledger entries; each change is kept."""

from .activities import report_activity
from .cells import clear_cell, fill_missing, save_cell
from .computed import take_computed
from .explaining import explain
from .opening import ChangedMeanwhile, open_for
from .taking_in import take_in
from .texts import move_text, put_text_back, remove_text, save_text, set_aside, take_theirs

__all__ = [
    "ChangedMeanwhile",
    "clear_cell",
    "explain",
    "fill_missing",
    "move_text",
    "open_for",
    "put_text_back",
    "remove_text",
    "report_activity",
    "save_cell",
    "save_text",
    "set_aside",
    "take_computed",
    "take_in",
    "take_theirs",
]
