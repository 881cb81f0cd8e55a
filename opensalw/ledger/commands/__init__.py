"""Every way the ledger changes."""

from .appending import append
from .bulk import NewEntry, RowsRefused, append_many
from .erasing import erase_person, repeat_erasures
from .sealing import seal, seal_day

__all__ = [
    "NewEntry",
    "RowsRefused",
    "append",
    "append_many",
    "erase_person",
    "repeat_erasures",
    "seal",
    "seal_day",
]
