from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from opensalw.core.periods import BadPeriod, Period, half, month, year
from opensalw.core.refusal import Refused

DAYS = some.dates(date(1900, 1, 1), date(2199, 12, 31))
PERIODS = some.one_of(
    some.builds(year, some.integers(1900, 2199)),
    some.builds(half, some.integers(1900, 2199), some.sampled_from([1, 2])),
    some.builds(month, some.integers(1900, 2199), some.integers(1, 12)),
    some.builds(lambda day: Period(day, day), DAYS),
    some.builds(lambda start, length: Period(start, start + timedelta(days=length)), DAYS, some.integers(0, 2000)),
    some.builds(
        lambda first, last: Period(first.start, max(first, last).end) if first <= last else last,
        some.builds(month, some.integers(1990, 2030), some.integers(1, 12)),
        some.builds(month, some.integers(1990, 2030), some.integers(1, 12)),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "2019-H2",
        "2019H2",
        "2019S2",
        "2019-S2",
        "2019s2",
        " 2019-H2 ",
        "2019-07-01/P6M",
        "2019-07-01T00:00:00/P6M",
        "2019-07-01/2019-12-31",
        "2019-07-01..2019-12-31",
        "2019-07-01 / 2019-12-31",
    ],
)
def test_every_spelling_of_a_half_year_is_read(text):
    assert Period.parse(text) == half(2019, 2)


@pytest.mark.parametrize("text", ["2019", "2019-A1", "2019-01-01/P1Y", "2019-01-01/P12M", "2019-01-01/2019-12-31"])
def test_every_spelling_of_a_year_is_read(text):
    assert Period.parse(text) == year(2019)


@pytest.mark.parametrize(
    ("text", "kind", "code", "sdmx", "iso", "label"),
    [
        ("2019", "year", "2019", "2019", "2019-01-01/P1Y", "2019"),
        ("2019-H1", "half", "2019-H1", "2019-S1", "2019-01-01/P6M", "January-June 2019"),
        ("2019-H2", "half", "2019-H2", "2019-S2", "2019-07-01/P6M", "July-December 2019"),
        ("201911", "month", "2019-11", "2019-11", "2019-11-01/P1M", "November 2019"),
        ("20190709", "day", "2019-07-09", "2019-07-09", "2019-07-09/P1D", "9 July 2019"),
        (
            "2019-07-01/P5M",
            "range",
            "2019-07-01/2019-11-30",
            "2019-07-01/P5M",
            "2019-07-01/P5M",
            "July-November 2019",
        ),
        (
            "2019-11-01/P6M",
            "range",
            "2019-11-01/2020-04-30",
            "2019-11-01/P6M",
            "2019-11-01/P6M",
            "November 2019-April 2020",
        ),
        ("2018-01-01/P2Y", "range", "2018-01-01/2019-12-31", "2018-01-01/P2Y", "2018-01-01/P2Y", "2018-2019"),
        (
            "2019-07-03/P31D",
            "range",
            "2019-07-03/2019-08-02",
            "2019-07-03/P31D",
            "2019-07-03/P31D",
            "3 July 2019 to 2 August 2019",
        ),
    ],
)
def test_a_period_is_written_in_every_spelling(text, kind, code, sdmx, iso, label):
    period = Period.parse(text)
    assert (period.kind, period.code, period.sdmx, period.iso, period.label) == (kind, code, sdmx, iso, label)


def test_dhis2_has_codes_for_named_periods_only():
    assert [Period.parse(text).dhis2 for text in ("2019", "2019-H2", "2019-11", "2019-07-09")] == [
        "2019",
        "2019S2",
        "201911",
        "20190709",
    ]
    with pytest.raises(BadPeriod, match="DHIS2 has no code"):
        _ = Period.parse("2019-07-01/2019-11-30").dhis2


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("", "Write 2019, 2019-H2"),
        ("last year", "Write 2019"),
        ("2019-H3", "Write 2019"),
        ("2019/2020", "Write"),
        ("2019-13", "calendar"),
        ("2019-02-30/2019-03-01", "calendar"),
        ("0000", "calendar"),
        ("9999-07-01/P9Y", "calendar"),
        ("2019-12-31/2019-01-01", "Swap the days"),
        ("2019-07-01/P0D", "Write"),
        ("٢٠١٩", "Write"),
    ],
)
def test_a_bad_period_names_its_mend(text, mend):
    with pytest.raises(BadPeriod, match=mend) as refused:
        Period.parse(text)
    assert isinstance(refused.value, ValueError)
    assert isinstance(refused.value, Refused)


def test_neighbours_keep_kind_and_length():
    assert half(2019, 2).next() == half(2020, 1)
    assert half(2020, 1).previous() == half(2019, 2)
    assert year(2019).previous() == year(2018)
    assert month(2019, 12).next() == month(2020, 1)
    assert Period.parse("2019-07-09").next().code == "2019-07-10"
    with pytest.raises(BadPeriod):
        half(9999, 2).next()


def test_containing_and_overlapping():
    assert year(2019).contains(half(2019, 2))
    assert not half(2019, 2).contains(year(2019))
    assert half(2019, 2).contains(date(2019, 12, 31))
    assert half(2019, 2).overlaps(Period.parse("2019-12-31/2020-01-01"))
    assert not half(2019, 2).overlaps(half(2020, 1))


def test_there_is_no_third_half():
    with pytest.raises(BadPeriod):
        half(2019, 3)


@given(PERIODS)
def test_every_spelling_reads_back(period):
    spellings = [
        period.code,
        period.sdmx,
        period.iso,
        f"{period.start}/{period.end}",
        f"{period.start}..{period.end}",
    ]
    if period.kind != "range":
        spellings.append(period.dhis2)
    assert {Period.parse(text) for text in spellings} == {period}


@given(PERIODS)
def test_neighbours_touch_and_lead_back(period):
    after = period.next()
    assert after.start - period.end == timedelta(days=1)
    assert after.previous() == period
    assert not period.overlaps(after)
    assert period.contains(period.start)
    assert not period.contains(after.start)


@given(some.text(max_size=24))
def test_any_text_is_read_or_refused(text):
    try:
        period = Period.parse(text)
    except BadPeriod:
        return
    assert Period.parse(period.code) == period
