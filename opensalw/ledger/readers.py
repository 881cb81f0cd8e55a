"""Following the ledger: upper layers keep what they derive from entries up to date (instead of signals)."""

from typing import Protocol

from opensalw.core.session import acting_for, everywhere

from .commands.following import forget_cursor, locked_cursor, move_cursor
from .models import Entry
from .queries.entries import BEGINNING, entries_since


class Reader(Protocol):
    """Derives something from entries, each of which it is handed exactly once.

    Entries come in the order of commit. Of one subject that is nearly always the order of ``seq``; where
    it is not (two transactions that overlapped), a reader that depends on it asks for the history.
    A reader can be rebuilt: ``reset`` forgets all that was derived, and everything is handed over again.
    That happens the first time, after a restore, and whenever someone asks for it (``rebuild``).
    """

    name: str

    def handle(self, entries: list[Entry]) -> None:
        """Take in some more entries; what is written here commits together with the cursor."""

    def reset(self) -> None:
        """Forget everything that was derived from entries."""


def follow(reader: Reader, *, size: int = 1000) -> int:
    """Hand a reader all entries that are new to it and final; returns how many there were.

    Two processes that follow with the same reader take turns. An entry of a transaction that still
    runs, our own included, is handed over by a later call.
    """
    handled = 0
    while True:
        with acting_for(*everywhere()):
            place = locked_cursor(reader.name)
            if place is None:
                reader.reset()
            found = entries_since(place or BEGINNING, size)
            if found:
                reader.handle([entry for _place, entry in found])
                move_cursor(reader.name, found[-1][0])
        handled += len(found)
        if len(found) < size:
            return handled


def rebuild(reader: Reader) -> int:
    """Let a reader forget what it derived and hand it the whole ledger again."""
    with acting_for(*everywhere()):
        forget_cursor(reader.name)
    return follow(reader)
