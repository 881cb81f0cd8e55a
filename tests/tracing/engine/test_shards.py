"""Three processes, one for each jurisdiction, asked apart: their lists merge into the list of all rows."""

import json
import subprocess
import sys

import numpy as np

from opensalw.tracing.asked import Ranked
from opensalw.tracing.engine import joined
from opensalw.tracing.engine.columns import OF_CELL, Rows, arranged
from opensalw.tracing.engine.partition import Segment, ranked
from opensalw.tracing.engine.question import laid_out
from opensalw.tracing.engine.storing import write
from opensalw.tracing.engine.symbols import pack

from . import asking

SEATS = ("J-BEG", "J-SKP", "J-TIA")
TEXT, MAKES = "AB1?345", [550, 0, 550]
ONE_NODE = """
import json, sys
from pathlib import Path
import django
django.setup()
from opensalw.tracing.engine.partition import Segment, ranked
from opensalw.tracing.engine.question import laid_out
from opensalw.tracing.engine.storing import read
from tests.tracing.engine import asking
columns, facts = read(Path(sys.argv[1]))
asked = asking.asked(sys.argv[2], make=json.loads(sys.argv[3]))
print(json.dumps([[one.cost, one.mark, one.subject] for one in ranked((Segment(columns),), laid_out(asked), 10)]))
"""


def rows_of(number, count=400):
    chance = np.random.default_rng(number)
    serials = [f"AB{n:05}" for n in chance.integers(10_000, 20_000, count)]
    cells = np.zeros((count, len(OF_CELL)), np.uint16)
    cells[:, 0] = chance.integers(0, 3, count)
    marks = np.arange(count, dtype=np.int64) * 3 + number
    subjects = np.zeros((count, 16), np.uint8)
    subjects[:, :8] = marks[:, None].view(np.uint8)
    return Rows(pack(serials), cells, np.zeros(count, np.uint8), marks, subjects)


def test_lists_of_three_processes_merge_into_the_list_of_all_rows(tmp_path, monkeypatch):
    parts = [rows_of(number) for number in range(len(SEATS))]
    asked_apart = []
    for seat, rows in zip(SEATS, parts, strict=True):
        file = tmp_path / f"{seat}.cols"
        write(file, arranged(rows), {"jurisdiction": seat})
        words = [sys.executable, "-c", ONE_NODE, str(file), TEXT, json.dumps(MAKES)]
        asked_apart.append(subprocess.Popen(words, stdout=subprocess.PIPE, text=True))
    answers = [json.loads(one.communicate(timeout=120)[0]) for one in asked_apart]
    merged = joined([[Ranked(*row) for row in rows] for rows in answers], 10)
    names = ("serials", "codes", "years", "marks", "subjects")
    whole = Rows(**{name: np.concatenate([getattr(part, name) for part in parts]) for name in names})
    together = ranked((Segment(arranged(whole)),), laid_out(asking.asked(TEXT, make=MAKES)), 10)
    assert [(one.cost, one.mark, one.subject) for one in merged] == [
        (one.cost, one.mark, one.subject) for one in together
    ]
    assert {one.mark % 3 for one in merged} == {0, 1, 2}
