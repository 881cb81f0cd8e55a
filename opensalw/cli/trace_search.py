"""``opensalw trace search``, ``batch`` and ``keys``: find a weapon, search a list, write the keys of marks."""

import csv
import sys
import time
from argparse import Namespace
from pathlib import Path

from opensalw.core.jurisdictions import jurisdiction, seats
from opensalw.core.session import acting_for
from opensalw.core.spreadsheet_text import neutral
from opensalw.tracing.commands.keeping import begin_anew, keep_keys
from opensalw.tracing.describing import understood
from opensalw.tracing.explaining import agreements, steps_in_words
from opensalw.tracing.lists import COLUMNS, hit_list, read_list
from opensalw.tracing.queries.finding import Answer, Candidate, find
from opensalw.tracing.scoring import error_model

from .command import OK, REFUSED, say, show, verb

MOST = 1_000_000


def register(topics) -> None:
    """Declare the verbs of the search under ``opensalw trace``."""
    searching = verb(topics, "search", search, "find a weapon from an imperfect description", json=True)
    searching.add_argument("words", nargs="+", metavar="WORDS", help="all that is known, in any order")
    searching.add_argument("--jurisdiction", required=True, metavar="J", help="whose register is asked")
    listing = verb(topics, "batch", batch, "search a file of marks and print the hit list as CSV")
    listing.add_argument("file", type=Path, metavar="FILE")
    listing.add_argument("--jurisdiction", required=True, metavar="J")
    keeping = verb(topics, "keys", keys, "write the keys of marks for the search without the engine; for a timer")
    keeping.add_argument("--jurisdiction", action="append", metavar="J", help="only this one; may be repeated")
    keeping.add_argument("--anew", action="store_true", help="forget the keys first and write all of them")


def search(args: Namespace) -> int:
    """Print the candidates; the exit code is 1 when nothing is plausible."""
    code = jurisdiction(args.jurisdiction).id
    told = understood(" ".join(args.words))
    with acting_for(code):
        answer = find(told.description, jurisdictions=[code])
        facts = {
            "read_as": [{"field": one.field, "text": one.text, "meanings": list(one.meanings)} for one in told.words],
            "none": round(answer.none, 4), "by": answer.by, "notes": list(answer.notes), "version": answer.version,
            "candidates": [candidate_as_data(one, answer) for one in answer.plausible],
        }  # fmt: skip
    show(facts, args.json, lambda: _lines(facts))
    return REFUSED if answer.says_none else OK


def candidate_as_data(one: Candidate, answer: Answer) -> dict:
    """A candidate for a machine: how likely, why, and what it is."""
    recorded = {name: one.face.word(name) for name in one.field_costs}
    return {
        "chance": round(one.chance, 4), "number": one.face.number, "what": one.face.title, "mark": one.face.seen,
        "status": one.face.status, "cost": one.cost, "because": steps_in_words(one.steps),
        "alignment": [{"step": str(pair.step), "borne": pair.borne, "read": pair.read} for pair in one.steps],
        "fields": [
            {"field": each.field, "recorded": each.recorded, "grade": str(each.grade)}
            for each in agreements(one.field_costs, recorded, error_model(answer.version))
        ],
    }  # fmt: skip


def batch(args: Namespace) -> int:
    """Print a hit list of a file, row by row."""
    code = jurisdiction(args.jurisdiction).id
    writer, began = csv.writer(sys.stdout), time.perf_counter()
    writer.writerow(COLUMNS)
    lines = read_list(args.file.name, args.file.read_bytes(), most=MOST)
    for line in lines:
        with acting_for(code):
            writer.writerows(tuple(map(neutral, row)) for row in hit_list([line], jurisdictions=[code]))
    say(f"{len(lines):,} rows in {time.perf_counter() - began:.1f} s")
    return OK


def keys(args: Namespace) -> int:
    """Write the keys of what came since the last time."""
    for code in args.jurisdiction or [seat.id for seat in seats()]:
        own = jurisdiction(code).id
        if args.anew:
            begin_anew(own)
        done = keep_keys(own, progress=lambda marks: say(f"{marks:,} marks"))
        say(f"{own}: the keys of {done:,} marks were written")
    return OK


def _lines(facts: dict) -> list[str]:
    read = " · ".join(f"{one['field'] or '?'}: {one['text']}" for one in facts["read_as"])
    found = [
        f"{one['chance']:7.1%}  {one['number']}  {one['mark']:16}  {one['what']}  [{one['status']}]  "
        + "; ".join(one["because"])
        for one in facts["candidates"]
    ]
    return [f"Read as: {read}", *(found or ["Nothing plausible is on record."]), *facts["notes"]]
