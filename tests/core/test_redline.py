"""The redline says what changed and nothing else: the two texts come back out of it."""

from hypothesis import given
from hypothesis import strategies as st

from opensalw.core.redline import before_and_after, both, likeness, redline

TEXTS = st.text(alphabet="ab .,\n\u00e9-", max_size=60)


def pieces(old, new):
    return [(piece.change, piece.text) for piece in redline(old, new)]


@given(old=TEXTS, new=TEXTS)
def test_both_texts_come_back(old, new):
    assert before_and_after(redline(old, new)) == (old, new)


@given(text=TEXTS)
def test_the_same_text_has_no_change(text):
    assert all(piece.change == "same" for piece in redline(text, text))


def test_a_word_is_changed_whole_and_a_number_with_its_marks():
    assert pieces("We melted 15,430 firearms.", "We melted 15,403 firearms.") == [
        ("same", "We melted "), ("removed", "15,430"), ("added", "15,403"), ("same", " firearms."),
    ]  # fmt: skip


def test_neighbouring_changes_read_as_one():
    assert pieces("in the old steelworks", "in a new steelworks") == [
        ("same", "in "), ("removed", "the old"), ("added", "a new"), ("same", " steelworks"),
    ]  # fmt: skip


def test_likeness_knows_a_reworded_sentence_from_another_one():
    sentence = "Police trained 40 officers on marking firearms in Podgorica."
    assert likeness(sentence, "Police trained 45 officers on marking firearms in Podgorica.") > 0.8
    assert likeness(sentence, "A new law on weapons was adopted in June.") < 0.4


def test_two_texts_in_one_say_once_what_is_the_same_and_keep_what_differs():
    one, other = "Goal 1\n- Law drafted.\n- Read in May.", "Goal 1\n- Law drafted.\n- Read in June.\n- Done."
    assert both(one, other) == "Goal 1\n- Law drafted.\n- Read in May.\n- Read in June.\n- Done."
    assert both(one, one) == one
