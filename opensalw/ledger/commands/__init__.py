"""Every way the ledger changes."""

from .appending import append

__all__ = ["append"]
