"""What entries add up to, by line and month: sums that are added to and never worked out anew.

A line is kept whole, split by each of its dimensions alone, and by those that its events declare ``together``.
Every combination there is would be nearly as many sums as entries; so there are as many as there are members.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from .counted import Counted
from .event import catalogue
from .models import Entry

NONE = Decimal(0)
NOT_STATED = "not_stated"


class Place(NamedTuple):
    """Where an amount is added: a line of a jurisdiction, in a month, whole or under members of its dimensions."""

    jurisdiction: str
    line: str
    month: date
    dims_key: str


class Sum:
    """What stands at a place: the amount in the unit of its line, and how many entries made it."""

    __slots__ = ("amount", "entries", "unit")

    def __init__(self, unit: str) -> None:
        self.amount, self.entries, self.unit = NONE, 0, unit

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sum) and (self.amount, self.entries) == (other.amount, other.entries)

    def __repr__(self) -> str:
        return f"{self.amount} {self.unit} of {self.entries} entries"

    @property
    def is_nothing(self) -> bool:
        """Whether all that was added was taken away again."""
        return not self.entries and not self.amount


Sums = dict[Place, Sum]


def spelled(dims: Mapping[str, str]) -> str:
    """One spelling of a set of members, as the keys of figures have it."""
    return "|".join(f"{name}={dims[name]}" for name in sorted(dims))


def members(key: str) -> dict[str, str]:
    """The members that a spelling names."""
    return dict(part.split("=", 1) for part in key.split("|")) if key else {}


@lru_cache(maxsize=50_000)
def cuts(key: str, together: frozenset[tuple[str, ...]]) -> tuple[str, ...]:
    """Under which spellings an amount with these members is kept: whole, each alone, and those declared together."""
    return tuple(_cuts(members(key), together))


def _cuts(dims: Mapping[str, str], together: frozenset[tuple[str, ...]]) -> Iterator[str]:
    yield ""
    for name, member in dims.items():
        yield f"{name}={member}"
    for names in together:
        if not dims.keys().isdisjoint(names):
            yield spelled({name: dims.get(name, NOT_STATED) for name in names})


def counted_by(entry: Entry) -> Iterable[Counted]:
    """What an entry adds; an event that was declared without lines is not even read."""
    return entry.event().counted() if entry.event_class.counts else ()


def counting_names() -> list[str]:
    """Every event that adds to a line, as ``stream.name``."""
    return [
        f"{stream}.{name}" for stream, events in catalogue().items() for name, event in events.items() if event.counts
    ]


def names_behind(line: str) -> list[str]:
    """The events that may add to a line, as ``stream.name``."""
    return [
        f"{stream}.{name}"
        for stream, events in catalogue().items()
        for name, event in events.items()
        if line in event.counts
    ]


def add_entry(sums: Sums, entry: Entry, sign: int = 1) -> None:
    """Add what an entry counts, in the month in which it happened, or take it away with ``sign`` -1."""
    month = entry.happened_on.replace(day=1)
    for one in counted_by(entry):
        for key in cuts(spelled(one.dims), entry.event_class.together):
            place = Place(entry.jurisdiction, one.line, month, key)
            held = sums.get(place)
            if held is None:
                held = sums[place] = Sum(one.unit)
            held.amount += sign * one.amount
            held.entries += sign


def sums_of(entries: Iterable[Entry], corrected: Mapping[int, Entry]) -> Sums:
    """What entries add up to; each correction takes away what the entry that it corrects had added."""
    sums: Sums = {}
    for entry in entries:
        add_entry(sums, entry)
        if entry.corrects is not None:
            add_entry(sums, corrected[entry.corrects], -1)
    return sums
