"""What differs between two contents of a part: figures, texts with their moves, files, activities."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from opensalw.roadmap.differences import difference, figure_changes, text_changes

EMPTY = {"figures": [], "texts": [], "evidence": [], "activities": []}


def figure(line, value, explanation="", **dims):
    return {
        "line": line, "dims": dims, "unit": "piece", "kind": "amount", "value": str(value), "low": None, "high": None,
        "grade": "", "direction": "", "reason": "", "qualifier": "exact", "explanation": explanation,
        "institutions": [],
    }  # fmt: skip


def text(words, goal=1, kind="progress", position=0):
    return {"goal": goal, "kind": kind, "position": position, "text": words, "language": "en", "translation": ""}


def kinds(changes):
    return [change.kind for change in changes]


def test_figures_are_added_changed_removed_and_explained():
    old = [figure("a.x", 1), figure("a.y", 2), figure("a.z", 3), figure("a.x", 4, origin="surplus")]
    new = [figure("a.x", 1), figure("a.y", 5), figure("a.z", 3, "counted again"), figure("b.x", 1)]
    changes, same = figure_changes(old, new)
    assert [(c.line, c.kind) for c in changes] == [
        ("a.x", "removed"), ("a.y", "changed"), ("a.z", "explained"), ("b.x", "added"),
    ]  # fmt: skip
    assert same == 1


def test_a_figure_replaced_by_its_absence_is_a_change():
    gone = {**figure("a.x", 1), "kind": "missing", "value": None, "reason": "not_reported"}
    assert kinds(figure_changes([figure("a.x", 1)], [gone])[0]) == ["changed"]


def test_a_reworded_text_is_one_change_with_its_redline():
    old, new = "Police trained 40 officers on marking.", "Police trained 45 officers on marking."
    (change,), same = text_changes([text(old)], [text(new)])
    assert (change.kind, same) == ("changed", 0)
    assert [(p.change, p.text) for p in change.pieces if p.change != "same"] == [("removed", "40"), ("added", "45")]


def test_a_text_that_went_to_another_goal_is_moved_and_not_lost():
    old = [text("A register of brokers was built.", goal=1), text("Nothing else.", goal=2)]
    new = [text("A register of brokers was built.", goal=3), text("Nothing else.", goal=2)]
    (change,), same = text_changes(old, new)
    assert (change.kind, change.old["goal"], change.new["goal"], same) == ("moved", 1, 3, 1)


def test_a_text_that_was_moved_and_reworded_says_both():
    old = [text("A register of brokers was built in May.", kind="plan")]
    new = [text("A register of brokers was built in June.", kind="progress")]
    assert kinds(text_changes(old, new)[0]) == ["moved and changed"]


def test_one_text_that_went_up_is_the_only_one_that_moved():
    words = ["One was done.", "Second thing entirely.", "A third matter arose."]
    old = [text(one, position=at) for at, one in enumerate(words)]
    new = [text(words[at], position=place) for place, at in enumerate((2, 0, 1))]
    (change,), same = text_changes(old, new)
    assert (change.kind, change.new["text"], same) == ("moved", words[2], 2)


def test_an_insertion_moves_nothing():
    old = [text("First of all.", position=0), text("Then this happened.", position=1)]
    new = [text("A wholly new beginning.", position=0), *(({**one, "position": one["position"] + 1}) for one in old)]
    changes, same = text_changes(old, new)
    assert (kinds(changes), same) == (["added"], 2)


def test_of_two_equal_texts_one_is_taken_out():
    changes, same = text_changes([text("Same."), text("Same.", position=1)], [text("Same.")])
    assert (kinds(changes), same) == (["removed"], 1)


def test_files_and_activities():
    old = {**EMPTY, "evidence": [{"name": "a.pdf", "sha256": "1", "size": 2, "goal": 1, "measure": ""}]}
    new = {**EMPTY, "activities": [{"code": "1.1", "status": "done", "delay": "", "share_done": 100, "text": ""}]}
    found = difference(old, new)
    assert [(one.kind, one.name) for one in found.evidence] == [("removed", "a.pdf")]
    assert [(one.kind, one.name) for one in found.activities] == [("added", "1.1")]
    assert difference(new, new).is_empty


WORDS = st.sampled_from(["alpha beta gamma", "alpha beta delta", "something else here", "alpha", ""])
ITEMS = st.lists(
    st.builds(text, WORDS, goal=st.integers(1, 2), kind=st.sampled_from(["progress", "need"])), max_size=6
)


@given(old=ITEMS, new=ITEMS)
def test_every_item_is_accounted_for_once(old, new):
    """The oracle counts: what is neither added nor removed is on both sides, and nothing is told twice."""
    changes, same = text_changes(old, new)
    added, removed = kinds(changes).count("added"), kinds(changes).count("removed")
    paired = len(changes) - added - removed + same
    assert paired + added == len(new)
    assert paired + removed == len(old)


def test_the_fewest_are_said_to_have_moved():
    """Against every order of four: those that moved are as few as can be (the oracle tries all subsets)."""
    words = ["north wind blows", "south sea rises", "eastern gate opened", "west road closed"]
    old = [text(one, position=at) for at, one in enumerate(words)]
    for order in permutations(range(4)):
        new = [text(words[at], position=place) for place, at in enumerate(order)]
        changes, _same = text_changes(old, new)
        assert len(changes) == 4 - longest_rising(order)


def longest_rising(order):
    rising = 0
    for mask in range(1 << len(order)):
        kept = [at for place, at in enumerate(order) if mask >> place & 1]
        if kept == sorted(kept):
            rising = max(rising, len(kept))
    return rising
