"""append_many against COPY of the same rows: ``python -m benchmarks.append_many [ENTRIES] [--json]``.

The upper bound is what PostgreSQL itself reaches with finished rows: bare COPY, as the owner, into a
table without policy, trigger, partition or index. The second figure gives that table the ledger's indexes.
"""

import argparse
import json
import random
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from uuid import UUID

from . import ground

from django.db import connections, transaction  # isort: skip
from opensalw.core.session import everywhere
from opensalw.ledger.commands import NewEntry, append_many
from opensalw.ledger.event import Event, declare

TARGET = 20_000


class Registered(Event):
    """A firearm enters the register; as many fields as such an entry has."""

    name = "registered"
    label = "Registered"
    sentence = "{make} {model} {serial} was registered."
    stream = "benchmark"
    personal = frozenset({"holder"})

    make: str
    model: str
    serial: str
    calibre: str
    category: str
    permit: str
    barrel: Decimal
    made_in: int
    holder: str | None = None


declare(Registered)


def rows(entries: int, *, personal: bool) -> Iterator[NewEntry]:
    """Two entries for each subject, spread over all jurisdictions in no order."""
    chance = random.Random(1)
    places = everywhere()
    for number in range(entries):
        which = number // 2
        event = Registered(
            make="Zastava", model="M70", serial=f"B-{which:08}", calibre="7.62x39", category="B", permit=f"P-{number}",
            barrel=Decimal("415.5"), made_in=1980 + which % 30, holder=f"Holder {which}" if personal else None,
        )  # fmt: skip
        subject = UUID(int=(which * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128)
        yield NewEntry(
            event=event, subject=subject, jurisdiction=places[which % len(places)], by="benchmark",
            on=date(2020, 1, 1 + chance.randrange(28)), person=subject if personal else None,
        )  # fmt: skip


def measured(entries: int, *, personal: bool) -> float:
    """Entries a second through append_many, the events built on the way as a loader builds them."""
    with ground.timed() as clock:
        append_many(rows(entries, personal=personal), acting=everywhere())
    return entries / clock["seconds"]


def bare_copy(*, indexed: bool) -> float:
    """Rows a second that COPY alone reaches with the rows that now stand in the ledger."""
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        with cursor.copy("copy (select * from ledger_entry) to stdout") as copy:
            chunks = [bytes(chunk) for chunk in copy]
        cursor.execute("create table bound (like ledger_entry)")
        if indexed:
            cursor.execute("create unique index on bound (jurisdiction, id, recorded_at)")
            cursor.execute("create unique index on bound (jurisdiction, subject, seq)")
            cursor.execute("create index on bound (xid, id)")
        with ground.timed() as clock, cursor.copy("copy bound from stdin") as copy:
            for chunk in chunks:
                copy.write(chunk)
        transaction.set_rollback(True, "owner")
    return len(chunks) / clock["seconds"]


def main() -> int:
    """Measure and print, with a word on the target; a busy machine is no failure."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("entries", type=int, nargs="?", default=200_000)
    words.add_argument("--json", action="store_true")
    args = words.parse_args()
    with ground.own_database():
        figures = {"append_many": measured(args.entries, personal=False)}
        figures["bare COPY"] = bare_copy(indexed=False)
        figures["bare COPY, same indexes"] = bare_copy(indexed=True)
        figures["append_many with personal fields"] = measured(args.entries, personal=True)
    if args.json:
        print(json.dumps({"entries": args.entries, "per_second": figures}))
    else:
        for name, figure in figures.items():
            print(f"{name:34}{figure:>10,.0f} entries/s   ratio to bare COPY {figure / figures['bare COPY']:.2f}")
        reached = "reached" if figures["append_many"] >= TARGET else "not reached in this run"
        print(f"target {TARGET:,} entries/s: {reached}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
