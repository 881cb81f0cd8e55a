"""One box understands a sentence, says how, and refuses what it cannot use."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.registers.marks import Answer
from opensalw.tracing.describing import understood


def taken(sentence):
    return {word.field: word.text for word in understood(sentence).words}


@pytest.mark.parametrize(
    ("sentence", "meant"),
    [
        ("Zastava M70 AB2 7,62x39 br. 12?456",
         {"make": "Zastava", "model": "M70 AB2", "calibre": "7,62x39", "serial": "12?456"}),
        ("Застава М70АБ2 7,62х39 бр. 12?456",
         {"make": "Застава", "model": "М70АБ2", "calibre": "7,62х39", "serial": "12?456"}),
        ("pištolj CZ 99 9 mm AB 12345",
         {"type": "pištolj", "make": "CZ", "calibre": "9 mm", "serial": "AB 12345"}),
        ("Beretta 92 1987 C[3/8]4567", {"make": "Beretta", "model": "92", "year": "1987", "serial": "C[3/8]4567"}),
        ("M70 AB2 obliterated", {"model": "M70 AB2", "serial": "obliterated"}),
        ("12*456", {"serial": "12*456"}),
        ("Zastava s/n A-778899 viti 1985", {"make": "Zastava", "serial": "A-778899", "year": "1985"}),
        ("Zastava серијски број НП 48213", {"make": "Zastava", "serial": "НП 48213"}),
    ],
)  # fmt: skip
def test_a_sentence_is_understood(sentence, meant):
    found = taken(sentence)
    assert meant.items() <= found.items()


def test_what_is_not_understood_is_told():
    assert understood("Zastava blabla 778899").unknown == ("blabla",)


def test_an_alias_of_several_makers_names_them_all():
    (make,) = (word for word in understood("CZ 778899").words if word.field == "make")
    assert len(make.meanings) > 1


def test_no_serial_is_an_answer_in_a_sentence():
    assert understood("Zastava M70 AB2 без броја").description.answer == Answer.NONE


def test_ten_thousand_characters_are_refused_in_words():
    with pytest.raises(Refused, match="at most 300"):
        understood("x" * 10_000)


@settings(max_examples=200)
@given(st.text(max_size=290))
def test_any_sentence_gives_an_understanding(sentence):
    told = understood(sentence)
    assert all(word.text for word in told.words)
