"""The real round's data: every figure of the record, each on a line that exists, in our own words."""

import re
from decimal import Decimal

import pytest

from opensalw.core import jurisdictions
from opensalw.core.periods import Period
from opensalw.roadmap.cells import OBS_STATUS
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.real_round import reading
from opensalw.roadmap.real_round.iafq import read_iafq
from opensalw.roadmap.real_round.table import gold_counts

SPEC = builtin_spec("wb_2018")
ROUND = reading.reconstructed_round()
EVERYTHING = (*ROUND.observations, *reading.external_observations(), *read_iafq().observations)

D = "destroyed"
NUMBERS = {
    ("J-BEG", f"{D}.mixed_mass", "23400", "inferred"),
    ("J-BEG", f"{D}.firearm", "15430", "inferred"),
    ("J-BEG", f"{D}.ammunition", "54111", "inferred"),
    ("J-POD", "surrendered.firearm", "78", "inferred"),
    ("J-POD", "surrendered.component", "37", "inferred"),
    ("J-POD", "surrendered.ammunition", "1074", "inferred"),
    ("J-POD", f"{D}.salw_unsplit", "990", "inferred"),
    ("J-POD", f"{D}.component", "269", "inferred"),
    ("J-PRN", "lost_traced.recorded_in_iarms", "56", "inferred"),
    ("J-PRN", "lost_traced.requests_sent", "97", "inferred"),
    ("J-PRN", "lost_traced.sent_no_hit", "97", "inferred"),
    ("J-PRN", "lost_traced.requests_received", "37", "inferred"),
    ("J-PRN", "lost_traced.received_answered", "37", "inferred"),
    ("J-PRN", "cases_processed.reported", "11", "inferred"),
    ("J-PRN", "border_work.profiles", "159", "inferred"),
    ("J-PRN", "border_work.second_line_checks", "13829", "inferred"),
    ("J-PRN", "border_work.prevented", "16", "inferred"),
    ("J-PRN", "operations.plans_local", "26", "inferred"),
    ("J-PRN", "operations.plans_international", "1", "inferred"),
    ("J-PRN", f"{D}.weapon_unsplit", "594", "inside"),
    ("J-SAR", f"{D}.component", "26000", "inferred"),
    ("J-SAR", f"{D}.mixed_mass", "850000", "wider"),
    ("J-SAR", f"{D}.device", "361", "wider"),
    ("J-SAR", "marked.marked_to_date", "42000", "as_of"),
    ("J-SAR", "marked.share", "80", "as_of"),
    ("J-SAR", "deactivated.firearm", "11", "inferred"),
    ("J-SAR", "storages_secured.assessed", "29", "inferred"),
    ("J-SAR", "storages_secured.planned", "10", "inferred"),
    ("J-SKP", f"{D}.firearm", "585", "inside"),
    ("J-SKP", "lost_traced.lost_or_stolen", "38", "inferred"),
    ("J-TIR", "legalised.registered_share", "54.1", "as_of"),
    ("J-TIR", "cases_processed.proceedings", "400", "wider"),
    ("J-TIR", "cases_processed.proceedings", "361", "wider"),
    ("J-TIR", "cases_processed.proceedings", "3", "wider"),
    ("J-TIR", "cyber.persons_identified", "4", "unknown"),
    ("J-TIR", "storages_secured.in_works", "1", "unknown"),
}
DIRECTIONS = {
    ("J-BEG", "seized.weapon_unsplit", "up"),
    ("J-BEG", "feels_safe.share", "lowest"),
    ("J-SAR", "seized.firearm", "up"),
    ("J-SAR", "surrendered.firearm", "down"),
    ("J-SAR", "incidents.incidents", "up"),
}
GRADES = {
    ("J-BEG", "focal_point.state", "established"),
    ("J-BEG", "laboratory.state", "assessed"),
    ("J-POD", "focal_point.state", "operational"),
    ("J-POD", "laboratory.state", "in_process"),
    ("J-PRN", "focal_point.state", "operational"),
    ("J-PRN", "laboratory.state", "accredited"),
    ("J-SAR", "focal_point.state", "proposed"),
    ("J-SAR", "laboratory.state", "assessed"),
    ("J-SKP", "focal_point.state", "established"),
    ("J-SKP", "laboratory.state", "accredited"),
    ("J-TIR", "focal_point.state", "operational"),
    ("J-TIR", "laboratory.state", "inspection_postponed"),
}
POINTS = {"J-BEG": 8, "J-POD": 9, "J-PRN": 11, "J-SAR": 16, "J-SKP": 15, "J-TIR": 14}


def _gold(letter: str):
    return [one for one in ROUND.observations if one.gold[4:5] == letter]


def test_every_number_of_the_record_stands_on_its_line_with_its_fit():
    found = {(one.jurisdiction, one.reference, str(one.cell.value), one.fit) for one in _gold("N")}
    assert found == NUMBERS
    assert len(_gold("N")) == len(NUMBERS) == 36


def test_the_counts_are_those_of_the_gold_list():
    assert gold_counts(ROUND.observations) == {
        "number": 35,
        "direction": 5,
        "grade": 13,
        "agreement": 3,
        "missing": 1,
    }


def test_every_direction_stands_without_a_number():
    found = {(one.jurisdiction, one.reference, one.cell.direction) for one in _gold("D")}
    assert found == DIRECTIONS
    assert all(one.cell.kind == "direction" and one.cell.value is None for one in _gold("D"))


def test_every_grade_and_agreement_is_there():
    found = {(one.jurisdiction, one.reference, one.cell.grade) for one in _gold("G")}
    assert found == GRADES
    laboratories = {one.dims["laboratory"] for one in _gold("G") if one.measure == "laboratory"}
    assert laboratories == {"belgrade", "podgorica", "pristina", "sarajevo", "banja_luka", "skopje", "tirana"}
    assert {one.dims["partner"] for one in _gold("A")} == {"eurojust", "europol", "frontex"}


def test_a_change_without_a_level_is_no_level():
    change = next(one for one in ROUND.observations if one.id == "tir-trade-change")
    assert (change.cell.kind, change.cell.direction, change.cell.value) == ("direction", "up", Decimal(3))
    assert change.cell.level is None


def test_tirana_reported_nothing_on_destruction_and_that_is_not_zero():
    (missing,) = [one for one in ROUND.observations if one.jurisdiction == "J-TIR" and one.measure == D]
    assert missing.cell.reason == "not_reported"
    assert missing.cell.level is None
    assert missing.obs_status == "O"


def test_only_two_seats_have_destroyed_firearms_within_the_period():
    comparable = {"exact", "inside", "inferred"}
    values = {
        one.jurisdiction: one.cell.level
        for one in ROUND.observations
        if one.reference == "destroyed.firearm" and one.fit in comparable and one.cell.level is not None
    }
    assert values == {"J-BEG": 15430, "J-SKP": 585}


@pytest.mark.parametrize("seat", POINTS)
def test_every_point_of_a_seat_has_a_text(seat):
    locators = [text.locator for text in ROUND.texts if text.jurisdiction == seat]
    told = {int(found[1]) for locator in locators if (found := re.search(r"point (\d+)", locator))}
    assert told == set(range(1, POINTS[seat] + 1))


def test_the_challenges_listed_apart_each_have_a_text():
    locators = {text.locator for text in ROUND.texts}
    assert {f"Session II, Pristina, point 11{letter}" for letter in "abcdefgh"} <= locators
    assert {f"Session III, Skopje, point 15{letter}" for letter in "ab"} <= locators


def test_every_kind_of_point_occurs_and_goals_are_marked_as_ours():
    assert {text.data.kind for text in ROUND.texts} == {"progress", "challenge", "plan", "need"}
    assert all(text.data.goal_inferred for text in ROUND.texts)
    assert {text.data.goal for text in ROUND.texts} == {1, 2, 3, 4, 5, 6, 7}


def test_each_seat_has_a_derived_action_plan_and_sarajevos_ends():
    plans = {plan.jurisdiction: plan.data for plan in ROUND.action_plans}
    assert list(plans) == [seat.id for seat in jurisdictions.seats()]
    assert str(plans["J-SAR"].valid_until) == "2020-06-30"
    assert all(plan.valid_until is None for seat, plan in plans.items() if seat != "J-SAR")
    activities = [activity for plan in plans.values() for activity in plan.activities]
    assert all(activity.derived for activity in activities)
    assert len({activity.code for activity in activities}) == len(activities)
    assert all(activity.reason_code for activity in activities if activity.status == "postponed")
    known = {measure.key for measure in SPEC.measures}
    assert {activity.measure for activity in activities} - {""} <= known


def test_the_organisations_of_the_record_all_speak():
    words = " ".join(statement.data.organisation for statement in ROUND.statements)
    for name in ("UNDP", "UNODC", "OSCE", "EMPACT", "INTERPOL", "SEESAC", "NABIS", "NATO", "External Action"):
        assert name in words
    regional = [one for one in ROUND.statements if one.jurisdiction == "J-REG"]
    assert {one.locator.split(",")[0] for one in regional} >= {"Opening session", "Session IV", "Conclusions"}


def test_ids_are_unique():
    groups = (
        [one.id for one in EVERYTHING],
        [text.data.id for text in ROUND.texts],
        [statement.data.id for statement in ROUND.statements],
        [fact.id for fact in reading.coordination_facts()],
    )
    for ids in groups:
        assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.id)
def test_an_observation_keeps_to_the_framework(one):
    line = SPEC.line(one.reference)
    assert one.cell.unit == line.unit
    assert one.cell.kind == "missing" or (one.cell.kind == "grade") == (line.kind == "grade")
    assert one.cell.grade is None or line.grade(one.cell.grade)
    assert set(one.dims) <= set(line.dimensions)
    if one.source != "unodc-iafq":  # its totals are whole: a dimension that is not split is not "not stated"
        assert set(line.required_dimensions) <= set(one.dims)
    assert all(SPEC.dimensions[name].has(member) for name, member in one.dims.items())
    assert one.obs_status in OBS_STATUS
    assert one.source in reading.sources()
    assert one.jurisdiction in jurisdictions.ids()
    assert one.statement
    assert one.locator
    assert one.actor
    assert len(one.locator) <= 200
    assert len(one.unit_as_reported) <= 80


@pytest.mark.parametrize("one", EVERYTHING, ids=lambda one: one.id)
def test_the_fit_agrees_with_the_days(one):
    period = Period(one.start, one.end) if one.start and one.end else None
    within = Period.parse(ROUND.round.figures_period)
    if one.fit in ("as_of", "unknown"):
        assert period is None
    elif one.fit == "wider":
        assert period.kind == "year"
    elif one.fit in ("exact", "inferred"):
        assert period == within
    elif one.fit == "inside":
        assert within.contains(period)
        assert one.round
    else:
        assert one.fit == "other"
        assert period


def test_no_cell_is_filled_twice_by_one_source():
    keys = [
        (one.source, one.reference, one.jurisdiction, one.start, one.end, tuple(sorted(one.dims.items())))
        for one in EVERYTHING
        if one.cell.kind != "direction"
    ]
    assert len(set(keys)) == len(keys)


def test_the_next_round_is_empty_with_no_deadline():
    record = reading.next_round()
    assert record.round.key == "wb-2020-H1"
    assert Period.parse(record.round.figures_period) == Period.parse(ROUND.round.figures_period).next()
    assert record.round.deadline is None
    assert not record.texts
    assert not record.observations


def test_the_round_says_that_its_period_is_inferred_and_leaves_the_unknown_empty():
    data = ROUND.round
    assert data.period_inferred
    assert data.reconstructed
    assert str(data.meeting_date) == "2020-07-03"
    assert data.opens_on is data.deadline is data.publication_date is None
