"""Words to codes: makes, models and calibres in many spellings, nonsense serials, our own numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.registers import catalogue, numbers
from opensalw.registers.catalogue import coded
from opensalw.registers.marks import Answer
from opensalw.registers.nonsense import nonsense_of


def test_the_table_is_as_large_as_promised_and_each_row_says_where_it_is_from():
    assert len(catalogue.makes()) >= 150
    assert len(catalogue.models()) >= 600
    assert len(catalogue.calibres()) >= 120
    rows = [*catalogue.makes().values(), *catalogue.models().values(), *catalogue.calibres().values()]
    assert {row.source for row in rows} <= set(catalogue.sources())


def test_every_alias_leads_to_a_row():
    assert {make for found in catalogue._make_index().values() for make in found} <= set(catalogue.makes())
    assert {one for found in catalogue._model_index().values() for one in found} <= set(catalogue.models())
    assert {one for found in catalogue._calibre_index().values() for one in found} <= set(catalogue.calibres())


@pytest.mark.parametrize("words", ["Zastava", "ЗАСТАВА", "Crvena zastava", "Заводи Црвена застава", "z.c.z.", "ЗЦЗ"])
def test_a_make_is_known_under_its_names_in_both_scripts(words):
    assert coded(words, "", "").make == "ZASTAVA"


def test_an_alias_may_mean_several_and_the_model_decides():
    assert set(coded("TT", "", "").makes) == {"ZASTAVA", "TULA", "NORINCO", "CUGIR"}
    assert coded("TT", "", "").make == ""
    assert coded("TT", "TT-33", "").make == "TULA"
    assert coded("CZ", "CZ 75", "").make == "CZ"


def test_a_model_without_separators_in_cyrillic_is_known():
    found = coded("ИЖ", "ИЖ49", "12")
    assert (found.make, found.model, found.calibre) == ("IZHEVSK", "IZH-49", "GA12")
    assert coded("Застава", "М70АБ2", "7,62х39").model == "M70AB2"


def test_an_unknown_make_has_no_code_and_no_refusal():
    assert coded("Kovačnica Ždralovo", "X1", "9 mm").make == ""


@pytest.mark.parametrize("spelling", ["7,62x39", "7.62 x 39 mm", "7.62х39", "7,62×39mm", "7.62*39", "cal. 7,62x39 mm"])
def test_a_calibre_in_many_spellings_is_one(spelling):
    assert coded("", "", spelling).calibre == "7.62X39"


@pytest.mark.parametrize(
    ("spelling", "code"),
    [("9MM", "9X19"), (".22 LR", ".22LR"), ("12/70", "GA12"), ("7,65 mm", "7.65X17"), ("12 Gauge", "GA12")],
)
def test_calibres_of_the_counter_are_known(spelling, code):
    assert coded("", "", spelling).calibre == code


def test_a_bare_7_62_means_several():
    assert set(coded("", "", "7,62").calibres) == {"7.62X39", "7.62X25", "7.62X54R"}


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("NEPOZNAT", Answer.NOT_RECORDED),
        ("без броја", Answer.NONE),
        ("нечитко", Answer.ILLEGIBLE),
        ("b.b.", Answer.NONE),
        ("xxx12", None),
        ("0000", None),
    ],
)
def test_nonsense_is_told_with_the_answer_that_it_gives(text, answer):
    found = nonsense_of(text)
    assert found is not None
    assert found.answer == answer


@pytest.mark.parametrize("text", ["AB-12345", "Б 4711", "387", "A1"])
def test_a_serial_is_no_nonsense(text):
    assert nonsense_of(text) is None


@given(st.uuids(), st.sampled_from(sorted(numbers.LETTERS)), st.integers(1, 12), st.integers(1, 30))
def test_one_wrong_character_in_a_number_is_noticed(id, letter, place, step):
    number = numbers.number_of(letter, id)
    assert numbers.read_number(numbers.spaced(number).lower()) == number
    wrong = numbers.ALPHABET[(numbers.VALUES[number[place]] + step) % 31]
    assert numbers.refuse_number(number[:place] + wrong + number[place + 1 :])


@given(st.uuids(), st.data())
def test_two_swapped_characters_in_a_number_are_noticed(id, data):
    number = numbers.number_of("W", id)
    one, other = sorted(data.draw(st.lists(st.integers(1, 11), min_size=2, max_size=2, unique=True)))
    swapped = number[:one] + number[other] + number[one + 1 : other] + number[one] + number[other + 1 :]
    assert swapped == number or numbers.refuse_number(swapped)


def test_ids_sort_by_time():
    made = [numbers.new_id() for _one in range(50)]
    assert [one.int >> 80 for one in made] == sorted(one.int >> 80 for one in made)
    assert len(set(made)) == 50
