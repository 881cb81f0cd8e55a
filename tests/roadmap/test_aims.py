"""Baselines, milestones and targets: laid down with their source, withdrawn with a reason, never invented."""

from datetime import date
from decimal import Decimal

import pytest

from opensalw.core.refusal import Refused
from opensalw.ledger.queries import history
from opensalw.roadmap.commands.aims import set_aim, withdraw_aim
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.aims import aims, standing_of
from tests.cast import CONTRIBUTOR, SECRETARIAT, officer

OFFICER = officer("J-BEG")


def lay(framework, kind="target", value=20000, on=date(2024, 12, 31), by=OFFICER, **more):
    facts = {"line": "destroyed.firearm", "jurisdiction": "J-BEG", "source": "Action plan 2019-2024, activity 6.1"}
    return set_aim(framework, **{**facts, **more}, kind=kind, value=Decimal(value), on=on, by=by)


def test_a_baseline_milestones_and_a_target_stand_in_the_order_of_their_days(framework):
    lay(framework)
    lay(framework, "milestone", 10000, date(2022, 6, 30))
    lay(framework, "baseline", 0, date(2018, 12, 31))
    assert [one.kind for one in aims("wb_2018", line="firearm")] == ["baseline", "milestone", "target"]
    entry = history(aims("wb_2018").first().pk)[0]
    assert "baseline of 0 piece for destroyed.firearm" in entry.line()


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"by": CONTRIBUTOR}, "Only the officer or chair"),
        ({"by": officer("J-TIR")}, "Only the officer or chair"),
        ({"line": "law_aligned.firearms_directive"}, "no figure to reach"),
        ({"line": "destroyed_surplus.firearm"}, "is a view"),
        ({"line": "destroyed.nothing"}, "There is no line"),
        ({"jurisdiction": "J-XXX", "by": SECRETARIAT}, "does not take part"),
        ({"source": " "}, "Say where this is laid down"),
        ({"value": -1}, "never below zero"),
        ({"value": "0.5"}, "not a whole number"),
        ({"kind": "wish"}, "a baseline, a milestone or a target"),
    ],
)
def test_what_cannot_be_laid_down_is_refused_with_the_reason(framework, facts, words):
    with pytest.raises(Refused, match=words):
        lay(framework, **facts)


def test_days_lead_from_the_baseline_to_the_target(framework):
    lay(framework, "baseline", 0, date(2018, 12, 31))
    with pytest.raises(Refused, match="baseline already"):
        lay(framework, "baseline", 5, date(2017, 12, 31))
    with pytest.raises(Refused, match="after the baseline"):
        lay(framework, "milestone", 5, date(2018, 6, 30))
    lay(framework)
    with pytest.raises(Refused, match="for that day already"):
        lay(framework, value=3)


def test_what_is_withdrawn_keeps_its_reason_and_makes_room(framework):
    held = lay(framework)
    with pytest.raises(Refused, match="Say why"):
        withdraw_aim(held, by=OFFICER, why=" ")
    withdraw_aim(held, by=SECRETARIAT, why="The plan was revised.")
    assert not aims("wb_2018").exists()
    lay(framework, value=15000)
    assert [entry.name for entry in history(held.pk)] == ["aim_set", "aim_withdrawn"]


def figure(value, start, end, **more):
    facts = {
        "measure": "destroyed", "line": "firearm", "measure_version": 1, "jurisdiction": "J-BEG", "start": start,
        "end": end, "fit": "exact", "dims": {"origin": "not_stated"}, "unit": "piece", "kind": "amount",
        "value": Decimal(value), "obs_status": "A", "origin": "submitted", "qualifier": "exact",
        "known_from": date(2020, 1, 1),
    }  # fmt: skip
    return Observation(**{**facts, **more})


H1 = (date(2019, 1, 1), date(2019, 6, 30))
H2 = (date(2019, 7, 1), date(2019, 12, 31))
YEAR = (date(2019, 1, 1), date(2019, 12, 31))


def test_a_cumulative_target_adds_periods_that_do_not_overlap(framework):
    target = lay(framework, cumulative=True)
    rows = [figure(5000, *H1), figure(3000, *H2), figure(8000, *YEAR), figure(9, *H2, dims={"origin": "surplus"})]
    found = standing_of(target, None, rows)
    assert (found.reached, found.percent) == (8000, Decimal("40.0"))


def test_a_level_is_the_latest_figure_and_the_way_begins_at_the_baseline(framework):
    baseline = lay(framework, "baseline", 1000, date(2018, 12, 31))
    target = lay(framework, value=3000)
    found = standing_of(target, baseline, [figure(1200, *H1), figure(1500, *H2)])
    assert (found.reached, found.percent) == (1500, Decimal("25.0"))


@pytest.mark.parametrize(
    "row",
    [
        figure(5, *H2, qualifier="about"),
        figure(5, *H2, jurisdiction="J-TIR"),
        figure(5, *H2, unit="round"),
        figure(5, date(2025, 1, 1), date(2025, 6, 30)),
        figure(5, *H2, kind="direction", direction="up"),
    ],
)
def test_what_cannot_stand_against_a_target_is_left_out(framework, row):
    assert standing_of(lay(framework), None, [row]).reached is None


def test_figures_of_two_definitions_are_not_added_up(framework):
    target = lay(framework, cumulative=True)
    found = standing_of(target, None, [figure(5, *H1), figure(5, *H2, measure_version=2)])
    assert "definition changed" in found.words
