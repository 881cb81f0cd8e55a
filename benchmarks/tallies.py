"""Proposals from tallies against counting the entries: ``python -m benchmarks.tallies [ENTRIES] [--times N] [--json]``.

Measured at ENTRIES and at N times as many (10), in the same run. The peers answer one measure only: a plain GROUP BY
in PostgreSQL over the same entries, and one in DuckDB over their items, already flat in its own columns. The target:
under 100 ms at 1,000,000 entries, and at most 1.5 times that at 10,000,000. Members are drawn at random, so that
nearly every combination occurs; in a real year few do.
"""

import argparse
import json
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from uuid import UUID

import duckdb

from . import ground

from django.db import connection, connections  # isort: skip
from opensalw.core.periods import half
from opensalw.core.session import acting_for
from opensalw.incidents import vocabulary as words
from opensalw.incidents.events.incidents import Piece, Seized
from opensalw.ledger.commands import NewEntry, append_many
from opensalw.ledger.models import Tally
from opensalw.ledger.queries import entries_behind
from opensalw.ledger.readers import follow
from opensalw.ledger.tallies import TallyReader
from opensalw.roadmap.counts import answers
from opensalw.roadmap.record_counts import TALLIED

PLACE = "J-BEG"
PERIOD = half(2020, 1)
NAMES = {line: f"records.{line}" for line in TALLIED}
ROUNDS = 15


def seizures(first: int, count: int) -> Iterator[NewEntry]:
    """Seizures of ten years, each of an arm and now and then of ammunition, under every split there is."""
    chance = random.Random(first)
    for number in range(first, first + count):
        arm = Piece(
            thing=words.Thing.FIREARM, quantity=Decimal(1), type=chance.choice(words.ArmType.values),
            condition=chance.choice(words.Condition.values), marking=chance.choice(words.Marking.values),
        )  # fmt: skip
        rounds = Piece(thing=words.Thing.AMMUNITION, quantity=Decimal(chance.randrange(1, 900)))
        facts = {
            "place": chance.choice(words.Place.values), "context": chance.choice(words.Context.values),
            "institution": chance.choice(words.Institution.values),
        }  # fmt: skip
        event = Seized(number=f"I-{number}", facts=facts, items=(arm, rounds) if number % 3 == 0 else (arm,))
        subject = UUID(int=(number * 0x9E3779B97F4A7C15F39CC0605CEDC835) % 2**128)
        day = date(2015, 1, 1) + timedelta(days=chance.randrange(3650))
        yield NewEntry(event=event, subject=subject, jurisdiction=PLACE, by="benchmark", on=day)


def grouped() -> None:
    """What the proposals of one measure would cost by counting."""
    question = """
        select item->>'thing', payload->'facts'->>'place', sum((item->>'quantity')::numeric)
        from ledger_entry e cross join jsonb_array_elements(e.payload->'items') as item
        where e.jurisdiction = %s and e.name = 'seized' and e.happened_on between %s and %s group by 1, 2
    """
    with connection.cursor() as cursor:
        cursor.execute(question, [PLACE, PERIOD.start, PERIOD.end])
        cursor.fetchall()


FLAT = """
    select happened_on, item->>'thing' as thing, payload->'facts'->>'place' as place, (item->>'quantity')::numeric as n
    from ledger_entry e cross join jsonb_array_elements(e.payload->'items') as item where name = 'seized'
"""


def in_duckdb(folder: Path) -> Callable[[], object]:
    """The same count in DuckDB, over a table that holds the items alone."""
    file = folder / "items.csv"
    flat = f"copy ({FLAT}) to stdout (format csv, header)"
    with connections["owner"].cursor() as cursor, file.open("wb") as out, cursor.copy(flat) as rows:
        out.writelines(rows)
    duck = duckdb.connect()
    duck.execute("create table items as select * from read_csv(?)", [str(file)])
    file.unlink()
    question = "select thing, place, sum(n) from items where happened_on between ? and ? group by 1, 2"
    return lambda: duck.execute(question, [PERIOD.start, PERIOD.end]).fetchall()


def milliseconds(act: Callable[[], object], times: int) -> float:
    """The median of several runs."""
    taken = []
    for _number in range(times):
        with ground.timed() as clock, acting_for(PLACE):
            act()
        taken.append(clock["seconds"] * 1000)
    return statistics.median(taken)


def measured(entries: int) -> dict[str, float]:
    """The proposals, the list behind one of them and the peers with what stands in the ledger now."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze ledger_tally, ledger_entry")
    with acting_for(PLACE):
        rows = Tally.objects.count()
    with tempfile.TemporaryDirectory() as folder:
        duck = milliseconds(in_duckdb(Path(folder)), 3)
    line = ("seized.firearm", PERIOD.start, PERIOD.end)
    return {
        "entries": entries, "tally_rows": rows,
        "proposals_ms": milliseconds(lambda: answers(NAMES, PLACE, PERIOD), ROUNDS),
        "list_ms": milliseconds(lambda: entries_behind(PLACE, *line), ROUNDS),
        "group_by_ms": milliseconds(grouped, 3), "duckdb_ms": duck,
    }  # fmt: skip


def found_at(sizes: tuple[int, ...]) -> Iterator[dict[str, float]]:
    """Grow the ledger to each size in turn, let the reader follow, and measure."""
    done = 0
    for entries in sizes:
        append_many(seizures(done, entries - done), acting=(PLACE,))
        with ground.timed() as clock:
            follow(TallyReader(), size=5000)
        yield {**measured(entries), "followed_a_second": (entries - done) / clock["seconds"]}
        done = entries


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=10_000)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with ground.own_database():
        found = list(found_at((args.entries, args.entries * args.times)))
    ratio = found[1]["proposals_ms"] / found[0]["proposals_ms"]
    if args.json:
        print(json.dumps({"measured": found, "ratio": ratio}))
        return
    for one in found:
        print(
            f"{one['entries']:>11,} entries, {one['tally_rows']:,} tally rows: proposals {one['proposals_ms']:.1f} ms, "
            f"the list behind one {one['list_ms']:.1f} ms; of one measure GROUP BY {one['group_by_ms']:.1f} ms in "
            f"PostgreSQL ({one['group_by_ms'] / one['proposals_ms']:.1f} times), {one['duckdb_ms']:.1f} ms in DuckDB; "
            f"the reader takes in {one['followed_a_second']:,.0f} entries a second"
        )
    print(f"{args.times} times the entries: {ratio:.2f} times the proposals (at most 1.5)")


if __name__ == "__main__":
    main()
