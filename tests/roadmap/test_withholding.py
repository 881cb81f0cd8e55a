"""Small counts of persons: an attacker who adds and subtracts everything that is shown learns nothing of them.

The attacker of these tests knows each whole, each figure that is shown, that splits are complete, that counts are
whole and not below zero, and that half-years add up to their year. By brute force over every table that fits, a
withheld small count must be able to be zero, and as large as the threshold or the whole.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.roadmap.withholding import Count, alone, withheld

H1, H2 = (date(2020, 1, 1), date(2020, 6, 30)), (date(2020, 7, 1), date(2020, 12, 31))
YEAR = (H1[0], H2[1])
SEX, SETTING = ("female", "male"), ("domestic", "crime")
CELLS = list(product(SEX, SETTING))
THRESHOLD = 3
Joint = tuple[int, ...]
TABLES = ((), ("sex",), ("setting",), ("sex", "setting"))


def counts(joint: Joint, period, tables=TABLES, shown=frozenset(), line="killed") -> list[Count]:
    """The figures of a line and period that were given: each table with all its rows."""
    found = []
    for split in tables:
        rows: dict[tuple, int] = {}
        for (sex, place), value in zip(CELLS, joint, strict=True):
            members = {"sex": sex, "setting": place}
            key = tuple((name, members[name]) for name in split)
            rows[key] = rows.get(key, 0) + value
        for key, value in rows.items():
            one = (line, period, key)
            found.append(
                Count(str(one), line, *period, dict(key), Decimal(value), THRESHOLD if split else 0, str(one) in shown)
            )  # fmt: skip
    return found


@cache
def compositions(total: int, parts: int = 4) -> tuple[Joint, ...]:
    """Every way to split a whole into four counts."""
    if parts == 1:
        return ((total,),)
    return tuple((first, *rest) for first in range(total + 1) for rest in compositions(total - first, parts - 1))


def fitting(held: list[Count], ids: set[str], totals: dict, tables: dict) -> Iterator[dict]:
    """Every pair of half-years that agrees with what is shown of them and of their year."""
    seen = {one.id: one.value for one in held if one.id not in ids}
    halves = [period for period in (H1, H2) if period in tables]
    for joints in product(*(compositions(totals[period]) for period in halves)):
        world = dict(zip(halves, joints, strict=True))
        if YEAR in tables:
            world[YEAR] = tuple(sum(pair) for pair in zip(*joints, strict=True))
        values = {one.id: one.value for period, joint in world.items() for one in counts(joint, period, tables[period])}
        if all(values[key] == value for key, value in seen.items()):
            yield values


def attacked(joints: dict, tables: dict, shown=frozenset()) -> None:
    """Withhold, then try everything that fits; every small count must stay in the dark."""
    if YEAR in tables:
        joints = {**joints, YEAR: tuple(sum(pair) for pair in zip(joints[H1], joints[H2], strict=True))}
    held = [one for period in tables for one in counts(joints[period], period, tables[period], shown)]
    ids = withheld(held, {})
    small = [one for one in held if one.is_small and not one.shown]
    assert {one.id for one in small} <= ids
    totals = {period: sum(joints[period]) for period in tables}
    worlds = list(fitting(held, ids, totals, tables))
    for one in small:
        values = [world[one.id] for world in worlds]
        whole = totals[one.start, one.end]
        assert min(values) == 0, (one, sorted(ids))
        assert max(values) >= min(THRESHOLD, whole), (one, sorted(ids))


joint = st.tuples(*[st.integers(0, 3)] * 4).filter(lambda held: sum(held) <= 7)
few = joint.filter(lambda held: sum(held) <= 4)
some_tables = st.lists(st.sampled_from(TABLES[1:]), unique=True).map(lambda held: ((), *held))


@settings(max_examples=80, deadline=None)
@given(joint, some_tables)
def test_one_period_gives_no_small_count_back(values, tables):
    attacked({H1: values}, {H1: tables})


@settings(max_examples=25, deadline=None)
@given(few, few, some_tables, some_tables, some_tables)
def test_half_years_and_their_year_give_no_small_count_back(first, second, one, two, whole):
    attacked({H1: first, H2: second}, {H1: one, H2: two, YEAR: whole})


def test_a_single_gap_is_never_left():
    held = counts((2, 0, 9, 9), H1)
    shown = {one.id for one in held} - withheld(held, {})
    splits = [(), (("setting", "domestic"),), (("setting", "crime"),)]
    assert shown == {str(("killed", H1, split)) for split in splits}


def test_nothing_is_withheld_where_nothing_is_small_and_zero_counts_nobody():
    assert withheld(counts((9, 0, 9, 8), H1, ((), ("sex", "setting"), ("sex",), ("setting",))), {}) == set()


def test_the_line_that_a_line_is_part_of_is_withheld_with_it():
    part, whole = counts((1, 1, 9, 9), H1, ((), ("sex",)), line="minors"), counts((6, 6, 9, 9), H1, ((), ("sex",)))
    ids = withheld([*part, *whole], {"minors": "killed"})
    assert str(("killed", H1, (("sex", "male"),))) in ids
    assert str(("killed", H1, ())) not in ids


def test_where_the_year_is_shown_already_neither_half_year_gives_the_other_away():
    year = counts((3, 3, 9, 9), YEAR, ((), ("sex",)))
    first, second = counts((1, 1, 4, 4), H1, ((), ("sex",))), counts((2, 2, 5, 5), H2, ((), ("sex",)))
    year = [Count(one.id, one.line, one.start, one.end, one.dims, one.value, one.threshold, True) for one in year]
    ids = withheld([*year, *first, *second], {})
    assert str(("killed", H2, (("sex", "female"),))) in ids
    assert not ids & {one.id for one in year}


def test_a_row_that_stands_alone_in_its_table_is_left_out():
    held = counts((2, 0, 0, 0), H1, ((), ("sex",)))
    only = [one for one in held if one.dims.get("sex") != "male"]
    assert alone(only, withheld(only, {})) == {str(("killed", H1, (("sex", "female"),)))}
    assert alone(held, withheld(held, {})) == set()
