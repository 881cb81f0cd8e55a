"""Every way the ledger changes."""

from .appending import append
from .backup import backup, backup_keys
from .bulk import NewEntry, RowsRefused, append_many
from .erasing import erase_person, repeat_erasures
from .restoring import Restored, connected_to, restore
from .sealing import key_to_sign_with, seal, seal_day

__all__ = [
    "NewEntry",
    "Restored",
    "RowsRefused",
    "append",
    "append_many",
    "backup",
    "backup_keys",
    "connected_to",
    "erase_person",
    "key_to_sign_with",
    "repeat_erasures",
    "restore",
    "seal",
    "seal_day",
]
