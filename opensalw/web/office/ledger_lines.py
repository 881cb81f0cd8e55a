"""How pages tell entries of the ledger: as sentences, a bounded number at a time."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import ids
from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.ledger import queries
from opensalw.ledger.event import catalogue
from opensalw.ledger.models import Entry
from opensalw.ledger.signing import SignedDigest
from opensalw.web.paging import SIZE

from .acts import OPERATOR

SIFTED = 200
SIFTINGS = 10


@dataclass(frozen=True)
class Line:
    """An entry as a page tells it."""

    entry: Entry
    sentence: str
    label: str
    by: str
    corrected: bool

    @property
    def seal(self) -> str:
        """The beginning of the seal, enough to compare by eye."""
        return bytes(self.entry.seal).hex()[:12]


@dataclass(frozen=True)
class Holding:
    """How much one jurisdiction's ledger holds."""

    jurisdiction: str
    entries: int
    unsealed: int
    sealed: SignedDigest | None


def lines(entries: list[Entry]) -> list[Line]:
    """Entries as sentences, with names instead of ids; what a later one of them corrected is marked."""
    superseded = {one.corrects for one in entries if one.corrects is not None}
    names = {**names_of({one.by for one in entries}), OPERATOR: _("the operator at the command line")}
    return [Line(one, *_told(one), names[one.by], one.id in superseded) for one in entries]


def _told(entry: Entry) -> tuple[str, str]:
    """The sentence and the label; an entry of another version of the product says so."""
    try:
        return entry.line(), str(entry.event_class.label)
    except (LookupError, ValueError):
        return _("This version of the product cannot read the entry %(name)s.") % {"name": entry.name}, entry.name


def holdings(person: Person) -> list[Holding]:
    """Entries, unsealed entries and the last sealed day of each of the person's jurisdictions."""
    entries, unsealed, sealed = queries.counts_by_jurisdiction(), queries.unsealed_counts(), queries.last_digests()
    return [
        Holding(jid, entries.get(jid, 0), unsealed.get(jid, 0), sealed.get(jid))
        for jid in ids()
        if jid in person.jurisdictions
    ]


def kinds() -> list[tuple[str, str]]:
    """The declared events for a select, by their labels."""
    events = {event.name: str(event.label) for stream in catalogue().values() for event in stream.values()}
    return sorted(events.items(), key=lambda one: one[1])


def latest_of(event: str, jurisdiction: str, before: int | None) -> tuple[list[Entry], int | None]:
    """One page of entries, newest first, and the id before which the next page lies; None at the end.

    Events are sifted while reading back, a bounded number of rows for a page: a rare one may stand pages further.
    """
    size = SIFTED if event else SIZE + 1
    found: list[Entry] = []
    for _step in range(SIFTINGS):
        rows = queries.latest(size, before=before, jurisdiction=jurisdiction or None)
        found += [row for row in rows if event in ("", row.name)]
        if len(found) > SIZE:
            return found[:SIZE], found[SIZE - 1].id
        if len(rows) < size:
            return found, None
        before = rows[-1].id
    return found, before
