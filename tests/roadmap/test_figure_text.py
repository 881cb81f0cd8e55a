"""Figures as people type them."""

from decimal import Decimal

import pytest

from opensalw.core.refusal import Refused
from opensalw.core.units import Unit
from opensalw.roadmap.figure_text import as_typed, read_figure


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("15430", Unit.piece, "15430"),
        ("15,430", Unit.piece, "15430"),
        ("15 430", Unit.piece, "15430"),
        ("15\u00a0430", Unit.piece, "15430"),
        ("15'430", Unit.piece, "15430"),
        ("1,234,567", Unit.piece, "1234567"),
        (" 23.4 ", Unit.kilogram, "23.4"),
        ("1,234.5 kg", Unit.kilogram, "1234.5"),
        ("23.4 t", Unit.kilogram, "23400"),
        ("54.1%", Unit.percent, "54.1"),
        ("12 pieces", Unit.piece, "12"),
        ("0", Unit.piece, "0"),
        ("0.125", Unit.kilogram, "0.125"),
        ("-3", Unit.piece, "-3"),
        ("1.234,5", Unit.kilogram, "1234.5"),
        ("1.234,567", Unit.kilogram, "1234.567"),
        ("12,5", Unit.kilogram, "12.5"),
        ("1.234.567", Unit.piece, "1234567"),
        ("1 234,5 kg", Unit.kilogram, "1234.5"),
    ],
)
def test_what_can_only_mean_one_number_is_read(typed, unit, value):
    assert read_figure(typed, unit).value == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "unit", "words"),
    [
        ("1.234", Unit.piece, "Write 1234"),
        ("1.234", Unit.kilogram, "Write 1234, or 1.2340"),
        ("1.23,4", Unit.kilogram, "without thousands marks"),
        ("1.234 567,8", Unit.kilogram, "without thousands marks"),
        ("1,23,456", Unit.piece, "without thousands marks"),
        ("15 4,300", Unit.piece, "without thousands marks"),
        ("many", Unit.piece, "is not a figure"),
        ("12 kg", Unit.piece, "counts pieces"),
        ("15 to 12", Unit.piece, "Swap them"),
        ("12 apples", Unit.piece, "not a unit"),
    ],
)
def test_what_could_mean_another_number_is_refused_with_the_mend(typed, unit, words):
    with pytest.raises(Refused, match=words):
        read_figure(typed, unit)


@pytest.mark.parametrize(
    ("typed", "qualifier"),
    [("about 15,430", "about"), ("at least 4", "at_least"), ("> 3", "more_than"), ("≥3", "at_least")],
)
def test_a_word_before_the_number_says_how_exact_it_is(typed, qualifier):
    assert read_figure(typed, Unit.piece).qualifier == qualifier


def test_a_range_has_two_figures_and_is_shown_as_it_is_typed():
    cell = read_figure("1,200–1,500", Unit.piece)
    assert (cell.low, cell.high) == (1200, 1500)
    assert as_typed(cell) == "1,200 to 1,500"
    assert as_typed(read_figure("at least 15430", Unit.piece)) == "at least 15,430"
