"""Gaps and overlaps against a slow, obvious version of them."""

from datetime import date, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from opensalw.coordination.funding import FundingState
from opensalw.coordination.gaps import Asking, Helping, Support, ending, matrix, overlaps, supports
from opensalw.coordination.queries.gaps import gap_view
from opensalw.coordination.queries.needs import live_needs
from opensalw.coordination.queries.projects import public_projects
from tests.cast import SECRETARIAT

DAY = date(2020, 7, 3)
DAYS = st.one_of(st.none(), st.integers(-800, 800).map(lambda count: DAY + timedelta(days=count)))
SEATS, KINDS = ("J-BEG", "J-PRN", "J-TIR"), ("equipment", "training")
NEEDS = st.lists(
    st.builds(Asking, st.integers(1, 9).map(lambda n: f"N-{n}"), st.sampled_from(SEATS), st.integers(1, 3)),
    max_size=6, unique_by=lambda one: one.number,
)  # fmt: skip
PROJECTS = st.lists(
    st.builds(
        Helping, st.integers(1, 12).map(lambda n: f"p{n}"), st.frozensets(st.integers(1, 3), max_size=2),
        st.frozensets(st.sampled_from(SEATS), max_size=2), st.frozensets(st.sampled_from(KINDS), max_size=2),
        st.frozensets(st.integers(1, 9).map(lambda n: f"N-{n}"), max_size=3), st.frozensets(st.sampled_from("ab")),
        DAYS, DAYS, st.sampled_from(FundingState), st.booleans(),
    ).filter(lambda one: one.starts_on is None or one.ends_on is None or one.starts_on <= one.ends_on),
    max_size=7, unique_by=lambda one: one.key,
)  # fmt: skip
ORDER = ["not", "not_known", "partly", "fully"]
WORDS = {"not": "unfunded", "not_known": "not_known", "partly": "partly", "fully": "funded"}


def slow_support(need, projects):
    """Look at every project; keep the best state."""
    states = [one.funding.value for one in projects if need.number in one.needs and not one.is_over]
    return WORDS[max(states, key=ORDER.index)] if states else "none"


def slow_overlaps(projects):
    """Try every pair, and every day on which both may run."""
    found = set()
    for one, other in combinations(sorted(projects, key=lambda project: project.key), 2):
        same = one.goals & other.goals and one.jurisdictions & other.jurisdictions and one.kinds & other.kinds
        if not same or one.is_over or other.is_over:
            continue
        begin = [day for day in (one.starts_on, other.starts_on) if day]
        end = [day for day in (one.ends_on, other.ends_on) if day]
        if not begin or not end or max(begin) <= min(end):
            certain = len(begin) == 2 and len(end) == 2
            found.add((one.key, other.key, certain))
    return found


@given(NEEDS, PROJECTS)
def test_each_need_is_served_as_the_slow_version_says(needs, projects):
    found = supports(needs, projects)
    assert {number: str(state) for number, state in found.items()} == {
        need.number: slow_support(need, projects) for need in needs
    }


@given(PROJECTS)
def test_the_overlaps_are_those_of_every_pair(projects):
    assert {(pair.one, pair.other, pair.certain) for pair in overlaps(projects)} == slow_overlaps(projects)


@given(PROJECTS, st.integers(0, 900))
def test_money_ends_within_the_days(projects, within):
    slow = {one.key for one in projects if not one.is_over and one.ends_on and 0 <= (one.ends_on - DAY).days <= within}
    assert {one.key for one in ending(projects, DAY, within)} == slow


@given(NEEDS, PROJECTS)
def test_the_matrix_counts_each_need_once(needs, projects):
    served = supports(needs, projects)
    squares = matrix(needs, projects, served)
    assert sum(square.asked for square in squares.values()) == len(needs)
    assert sum(square.gaps for square in squares.values()) == sum(state.is_gap for state in served.values())
    for (goal, jid), square in squares.items():
        there = {one.key for one in projects if goal in one.goals and jid in one.jurisdictions and not one.is_over}
        assert square.projects == there


def test_the_gaps_of_the_record(loaded_round):
    load_real_needs(by=SECRETARIAT)
    load_real_portfolio(by=SECRETARIAT)
    view = gap_view(live_needs(), public_projects(), DAY)
    assert len(view.needs) == 22
    words = {need.text_item.pk if need.text_item else need.number: view.supports[need.number] for need in view.needs}
    assert set(words.values()) == {Support.NONE, Support.NOT_KNOWN}
    assert sorted(need.number for need in view.gaps if need.jurisdiction == "J-PRN") == [
        "N-PRN-02", "N-PRN-03", "N-PRN-06", "N-PRN-07", "N-PRN-08", "N-PRN-09"
    ]  # fmt: skip
    assert "roadmap-trust-fund" not in view.projects
    pairs = {(pair.one, pair.other) for pair in view.overlaps}
    assert ("osce-kosovo-dogs", "undp-kssp-ciat") in pairs
    assert [project.key for project, _end in view.ending] == ["empact-action-days"]
