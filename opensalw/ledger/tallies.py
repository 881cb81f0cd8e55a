"""The reader that keeps the tallies: figures are read from few rows, however many entries there are."""

from .commands.tallying import add_to_tallies, forget_tallies
from .models import Entry
from .queries.tallies import READER, corrected_entries
from .tallying import sums_of


class TallyReader:
    """Adds what new entries count, and takes away what they correct."""

    name = READER

    def handle(self, entries: list[Entry]) -> None:
        """Add some more entries."""
        add_to_tallies(sums_of(entries, corrected_entries(entries)))

    def reset(self) -> None:
        """Forget all tallies."""
        forget_tallies()
