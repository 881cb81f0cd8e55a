"""Loading a register: ``python -m benchmarks.loading [FIREARMS] [--json] [--peers]``.

An invented register is written to a file and loaded as anybody's would be: weapons with holders, permits,
marks, folded keys and one entry each. Beside it stand bare COPY of the same rows, by the owner into tables
without policy, trigger or index, and Django's bulk_create of the same rows as objects.
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from . import ground

from django.db import connections, transaction  # isort: skip
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for
from opensalw.registers.commands.loading import Stages, load
from opensalw.registers.generating import generate
from opensalw.registers.models import Firearm, Holder, MarkSeen, Permit

SEAT = "J-BEG"
LOADER = Person("loader", "Loader", frozenset({Post("contributor", "J-BEG/police", "police", SEAT)}))
TABLES = ("registers_firearm", "registers_markseen", "registers_holder", "registers_permit", "ledger_entry")
TARGET = 300 / 1_000_000


def bare_copy() -> float:
    """Seconds that COPY alone needs for the rows that now stand in the tables."""
    spent = 0.0
    with transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        for table in TABLES:
            with cursor.copy(f"copy (select * from {table}) to stdout") as copy:
                chunks = [bytes(chunk) for chunk in copy]
            cursor.execute(f"create table bare_{table} (like {table})")
            began = time.perf_counter()
            with cursor.copy(f"copy bare_{table} from stdin") as copy:
                for chunk in chunks:
                    copy.write(chunk)
            spent += time.perf_counter() - began
        transaction.set_rollback(True, "owner")
    return spent


def bulk_create(most: int) -> float:
    """Seconds that Django's bulk_create needs for the same objects (without entries), scaled to all of them."""
    spent = 0.0
    with acting_for(SEAT), transaction.atomic():
        for model in (Holder, Permit, Firearm, MarkSeen):
            count = model.objects.count()
            rows = list(model.objects.all()[:most])
            for number, row in enumerate(rows):
                row.pk = None if model is MarkSeen else row.pk
                row.jurisdiction = SEAT
                if model is Firearm:
                    row.twin = 9
                if model is not MarkSeen:
                    row.number = f"{row.number[0]}{number:011d}#"
                    row.pk = type(row)().pk
                if model is Holder:
                    row.own_key = f"#{number}"
            began = time.perf_counter()
            model.objects.bulk_create(rows, batch_size=2000)
            spent += (time.perf_counter() - began) * (count / max(1, len(rows)))
        transaction.set_rollback(True)
    return spent


def main() -> int:
    """Measure and print; a busy machine is no failure."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("firearms", type=int, nargs="?", default=50_000)
    words.add_argument("--json", action="store_true")
    args = words.parse_args()
    with ground.own_database(), tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.csv"
        generate(file, jurisdiction=SEAT, size=args.firearms, seed=1)
        stages = Stages()
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with ground.timed() as clock:
            run = load(file, jurisdiction=SEAT, by=LOADER, stages=stages)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peers = {"bare COPY": bare_copy(), "bulk_create": bulk_create(20_000)}
    figures = {
        "firearms": run.loaded, "refused": run.refused, "holders": run.holders, "permits": run.permits,
        "seconds": clock["seconds"], "per_million": clock["seconds"] / args.firearms * 1e6, "stages": stages.seconds,
        "memory_mib": memory / 1024, "memory_before_mib": before / 1024, "peers": peers,
    }  # fmt: skip
    if args.json:
        print(json.dumps(figures))
        return 0
    print(f"{run.loaded:,} firearms, {run.holders:,} holders, {run.permits:,} permits loaded, {run.refused:,} refused")
    for stage, seconds in stages.seconds.items():
        print(f"  {stage:24}{seconds:>9.2f} s")
    print(f"  {'all of it':24}{clock['seconds']:>9.2f} s   {figures['per_million']:,.0f} s for a million")
    print(f"  memory of the loader {memory / 1024:,.0f} MiB (before {before / 1024:,.0f})")
    for name, seconds in peers.items():
        print(f"  {name:24}{seconds:>9.2f} s   ratio {clock['seconds'] / seconds:.2f}")
    reached = "reached" if clock["seconds"] / args.firearms <= TARGET else "not reached in this run"
    print(f"target 300 s for a million: {reached}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
