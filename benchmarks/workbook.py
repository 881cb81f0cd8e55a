"""A workbook of 330,000 cells out and in: ``python -m benchmarks.workbook [--json]``.

Seven goals, 30,000 figures with their splits. Out: from the database to the bytes of the file, with every
figure filled. In: the same form with 30,000 figures typed into it, from the bytes to what would change, and to
what is kept. Peer, in the same run on the same cells: openpyxl write-only and read-only, which know neither
looks, locks, lists nor ids, ask nothing of the database and check nothing. Seconds of the processor stand beside
those of the clock, because a machine with other work to do makes the clock run on.
"""

from . import ground

# isort: split
import argparse
import io
import json
import re
import sys
import time
import zipfile
from itertools import product

import openpyxl
import yaml

from opensalw.core.periods import half
from opensalw.core.permissions import Person, Post
from opensalw.core.session import acting_for, everywhere
from opensalw.returns.commands.workbooks import submit_workbook
from opensalw.returns.workbook.writing import write_workbook
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import DraftCell, Submission
from opensalw.roadmap.rules import dims_key

TARGETS = {"out": 5, "in": 10}
GOALS, MEASURES, LINES, MEMBERS = 7, 5, 21, (8, 5)
BLANK = re.compile(rb'<c r="F(\d+)" s="(\d+)"/>')
SECRETARIAT = Person("benchmark", "benchmark", frozenset({Post("secretariat", "x", "secretariat", "J-REG")}))
FACTS = {
    "counting_unit": "pieces", "source_of_method": "benchmark", "confidence_subject": "high", "wanted": "context",
    "supplied_by": ["police"], "definition": "What is counted for the benchmark.", "why": "To time it.",
}  # fmt: skip


def keys(size: int) -> list[str]:
    """The members of a dimension."""
    return [*(f"m{one}" for one in range(1, size)), "not_stated"]


def framework() -> str:
    """A framework of the size wanted, made of the head of a real one."""
    declared = yaml.safe_load((FILES / "wb_2018.yaml").read_text())
    kept = ("title", "region", "jurisdictions", "regional_part", "languages", "audience", "goal_word", "levels")
    made = {"key": "benchmark", **{name: declared[name] for name in kept}, "cadence": declared["cadence"]}
    made |= {"status": "complete", "goals": [{"number": one, "title": f"Goal {one}"} for one in range(1, GOALS + 1)]}
    made["dimensions"] = {
        name: {"title": name.title(), "members": [{"key": key, "title": f"{name} {key}"} for key in keys(size)]}
        for name, size in zip(("kind", "place"), MEMBERS, strict=True)
    }
    line = {
        "unit": "piece", "dimensions": ["kind", "place"], "required_dimensions": ["kind", "place"],
        "across_jurisdictions": "sum", "across_periods": "sum",
    }  # fmt: skip
    made["measures"] = [
        {
            "key": f"m{goal}_{number}", "title": f"Measure {goal}.{number}", "goals": [goal], **FACTS,
            "lines": [{"key": f"l{one}", "title": f"Counted thing {one}", **line} for one in range(LINES)],
        }
        for goal, number in product(range(1, GOALS + 1), range(1, MEASURES + 1))
    ]  # fmt: skip
    return yaml.safe_dump(made, sort_keys=False)


def fill(part: Submission) -> int:
    """Give every figure of a part a number."""
    splits = [{}, *({"kind": one, "place": other} for one, other in product(*map(keys, MEMBERS)))]
    cells = [
        DraftCell(
            submission=part, measure=measure.key, line=line.key, dims=dims, dims_key=dims_key(dims), unit="piece",
            kind="amount", value=number, touched_by="benchmark",
        )
        for measure in part.round.framework.spec.measures for line in measure.lines
        for number, dims in enumerate(splits)
    ]  # fmt: skip
    DraftCell.objects.bulk_create(cells, batch_size=5000)
    return len(cells)


def typed(content: bytes) -> tuple[bytes, int]:
    """The workbook with a number typed into every blank figure, and how many cells it has."""
    buffer, cells = io.BytesIO(), 0
    with (
        zipfile.ZipFile(io.BytesIO(content)) as archive,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as filled,
    ):
        for name in archive.namelist():
            text = BLANK.sub(rb'<c r="F\1" s="\2"><v>\1</v></c>', archive.read(name))
            cells += text.count(b"<c r=")
            filled.writestr(name, text)
    return buffer.getvalue(), cells


def peer(content: bytes) -> tuple[float, float]:
    """Seconds for openpyxl to write the same values and to read them."""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    values = [(sheet.title, list(sheet.iter_rows(values_only=True))) for sheet in book.worksheets]
    with ground.timed() as reading:
        again = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
        for sheet in again.worksheets:
            for _row in sheet.iter_rows(values_only=True):
                pass
    with ground.timed() as writing:
        made = openpyxl.Workbook(write_only=True)
        for title, rows in values:
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(row)
        made.save(io.BytesIO())
    return writing["seconds"], reading["seconds"]


def measure() -> dict[str, float]:
    """Every time of one run."""
    with acting_for(*everywhere()):
        version = load_framework(framework(), by=SECRETARIAT)
        period = half(2020, 1)
        opened = open_round(
            key="benchmark", framework=version, narrative=period, figures=period, by=SECRETARIAT
        )  # fmt: skip
        parts = {part.jurisdiction: part for part in opened.submissions.select_related("round__framework")}
        figures = fill(parts["J-BEG"])
        began = time.process_time()
        with ground.timed() as out:
            content = write_workbook(parts["J-BEG"])
        busy_out = time.process_time() - began
        part = parts["J-POD"]
        sent, cells = typed(write_workbook(part))
        officer = Person("officer", "officer", frozenset({Post("officer", "J-POD/x", "commission", "J-POD")}))
        began = time.process_time()
        with ground.timed() as preview:
            outcome = submit_workbook(part, sent, by=officer, dry_run=True)
        busy_in = time.process_time() - began
        assert outcome.counts["added"] == figures, outcome.counts
        with ground.timed() as taking:
            submit_workbook(part, sent, by=officer)
    peer_out, peer_in = peer(content)
    return {
        "figures": figures, "cells": cells, "megabytes": len(content) / 1e6, "out": out["seconds"],
        "busy_out": busy_out, "in": preview["seconds"], "busy_in": busy_in, "in_and_kept": taking["seconds"],
        "peer_out": peer_out, "peer_in": peer_in,
    }  # fmt: skip


def lines(found: dict[str, float]) -> list[str]:
    """What was measured, in words."""
    return [
        f"{found['cells']:,.0f} cells, {found['figures']:,.0f} figures, {found['megabytes']:.1f} MB",
        f"out: {found['out']:.2f} s, processor {found['busy_out']:.2f} s (target {TARGETS['out']} s); "
        f"openpyxl write-only {found['peer_out']:.2f} s; ratio {found['out'] / found['peer_out']:.2f}",
        f"in, all checked: {found['in']:.2f} s, processor {found['busy_in']:.2f} s (target {TARGETS['in']} s); "
        f"openpyxl read-only {found['peer_in']:.2f} s; ratio {found['in'] / found['peer_in']:.2f}",
        f"in and kept, with its history: {found['in_and_kept']:.2f} s",
    ]


def main() -> int:
    """Measure and print; 1 when a target is missed."""
    asked = argparse.ArgumentParser(description="Time a workbook of 330,000 cells out and in.")
    asked.add_argument("--json", action="store_true", help="print JSON for a machine")
    args = asked.parse_args()
    with ground.own_database():
        found = measure()
    print(json.dumps(found, indent=2) if args.json else "\n".join(lines(found)))
    return 0 if all(found[name] <= target for name, target in TARGETS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
