"""What a round asked of people, counted from its drafts and their history."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.core.periods import Period
from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.burden import burden_of, round_minutes
from opensalw.roadmap.queries.forms import asked_lines
from tests.cast import SECRETARIAT, chair, officer

OFFICER = officer("J-BEG")


@pytest.fixture
def part(round):
    return round.submissions.select_related("round__framework").get(jurisdiction="J-BEG")


def save(part, line, value, **more):
    measure, _, key = line.partition(".")
    return save_cell(part, measure=measure, line=key, cell=amount(value, Unit.piece), by=OFFICER, **more)


def known(round, value):
    """A figure of the year before that was accepted elsewhere."""
    Observation.objects.create(
        framework=round.framework, measure="surrendered", measure_version=1, line="component", jurisdiction="J-BEG",
        start=date(2019, 7, 1), end=date(2019, 12, 31), fit="exact", unit="piece", kind="amount", value=Decimal(value),
        obs_status="A", origin="computed", known_from=datetime(2020, 1, 1, tzinfo=UTC),
    )  # fmt: skip


def test_each_figure_is_counted_by_how_it_came(round, part):
    known(round, 7)
    save(part, "surrendered.firearm", 12, origin="previous", source={"value": "12"}, via="prefill")
    save(part, "deactivated.firearm", 12, origin="previous", source={"value": "12"}, via="prefill")
    save(part, "deactivated.firearm", 13, explanation="Counted anew.")
    save(part, "surrendered.component", 7)
    save(part, "lost_traced.lost", 3, origin="workbook", via="workbook")
    fill_missing(part, measure="incidents", reason="not_collected", by=OFFICER)
    found = burden_of(round).parts[0]
    asked = len(asked_lines(round.framework.spec, "J-BEG"))
    told = (found.asked, found.taken_over, found.overridden, found.retyped, found.from_files)
    assert told == (asked, 1, 1, 1, 1)
    assert found.answered == found.figures == 4 + found.reasons
    assert found.minutes >= 1


def test_the_whole_is_the_sum_of_the_parts_and_of_the_measures(round, part):
    save(part, "surrendered.firearm", 12)
    other = round.submissions.get(jurisdiction="J-TIR")
    save_cell(other, measure="surrendered", line="firearm", cell=amount(1, Unit.piece), by=officer("J-TIR"))
    found = burden_of(round)
    for name in ("asked", "answered", "figures", "retyped"):
        by_measure = sum(getattr(one, name) for one in found.measures)
        assert getattr(found.whole, name) == sum(getattr(one, name) for one in found.parts) == by_measure


def test_what_a_return_made_people_change_and_the_days_until_sending(round, part):
    from_before = save(part, "surrendered.firearm", 12)
    fill_missing(part, measure=None, reason="not_reported", by=OFFICER)
    submissions.clear(part, by=chair("J-BEG"))
    submissions.submit(part, by=OFFICER)
    found = burden_of(round).parts[0]
    assert (found.changed_after_return, found.days_to_send) == (0, 0)
    assert from_before.revision == 1


def test_fields_to_drop_are_proposed_after_two_rounds_and_never_a_headline(framework, round, part):
    assert burden_of(round).droppable == []
    period = Period.parse("2020-H2")
    second = open_round(key="wb-2020-h2", framework=framework, narrative=period, figures=period, by=SECRETARIAT)
    save(second.submissions.get(jurisdiction="J-BEG"), "surrendered.component", 5)
    lines = {line for line, _count in burden_of(second).droppable}
    assert "surrendered.device" in lines
    assert "surrendered.component" not in lines
    assert "destroyed.firearm" not in lines


def test_the_number_of_queries_does_not_grow_with_the_figures(round, part, django_assert_max_num_queries):
    fill_missing(part, measure=None, reason="not_reported", by=OFFICER)
    with django_assert_max_num_queries(10):
        burden_of(round)


@given(st.lists(st.integers(0, 40), max_size=12))
def test_minutes_are_gaps_up_to_a_quarter_of_an_hour_and_one_for_each_pause(gaps):
    times, slow = [datetime(2020, 1, 1, tzinfo=UTC)], 1
    for gap in gaps:
        times.append(times[-1] + timedelta(minutes=gap))
        slow += gap if gap <= 15 else 1
    assert round_minutes(times) == slow
    assert round_minutes([]) == 0
