"""Following the ledger: what is committed stands in the tails a moment later."""

from collections import defaultdict
from pathlib import Path
from uuid import UUID

from opensalw.ledger.models import Entry
from opensalw.ledger.queries.entries import Cursor
from opensalw.ledger.readers import follow

from . import tail
from .building import READER, beat, final_place, rows_of
from .storing import NotReady, Place, current, facts_of, home, partition, set_aside
from .words import Words

OUTGROWN = 50_000
OF_INTEREST = {"registered", "marked", "corrected", "component_fitted", "component_removed"}


class Tails:
    """Writes the rows of weapons that something happened to into the tail of their jurisdiction."""

    name = READER

    def __init__(self) -> None:
        self.words = Words(home())
        self.mended: set[Path] = set()

    def handle(self, entries: list[Entry]) -> None:
        """Take in entries; a jurisdiction whose columns are not built yet is left out, since building reads all."""
        changed: dict[str, set[UUID]] = defaultdict(set)
        for entry in entries:
            if entry.stream == "registers" and entry.name in OF_INTEREST:
                changed[entry.jurisdiction].add(entry.subject)
        upto = Cursor(final_place().xid, 2**62)
        for jurisdiction, subjects in changed.items():
            place = current(partition(jurisdiction))
            if place is not None:
                if place.tail not in self.mended:
                    tail.mend(place.tail)
                    self.mended.add(place.tail)
                for rows in rows_of(jurisdiction, self.words, subjects):
                    tail.add(place.tail, upto, rows)

    def reset(self) -> None:
        """The ledger begins anew: no file stands for it any more."""
        if home().exists():
            for folder in home().iterdir():
                if folder.is_dir():
                    set_aside(folder)


def needs_building(jurisdiction: str) -> bool:
    """Whether there is no file that counts, or the tail has outgrown it."""
    place = current(partition(jurisdiction))
    if place is None:
        return True
    try:
        rows = int(facts_of(place.base)[0]["rows"])
    except NotReady:
        set_aside(partition(jurisdiction))
        return True
    return rows_of_tail(place) > max(OUTGROWN, rows // 10)


def rows_of_tail(place: Place) -> int:
    """How many rows came since the file was built, those that came twice counted twice."""
    return place.tail.stat().st_size // tail.WIDTH if place.tail.exists() else 0


def catch_up(reader: Tails | None = None) -> int:
    """Bring all tails up to what is committed and final; returns how many entries there were."""
    count = follow(reader or Tails())
    beat()
    return count
