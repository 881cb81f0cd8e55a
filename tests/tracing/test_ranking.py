"""Many rows are scored as the obvious scorer scores one; marks one or two errors apart share a key."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from opensalw.registers.marks import folded, keys, normalised
from opensalw.tracing.asked import Asked
from opensalw.tracing.describing import described
from opensalw.tracing.keys import bases_of, keys_near, keys_of_mark, keys_of_number
from opensalw.tracing.scoring import error_model
from opensalw.tracing.scoring.asking import readings_of
from opensalw.tracing.scoring.ranking import serial_costs, symbols_of

from . import oracle

SIGNS = "0158BSOIGCAXЉ–"
serials = st.text(SIGNS + "7", max_size=18)


@settings(max_examples=200, deadline=None)
@given(st.text(SIGNS + "?*[/]", max_size=18), st.lists(serials, min_size=1, max_size=20), st.booleans())
def test_all_rows_together_cost_what_each_costs_alone(text, register, loose):
    readings = readings_of(described(serial=text), error_model("hand-1"), loose=loose)
    plain = [normalised(one) for one in register]
    found, which = serial_costs(Asked(tuple(readings)), symbols_of(plain))
    expected = [min((oracle.cost_of_serial(one, serial) for one in readings), default=0) for serial in plain]
    assert found.tolist() == expected
    assert np.all((which >= 0) == bool(readings))


def spoilt(text, edits):
    for kind, where, sign in edits:
        at = where % len(text)
        if kind == "lost":
            text = text[:at] + text[at + 1 :] or sign
        elif kind == "added":
            text = text[:at] + sign + text[at:]
        elif kind == "swapped" and at:
            text = text[: at - 1] + text[at] + text[at - 1] + text[at + 1 :]
        else:
            text = text[:at] + ("?" if kind == "illegible" else sign) + text[at + 1 :]
    return text


errors = st.lists(
    st.tuples(st.sampled_from(["lost", "added", "swapped", "read", "illegible"]), st.integers(0, 20),
              st.sampled_from("379AXK")),
    max_size=2,
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.text("379AXK", min_size=4, max_size=10), errors)
def test_a_mark_shares_a_key_with_every_text_two_errors_away(mark, edits):
    seen = spoilt(mark, edits)
    assume(seen.count("?") < 3 and len(seen.replace("?", "")) > 2)
    kept = keys_of_mark(mark, *keys(mark))
    for pattern in described(serial=seen).patterns:
        for base in bases_of(pattern):
            assert kept & keys_near(base, further=len(edits) > 1)


def test_a_number_is_found_without_its_letters_and_with_them():
    (bare,) = described(serial="12345").patterns
    (full,) = described(serial="AB12345").patterns
    assert keys_of_number(bare) & keys_of_mark("AB 12345", folded("AB 12345"))
    assert keys_of_number(full) & keys_of_mark("12345", folded("12345"))
