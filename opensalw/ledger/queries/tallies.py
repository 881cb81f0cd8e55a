"""Figures from tallies: what stands up to the reader's cursor, and the few entries after it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db import connection

from ..models import Entry
from ..tallying import (
    NONE,
    NOT_STATED,
    Place,
    Sum,
    Sums,
    add_entry,
    counting_names,
    members,
    sums_of,
)  # fmt: skip
from .entries import BEGINNING, COLUMNS, Cursor

READER = "tallies"
BATCH = 5000
FOREVER = date(1, 1, 1)


@dataclass
class Figure:
    """What the entries of a time add up to on a line, whole and as far as it is kept split."""

    unit: str
    amount: Decimal = NONE
    entries: int = 0
    splits: list[tuple[dict[str, str], Decimal]] = field(default_factory=list)

    def by(self, *dimensions: str) -> dict[tuple[str, ...], Decimal]:
        """The amounts by members of these dimensions; what has no member there stands under "not_stated".

        Empty where these dimensions are not kept together: then nobody knows.
        """
        found: dict[tuple[str, ...], Decimal] = defaultdict(Decimal)
        for dims, amount in self.splits:
            if dims.keys() == set(dimensions):
                found[tuple(dims[name] for name in dimensions)] += amount
        if len(dimensions) == 1 or found:
            found[(NOT_STATED,) * len(dimensions)] += self.amount - sum(found.values())
        return {names: amount for names, amount in found.items() if amount}


@dataclass
class Figures:
    """The figures of a jurisdiction by line, and the last entry that they know of."""

    lines: dict[str, Figure]
    last_entry: int


def figures(jurisdiction: str, first: date, last: date, *, stocks: Collection[str] = ()) -> Figures:
    """What entries of whole months add up to, up to the last entry that is visible now.

    Of ``stocks`` every month since the beginning counts: what stands on the last day.
    The place of the reader and the tallies are read in one statement, so that an entry that the reader
    takes in meanwhile is neither missed nor counted twice.
    """
    sums, after = _kept(jurisdiction, first, last, stocks)
    newest = after.entry
    late = _entries_after(jurisdiction, after)
    corrected = corrected_entries(late)
    for entry in late:
        add_entry(sums, entry)
        if entry.corrects is not None:
            add_entry(sums, corrected[entry.corrects], -1)
        newest = max(newest, entry.id)
    found: dict[str, Figure] = {}
    for place, held in sums.items():
        begins = FOREVER if place.line in stocks else first
        if begins <= place.month <= last and not held.is_nothing:
            figure = found.setdefault(place.line, Figure(held.unit))
            if place.dims_key:
                figure.splits.append((members(place.dims_key), held.amount))
            else:
                figure.amount += held.amount
                figure.entries += held.entries
    return Figures({line: figure for line, figure in found.items() if figure.entries}, newest)


def _kept(jurisdiction: str, first: date, last: date, stocks: Collection[str]) -> tuple[Sums, Cursor]:
    """The tallies of a time, all its months together, and how far their reader has come."""
    question = """
        with kept as (
            select line, dims_key, unit, sum(amount) as amount, sum(entries) as entries from ledger_tally
            where jurisdiction = %s and month <= %s and (month >= %s or line = any(%s)) group by line, dims_key, unit
        )
        select r.xid::text, r.entry, k.line, k.dims_key, k.unit, k.amount, k.entries
        from (select 1) as one left join ledger_reader r on r.reader = %s left join kept k on true
    """
    sums: Sums = {}
    place = BEGINNING
    with connection.cursor() as cursor:
        cursor.execute(question, [jurisdiction, last, first, list(stocks), READER])
        for xid, entry, line, key, unit, amount, entries in cursor.fetchall():
            place = Cursor(int(xid or 0), entry or 0)
            if line is not None:
                held = sums[Place(jurisdiction, line, first, key)] = Sum(unit)
                held.amount, held.entries = amount, int(entries)
    return sums, place


def _entries_after(jurisdiction: str, after: Cursor) -> list[Entry]:
    """The entries behind a cursor that count something or correct one that may."""
    question = f"""
        select {COLUMNS} from ledger_entry
        where jurisdiction = %s and (xid, id) > (%s::text::xid8, %s)
            and (corrects is not null or stream || '.' || name = any(%s))
    """
    return list(Entry.objects.raw(question, [jurisdiction, str(after.xid), after.entry, counting_names()]))


def corrected_entries(entries: Iterable[Entry]) -> dict[int, Entry]:
    """The entries that these correct, by their ids."""
    wanted = {(entry.jurisdiction, entry.corrects) for entry in entries if entry.corrects is not None}
    if not wanted:
        return {}
    places, ids = {jurisdiction for jurisdiction, _id in wanted}, [id for _place, id in wanted]
    return {one.id: one for one in Entry.objects.filter(jurisdiction__in=places, pk__in=ids)}


class Difference(NamedTuple):
    """A place at which a tally is not what its entries add up to."""

    place: Place
    kept: Sum | None
    counted: Sum | None


def differing_tallies(jurisdiction: str) -> Iterator[Difference]:
    """Count everything up to the reader's cursor again and name what differs from the tallies."""
    place, kept = _all_kept(jurisdiction)
    counted: Sums = {}
    for batch in _batches(jurisdiction, place):
        for where, held in sums_of(batch, corrected_entries(batch)).items():
            present = counted.setdefault(where, Sum(held.unit))
            present.amount += held.amount
            present.entries += held.entries
    counted = {where: held for where, held in counted.items() if not held.is_nothing}
    for where in sorted({*kept, *counted}):
        if kept.get(where) != counted.get(where):
            yield Difference(where, kept.get(where), counted.get(where))


def _all_kept(jurisdiction: str) -> tuple[Cursor, Sums]:
    question = """
        select r.xid::text, r.entry, t.line, t.month, t.dims_key, t.unit, t.amount, t.entries
        from (select 1) as one left join ledger_reader r on r.reader = %s
            left join ledger_tally t on t.jurisdiction = %s
    """
    place, sums = BEGINNING, {}
    with connection.cursor() as cursor:
        cursor.execute(question, [READER, jurisdiction])
        for xid, entry, line, month, key, unit, amount, entries in cursor.fetchall():
            place = Cursor(int(xid or 0), entry or 0)
            if line is not None:
                held = sums[Place(jurisdiction, line, month, key)] = Sum(unit)
                held.amount, held.entries = amount, entries
    return place, sums


def _batches(jurisdiction: str, upto: Cursor) -> Iterator[list[Entry]]:
    """The entries up to a cursor that count something or correct, some thousand at a time, in the order of ids."""
    question = f"""
        select {COLUMNS} from ledger_entry
        where jurisdiction = %s and id > %s and (xid, id) <= (%s::text::xid8, %s)
            and (corrects is not null or stream || '.' || name = any(%s))
        order by id limit %s
    """
    after = 0
    while True:
        values = [jurisdiction, after, str(upto.xid), upto.entry, counting_names(), BATCH]
        batch = list(Entry.objects.raw(question, values))
        if not batch:
            return
        yield batch
        after = batch[-1].id
