"""The search is exact: it gives what scoring every row gives, ties by the number of the mark."""

from unittest import mock

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.tracing.asked import ALPHABET, Asked, Reading
from opensalw.tracing.engine import scanning
from opensalw.tracing.engine.columns import OF_CELL, Rows, arranged
from opensalw.tracing.engine.question import laid_out
from opensalw.tracing.engine.scanning import best_of, score_every
from opensalw.tracing.engine.symbols import pack

from . import asking, oracle

CODES = 4
serials = st.text("01258BSZOI7A–", max_size=18)
codes = st.fixed_dictionaries({name: st.integers(0, CODES - 1) for name in (*OF_CELL, "year")})
registers = st.lists(st.tuples(serials, codes), max_size=200)
texts = st.text("01258BSZ?*7A", max_size=20)


def arrays(of):
    return st.lists(st.integers(*of), min_size=1)


@st.composite
def readings(draw):
    """Costs as learning may leave them: any, none below nothing."""
    chance = np.random.default_rng(draw(st.integers(0, 2**32)))
    n = draw(st.integers(0, 20))
    runs = chance.random(n + 1) < 0.1 if draw(st.booleans()) else np.zeros(n + 1, np.bool_)
    read = chance.integers(0, draw(st.sampled_from([50, 900])), (n, ALPHABET), dtype=np.int16)
    read[np.arange(n), chance.integers(0, ALPHABET, n)] = 0
    return Reading(
        read, chance.integers(0, 900, n, dtype=np.int16), chance.integers(0, 900, ALPHABET, dtype=np.int16),
        int(chance.integers(0, 900)), runs, int(chance.integers(0, 300)),
    )  # fmt: skip


fields = st.dictionaries(
    st.sampled_from([*OF_CELL, "year"]), st.lists(st.integers(-300, 900), min_size=CODES, max_size=CODES), max_size=4
)
questions = st.builds(
    lambda texts, wild, fields: Asked(
        tuple([asking.reading(one) for one in texts] + wild),
        {name: np.array(costs, np.int16) for name, costs in fields.items()},
    ),
    st.lists(texts, max_size=2), st.lists(readings(), max_size=1), fields,
)  # fmt: skip


def rows_of(register):
    cells = np.array([[codes[name] for name in OF_CELL] for _serial, codes in register], np.uint16)
    return Rows(
        pack([serial for serial, _codes in register]), cells.reshape(-1, len(OF_CELL)),
        np.array([codes["year"] for _serial, codes in register], np.uint8),
        np.arange(len(register), dtype=np.int64)[::-1] * 3, np.zeros((len(register), 16), np.uint8),
    )  # fmt: skip


def listed(found):
    return [
        (int(cost), int(mark)) for cost, mark, row in zip(found.costs, found.marks, found.rows, strict=True) if row >= 0
    ]


@settings(max_examples=200, deadline=None)
@given(registers, questions, st.integers(1, 30))
def test_the_search_gives_what_the_obvious_scorer_gives(register, question, most):
    rows = rows_of(register)
    columns, flat = arranged(rows), laid_out(question)
    plain = [(int(mark), serial, codes) for mark, (serial, codes) in zip(rows.marks, register, strict=True)]
    expected = oracle.best(question, plain, most)
    assert listed(best_of(columns, flat, most)) == expected
    assert listed(score_every(columns, flat, most)) == expected


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(serials, codes), min_size=1, max_size=200), questions, st.integers(1, 30))
def test_the_tries_give_the_same(register, question, most):
    rows, flat = rows_of(register), laid_out(question)
    plain = [(int(mark), serial, codes) for mark, (serial, codes) in zip(rows.marks, register, strict=True)]
    with mock.patch.multiple(scanning, FIRST_LOOK=3, NS_OF_A_ROW=1e9, NS_OF_A_WALK=0.0):
        found = best_of(arranged(rows, with_tries=True), flat, most)
    assert listed(found) == oracle.best(question, plain, most)


def test_each_way_gives_what_scoring_every_row_gives_in_a_larger_register():
    chance = np.random.default_rng(7)
    count = 30_000
    lengths = chance.integers(3, 12, count)
    digits = chance.integers(0, 10, (count, 12))
    serials = ["".join(map(str, row[:length])) for row, length in zip(digits.tolist(), lengths.tolist(), strict=True)]
    years = chance.integers(0, 200, count).astype(np.uint8)
    cells = chance.integers(0, 3, (count, len(OF_CELL))).astype(np.uint16)
    rows = Rows(pack(serials), cells, years, chance.permutation(count), np.zeros((count, 16), np.uint8))
    columns = arranged(rows, with_tries=True)
    costs = {"make": np.array([0, 0, 550], np.int16), "model": np.array([0, 600, 0], np.int16)}
    for text in ("12345678", "0?234", "9876543?", "O1Z", "555555555555", "*345678", "?2345*", "*1?7*", "12*89"):
        flat = laid_out(Asked((asking.reading(text), asking.reading(text[1:], start=90)), costs))
        expected = listed(score_every(columns, flat, 10))
        for row_costs in (1.5, 1e9, 1e-9):
            with mock.patch.multiple(scanning, NS_OF_A_ROW=row_costs, FIRST_LOOK=3000, ALONE_UP_TO=1000):
                assert listed(best_of(columns, flat, 10)) == expected
