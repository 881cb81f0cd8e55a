"""``opensalw trace engine``: the files that whole registers are searched in, built, followed and checked."""

import os
import subprocess
import sys
import time
from argparse import Namespace

from django.db import connections

from opensalw.core.jurisdictions import jurisdiction, seats
from opensalw.tracing.engine import building, following, searching, storing

from .command import OK, REFUSED, say, show, verb

REST = 0.2
LOOK_AGAIN = 30.0


def register(topics) -> None:
    """Declare the verbs of ``opensalw trace engine``."""
    engine = topics.add_parser("engine", help="build, follow and check the files that whole registers are searched in")
    verbs = engine.add_subparsers(required=True, metavar="VERB")
    building_ = verb(verbs, "build", build, "build the engine's files beside those in use", json=True)
    building_.add_argument("--jurisdiction", action="append", metavar="J", help="only this one; may be repeated")
    keeping = verb(verbs, "follow", follow, "follow the ledger, so that what is committed is found within a second")
    keeping.add_argument("--once", action="store_true", help="catch up and stop")
    checking = verb(verbs, "check", check, "say whether the engine's files are whole and fresh", json=True)
    checking.add_argument("--jurisdiction", action="append", metavar="J", help="only this one; may be repeated")


def build(args: Namespace) -> int:
    """Build the files of each jurisdiction."""
    built = []
    for seat in _asked(args):
        began = time.perf_counter()
        place = building.build(seat, progress=lambda rows: say(f"{rows:,} marks read"))
        facts, _begin = storing.facts_of(place.base)
        built.append({"jurisdiction": seat, "rows": facts["rows"], "seconds": round(time.perf_counter() - began, 2)})
    building.beat()
    searching.prepare()
    lines = [f"{one['jurisdiction']}: {one['rows']:,} marks in {one['seconds']} s" for one in built]
    show(built, args.json, lambda: lines)
    return OK


def follow(args: Namespace) -> int:
    """Follow the ledger until stopped; files that are missing, damaged or outgrown are built meanwhile."""
    reader, looked = following.Tails(), 0.0
    builders: dict[str, subprocess.Popen] = {}
    while True:
        following.catch_up(reader)
        if args.once:
            return OK
        if time.monotonic() - looked > LOOK_AGAIN:
            looked = time.monotonic()
            _start_builders(builders)
        connections["default"].close_if_unusable_or_obsolete()
        time.sleep(REST)


def _start_builders(builders: dict[str, subprocess.Popen]) -> None:
    """Build what needs it in a process of its own, one for each jurisdiction at a time."""
    for seat in seats():
        running = builders.get(seat.id)
        if (running is None or running.poll() is not None) and following.needs_building(seat.id):
            say(f"{seat.id}: building the engine's file")
            words = [sys.executable, "-m", "opensalw.cli", "trace", "engine", "build", "--jurisdiction", seat.id]
            builders[seat.id] = subprocess.Popen(words, env=os.environ, stdout=subprocess.DEVNULL)


def check(args: Namespace) -> int:
    """Read every file from end to end; the exit code is 1 when one is missing or damaged."""
    found = [_checked(seat) for seat in _asked(args)]
    show(found, args.json, lambda: [f"{one['jurisdiction']}: {one['says']}" for one in found])
    return OK if all(one["is_ready"] for one in found) else REFUSED


def _checked(seat: str) -> dict:
    place = storing.current(storing.partition(seat))
    if place is None:
        return {
            "jurisdiction": seat,
            "is_ready": False,
            "says": f"not built: opensalw trace engine build --jurisdiction {seat}",
        }
    try:
        _columns, facts = storing.read(place.base)
    except storing.NotReady as why:
        return {"jurisdiction": seat, "is_ready": False, "says": why.reason}
    fresh = following.rows_of_tail(place)
    says = f"{facts['rows']:,} marks built on {facts['made_at']}, {fresh:,} since"
    return {"jurisdiction": seat, "is_ready": True, "says": says, "rows": facts["rows"], "since": fresh}


def _asked(args: Namespace) -> list[str]:
    return [jurisdiction(one).id for one in args.jurisdiction] if args.jurisdiction else [one.id for one in seats()]
