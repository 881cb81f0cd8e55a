from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as some

from opensalw.core.refusal import Refused
from opensalw.core.units import (
    BadAmount,
    NotAddable,
    Quantity,
    Unit,
    UnitsDiffer,
    UnknownUnit,
    add,
    as_printed,
    read_amount,
    read_unit,
)

AMOUNTS = some.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=0, max_value=10**9)


def test_the_list_is_closed():
    assert " ".join(Unit) == (
        "piece round kilogram case person incident request check profile plan facility document activity "
        "operation jurisdiction percent grade"
    )


def test_every_unit_has_words_for_one_and_many():
    for unit in Unit:
        assert unit.singular
        assert unit.label == unit.plural
        assert as_printed(2, unit).startswith(("2", "grade"))
    assert (Unit.facility.singular, Unit.facility.plural) == ("facility", "facilities")


@pytest.mark.parametrize(
    ("value", "unit", "printed"),
    [
        (15430, "piece", "15,430 pieces"),
        (1, "case", "1 case"),
        (0, "request", "0 requests"),
        ("54.1", "percent", "54.1%"),
        (23400, "kilogram", "23,400 kg"),
        ("1.50", "kg", "1.50 kg"),
        (16015, Unit.piece, "16,015 pieces"),
        (Decimal("1E+3"), "round", "1,000 rounds"),
    ],
)
def test_amounts_are_printed_with_their_unit(value, unit, printed):
    assert as_printed(value, unit) == printed


def test_tonnes_are_only_read_and_printed():
    assert read_amount("23.4", "tonne") == Quantity(Decimal(23400), Unit.kilogram)
    value, unit = read_amount(850, "tons")
    assert (value, unit) == (850000, Unit.kilogram)
    assert as_printed(23400, "kilogram", tonnes=True) == "23.4 tonnes"
    assert as_printed(1000, "kilogram", tonnes=True) == "1 tonne"
    with pytest.raises(UnknownUnit, match="tonnes are read as kilograms"):
        read_unit("tonne")


def test_one_unit_adds():
    assert add(Quantity(Decimal(15430), Unit.piece), Quantity(Decimal(585), Unit.piece)).value == 16015


@given(AMOUNTS, AMOUNTS, some.sampled_from(Unit), some.sampled_from(Unit))
def test_two_units_never_add(first, second, one, other):
    if one == other and one.adds:
        assert (Quantity(first, one) + Quantity(second, other)).value == first + second
        return
    with pytest.raises(UnitsDiffer if one != other else NotAddable) as refused:
        add(Quantity(first, one), Quantity(second, other))
    assert isinstance(refused.value, Refused)
    assert refused.value.field == "unit"


def test_the_refusal_names_both_units():
    with pytest.raises(UnitsDiffer, match="pieces and kilograms are different units"):
        add(Quantity(Decimal(1), Unit.piece), Quantity(Decimal(1), Unit.kilogram))


@pytest.mark.parametrize("value", [1.5, True, "NaN", "Infinity", "many", None, ""])
def test_only_exact_numbers_are_amounts(value):
    with pytest.raises(BadAmount):
        Quantity(value, Unit.piece)


@pytest.mark.parametrize("word", ["pieces", "Facilities", "kg", "%", "per  cent", "round"])
def test_usual_words_are_read(word):
    assert read_unit(word) in Unit


@pytest.mark.parametrize("word", ["weapons", "", "percents", "grams"])
def test_other_words_are_refused_by_name(word):
    with pytest.raises(UnknownUnit) as refused:
        read_unit(word)
    assert f"“{word}”" in refused.value.reason
