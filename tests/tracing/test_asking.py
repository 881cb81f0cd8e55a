"""A description becomes costs: what agrees is cheap, what is mistaken dearer, what is wrong dear."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.registers.marks import Answer
from opensalw.tracing.describing import described, patterns, refuse_description
from opensalw.tracing.scoring import ErrorModel, FieldErrors, Vocabulary, asked_from, error_model
from opensalw.tracing.words import words_of

from . import oracle

ROWS = [
    words_of(make="ZASTAVA", model="M70AB2", calibre="7.62X39", type="rifle", year=1987),
    words_of(make="ZASTAVA", model="CZ99", calibre="9X19", type="pistol", year=1993),
    words_of(make="CZ", model="CZ75", calibre="9X19", type="pistol"),
    words_of(make_seen="Nepoznata radionica", calibre="9X19"),
]
SERIALS = ["AB123456", "123456", "88001", "0012"]


@pytest.fixture(scope="module")
def words():
    return Vocabulary.of_rows(ROWS)


def ranked(words, **said):
    rows = [(number, serial, words.coded(row)) for number, (serial, row) in enumerate(zip(SERIALS, ROWS, strict=True))]
    return oracle.best(asked_from(described(**said), words, error_model("hand-1")), rows, 4)


def test_a_mark_that_agrees_costs_nothing(words):
    assert ranked(words, serial="AB-123456")[0] == (0, 0)


def test_an_illegible_character_costs_the_same_whatever_it_was(words):
    assert ranked(words, serial="AB1?3456")[0] == (150, 0)


def test_one_of_two_readings_is_nearly_as_good_as_the_right_one(words):
    assert ranked(words, serial="8[8/3]001")[0][1] == 2
    assert ranked(words, serial="8[8/3]001")[0][0] < 100


def test_an_unknown_run_may_be_anything(words):
    assert ranked(words, serial="AB*456")[0] == (0, 0)


def test_an_alias_of_two_makers_means_both(words):
    codes = asked_from(described(make="CZ"), words, error_model("hand-1")).fields["make"]
    assert codes[words.codes["make"]["CZ"]] == 0


def test_an_unknown_maker_agrees_with_the_same_unknown_maker(words):
    assert ranked(words, make="НЕПОЗНАТА радионица")[0] == (0, 3)


def test_to_name_a_rare_maker_by_mistake_is_less_likely_than_a_common_one(words):
    hand = error_model("hand-1")
    fair = {**hand.fields, "make": FieldErrors(5, 300, is_fair=True)}
    model = ErrorModel("t", hand.read, hand.illegible, hand.lost, hand.added, hand.swapped, fair)
    many = Vocabulary.of_counts({"make": {"ZASTAVA": 90, "CUGIR": 2, "CZ": 8}})
    common = asked_from(described(make="Zastava"), many, model).fields["make"]
    rare = asked_from(described(make="Cugir"), many, model).fields["make"]
    assert rare[many.codes["make"]["CZ"]] > common[many.codes["make"]["CZ"]]


@pytest.mark.parametrize(
    ("serial", "answer"),
    [("obliterated", Answer.ILLEGIBLE), ("без броја", Answer.NONE), ("unknown", Answer.NOT_RECORDED)],
)
def test_no_serial_is_an_answer(words, serial, answer):
    one = described(serial=serial, make="Zastava")
    assert one.answer == answer
    assert refuse_description(one) is None
    assert asked_from(one, words).readings == ()


@pytest.mark.parametrize(
    ("said", "because"),
    [
        ({"serial": "????**"}, "Nothing"),
        ({"serial": "1" * 10_000}, "at most 120"),
        ({"serial": "\u202e\u200f\x00"}, "Say something"),
        ({"serial": "🔫🔫"}, "neither a letter nor a digit"),
        ({"serial": "7,62x39"}, "calibre"),
        ({"serial": "M70 AB2"}, "model"),
        ({}, "Say something"),
        ({"serial": "12", "year": "3018"}, "no year"),
    ],
)
def test_what_cannot_be_searched_is_refused_in_words(said, because):
    assert because in refuse_description(described(**said))[0]


@pytest.mark.parametrize("text", ["'; drop table x; --", "{{ 7*7 }}", "{% load x %}", "<script>1</script>", "\x07AB12"])
def test_text_of_other_languages_is_only_letters_and_digits(words, text):
    one = described(serial=text)
    assert refuse_description(one) is None or isinstance(refuse_description(one)[0], str)
    asked_from(one, words)


def test_both_scripts_are_read_as_they_look_and_as_they_sound():
    assert [str(one) for one in patterns("СР12")] == ["CP12", "SR12"]
    assert [str(one) for one in patterns("br. 12[3/8]4*?")] == ["12[3/8]4*?"]


@given(st.text(max_size=300), st.text(max_size=50), st.text(max_size=6))
def test_any_text_is_understood_or_refused(serial, make, year):
    one = described(serial=serial, make=make, year=year)
    why = refuse_description(one)
    if why is None:
        asked_from(one, Vocabulary.of_rows(ROWS), loose=True)
    else:
        assert why[0]
