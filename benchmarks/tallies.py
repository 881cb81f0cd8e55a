"""Proposals from tallies against counting the entries: ``python -m benchmarks.tallies [ENTRIES] [--json]``.

Measured at ENTRIES and at ten times as many, in the same run. The peer is a plain GROUP BY in PostgreSQL over the same
entries, for one measure only. The target: under 100 ms at 1,000,000 entries, and at most 1.5 times that at 10,000,000.
"""

import argparse
import json
import random
import statistics
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from . import ground

from django.db import connection, connections  # isort: skip
from opensalw.core.periods import half
from opensalw.core.session import acting_for
from opensalw.incidents import vocabulary as words
from opensalw.incidents.events.incidents import Piece, Seized
from opensalw.ledger.commands import NewEntry, append_many
from opensalw.ledger.models import Tally
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


def milliseconds(act: Callable[[], object], times: int) -> float:
    """The median of several runs."""
    taken = []
    for _number in range(times):
        with ground.timed() as clock, acting_for(PLACE):
            act()
        taken.append(clock["seconds"] * 1000)
    return statistics.median(taken)


def measured(entries: int) -> dict[str, float]:
    """The proposals and their peer with what stands in the ledger now."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("analyze ledger_tally, ledger_entry")
    with acting_for(PLACE):
        rows = Tally.objects.count()
    return {
        "entries": entries, "tally_rows": rows,
        "proposals_ms": milliseconds(lambda: answers(NAMES, PLACE, PERIOD), ROUNDS),
        "group_by_ms": milliseconds(grouped, 3),
    }  # fmt: skip


def main() -> None:
    """Measure, print, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("entries", nargs="?", type=int, default=10_000)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    found = []
    with ground.own_database():
        done = 0
        for entries in (args.entries, args.entries * 10):
            append_many(seizures(done, entries - done), acting=(PLACE,))
            with ground.timed() as clock:
                follow(TallyReader(), size=5000)
            found.append({**measured(entries), "followed_a_second": (entries - done) / clock["seconds"]})
            done = entries
    ratio = found[1]["proposals_ms"] / found[0]["proposals_ms"]
    if args.json:
        print(json.dumps({"measured": found, "ratio": ratio}))
        return
    for one in found:
        print(
            f"{one['entries']:>11,} entries, {one['tally_rows']:,} tally rows: "
            f"proposals {one['proposals_ms']:.1f} ms, GROUP BY {one['group_by_ms']:.1f} ms; "
            f"the reader takes in {one['followed_a_second']:,.0f} entries a second"
        )
    print(f"ten times the entries: {ratio:.2f} times the proposals (at most 1.5)")


if __name__ == "__main__":
    main()
