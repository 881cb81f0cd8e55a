"""The history of a part on its page and as a file."""

import csv
import io

import pytest
from django.urls import reverse

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import clear_cell, save_cell, save_text

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
SURRENDERED = {"measure": "surrendered", "line": "firearm"}


@pytest.fixture
def changed(part, person):
    by = person("officer", "J-BEG")
    save_cell(part, **SURRENDERED, cell=amount(12, Unit.piece), by=by)
    save_cell(part, **SURRENDERED, cell=amount(15, Unit.piece), by=by, explanation="=Late papers", why="a call")
    clear_cell(part, **SURRENDERED, by=by)
    save_text(part, goal=5, kind="need", text="<script>alert(1)</script>", by=by)
    return part


def page_of(browser, **wanted):
    return browser.get(reverse("part_history", args=PART), wanted).content.decode()


def test_the_page_shows_before_and_after_by_whom_and_why(as_, changed):
    page = page_of(as_("officer", "J-BEG"))
    assert "15 (=Late papers)" in page
    assert "a call" in page
    assert "emptied" in page
    assert "officer, J-BEG" in page
    assert "<script>alert" not in page


def test_the_page_is_filtered_by_thing_and_indicator(as_, changed):
    browser = as_("officer", "J-BEG")
    assert "Late papers" not in page_of(browser, thing="text")
    assert "alert" not in page_of(browser, line="surrendered")
    assert "No change here" in page_of(browser, line="deactivated")


def test_the_file_holds_every_change_in_order_and_no_formula(as_, changed):
    answer = as_("chair", "J-BEG").get(reverse("part_changes", args=PART))
    rows = list(csv.DictReader(io.StringIO(answer.content.decode())))
    assert [row["number"] for row in rows] == ["1", "2", "3", "4"]
    assert answer["X-History"] == "whole"
    assert all(not value.startswith("=") for row in rows for value in row.values())


def test_another_seat_does_not_see_it(as_, changed):
    assert as_("officer", "J-TIR").get(reverse("part_changes", args=PART)).status_code == 403
