"""Checking a whole submission: ``python -m benchmarks.checking [--json]``.

Every line of the form is filled, whole and split, and the seat gave the same cells in each half-year of ten years.
Measured: the complete list of findings, from the database; the checks alone; one autosave's worth is the same.
Target: under 2 s. Peer: the same cells and the same history fetched with plain SQL, nothing checked.
"""

from . import ground

# isort: split
import argparse
import json
import random
import statistics
import sys
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import psycopg
from django.db import connections, transaction

from opensalw.core import database
from opensalw.core.periods import half
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.checks import check_facts
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure
from opensalw.roadmap.models import DraftCell, FrameworkVersion, Observation, Submission
from opensalw.roadmap.queries.checking import check_part, facts_of
from opensalw.roadmap.queries.forms import asked_lines
from opensalw.roadmap.rules import dims_key

TARGET_SECONDS = 2
RUNS, YEARS, SEAT = 15, range(2010, 2020), "J-BEG"
KNOWN = datetime(2020, 3, 1, tzinfo=UTC)
BY = Person(id="benchmark", shown_as="benchmark", posts=frozenset({Post("secretariat", "x", "secretariat", "J-REG")}))
COLUMNS = (
    "id", "framework_id", "measure", "measure_version", "line", "jurisdiction", "start", "end", "fit", "dims",
    "dims_key", "unit", "kind", "value", "grade", "direction", "reason", "qualifier", "against", "expected",
    "included_in", "unit_as_reported", "obs_status", "origin", "submission_id", "locator", "statement", "actor",
    "caveats", "institutions", "explanation", "known_from", "public_from",
)  # fmt: skip
BESIDE = ground.defaults_beside(Observation, COLUMNS)
EVERY = (*COLUMNS, *BESIDE)
EMPTY = dict.fromkeys(
    ("direction", "reason", "against", "expected", "included_in", "unit_as_reported", "explanation", "locator",
     "statement", "actor"), "",
)  # fmt: skip


def cells_of(spec: FrameworkSpec) -> Iterator[tuple[Measure, Line, dict[str, str]]]:
    """Every cell of the form: each line whole, and a row for each member of each of its dimensions."""
    for measure, line in asked_lines(spec, SEAT):
        yield measure, line, {}
        for name in line.dimensions:
            for member in spec.dimensions[name].members:
                yield measure, line, {name: member.key}


def fill_part(part: Submission) -> int:
    """Fill every cell; returns how many there are."""
    chance, rows = random.Random(2), []
    for measure, line, dims in cells_of(part.round.framework.spec):
        grade = chance.choice(line.grades).key if line.kind == "grade" else ""
        number = None if grade else chance.randrange(100 if line.unit == "percent" else 5000)
        rows.append(
            DraftCell(
                submission=part, measure=measure.key, line=line.key, dims=dims, dims_key=dims_key(dims),
                unit=line.unit, kind="grade" if grade else "amount", value=number, grade=grade, touched_by=BY.id,
            )
        )  # fmt: skip
    DraftCell.objects.bulk_create(rows)
    return len(rows)


def history(version: FrameworkVersion, submission: uuid.UUID) -> Iterator[tuple]:
    """What the seat gave for the same cells in twenty half-years."""
    chance = random.Random(1)
    for measure, line, dims in cells_of(version.spec):
        for period in (half(year, which) for year in YEARS for which in (1, 2)):
            grade = chance.choice(line.grades).key if line.kind == "grade" else ""
            facts = {
                **EMPTY, **BESIDE, "id": uuid.UUID(int=chance.getrandbits(128)), "framework_id": version.pk,
                "measure": measure.key, "measure_version": 1, "line": line.key, "jurisdiction": SEAT,
                "start": period.start, "end": period.end, "fit": "exact", "dims": json.dumps(dims),
                "dims_key": dims_key(dims), "unit": str(line.unit), "kind": "grade" if grade else "amount",
                "value": None if grade else chance.randrange(100), "grade": grade, "qualifier": "exact",
                "obs_status": "A", "origin": "submitted", "submission_id": submission, "caveats": [],
                "institutions": "[]", "known_from": KNOWN, "public_from": KNOWN,
            }  # fmt: skip
            yield tuple(facts[name] for name in EVERY)


def prepare() -> tuple[Submission, int, int]:
    """A filled part of an open round with ten years behind it; gives the part, its cells and its observations."""
    with acting_for(*everywhere()):
        version = load_framework((FILES / "wb_2018.yaml").read_text(), by=BY)
        before = open_round(
            key="before", framework=version, narrative=half(2019, 2), figures=half(2019, 2), by=BY
        ).submissions.get(jurisdiction=SEAT)  # fmt: skip
        round = open_round(key="now", framework=version, narrative=half(2020, 1), figures=half(2020, 1), by=BY)
        part = Submission.objects.select_related("round__framework").get(round=round, jurisdiction=SEAT)
        cells = fill_part(part)
    names, count = ", ".join(f'"{name}"' for name in EVERY), 0
    copying = f"copy roadmap_observation ({names}) from stdin"
    with transaction.atomic(), connections["default"].cursor() as cursor, cursor.copy(copying) as copy:
        for row in history(version, before.pk):
            copy.write_row(row)
            count += 1
    with psycopg.connect(database.embedded_server().dsn(dbname=ground.NAME), autocommit=True) as server:
        server.execute("vacuum analyze roadmap_observation, roadmap_draftcell")
    return part, cells, count


def plain_sql(part: Submission) -> Callable[[], int]:
    """The same cells and history by psycopg alone."""
    connection = psycopg.connect(**database.connection_facts(database.APP), autocommit=True)  # type: ignore[arg-type]

    def ask() -> int:
        cells = connection.execute("select * from roadmap_draftcell where submission_id = %s", [part.pk]).fetchall()
        past = connection.execute(
            'select measure, line, dims_key, start, "end", measure_version, kind, value, grade from roadmap_observation'
            ' where jurisdiction = %s and known_until is null order by "end"', [SEAT],
        ).fetchall()  # fmt: skip
        return len(cells) + len(past)

    return ask


def measured(work: Callable[[], object]) -> dict[str, float]:
    """Median and longest of the runs in seconds, after one to warm up."""
    times = []
    for run in range(-1, RUNS):
        with ground.timed() as clock:
            work()
        if run >= 0:
            times.append(clock["seconds"])
    return {"median": statistics.median(times), "max": max(times)}


def main() -> int:
    """Run all and print the figures; a busy machine is no failure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    with ground.own_database():
        part, cells, count = prepare()
        facts, findings = facts_of([part])[part.pk], len(check_part(part).findings)
        found = {
            "whole submission": measured(lambda: check_part(part)),
            "the checks alone": measured(lambda: check_facts(facts)),
            "plain SQL, nothing checked": measured(plain_sql(part)),
        }
        connections.close_all()
    ratio = found["whole submission"]["median"] / found["plain SQL, nothing checked"]["median"]
    if args.json:
        facts_out = {"cells": cells, "observations": count, "findings": findings, "seconds": found, "ratio": ratio}
        json.dump({**facts_out, "target_seconds": TARGET_SECONDS}, sys.stdout, indent=2)
        print()
        return 0
    print(f"{cells} cells filled, {count} earlier figures, {findings} findings; seconds")
    for name, times in found.items():
        print(f"{name:28} median {times['median']:.3f}  max {times['max']:.3f}")
    kept = found["whole submission"]["max"] < TARGET_SECONDS
    print(f"{ratio:.1f} x plain SQL; target under {TARGET_SECONDS} s: {'met' if kept else 'missed'}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
