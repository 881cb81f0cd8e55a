"""The burden meter on the secretariat's page."""

import csv
import io

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db
ROUND = ("wb-2020-h1",)


def test_the_secretariat_reads_it_in_few_queries_and_as_csv(as_, part, django_assert_max_num_queries):
    browser = as_("secretariat", kind="secretariat")
    with django_assert_max_num_queries(22):
        page = browser.get(reverse("round_burden", args=ROUND)).content.decode()
    assert "By jurisdiction" in page
    assert "not sent" in page
    assert "Nothing to propose yet" in page
    rows = list(csv.DictReader(io.StringIO(browser.get(reverse("round_burden_file", args=ROUND)).content.decode())))
    assert [row["name"] for row in rows[:2]] == ["J-BEG", "J-POD"]
    assert {row["of"] for row in rows} == {"jurisdiction", "indicator"}


def test_a_seat_does_not_read_it(as_, part):
    assert as_("officer", "J-BEG").get(reverse("round_burden", args=ROUND)).status_code == 403
