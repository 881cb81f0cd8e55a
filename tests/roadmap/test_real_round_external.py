"""Figures of other publications: each row on a line or with its reason, its faults flagged."""

from collections import Counter

from django.conf import settings

from opensalw.core.designation_lint import lint_text
from opensalw.roadmap.real_round import reading
from opensalw.roadmap.real_round.iafq import (
    CONTRADICTS,
    MISFILED,
    TYPES_FALL_SHORT,
    ZERO_AS_MISSING,
    read_iafq,
)
from opensalw.roadmap.real_round.iafq_mapping import NOT_OF_THE_SIX, TWICE
from opensalw.roadmap.real_round.table import figures_table

if not settings.configured:
    settings.configure(USE_I18N=False)

EXTERNAL = {one.rows[0]: one for one in reading.external_observations()}
ROUND = reading.reconstructed_round()
IAFQ = read_iafq()


def test_every_row_of_the_figures_file_is_on_a_line_or_has_a_reason():
    mapped = [row for one in EXTERNAL.values() for row in one.rows]
    left = [one.row for one in reading.not_mapped()]
    noted = {row for one in ROUND.observations for row in one.rows}
    facts = {row for fact in reading.coordination_facts() for row in fact.rows}
    assert noted | facts == set(range(2, 39))
    assert sorted(mapped + left) == list(range(39, 200))
    assert len(mapped) == 67
    assert all(one.why for one in reading.not_mapped())


def test_forty_two_rows_are_not_of_the_six_and_four_bear_no_date():
    reasons = Counter(one.why for one in reading.not_mapped())
    elsewhere = sum(times for why, times in reasons.items() if why.startswith(("Not of the six", "Money or projects")))
    assert elsewhere + 5 == 42
    assert reasons["Bears no date at all."] == 4


def test_known_contradictions_are_marked():
    assert EXTERNAL[64].obs_status == "U"
    assert "1,563" in " ".join(EXTERNAL[64].caveats)
    for row in (105, 106):
        assert EXTERNAL[row].obs_status == "U"
        assert "697, not 797" in " ".join(EXTERNAL[row].caveats)
    assert EXTERNAL[44].obs_status == EXTERNAL[103].obs_status == EXTERNAL[116].obs_status == "U"
    assert EXTERNAL[65].obs_status == "D"


def test_approximations_keep_their_qualifier():
    assert EXTERNAL[40].cell.qualifier == EXTERNAL[68].cell.qualifier == "more_than"
    assert EXTERNAL[79].cell.qualifier == EXTERNAL[116].cell.qualifier == "about"


def test_running_totals_say_that_they_are_never_added():
    for row in (68, 78, 79, 80, 81, 82, 88, 91):
        assert "never added" in " ".join(EXTERNAL[row].caveats)


def test_estimates_are_estimates():
    estimates = [one for one in EXTERNAL.values() if one.measure == "illicit_estimate"]
    assert len(estimates) == 6
    assert {one.obs_status for one in estimates} == {"E"}
    assert {one.fit for one in estimates} == {"as_of"}


def test_nothing_of_other_publications_can_enter_a_total_of_the_round():
    for one in (*EXTERNAL.values(), *IAFQ.observations):
        assert one.fit not in ("exact", "inside", "inferred")
        assert one.round is None


def test_every_row_of_the_questionnaire_comes_out_once():
    rows = [int(one.id.removeprefix("iafq-")) for one in IAFQ.observations]
    rows += [one.row for one in IAFQ.not_mapped]
    assert sorted(rows) == list(range(2, 1010))
    assert len(IAFQ.observations) == 400


def test_areas_outside_the_six_are_left_out_with_that_reason():
    reasons = Counter(one.why for one in IAFQ.not_mapped)
    assert reasons[NOT_OF_THE_SIX] == 435
    assert reasons[TWICE] == 24
    seats = {one.jurisdiction for one in IAFQ.observations}
    assert seats == {"J-BEG", "J-POD", "J-SKP", "J-TIR"}


def _flagged(flag: str):
    return [one for one in IAFQ.observations if flag in one.flags]


def test_zeros_that_mean_nothing_reported_are_no_zeros():
    flagged = _flagged(ZERO_AS_MISSING)
    assert {(one.jurisdiction, one.start.year) for one in flagged} == {("J-BEG", 2021), ("J-BEG", 2022)}
    assert all(one.cell.reason == "not_reported" and one.obs_status == "V" for one in flagged)
    left = [one for one in IAFQ.observations if one.jurisdiction == "J-BEG" and one.cell.level == 0]
    assert not [one for one in left if one.start.year in (2021, 2022)]


def test_arms_that_are_both_marked_and_not_identifiable_are_flagged():
    flagged = _flagged(CONTRADICTS)
    assert [one.cell.level for one in flagged].count(862) == 2
    assert all(one.obs_status == "V" and one.jurisdiction == "J-TIR" for one in flagged)


def test_types_that_do_not_make_up_the_total_are_flagged():
    flagged = {(one.jurisdiction, one.start.year) for one in _flagged(TYPES_FALL_SHORT)}
    assert ("J-BEG", 2022) in flagged
    assert ("J-TIR", 2016) not in flagged


def test_trace_outcomes_filed_under_location_do_not_become_places():
    flagged = _flagged(MISFILED)
    assert flagged
    for one in flagged:
        assert one.dims.get("place", "not_stated") == "not_stated"
        assert {"identified", "trace_outcome"} & set(one.dims)


def test_the_manuals_table_holds_every_figure_and_its_footnote():
    table = figures_table()
    for one in ROUND.observations:
        assert f"`{one.reference}`" in table
    for words in ("15,430 pieces", "23,400 kg", "not reported", "up by 3 cases", "54.1%", "11,500,000"):
        assert words in table
    assert "35 numbers, 5 directions, 13 grades and 3 agreements" in table
    assert [finding for finding in lint_text(table) if finding.kind != "proper_name"] == []
