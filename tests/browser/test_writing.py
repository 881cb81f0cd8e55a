"""Two people write the same paragraph: both texts are shown, one chooses, and they talk about it."""

import pytest
from playwright.sync_api import expect

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.drafting import save_text
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.commands.sections import hand_out
from opensalw.roadmap.models import Submission, TextItem

from . import people
from .driving import check_axe, fits, picture, signed_in

KEY = "wb-2020-h1"
GOAL = f"/work/rounds/{KEY}/J-BEG/goals/6/"


@pytest.fixture
def item(own_database) -> TextItem:
    """A paragraph of Belgrade's part, and two people who may write it."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        period = Period.parse("2020-H1")
        framework = people.framework(opener)
        open_round(key=KEY, framework=framework, narrative=period, figures=period, by=opener)
        at = people.institution("J-BEG/commission", "J-BEG", "commission")
        police = people.institution("J-BEG/police", "J-BEG", "police")
        officer = people.person("officer@example.org", at, "officer")
        people.person("police@example.org", police, "contributor")
        part = Submission.objects.select_related("round__framework").get(round=KEY, jurisdiction="J-BEG")
        hand_out(part, [("J-BEG/police", "goal-6")], due_on=None, by=officer)
        return save_text(part, goal=6, kind="progress", text="Firearms were melted.", by=officer)


def test_two_editors_of_one_paragraph_lose_nothing(chromium, live, item):
    officer, police = (signed_in(chromium, live, f"{who}@example.org") for who in ("officer", "police"))
    for page in (officer, police):
        page.goto(live + GOAL)
    field, saved = f"#id_{item.pk}-text", f"#form-{item.pk} .saved"
    police.locator(field).fill("Firearms were melted in **March**, in the steelworks.")
    expect(police.locator(saved)).to_contain_text("saved", timeout=5000)
    officer.locator(field).fill("Firearms were melted in May, before witnesses.")
    choice = officer.locator(f"#state-{item.pk} .conflict")
    expect(choice).to_contain_text("in the steelworks")
    expect(choice).to_contain_text("before witnesses")
    officer.goto(live + GOAL)  # the page is closed and opened again: what was typed is still there
    expect(officer.locator(field)).to_have_value("Firearms were melted in May, before witnesses.")
    check_axe(officer)
    fits(officer)
    picture(officer, "conflict")
    officer.get_by_role("button", name="Keep both").click()
    expect(officer.locator(".message.success")).to_be_visible()
    expect(officer.locator(field)).to_have_value(
        "Firearms were melted in **March**, in the steelworks.\n\nFirearms were melted in May, before witnesses."
    )
    officer.locator(f"#form-{item.pk}").get_by_role("button", name="Preview").click()
    expect(officer.locator(f"#preview-{item.pk} strong")).to_have_text("March")
    officer.locator(f"#form-{item.pk}").get_by_role("link", name="Comment").click()
    officer.locator("#text").fill("Both events? @police")
    officer.get_by_role("button", name="Begin the conversation").click()
    check_axe(officer)
    picture(officer, "conversation")
    police.goto(live + "/work/")
    police.get_by_role("link", name="Both events?").click()
    police.locator("#answer").fill("Both.")
    police.get_by_role("button", name="Keep the answer").click()
    expect(police.get_by_text("Both.", exact=True)).to_be_visible()
    assert TextItem.objects.count() == 1
