"""Every way the ledger changes."""

from .appending import append
from .bulk import NewEntry, RowsRefused, append_many

__all__ = ["NewEntry", "RowsRefused", "append", "append_many"]
