"""Changing a framework's text in one place, and saying what changed between two versions."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.roadmap.framework.differences import differences
from opensalw.roadmap.framework.editing import with_goal, with_measure, with_new_goal
from opensalw.roadmap.framework.loading import FILES, builtin, check, parse

WB = (FILES / "wb_2018.yaml").read_text(encoding="utf-8")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80).filter(str.strip)


SMALL = """# small
key: k
title: t
region: r
status: content unknown
goals:
  - number: 1
    title: first
  # between
  - number: 2
    title: second
    topics: [a, b]
note: at the end
"""


def changed_lines(before: str, after: str) -> int:
    """How many lines of ``after`` do not stand in ``before``."""
    return len(set(after.splitlines()) - set(before.splitlines()))


def test_a_goals_title_changes_and_the_rest_of_the_file_stays():
    text = with_goal(WB, 3, {"title": "Fewer illicit flows"})
    assert parse(text).goal(3).title == "Fewer illicit flows"
    assert parse(text).measures == parse(WB).measures
    assert text.startswith("# Roadmap of the Western Balkans 2018-2024. Titles and definitions are our own words.")
    assert changed_lines(WB, text) < 12


def test_a_measures_definition_changes_and_the_comments_stay():
    text = with_measure(WB, "seized", {"definition": "Firearms: taken from their holder # by force", "version": 2})
    measure = parse(text).measure("seized")
    assert (measure.definition, measure.version) == ("Firearms: taken from their holder # by force", 2)
    assert [line for line in WB.splitlines() if line.lstrip().startswith("#")] == [
        line for line in text.splitlines() if line.lstrip().startswith("#")
    ]


def test_an_unchanged_field_leaves_the_text_untouched():
    assert with_goal(WB, 1, {"title": parse(WB).goal(1).title}) == WB


def test_a_goal_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        with_goal(WB, 99, {"title": "x"})


@pytest.mark.parametrize("key", builtin())
def test_a_goal_is_added_to_every_builtin_framework(key):
    before = (FILES / f"{key}.yaml").read_text(encoding="utf-8")
    after = with_new_goal(before, {"title": "A new goal", "topics": ["One", "Two"]})
    goal = parse(after).goals[-1]
    assert (goal.number, goal.title, goal.topics) == (len(parse(before).goals) + 1, "A new goal", ("One", "Two"))
    assert check(after) == []


def test_a_goal_is_added_where_there_was_no_such_section():
    text = "key: k\ntitle: t\nregion: r\nstatus: content unknown\n# the end\n"
    assert "# the end" in (after := with_new_goal(text, {"title": "First", "topics": []}))
    assert parse(after).goal(1).title == "First"


def test_a_text_in_one_line_and_one_with_anchors_are_written_anew():
    flow = "{key: k, title: t, region: r, status: content unknown, goals: [{number: 1, title: a}]}"
    assert parse(with_goal(flow, 1, {"title": "b"})).goal(1).title == "b"
    anchored = (
        "key: k\ntitle: t\nregion: r\nstatus: content unknown\n"
        "goals:\n  - {number: 1, title: a, topics: &t [x]}\n  - {number: 2, title: c, topics: *t}\n"
    )
    assert parse(with_goal(anchored, 1, {"title": "b"})).goal(2).topics == ("x",)


def test_a_block_text_that_ends_with_a_number_sign_loses_nothing():
    text = (
        "key: k\ntitle: t\nregion: r\nstatus: content unknown\ngoals:\n"
        "  - number: 1\n    title: |\n      first\n      # second\n\n# a comment\n  - {number: 2, title: b}\n"
    )
    after = with_goal(text, 1, {"topics": ["x"]})
    assert yaml.safe_load(after)["goals"][0]["title"] == "first\n# second\n"
    assert yaml.safe_load(after)["goals"][1] == {"number": 2, "title": "b"}


@settings(deadline=None, max_examples=60)
@given(title=WORDS, topics=st.lists(WORDS, max_size=4))
def test_whatever_is_typed_comes_back_as_it_was_typed(title, topics):
    goal = parse(with_goal(SMALL, 2, {"title": title, "topics": topics})).goal(2)
    assert (goal.title, goal.topics) == (title, tuple(topics))


def test_the_same_framework_has_no_differences():
    assert differences(parse(WB), parse(WB)) == []


def test_differences_name_the_place_the_field_and_both_contents():
    text = with_measure(with_goal(WB, 1, {"title": "Law"}), "seized", {"version": 2, "caveats": []})
    found = {(one.place, one.field): one for one in differences(parse(WB), parse(text))}
    assert found["goals.1", "title"].after == "Law"
    assert (found["measures.seized", "version"].before, found["measures.seized", "version"].after) == ("1", "2")
    assert found["measures.seized", "caveats"].kind == "removed"
    assert len(found) == 3


def test_an_added_goal_and_a_removed_line_are_named():
    text = with_new_goal(WB, {"title": "Eighth"})
    data = yaml.safe_load(text)
    seized = next(one for one in data["measures"] if one["key"] == "seized")
    gone = seized["lines"].pop()
    found = differences(parse(WB), parse_loosely(data))
    kinds = {(one.place, one.kind) for one in found}
    assert ("goals.8", "added") in kinds
    assert (f"measures.seized.lines.{gone['key']}", "removed") in kinds


def parse_loosely(data):
    """A declaration without the check of its references."""
    return type(parse(WB)).model_validate(data)
