"""The framework files: what they declare, and what the checker says about wrong ones."""

from pathlib import Path

import pytest

from opensalw.roadmap.framework import loading
from opensalw.roadmap.framework.spec import NOT_STATED

WB = loading.builtin_spec("wb_2018")


def _text(key: str) -> str:
    return (loading.FILES / f"{key}.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("key", loading.builtin())
def test_a_builtin_framework_has_no_problem(key):
    assert loading.check(_text(key)) == []
    assert loading.builtin_spec(key).key == key


def test_the_four_builtin_frameworks_are_there():
    assert loading.builtin() == ["caribbean_2020", "wb_2018", "wb_2025", "west_africa"]


def test_the_catalogue_has_seven_goals_and_fourteen_indicators():
    assert [goal.number for goal in WB.goals] == [1, 2, 3, 4, 5, 6, 7]
    assert [one.official_number.number for one in WB.official_measures()] == list(range(1, 15))


def test_only_three_official_numbers_are_confirmed():
    printable = [
        one.official_number.number for one in WB.official_measures() if one.official_number.printable
    ]
    assert printable == [1, 5, 14]


def test_no_indicator_has_an_official_wording_and_every_goal_has_one():
    assert all(measure.official_wording is None for measure in WB.measures)
    assert all("32018D1788" in goal.official_wording.citation for goal in WB.goals)


def test_the_size_is_that_of_the_catalogue():
    assert len(WB.jurisdiction_lines()) == 66
    assert len(WB.supplementary_lines()) == 15
    assert len(WB.regional_lines()) == 7


def test_the_two_destruction_indicators_share_the_lines_of_one_measure():
    surplus, confiscated = WB.measure("destroyed_surplus"), WB.measure("destroyed_confiscated")
    assert surplus.lines == confiscated.lines == ()
    assert WB.lines_of(surplus) == WB.lines_of(confiscated) == WB.measure("destroyed").lines
    assert WB.line("destroyed_surplus.firearm") is WB.line("destroyed.firearm")
    shown = set(surplus.view_of.where["origin"]) | set(confiscated.view_of.where["origin"])
    assert NOT_STATED not in shown


def test_the_eight_supplementary_measures_are_there():
    assert {measure.key for measure in WB.measures if measure.supplementary} == {
        "marked",
        "border_work",
        "operations",
        "focal_point",
        "laboratory",
        "illicit_estimate",
        "cyber",
        "agreements",
    }


def test_each_object_is_measured_in_its_one_unit():
    units = {"ammunition": "round", "explosive": "kilogram", "mixed_mass": "kilogram"}
    for measure in WB.measures:
        for line in measure.lines:
            if line.object:
                assert line.unit == units.get(line.object, "piece"), f"{measure.key}.{line.key}"


def test_no_baseline_and_no_target_is_invented():
    for key in loading.builtin():
        assert loading.builtin_spec(key).baselines == loading.builtin_spec(key).targets == ()


def test_measures_of_a_goal_put_those_first_whose_main_goal_it_is():
    assert [one.key for one in WB.measures_of_goal(7)] == ["storages_secured", "lost_traced", "marked"]
    assert [one.key for one in WB.measures_of_goal(3)][-1] == "lost_traced"


def test_the_caribbean_framework_is_yearly_with_four_goals_and_no_indicator():
    spec = loading.builtin_spec("caribbean_2020")
    assert len(spec.goals) == 4
    assert spec.cadence.figures == spec.cadence.narrative == "year"
    assert spec.measures == ()
    assert spec.status == "content unknown"


@pytest.mark.parametrize("key", ["wb_2025", "west_africa"])
def test_the_empty_drafts_say_that_their_content_is_unknown(key):
    spec = loading.builtin_spec(key)
    assert spec.goals == spec.measures == ()
    assert "Content unknown" in spec.note


def test_canonical_bytes_do_not_depend_on_the_layout():
    text = _text("west_africa")
    other = loading.parse(text.replace("\nregion:", "\n# a remark\n\nregion:"))
    assert loading.digest(other) == loading.digest(loading.builtin_spec("west_africa"))
    assert loading.from_canonical(loading.canonical(WB)) == WB


WRONG = """
key: wrong
title: Wrong
region: Nowhere
status: complete
colour: red
dimensions:
  place: {title: Place, members: [{key: inland, title: Inland}]}
goals:
  - {number: 1, title: One, headline: [seized.tank]}
measures:
  - key: seized
    title: Seized
    goals: [2]
    definition: d
    why: w
    counting_unit: piece
    source_of_method: ours
    confidence_subject: low
    wanted: up
    supplied_by: [police]
    computed_by: incidents.seized
    lines:
      - {key: firearm, title: F, unit: piece, dimensions: [place, weight], required_dimensions: [place],
         across_jurisdictions: sum, across_periods: sum}
      - {key: share, title: S, unit: piece, kind: share, across_jurisdictions: sum, across_periods: list}
"""


def test_an_unknown_field_is_named_with_its_line():
    (problem,) = loading.check(WRONG)
    assert (problem.path, problem.line) == ("colour", 6)


def test_every_broken_reference_is_told_at_once_with_its_line():
    problems = loading.check(WRONG.replace("colour: red\n", ""), known_counts=())
    told = {problem.path: problem for problem in problems}
    assert set(told) >= {
        "goals.0.headline",
        "measures.0.goals",
        "measures.0.computed_by",
        "measures.0.lines.0.dimensions",
        "measures.0.lines.0.required_dimensions",
        "measures.0.lines.1.unit",
        "measures.0.lines.1.across_jurisdictions",
    }
    assert told["measures.0.goals"].line == 13
    assert all(problem.line and problem.mend for problem in problems)


def test_a_known_count_is_accepted():
    problems = loading.check(WRONG.replace("colour: red\n", ""), known_counts={"incidents.seized"})
    assert "measures.0.computed_by" not in {problem.path for problem in problems}


@pytest.mark.parametrize("text", ["", "just words", "key: [", "- a\n- b"])
def test_what_is_no_framework_is_refused_with_a_problem(text):
    assert loading.check(text)
    with pytest.raises(loading.BadFramework):
        loading.parse(text)


def test_a_wrong_unit_is_named():
    text = _text("wb_2018").replace("unit: facility", "unit: shed", 1)
    problems = loading.check(text)
    assert "unit" in problems[0].path
    assert problems[0].line


def test_reading_a_file_gives_the_framework(tmp_path: Path):
    path = tmp_path / "copy.yaml"
    path.write_text(_text("wb_2018"), encoding="utf-8")
    assert loading.read(path) == WB
