"""The observations behind an indicator page, through HTTP: ``python -m benchmarks.observations [--json]``.

Ten years of half-years, six jurisdictions, fourteen indicators, fifty cells each: 84,000 observations, and
every twentieth was replaced once. A real server answers on a free port; requests follow each other on one
connection. Peer and lower bound: psycopg reads the same rows with plain SQL, no HTTP, no footnotes, no JSON.
"""

from . import ground

# isort: split
import argparse
import http.client
import itertools
import json
import os
import random
import signal
import socket
import statistics
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import psycopg
from django.db import connections, transaction

from opensalw.core import database
from opensalw.core.jurisdictions import seats
from opensalw.core.periods import half
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure
from opensalw.roadmap.models import FrameworkVersion, Observation, Source
from opensalw.roadmap.rules import dims_key

TARGET_MS = 100
YEARS, CELLS, REQUESTS = range(2015, 2025), 50, 140
LATEST = half(YEARS[-1], 2).code
KNOWN = datetime(2025, 3, 1, tzinfo=UTC)
BY = Person(id="benchmark", shown_as="benchmark", posts=frozenset({Post("secretariat", "x", "secretariat", "J-REG")}))
COLUMNS = (
    "id", "framework_id", "measure", "measure_version", "line", "jurisdiction", "start", "end", "fit", "dims",
    "dims_key", "unit", "kind", "value", "grade", "direction", "reason", "qualifier", "against", "expected",
    "included_in", "unit_as_reported", "obs_status", "origin", "source_id", "locator", "statement", "actor", "caveats",
    "institutions", "explanation", "replaces_id", "known_from", "known_until", "public_from",
)  # fmt: skip
EMPTY = dict.fromkeys(("direction", "against", "expected", "included_in", "unit_as_reported", "explanation"), "")
BESIDE = ground.defaults_beside(Observation, COLUMNS)
EVERY = (*COLUMNS, *BESIDE)


def cells_of(spec: FrameworkSpec, measure: Measure) -> list[tuple[Line, dict[str, str]]]:
    """Fifty cells of a measure: each line whole, then split by its dimensions."""
    lines = spec.lines_of(measure)
    whole: list[tuple[Line, dict[str, str]]] = [(line, {}) for line in lines]
    split = [
        (line, {name: member.key})
        for line in lines
        for name in line.dimensions
        for member in spec.dimensions[name].members
    ]
    return list(itertools.islice(itertools.cycle([*whole, *split]), CELLS))


def rows(version: FrameworkVersion, source: str) -> Iterator[tuple]:
    """The observations, in no order; a replaced one comes before the one that replaces it."""
    chance = random.Random(1)
    spec = version.spec
    places = itertools.product(spec.official_measures(), seats(), YEARS, (1, 2))
    for measure, seat, year, which in places:
        period = half(year, which)
        for number, (line, dims) in enumerate(cells_of(spec, measure)):
            facts = {
                **EMPTY, **BESIDE, "framework_id": version.pk, "measure_version": 1,
                "measure": spec.source_measure(measure).key,
                "line": line.key, "jurisdiction": seat.id, "start": period.start, "end": period.end, "fit": "exact",
                "dims": json.dumps(dims), "dims_key": dims_key(dims), "unit": str(line.unit), "qualifier": "exact",
                "obs_status": "A", "origin": "external", "source_id": source, "locator": f"table {number}, page 3",
                "statement": f"{line.title}, as the authority of {seat} reported it for the period.",
                "actor": f"{seat.id}/police", "caveats": [], "institutions": json.dumps([f"{seat.id}/police"]),
                "kind": "amount", "value": chance.randrange(5000), "grade": "", "reason": "", "replaces_id": None,
                "known_from": KNOWN, "known_until": None, "public_from": KNOWN,
            }  # fmt: skip
            if line.kind == "grade":
                facts |= {"kind": "grade", "value": None, "grade": chance.choice(line.grades).key}
            elif number % 9 == 8:
                facts |= {"kind": "missing", "value": None, "reason": "not_reported", "obs_status": "O"}
            if chance.random() < 0.05:
                before = uuid.UUID(int=chance.getrandbits(128))
                later = KNOWN.replace(month=6)
                yield tuple({**facts, "id": before, "known_until": later}[name] for name in EVERY)
                facts |= {"replaces_id": before, "known_from": later, "public_from": later}
            facts["id"] = uuid.UUID(int=chance.getrandbits(128))
            yield tuple(facts[name] for name in EVERY)


def fill() -> int:
    """Put the framework and the observations into the database; returns how many stand today."""
    with acting_for(*everywhere()):
        version = load_framework((FILES / "wb_2018.yaml").read_text(), by=BY)
        Source.objects.create(key="benchmark", kind="meeting_record", title="Made for the benchmark")
    names = ", ".join(f'"{name}"' for name in EVERY)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        with cursor.copy(f"copy roadmap_observation ({names}) from stdin") as copy:
            for row in rows(version, "benchmark"):
                copy.write_row(row)
        cursor.execute("select count(*) from roadmap_observation where known_until is null")
        count = cursor.fetchone()[0]
    with psycopg.connect(database.embedded_server().dsn(dbname=ground.NAME), autocommit=True) as server:
        server.execute("vacuum analyze roadmap_observation")
    return count


@contextmanager
def served() -> Iterator[int]:
    """``opensalw serve`` on a free port, as a process of its own; gives the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    words = [sys.executable, "-m", "opensalw.cli", "serve", "--port", str(port), "--workers", "1"]
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ)
    try:
        for _attempt in range(300):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=20)


def through_http(port: int, address: str, keys: list[str]) -> Callable[[int], int]:
    """A request of the address for one indicator after another; gives the size of the answer."""
    connection = http.client.HTTPConnection("127.0.0.1", port)

    def ask(number: int) -> int:
        connection.request("GET", address.format(key=keys[number % len(keys)]))
        response = connection.getresponse()
        content = response.read()
        if response.status != 200:
            raise SystemExit(f"{address}: {response.status} {content[:300]!r}")
        return len(content)

    return ask


def plain_sql(spec: FrameworkSpec, keys: list[str], where: str) -> Callable[[int], int]:
    """The same rows of one indicator after another by psycopg alone."""
    connection = psycopg.connect(**database.connection_facts(database.APP), autocommit=True)  # type: ignore[arg-type]
    sources = [spec.source_measure(spec.measure(key)).key for key in keys]
    question = f"select * from roadmap_observation where measure = %s and known_until is null {where}"

    def ask(number: int) -> int:
        return len(connection.execute(question, [sources[number % len(sources)]]).fetchall())

    return ask


def measured(ask: Callable[[int], int], requests: int) -> dict[str, float]:
    """Median, p95 and longest of the requests in milliseconds, after one round to warm up."""
    times, size = [], 0
    for number in range(-14, requests):
        with ground.timed() as clock:
            got = ask(number)
        if number >= 0:
            times.append(1000 * clock["seconds"])
            size = max(size, got)
    times.sort()
    return {
        "median": statistics.median(times), "p95": times[int(0.95 * len(times))], "max": times[-1], "size": size,
    }  # fmt: skip


def main() -> int:
    """Run all and print the figures; a busy machine is no failure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--requests", type=int, default=REQUESTS)
    args = parser.parse_args()
    with ground.own_database():
        count = fill()
        print(f"{count} observations stand", file=sys.stderr)
        spec = FrameworkVersion.objects.get().spec
        connections.close_all()
        keys = [measure.key for measure in spec.official_measures()]
        sources = list(dict.fromkeys(spec.source_measure(spec.measure(key)).key for key in keys))
        latest = f"and \"end\" = '{half(YEARS[-1], 2).end}'"
        with served() as port:
            found = {
                "indicator page": measured(through_http(port, "/indicators/{key}/", keys), args.requests),
                "API, a page of 500": measured(
                    through_http(port, "/api/v1/observations?measure={key}", sources), args.requests
                ),
                "API, one half-year": measured(
                    through_http(port, f"/api/v1/observations?measure={{key}}&period={LATEST}", sources), args.requests
                ),
                "API, regional figures": measured(
                    through_http(port, f"/api/v1/indicators/{{key}}/regional?period={LATEST}", keys), args.requests
                ),
                "API, all ten years, JSON": measured(
                    through_http(port, "/api/v1/observations?limit=10000&measure={key}", sources), args.requests // 5
                ),
                "API, all ten years, CSV": measured(
                    through_http(port, "/api/v1/observations?limit=10000&format=csv&measure={key}", sources),
                    args.requests // 5,
                ),
                "plain SQL, a page of 500": measured(plain_sql(spec, keys, "order by id limit 500"), args.requests),
                "plain SQL, one half-year": measured(plain_sql(spec, keys, latest), args.requests),
                "plain SQL, all ten years": measured(plain_sql(spec, keys, ""), args.requests // 5),
            }
    return told(found, count, args.json)


def told(found: dict[str, dict[str, float]], count: int, as_json: bool) -> int:
    """Print the figures and the ratios to the peer."""
    peers = {
        "indicator page": "all ten years", "API, a page of 500": "a page of 500", "API, one half-year": "one half-year",
        "API, regional figures": "one half-year", "API, all ten years, JSON": "all ten years",
        "API, all ten years, CSV": "all ten years",
    }  # fmt: skip
    for name, peer in peers.items():
        found[name]["ratio"] = found[name]["median"] / found[f"plain SQL, {peer}"]["median"]
    slow = [name for name in ("indicator page", "API, a page of 500") if found[name]["p95"] >= TARGET_MS]
    if as_json:
        json.dump({"observations": count, "target_p95_ms": TARGET_MS, "ms": found}, sys.stdout, indent=2)
        print()
    else:
        print(f"{count} observations; milliseconds")
        for name, facts in found.items():
            ratio = f"  {facts['ratio']:.1f} x plain SQL" if "ratio" in facts else ""
            print(f"{name:26} median {facts['median']:7.1f}  p95 {facts['p95']:7.1f}  max {facts['max']:7.1f}{ratio}")
        print(f"target p95 < {TARGET_MS} ms: " + (f"missed by {', '.join(slow)}" if slow else "met"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
