"""The report goes round as a draft, is commented on, and waits for its hour."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands import circulate_draft
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.commands.rounds import write_synthesis
from opensalw.roadmap.models import Round

from . import people
from .driving import check_axe, fits, picture, signed_in

ROUND = "wb-2020-H1"


@pytest.fixture
def opener(own_database):
    """The round after the reconstructed one, with a first draft; an officer who reads it."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        load_real_round(by=opener)
        at = people.institution("J-TIR/commission", "J-TIR", "commission")
        people.person("officer@example.org", at, "officer")
        round = with_text(opener, "More was melted than in the half-year before.")
        circulate_draft(round, number=1, comment_until=timezone.now() + timedelta(hours=2), by=opener)
        with_text(opener, "Less was melted than in the half-year before.")
    return opener


def with_text(by, text):
    """The round with the secretariat's own text of a goal."""
    round = Round.objects.select_related("framework").get(pk=ROUND)
    return write_synthesis(round, goal=6, text=text, by=by)


def test_a_draft_is_commented_on_settled_and_compared(chromium, live, opener):
    officer = signed_in(chromium, live, "officer@example.org")
    officer.get_by_role("link", name="Draft 1 of the report").click()
    section = officer.locator("section", has_text="More was melted").first
    section.get_by_text("Comment on this section").click()
    section.get_by_label("Comment", exact=True).fill("In which works?")
    check_axe(officer)
    section.get_by_role("button", name="Send the comment").click()
    expect(officer.locator(".message.success")).to_be_visible()
    fits(officer)
    secretariat = signed_in(chromium, live, "opener@example.org")
    secretariat.goto(f"{live}/work/reports/{ROUND}/drafts/1/")
    expect(secretariat.locator("#voices + .states")).to_contain_text("Tirana (1)")
    picture(secretariat, "draft")
    secretariat.get_by_role("button", name="Taken up", exact=True).click()
    secretariat.get_by_role("link", name="What would be changed").click()
    expect(secretariat.locator("del").first).to_have_text("More")
    expect(secretariat.locator("ins").first).to_have_text("Less")
    check_axe(secretariat)
    fits(secretariat)
    picture(secretariat, "redline")
    secretariat.goto(f"{live}/work/reports/{ROUND}/")
    check_axe(secretariat)
    fits(secretariat)
    picture(secretariat, "report-drafts")
