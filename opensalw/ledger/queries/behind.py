"""The entries behind a figure."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from ..models import Entry
from ..tallying import NONE, counted_by, names_behind
from .entries import COLUMNS
from .tallies import FOREVER

QUESTION = f"""
    select {", ".join("e." + name.strip() for name in COLUMNS.split(","))}, c.id as corrected_by
    from unnest(%s::text[], %s::text[]) as event (stream, name) cross join lateral (
        select * from ledger_entry
        where jurisdiction = %s and stream = event.stream and name = event.name
            and happened_on between %s and %s and (happened_on, id) > (%s, %s)
        order by happened_on, id limit %s
    ) as e left join ledger_entry c on c.jurisdiction = %s and c.subject = e.subject and c.corrects = e.id
    order by e.happened_on, e.id limit %s
"""


class Behind(NamedTuple):
    """An entry behind a figure: what it adds, and which entry corrected it, if one did."""

    entry: Entry
    amount: Decimal
    corrected_by: int | None

    @property
    def place(self) -> "After":
        """Where the list goes on behind it."""
        return After(self.entry.happened_on, self.entry.id)


class After(NamedTuple):
    """A place in the list: the day and the id of its last entry."""

    day: date
    entry: int


START = After(FOREVER, 0)


def entries_behind(
    jurisdiction: str, line: str, first: date | None, last: date, *, limit: int = 100, after: After | None = None
) -> list[Behind]:
    """The entries that a figure is made of, in the order in which they happened; corrected ones are named so.

    An event may add to other lines only; such entries are passed over, until ``limit`` are found or none is left.
    """
    streams, names = zip(*(name.split(".") for name in names_behind(line)), strict=True)
    found: list[Behind] = []
    after = after or START
    while True:
        values = [list(streams), list(names), jurisdiction, first or FOREVER, last, *after, limit]
        rows = [_behind(one, line) for one in Entry.objects.raw(QUESTION, [*values, jurisdiction, limit])]
        found += [one for one in rows if one.amount]
        if len(rows) < limit or len(found) >= limit:
            return found[:limit]
        after = rows[-1].place


def _behind(entry: Entry, line: str) -> Behind:
    amount = sum((one.amount for one in counted_by(entry) if one.line == line), NONE)
    return Behind(entry, amount, entry.corrected_by)  # type: ignore[attr-defined]
