"""Every page of the workspace: who may open it, and in how many queries."""

import pytest
from django.urls import reverse

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import review, submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell, save_text

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")


@pytest.fixture
def filled(part, person):
    """A part with a figure, a text, and a reason everywhere else."""
    by = person("officer", "J-BEG")
    save_text(part, goal=6, kind="progress", text="Firearms were melted.", by=by)
    save_cell(part, measure="destroyed", line="firearm", cell=amount(12, Unit.piece), by=by, dims={"origin": "surplus"})
    fill_missing(part, measure=None, reason="not_reported", by=by)
    return part


@pytest.fixture
def sent(filled, person):
    """A part that was sent, with a query."""
    submissions.clear(filled, by=person("chair", "J-BEG"))
    submissions.submit(filled, by=person("officer", "J-BEG"))
    filled.refresh_from_db()
    review.ask(
        filled, question="Sure?", measure="destroyed", line="firearm", by=person("secretariat", kind="secretariat")
    )
    return filled


def test_nobody_enters_without_signing_in(client, part):
    answer = client.get(reverse("work"))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url


OFFICER_PAGES = [
    ("work", (), 14),
    ("rounds", (), 14),
    ("round_matrix", PART[:1], 20),
    ("part", PART, 30),
    ("part_figures", PART, 22),
    ("part_goal", (*PART, 6), 28),
    ("part_measure", (*PART, "destroyed"), 28),
    ("part_review", PART, 34),
    ("part_history", PART, 26),
    ("part_changes", PART, 14),
    ("part_step", (*PART, "submit"), 30),
    ("needs", (), 12),
    ("plans", (), 14),
]


@pytest.mark.parametrize(("name", "args", "most"), OFFICER_PAGES)
def test_an_officer_opens_a_page_in_few_queries(name, args, most, as_, filled, django_assert_max_num_queries):
    browser = as_("officer", "J-BEG")
    with django_assert_max_num_queries(most):
        answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200


SECRETARIAT_PAGES = [
    ("work", (), 24),
    ("rounds", (), 14),
    ("round_matrix", PART[:1], 20),
    ("round_open", (), 10),
    ("round_dates", PART[:1], 10),
    ("round_close", PART[:1], 14),
    ("synthesis", PART[:1], 10),
    ("statement_make", PART[:1], 10),
    ("review_queue", (), 12),
    ("part_review", PART, 38),
    ("receipt", (*PART, 1), 12),
    ("receipt_file", (*PART, 1), 10),
    ("needs_file", (), 12),
]


@pytest.mark.parametrize(("name", "args", "most"), SECRETARIAT_PAGES)
def test_the_secretariat_opens_a_page_in_few_queries(name, args, most, as_, sent, django_assert_max_num_queries):
    browser = as_("secretariat", kind="secretariat")
    with django_assert_max_num_queries(most):
        answer = browser.get(reverse(name, args=args))
    assert answer.status_code == 200


@pytest.mark.parametrize("name", ["part", "part_figures", "part_review", "part_history"])
def test_another_seat_does_not_see_an_unreleased_part(name, as_, part):
    answer = as_("officer", "J-TIR").get(reverse(name, args=PART))
    assert answer.status_code == 403
    assert "has not been released" in answer.content.decode()


@pytest.mark.parametrize("name", ["round_open", "review_queue"])
def test_the_secretariats_pages_say_why_they_are_closed(name, as_):
    answer = as_("officer", "J-BEG").get(reverse(name))
    assert answer.status_code == 403
    assert "Only the secretariat" in answer.content.decode()


def test_a_donor_sees_no_part_and_makes_a_statement(as_, round):
    browser = as_("donor", "J-REG", "donor")
    assert browser.get(reverse("part", args=PART)).status_code == 403
    facts = {"organisation": "A donor", "jurisdiction": "J-BEG", "goal": "6", "text": "The works were funded."}
    address = reverse("statement_make", args=["wb-2020-h1"])
    answer = browser.post(address, facts, follow=True)
    assert "The works were funded." in answer.content.decode()
    seen = as_("officer", "J-BEG").get(reverse("part_goal", args=(*PART, 6)))
    assert "The works were funded." in seen.content.decode()


def test_an_empty_statement_is_refused_and_keeps_the_rest(as_, round):
    address = reverse("statement_make", args=["wb-2020-h1"])
    facts = {"organisation": "Donor of roads", "jurisdiction": "J-BEG", "text": ""}
    answer = as_("donor", "J-REG", "donor").post(address, facts)
    assert answer.status_code == 422
    assert "Donor of roads" in answer.content.decode()
