"""The contract of marks: vectors that every engine must agree with, and what holds of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.registers import marks
from opensalw.registers.marks import Answer, Condition, Mark, Script

VECTORS = [
    # as seen, normalised, folded
    ("AB 12345", "AB12345", "A812345"),
    ("ab-12345", "AB12345", "A812345"),
    ("АВ 12345", "AB12345", "A812345"),
    ("Ки 0475", "KI0475", "K1475"),
    ("О-0012", "O0012", "12"),
    ("0012", "0012", "12"),
    ("A0012", "A0012", "A12"),
    ("0", "0", "0"),
    ("000", "000", "0"),
    ("Љ-17", "LJ17", "1J17"),
    ("Lj-17", "LJ17", "1J17"),
    ("ǈ 17", "LJ17", "1J17"),
    ("Џ5", "DZ5", "25"),
    ("Đ 8", "DJ8", "J8"),
    ("Š/Č 9", "SC9", "5C9"),
    ("I|l!1", "I1L11", "11111"),
    ("Z2S5G6B8UVO0", "Z2S5G6B8UVO0", "22556688UU00"),
    ("12?456", "12?456", "12?456"),
    ("12*", "12*", "12*"),
    ("１２３", "123", "123"),
    ("Ⅳ-7", "IV7", "1U7"),
    ("٣٤", "34", "34"),
    ("56式 10121943", "56式10121943", "56式10121943"),
    ("", "", ""),
]
TEXTS = st.text(max_size=30)
SERIALS = st.from_regex(r"[A-Z]{0,3}[ -]?[0-9]{1,8}[A-Z]?", fullmatch=True)


@pytest.mark.parametrize(("seen", "normal", "fold"), VECTORS)
def test_the_vectors_of_the_contract_hold(seen, normal, fold):
    assert (marks.normalised(seen), marks.folded(seen)) == (normal, fold)


def test_a_cyrillic_mark_is_found_as_it_looks_and_as_it_sounds():
    assert set(marks.keys("СН 1234")) == {marks.folded("CH1234"), marks.folded("SN1234")}
    assert marks.keys("CH1234") == (marks.folded("CH1234"),)


def test_series_and_number_stand_apart():
    assert marks.series_and_number("АВ-12345 К") == ("AB", "12345", "K")
    assert marks.series_and_number("12345") == ("", "12345", "")
    assert marks.series_and_number("M-1?3") == ("M", "1?3", "")


def test_the_script_of_a_mark_is_told_letter_by_letter():
    found = {text: marks.script_of(text) for text in ("AB1", "АВ1", "BБ", "123", "56式")}
    assert found == {
        "AB1": Script.LATIN,
        "АВ1": Script.CYRILLIC,
        "BБ": Script.MIXED,
        "123": Script.NO_LETTERS,
        "56式": Script.OTHER,
    }


@pytest.mark.parametrize(
    ("mark", "word"),
    [
        (Mark(), "say why there is none"),
        (Mark("12", answer=Answer.NONE), "say why there is none"),
        (Mark("---"), "neither a letter nor a digit"),
        (Mark("??"), "neither a letter nor a digit"),
        (Mark("1" * 121), "at most 120"),
        (Mark("12\t3"), "control character"),
    ],
)
def test_a_mark_that_says_nothing_is_refused_in_words(mark, word):
    assert word in str(marks.refuse_mark(mark))


def test_each_answer_stands_for_itself():
    assert [marks.refuse_mark(Mark(answer=answer, condition=Condition.OBLITERATED)) for answer in Answer] == [None] * 5


@given(TEXTS)
def test_folding_twice_changes_nothing(text):
    assert marks.folded(marks.folded(text)) == marks.folded(text)
    assert marks.normalised(marks.normalised(text)) == marks.normalised(text)


@given(SERIALS, st.data())
def test_what_a_copyist_changes_leaves_the_key(serial, data):
    copied = data.draw(st.sampled_from([str.lower, lambda t: t.replace("-", " "), lambda t: " ".join(t)]))(serial)
    look_alike = str.maketrans("ABEKMHOPCTYX", "АВЕКМНОРСТУХ")
    assert marks.folded(copied) == marks.folded(serial)
    assert marks.folded(serial) in marks.keys(serial.translate(look_alike))


@given(SERIALS, st.sampled_from(["O0", "I1", "Z2", "S5", "G6", "B8", "UV", "DQ"]))
def test_mistaken_characters_share_a_key(serial, pair):
    both = f"X1{serial}{pair[0]}7", f"X1{serial}{pair[1]}7"
    assert marks.folded(both[0]) == marks.folded(both[1])


@given(st.lists(TEXTS, max_size=12))
def test_many_at_once_is_the_same_as_one_by_one(texts):
    normal, fold, sound = marks.keys_many(texts)
    assert normal == [marks.normalised(text) for text in texts]
    assert fold == [marks.folded(text) for text in texts]
    assert [tuple(dict.fromkeys(filter(None, pair))) for pair in zip(fold, sound, strict=True)] == [
        marks.keys(text) for text in texts
    ]
