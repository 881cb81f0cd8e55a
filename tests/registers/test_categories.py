"""The table of categories: facts to A1-C7, and what is missing when they do not suffice."""

from dataclasses import replace
from datetime import date

import pytest

from opensalw.registers.categories import CATEGORIES, Facts, proposed

LONG = {"barrel_mm": 500, "overall_mm": 1000, "reduced_mm": 1000}
SHORT = {"barrel_mm": 110, "overall_mm": 200}
TABLE = [
    ("A1", Facts(explosive=True)),
    ("A2", Facts(action="automatic")),
    ("A3", Facts(action="single", disguised=True)),
    ("A6", Facts(action="semi", was_automatic=True)),
    ("A7", Facts(action="semi", ignition="centre", magazine=21, **SHORT)),
    ("A7", Facts(action="semi", ignition="centre", magazine=11, **LONG)),
    ("A8", Facts(action="semi", ignition="centre", magazine=3, barrel_mm=400, overall_mm=800, reduced_mm=590)),
    ("A9", Facts(blank_only=True, converted_from="A2")),
    ("B1", Facts(action="repeating", **SHORT)),
    ("B2", Facts(action="single", ignition="centre", **SHORT)),
    ("B3", Facts(action="single", ignition="rim", **SHORT)),
    ("B4", Facts(action="semi", ignition="rim", magazine=10, bore="rifled", **LONG)),
    ("B4", Facts(action="semi", ignition="centre", magazine=5, bore="rifled", **LONG)),
    ("B5", Facts(action="semi", ignition="centre", magazine=15, **SHORT)),
    ("B6", Facts(action="semi", ignition="centre", magazine=2, magazine_detachable=True, **LONG)),
    ("B7", Facts(action="repeating", bore="smooth", **LONG)),
    ("B8", Facts(blank_only=True, converted_from="B1")),
    ("B9", Facts(action="semi", ignition="rim", magazine=10, resembles_automatic=True, **LONG)),
    ("C1", Facts(action="repeating", bore="rifled", **LONG)),
    ("C2", Facts(action="single", bore="rifled", **LONG)),
    ("C3", Facts(action="semi", ignition="centre", magazine=2, magazine_detachable=False, bore="rifled", **LONG)),
    ("C4", Facts(action="single", ignition="rim", barrel_mm=150, overall_mm=290)),
    ("C5", Facts(blank_only=True, converted_from="C1")),
    ("C6", Facts(deactivated=True)),
    ("C7", Facts(action="single", bore="smooth", placed_on_market=date(2018, 9, 14), **LONG)),
]


@pytest.mark.parametrize(("category", "facts"), TABLE)
def test_facts_lead_to_their_category(category, facts):
    assert proposed(facts).category == category


def test_the_table_reaches_every_category_that_weapons_alone_decide():
    assert set(CATEGORIES) - {category for category, _facts in TABLE} == {"A4", "A5"}


def test_the_inserted_magazine_changes_the_category():
    small = Facts(action="semi", ignition="centre", magazine=10, bore="rifled", **LONG)
    assert (proposed(small).category, proposed(replace(small, magazine=30)).category) == ("B4", "A7")


@pytest.mark.parametrize(
    ("facts", "missing"),
    [
        (Facts(), "how it loads"),
        (Facts(action="semi"), "barrel and overall length"),
        (Facts(action="semi", ignition="centre", **SHORT), "rounds of the inserted magazine"),
        (Facts(action="semi", barrel_mm=500, overall_mm=1000), "shortest length"),
        (Facts(action="repeating", **LONG), "smooth or rifled"),
        (Facts(action="single", bore="smooth", **LONG), "placed on the market"),
        (Facts(blank_only=True), "before it was converted"),
    ],
)
def test_open_facts_are_named(facts, missing):
    found = proposed(facts)
    assert found.category == ""
    assert found.because.startswith("undetermined, because")
    assert missing in found.because


def test_an_old_single_shot_smooth_bore_is_in_no_category():
    old = Facts(action="single", bore="smooth", placed_on_market=date(1990, 1, 1), **LONG)
    assert "in no category" in proposed(old).because
