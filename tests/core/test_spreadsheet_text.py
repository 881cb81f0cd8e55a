"""Text on its way into a spreadsheet and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.core.spreadsheet_text import RISKY, neutral, plain


@pytest.mark.parametrize("start", RISKY)
def test_no_text_begins_as_a_formula(start):
    assert not neutral(f"{start}cmd|' /C calc'!A0").startswith(RISKY)


@given(st.one_of(st.text(), st.text("'=+-@ a", max_size=6)))
def test_what_went_out_comes_back_as_it_was(text):
    assert plain(neutral(text)) == text
