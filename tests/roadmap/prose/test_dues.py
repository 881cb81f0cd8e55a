"""By when something is to be done, as people say it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.dues import dues_in, read_due

WRITTEN = date(2020, 7, 3)


def d(text):
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("9 July 2020", "2020-07-09", "2020-07-09"),
        ("9 July", "2020-07-09", "2020-07-09"),
        ("2020-10-01", "2020-10-01", "2020-10-01"),
        ("1.10.2020", "2020-10-01", "2020-10-01"),
        ("October 1, 2020", "2020-10-01", "2020-10-01"),
        ("by 9 July 2020", "2020-07-09", "2020-07-09"),
        ("24-27 September", "2020-09-24", "2020-09-27"),
        ("24 to 27 September 2021", "2021-09-24", "2021-09-27"),
        ("30 September - 2 October", "2020-09-30", "2020-10-02"),
        ("September 24–27, 2020", "2020-09-24", "2020-09-27"),
        ("October", "2020-10-01", "2020-10-31"),
        ("in October", "2020-10-01", "2020-10-31"),
        ("by October", None, "2020-10-31"),
        ("October this year", "2020-10-01", "2020-10-31"),
        ("March", "2021-03-01", "2021-03-31"),
        ("end of October", "2020-10-21", "2020-10-31"),
        ("mid-September", "2020-09-11", "2020-09-20"),
        ("November-December 2020", "2020-11-01", "2020-12-31"),
        ("end of 2020", None, "2020-12-31"),
        ("by the end of 2020", None, "2020-12-31"),
        ("the end of the year", None, "2020-12-31"),
        ("mid-2020", "2020-06-01", "2020-07-31"),
        ("second half of 2020", "2020-07-01", "2020-12-31"),
        ("H1 2021", "2021-01-01", "2021-06-30"),
        ("Q4 2020", "2020-10-01", "2020-12-31"),
        ("first quarter of 2021", "2021-01-01", "2021-03-31"),
        ("2021", "2021-01-01", "2021-12-31"),
        ("by 2021", None, "2021-12-31"),
        ("next year", "2021-01-01", "2021-12-31"),
        ("next month", "2020-08-01", "2020-08-31"),
    ],
)
def test_a_due_date_is_read_with_its_precision(text, first, last):
    due = read_due(text, written=WRITTEN)
    assert (due.first, due.last) == (d(first), d(last))
    assert due.words == text


@pytest.mark.parametrize(
    "text", ["soon", "when money is there", "31 February 2020", "9 July or 10 July", "40", "May be"]
)
def test_what_is_no_date_is_refused_with_examples(text):
    with pytest.raises(Refused, match="24-27 September"):
        read_due(text, written=WRITTEN)


def test_nothing_typed_is_no_date():
    assert read_due("  ", written=WRITTEN) is None


def test_the_past_that_is_called_so_is_not_read():
    assert dues_in("It was held in Novi Sad last November.", written=WRITTEN) == []
    assert dues_in("Directive 2017/853 and 2018/1788/CFSP and 91/477", written=WRITTEN) == []


@given(st.text(max_size=80))
def test_whatever_is_typed_is_read_or_refused(text):
    try:
        due = read_due(text, written=WRITTEN)
    except Refused:
        return
    assert due is None or due.first is None or due.first <= due.last
