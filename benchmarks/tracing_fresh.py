"""How soon a weapon is found after its commit: ``python -m benchmarks.tracing_fresh [SECONDS]``.

A register is loaded at five hundred weapons a second while one process follows the ledger as on any node.
Every half second one more weapon is registered and asked for until it is found. Bar: a second.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from datetime import date
from pathlib import Path

from . import ground

# isort: split
import numpy as np
from django.db import connections

from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for
from opensalw.registers.commands import register
from opensalw.registers.commands.loading import begin, go_on
from opensalw.registers.generating import generate
from opensalw.registers.marks import Mark
from opensalw.tracing.asked import ALPHABET, Asked, Reading
from opensalw.tracing.engine import NotReady, search
from opensalw.tracing.engine.building import build
from opensalw.tracing.engine.following import catch_up
from opensalw.tracing.engine.storing import home
from opensalw.tracing.engine.symbols import BYTE, pack

SEAT, RATE, BATCH, BAR = "J-BEG", 500, 100, 1.0
LOADER = Person("loader", "Loader", frozenset({Post("contributor", "J-BEG/police", "police", SEAT)}))
FOLLOW = [sys.executable, "-m", "opensalw.cli", "trace", "engine", "follow"]


def asked(serial: str) -> Asked:
    """The serial as it is, any other symbol at a price."""
    symbols = pack([serial])[0]
    read = np.where(BYTE[None, :] == symbols[symbols != 0][:, None], 0, 550).astype(np.int16)
    n = len(read)
    return Asked(
        (Reading(read, np.full(n, 600, np.int16), np.full(ALPHABET, 450, np.int16), 450, np.zeros(n + 1, bool)),)
    )


def load_at_rate(file: Path, until: float, done: list[int]) -> None:
    """Load the file in batches, not faster than the rate."""
    run, began = begin(file, jurisdiction=SEAT, by=LOADER), time.perf_counter()

    def rest(run) -> None:
        done[0] = run.loaded
        time.sleep(max(0.0, began + run.loaded / RATE - time.perf_counter()))
        if time.perf_counter() > until:
            raise TimeoutError

    with suppress(TimeoutError):
        go_on(run, file, by=LOADER, size=BATCH, progress=rest)
    connections.close_all()


def probe(number: int) -> float:
    """Seconds from the commit of one more weapon until it is found."""
    serial = f"PROBE{number:05}"
    with acting_for(SEAT):
        weapon = register(
            jurisdiction=SEAT, by=LOADER, on=date(2024, 3, 1), make="Zastava", model="M70", serial=Mark(serial)
        )
    committed = time.perf_counter()
    question = asked(serial)
    while time.perf_counter() < committed + 30:
        try:
            if str(weapon.pk) in [one.subject for one in search(question, jurisdictions=[SEAT], k=1)]:
                break
        except NotReady:
            pass
        time.sleep(0.01)
    return time.perf_counter() - committed


def main() -> int:
    """Measure and print; a busy machine is no failure."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("seconds", type=float, nargs="?", default=20.0)
    args = words.parse_args()
    with ground.own_database(), tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "register.csv"
        generate(file, jurisdiction=SEAT, size=int(RATE * (args.seconds + 10)), seed=1)
        build(SEAT)
        catch_up()
        follower = subprocess.Popen(FOLLOW, env=os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            probe(0)
            began, done = time.perf_counter(), [0]
            thread = threading.Thread(target=load_at_rate, args=(file, began + args.seconds, done))
            thread.start()
            times = []
            while time.perf_counter() < began + args.seconds:
                times.append(probe(len(times) + 1))
                time.sleep(0.4)
            rate = done[0] / (time.perf_counter() - began)
            thread.join()
        finally:
            follower.terminate()
            follower.wait()
            shutil.rmtree(home(), ignore_errors=True)
    times.sort()
    print(f"{len(times)} weapons asked for while {rate:,.0f} a second were loaded, load {os.getloadavg()[0]:.1f}")
    print(f"found after {statistics.median(times):.2f} s (median), {times[-1]:.2f} s (longest); bar {BAR:.0f} s")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
