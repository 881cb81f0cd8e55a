"""Charts: pictures that stand alone, say their finding, and never draw a missing figure."""

import re
import xml.etree.ElementTree as ElementTree
from decimal import Decimal

import pytest

from opensalw.documents.blocks import Chart
from opensalw.documents.characters import covered
from opensalw.documents.charts import (
    Bar,
    Point,
    Series,
    bars_by_jurisdiction,
    png,
    small_multiples,
    svg,
)

from .sample import SEATS, charts


@pytest.mark.parametrize("place", range(3))
def test_a_chart_is_svg_and_png_without_references_outside(place):
    chart = charts()[place]
    drawn = svg(chart)
    ElementTree.fromstring(drawn)
    assert not re.search(r'href="(?!#)|url\((?!#)|@import|<script|\sstyle=', drawn)
    assert f'aria-label="{chart.alt}"' in drawn
    assert 'font-family="Roboto"' in drawn
    assert png(chart).startswith(b"\x89PNG")
    assert chart.table is not None


def test_a_missing_figure_is_a_word_and_not_a_bar():
    chart = bars_by_jurisdiction([Bar("Belgrade", 10), Bar("Tirana"), Bar("Skopje", None, "withheld")], "", "Seized")
    drawn = svg(chart)
    assert drawn.count('aria-roledescription="bar"') == 1
    assert "not reported" in drawn
    assert "withheld" in drawn
    assert "Without a figure: Tirana (not reported), Skopje (withheld)." in chart.alt


def test_bars_keep_the_order_that_is_given():
    drawn = svg(bars_by_jurisdiction([Bar(seat, None if at % 2 else 5) for at, seat in enumerate(SEATS)], "", "x"))
    places = [drawn.index(f">{seat}</text>") for seat in SEATS]
    assert places == sorted(places)


def test_panels_say_gaps_breaks_and_provisional_points():
    points = [
        Point("2018", 5),
        Point("2019", None, "withheld"),
        Point("2020", 7, provisional=True, breaks=True),
    ]
    drawn = svg(small_multiples([Series("Skopje", points), Series("Tirana", [Point("2018", Decimal("2.5"))])], "x"))
    assert "withheld" in drawn
    assert ">break<" in drawn
    assert "Skopje, 2020: 7 (provisional, break)" in drawn


def test_a_bar_says_that_its_series_breaks():
    drawn = svg(bars_by_jurisdiction([Bar("Skopje", 7, breaks=True), Bar("Tirana", 4)], "pieces", "Seized"))
    assert ">break 7<" in drawn
    assert "break 4" not in drawn


def test_what_is_said_of_a_line_does_not_cross_its_break():
    points = [Point("2018", 5), Point("2019", 7, breaks=True), Point("2020", 8)]
    alternative = small_multiples([Series("Skopje", points)], "x").alt
    assert "Skopje: 7 in 2019, 8 in 2020." in alternative
    assert "5 in 2018" not in alternative


@pytest.mark.parametrize("rows", [[], [Bar("Skopje")], [Bar("Skopje", 0)], [Bar("Skopje", 4), Bar("Tirana", 4)]])
def test_few_figures_are_drawn_too(rows):
    chart = bars_by_jurisdiction(rows, "pieces", "Seized")
    assert svg(chart)
    assert chart.alt


def test_outside_data_is_not_fetched():
    spec = {"data": {"url": "https://example.org/data.csv"}, "mark": "point"}
    with pytest.raises(ValueError, match="(?i)data|url|allow"):
        svg(Chart(spec, "none"))


def test_the_packaged_font_has_the_letters_of_the_region():
    assert {ord(letter) for letter in "ЋЂЉЊЏЋђћљњџѓќѕšđčćžëç–·"} <= covered()
