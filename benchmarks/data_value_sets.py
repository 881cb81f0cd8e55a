"""A dataValueSets import against a plain COPY of the same values: ``python -m benchmarks.data_value_sets [--json]``.

Fifty thousand values of one part, each another split of a line: read from JSON, every code and value validated, kept as
drafts, each change sealed in the history of the draft. Peer and lower bound: psycopg copies the same rows, nothing
checked, nothing remembered, into a table of the same columns. Then the same values again, all unchanged.
"""

from . import ground

# isort: split
import argparse
import itertools
import json
import random
import sys
import time
from collections.abc import Iterator

from django.db import connections, transaction

from opensalw.core.periods import Period
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands import send_file
from opensalw.returns.dhis2.summary import summary
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import DraftCell, Submission
from opensalw.roadmap.rules import dims_key

VALUES, TARGET = 50_000, 5_000
BY = Person(id="benchmark", shown_as="benchmark", posts=frozenset({Post("secretariat", "x", "secretariat", "J-REG")}))
OFFICER = Person(id="officer", shown_as="officer", posts=frozenset({Post("officer", "x", "commission", "J-BEG")}))
COLUMNS = (
    "submission_id", "measure", "line", "dims", "dims_key", "unit", "kind", "value", "grade", "direction", "reason",
    "qualifier", "explanation", "institutions", "origin", "source", "revision", "touched_at", "touched_by",
)  # fmt: skip


def splits(spec: FrameworkSpec) -> Iterator[tuple[str, dict[str, str]]]:
    """Splits of the lines with most dimensions, whole ones first, in a fixed order."""
    for reference in ("seized.firearm", "surrendered.firearm", "destroyed.firearm"):
        line = spec.line(reference)
        members = [[None, *(one.key for one in spec.dimensions[name].members)] for name in line.dimensions]
        for chosen in itertools.product(*members):
            dims = {name: member for name, member in zip(line.dimensions, chosen, strict=True) if member}
            if len(dims_key(dims)) <= 300:
                yield reference, dims


def values(spec: FrameworkSpec, count: int) -> list[dict[str, str]]:
    """Values as DHIS2 writes them; every ninth is missing with its reason."""
    chance = random.Random(1)
    found = []
    for number, (reference, dims) in enumerate(itertools.islice(splits(spec), count)):
        one = {
            "dataElement": reference, "period": "2020S1", "orgUnit": "J-BEG", "storedBy": "admin",
            "categoryOptionCombo": dims_key(dims) or "default", "attributeOptionCombo": "default",
            "value": str(chance.randrange(5000)), "comment": "As counted by the police." if number % 5 == 0 else "",
        }  # fmt: skip
        if number % 9 == 8:
            one |= {"value": "", "comment": "[missing not_collected] No record is kept."}
        found.append(one)
    return found


def copied() -> float:
    """Seconds of a plain COPY of the rows that were kept, into an empty table of the same columns."""
    names = ", ".join(f'"{name}"' for name in COLUMNS)
    with transaction.atomic(), connections["default"].cursor() as cursor:
        cursor.execute(f"select {names} from roadmap_draftcell")
        rows = cursor.fetchall()
        cursor.execute(f"create temporary table plain on commit drop as select {names} from roadmap_draftcell limit 0")
        dumped = [
            tuple(json.dumps(cell) if isinstance(cell, dict | list) else cell for cell in row) for row in rows
        ]  # fmt: skip
        with ground.timed() as clock, cursor.copy(f"copy plain ({names}) from stdin") as copy:
            for row in dumped:
                copy.write_row(row)
    return clock["seconds"]


def sent(content: bytes) -> tuple[float, float, dict]:
    """Seconds on the clock and of this process's work, and what the answer counts, of one import."""
    worked = time.process_time()
    with ground.timed() as clock, acting_for(*everywhere()):
        found = summary(send_file(content, by=OFFICER, via="api"))
    return clock["seconds"], time.process_time() - worked, found


def main() -> int:
    """Run all and print the figures; a busy machine is no failure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--values", type=int, default=VALUES)
    args = parser.parse_args()
    with ground.own_database():
        with acting_for(*everywhere()):
            version = load_framework((FILES / "wb_2018.yaml").read_text(), by=BY)
            period = Period.parse("2020-H1")
            open_round(key="wb-2020-h1", framework=version, narrative=period, figures=period, by=BY)
            content = json.dumps({"dataValues": values(version.spec, args.values)}).encode()
        first, first_work, told = sent(content)
        assert told["importCount"]["imported"] == args.values, told["conflicts"][:3]
        again, _work, told = sent(content)
        assert told["unchanged"] == args.values, told["importCount"]
        assert DraftCell.objects.count() == args.values == Submission.objects.get(jurisdiction="J-BEG").changes.count()
        plain = copied()
    return shown(args, {"import": first, "work": first_work, "again": again, "copy": plain}, len(content))


def shown(args: argparse.Namespace, seconds: dict[str, float], size: int) -> int:
    """Print the figures and the ratio to the peer."""
    rate = args.values / seconds["import"]
    facts = {
        "values": args.values, "bytes": size, "seconds": seconds, "values_per_second": rate,
        "values_per_second_again": args.values / seconds["again"], "ratio_to_copy": seconds["import"] / seconds["copy"],
        "target_values_per_second": TARGET,
    }  # fmt: skip
    if args.json:
        json.dump(facts, sys.stdout, indent=2)
        print()
        return 0
    print(f"{args.values} values, {size / 1e6:.1f} MB of JSON")
    print(f"import, validated, with history   {seconds['import']:6.2f} s  {rate:8.0f} values/s")
    work = args.values / seconds["work"]
    print(f"  of it work of the program       {seconds['work']:6.2f} s  {work:8.0f} values/s, without waiting")
    print(
        f"the same again, all unchanged     {seconds['again']:6.2f} s  {args.values / seconds['again']:8.0f} values/s"
    )
    print(f"plain COPY of the same rows       {seconds['copy']:6.2f} s  {args.values / seconds['copy']:8.0f} values/s")
    print(f"ratio to the COPY {seconds['import'] / seconds['copy']:.0f}; target {TARGET} values/s: "
          + ("met" if rate >= TARGET else "missed"))  # fmt: skip
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
