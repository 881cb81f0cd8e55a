"""Every declared check fires where it must and is silent where it must; what it names exists."""

from dataclasses import replace
from decimal import Decimal

import pytest

from opensalw.core.periods import half, year
from opensalw.roadmap.checks import CHECKS, Severity, check_facts
from tests.roadmap.checked_parts import PERIOD, facts, found, given, past, ref_of, series

ACTS = (
    "firearms_directive",
    "export_regulation",
    "deactivation_regulation",
    "marking_directive",
    "alarm_weapons_directive",
    "un_firearms_protocol",
    "civil_explosives",
)
QUIET = {
    "destroyed.firearm": 120,
    "destroyed.firearm[origin=surplus|owner=defence]": 80,
    "destroyed.firearm[origin=confiscated|owner=interior]": 40,
    "seized.firearm": 31,
    "seized.firearm[place=inland]": 30,
    "seized.firearm[place=port]": 1,
    "lost_traced.requests_sent": 97,
    "lost_traced.sent_hit": 2,
    "lost_traced.sent_no_hit": 90,
    "lost_traced.sent_open": 5,
    "lost_traced.requests_received": 37,
    "lost_traced.received_answered": 37,
    "legalised.applications": 12,
    "legalised.refused": 2,
    "legalised.legalised": 10,
    "legalised.registered_share[holding=hunting]": "54.1",
    "incidents.incidents": 4,
    "incidents.killed": 1,
    "incidents.injured": 2,
}
QUIET = {**QUIET, "legalised.registered_share[holding=hunting]": 54.1}


def quiet(changed=None, **more):
    """A part that no error and no warning stops, with these figures instead."""
    more.setdefault("earlier", {"destroyed.firearm": series(118, 131, 110, 125, 122)})
    more.setdefault("proven_measures", frozenset({"destroyed"}))
    return facts({**QUIET, **(changed or {})}, **more)


def taken_over(value):
    """The quiet part, in which the firearms destroyed were taken over as ``value``."""
    held = quiet()
    given = [
        replace(one, taken_from=Decimal(value))
        if one.line == "firearm" and not one.dims and one.measure == "destroyed"
        else one
        for one in held.given
    ]
    return replace(held, given=tuple(given))


FIRES = {
    "row_above_whole": lambda: quiet({"destroyed.firearm[origin=surplus|owner=defence]": 130}),
    "split_above_whole": lambda: quiet({"destroyed.firearm[origin=surplus|owner=defence]": 90}),
    "full_split_below_whole": lambda: quiet({"seized.firearm": 40, "seized.firearm[place=not_stated]": 3}),
    "split_below_whole": lambda: quiet({"destroyed.firearm": 125}),
    "splits_disagree": lambda: facts(
        {
            "surrendered.ammunition[anonymous=yes]": 3,
            "surrendered.ammunition[anonymous=not_stated]": 4,
            "surrendered.ammunition[surrender_channel=campaign]": 3,
            "surrendered.ammunition[surrender_channel=not_stated]": 5,
        }
    ),
    "missing_whole": lambda: quiet({"destroyed.firearm": "not_reported"}),
    "part_above_line": lambda: quiet({"lost_traced.received_answered": 38}),
    "parts_above_line": lambda: quiet({"lost_traced.sent_open": 6}),
    "parts_below_line": lambda: quiet({"lost_traced.sent_open": 4}),
    "share_above_all": lambda: quiet({"law_aligned.acts_full": 8, "law_aligned.acts_required": 7}),
    "consequence_without_cause": lambda: quiet({"incidents.incidents": 0}),
    "out_of_order": lambda: quiet({"legalised.legalised": 13}),
    "destroyed_never_taken": lambda: facts({"destroyed.ammunition[origin=confiscated]": 5}),
    "acts_against_grades": lambda: facts(
        {
            **{f"law_aligned.{act}": "=partial" for act in ACTS},
            "law_aligned.marking_directive": "=full",
            "law_aligned.acts_full": 3,
        }
    ),
    "same_in_two_lines": lambda: quiet({"destroyed.weapon_unsplit": 120}),
    "below_zero": lambda: facts({"seized.firearm": -1}),
    "above_hundred": lambda: facts({"legalised.registered_share[holding=hunting]": 101}),
    "not_whole": lambda: facts({"seized.firearm": 1.5}),
    "too_large": lambda: facts({"seized.firearm": 1_000_001}),
    "share_as_fraction": lambda: facts({"legalised.registered_share[holding=hunting]": 0.541}),
    "says_nothing": lambda: facts({"seized.firearm": "at least 0"}),
    "wide_range": lambda: facts({"seized.firearm": (10, 101)}),
    "looks_rounded": lambda: facts({"seized.ammunition": 12000}),
    "outlier": lambda: quiet({"destroyed.firearm": 220}),
    "jump": lambda: quiet({"destroyed.ammunition": 501}, earlier={"destroyed.ammunition": series(90, 100)}),
    "zero_after_figures": lambda: facts({"seized.firearm": 0}, earlier={"seized.firearm": series(20, 33)}),
    "thousandfold": lambda: facts({"seized.explosive": 23.4}, earlier={"seized.explosive": series(23100)}),
    "unchanged": lambda: quiet({"destroyed.firearm": 122}),
    "halves_against_year": lambda: quiet(
        period=half(2020, 2),
        earlier={"destroyed.firearm": (past(half(2020, 1), 100), past(year(2020), 230))},
    ),
    "far_from_publication": lambda: quiet(beside={"seized.firearm": (past(half(2019, 2), 310, by="An almanac"),)}),
    "unanswered": quiet,
    "figure_lost": lambda: facts({"seized.firearm": "not_reported"}, earlier={"seized.firearm": series(3)}),
    "counted_nowhere": lambda: facts({"seized.component": "included_elsewhere"}),
    "nothing_given": lambda: facts({"seized.firearm": "not_yet"}),
    "definition_changed": lambda: quiet(earlier={"destroyed.firearm": series(500, version=2)}),
    "grade_down": lambda: facts(
        {"law_aligned.marking_directive": "=partial"}, earlier={"law_aligned.marking_directive": series("=full")}
    ),
    "jump_without_text": lambda: quiet({"destroyed.firearm": 220}, told=[3]),
    "destruction_without_evidence": lambda: quiet(proven_measures=frozenset()),
    "overridden": lambda: taken_over(118),
    "silent_institution": lambda: quiet(silent={"seized": ("Customs",)}),
    "split_wanted": lambda: facts({"seized.firearm": 12}),
    "figures_without_text": lambda: quiet(told=[1, 2, 3, 4, 5, 7]),
}


def test_a_part_in_which_everything_is_in_order_is_stopped_by_nothing_but_its_empty_lines():
    assert {one.check.key for one in check_facts(quiet()).findings} == {"unanswered"}


def test_a_figure_that_was_taken_over_and_left_as_it_is_needs_no_word():
    assert not found("overridden", taken_over(120))


def test_every_declared_check_has_an_example():
    assert {check.key for check in CHECKS} == set(FIRES)
    assert len({check.key for check in CHECKS}) == len(CHECKS)


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_a_check_fires_and_is_silent(check):
    (first, *_others) = found(check.key, FIRES[check.key]())
    assert first.severity is check.severity
    assert first.words
    assert found(check.key, quiet()) == [] or check.key == "unanswered"
    assert found(check.key, facts()) == [] or check.key == "unanswered"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.key)
def test_a_check_says_in_words_what_it_looks_for_and_how_to_mend_it(check):
    for words in (check.title, check.says, check.names, check.mend):
        assert str(words)
    assert str(check.says).endswith(".")
    assert str(check.mend).endswith(".")


@pytest.mark.parametrize(
    ("key", "seen", "words"),
    [
        ("row_above_whole", FIRES["row_above_whole"], "130 pieces is more than the whole, 120"),
        ("split_above_whole", FIRES["split_above_whole"], "10 pieces more than the whole"),
        ("split_below_whole", FIRES["split_below_whole"], "5 pieces less than the whole"),
        ("part_above_line", FIRES["part_above_line"], "Received and answered: 38 is more than “Requests received”, 37"),
        ("parts_above_line", FIRES["parts_above_line"], "“Requests sent” is 97; what is part of it adds up to 98"),
        ("outlier", FIRES["outlier"], "220 lies far from the last 5 figures (middle 122, 110 to 131)"),
        ("zero_after_figures", FIRES["zero_after_figures"], "0 after 20, 33"),
        ("halves_against_year", FIRES["halves_against_year"], "add up to 220, the figure of the year is 230"),
        ("far_from_publication", FIRES["far_from_publication"], "31; An almanac has 310 for 2019-H2"),
        ("silent_institution", FIRES["silent_institution"], "nothing came from Customs"),
        ("share_as_fraction", FIRES["share_as_fraction"], "A share of 54.1 per cent may be meant"),
    ],
)
def test_a_finding_says_what_stands_there(key, seen, words):
    assert any(words in one.words for one in found(key, seen()))


@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("row_above_whole", lambda: quiet({"destroyed.firearm": "at least 100"})),
        ("split_above_whole", lambda: quiet({"destroyed.firearm": "about 100"})),
        ("part_above_line", lambda: quiet({"lost_traced.requests_received": "at least 30"})),
        ("outlier", lambda: quiet({"destroyed.firearm": 131})),
        ("outlier", lambda: facts({"seized.firearm": 6}, earlier={"seized.firearm": series(0, 0, 1, 0, 0, 0)})),
        ("jump", lambda: facts({"seized.firearm": 19}, earlier={"seized.firearm": series(1)})),
        (
            "unchanged",
            lambda: facts({"policy_evidence.in_force": 150}, earlier={"policy_evidence.in_force": series(150)}),
        ),
        ("figure_lost", lambda: facts({"seized.firearm": "withheld"}, earlier={"seized.firearm": series(3)})),
        (
            "figure_lost",
            lambda: facts({"seized.firearm": "not_reported"}, earlier={"seized.firearm": series(3, "not_reported")}),
        ),
        (
            "grade_down",
            lambda: facts(
                {"law_aligned.marking_directive": "=not_applicable"},
                earlier={"law_aligned.marking_directive": series("=full")},
            ),
        ),
        (
            "destroyed_never_taken",
            lambda: facts({"destroyed.ammunition[origin=confiscated]": 5}, ever=frozenset({("seized", "ammunition")})),
        ),
        (
            "destroyed_never_taken",
            lambda: facts({"destroyed.firearm[origin=confiscated]": 5, "seized.weapon_unsplit": 2}),
        ),
        (
            "silent_institution",
            lambda: facts({"seized.firearm": "not_reported"}, silent={"seized": ("Customs",)}),
        ),
        ("destruction_without_evidence", lambda: facts({"destroyed.firearm": 99})),
        ("destruction_without_evidence", lambda: facts({"destroyed.firearm": 990}, proven_goals=frozenset({6}))),
        ("consequence_without_cause", lambda: facts({"incidents.killed": 1, "incidents.incidents": "not_reported"})),
    ],
)
def test_a_check_does_not_cry_wolf(key, seen):
    assert found(key, seen()) == []


def test_a_figure_is_compared_only_with_figures_of_its_own_definition_and_kind_of_period():
    other = {"destroyed.firearm": series(1, 1, 1, 1, 1, version=2)}
    assert found("outlier", quiet(earlier=other)) == []
    years = {"destroyed.firearm": tuple(past(year(number), 1) for number in range(2010, 2019))}
    assert found("outlier", quiet(earlier=years)) == []


def test_an_explanation_answers_what_stands_at_its_figure_until_the_figure_changes():
    def report(**more):
        return check_facts(quiet({"destroyed.firearm": given("destroyed.firearm", 220, **more)}, told=range(1, 8)))

    assert [one.check.key for one in report().unexplained] == ["outlier"]
    answered = report(explanation="A great campaign ended in March.")
    assert answered.unexplained == []
    assert [one.check.key for one in answered.explained] == ["outlier"]
    assert answered.answered()[ref_of("destroyed.firearm")[0]][0]["key"] == "outlier"
    stale = report(explanation="A great campaign ended in March.", explains=False)
    assert [one.stale for one in stale.unexplained] == [True]


def test_nothing_explains_a_blocker():
    seen = quiet({"lost_traced.received_answered": given("lost_traced.received_answered", 38, explanation="Really.")})
    (blocker,) = [one for one in check_facts(seen).blockers if one.check.key == "part_above_line"]
    assert blocker.is_open
    assert not blocker.is_explained


def test_the_gravest_come_first():
    seen = quiet({"lost_traced.received_answered": 38, "lost_traced.sent_open": 6, "destroyed.firearm": 220})
    severities = [one.severity for one in check_facts(seen).findings]
    assert severities == sorted(severities, key=list(Severity).index)
    assert PERIOD.code == "2020-H1"
