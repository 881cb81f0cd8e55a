"""A fictitious round in a real browser, from its opening to its release."""

import re
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from opensalw.core.jurisdictions import seats
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing
from opensalw.roadmap.models import Observation, Submission

from . import people
from .afterwards import build_publish_and_fetch, prove_and_tamper, restate
from .driving import fits, picture, signed_in

ROUND = "wb-2031-h1"


@pytest.fixture
def cast(own_database):
    """The secretariat and the commissions."""
    with acting_for(*everywhere()):
        opener, reviewer = people.secretariat()
        people.framework(opener)
        return {"opener": opener, "reviewer": reviewer, "commissions": people.commissions()}


def part_address(live: str, jid: str, rest: str = "") -> str:
    return f"{live}/work/rounds/{ROUND}/{jid}/{rest}"


def open_the_round(secretariat: Page, live: str) -> None:
    secretariat.get_by_role("link", name="Open a round").first.click()
    secretariat.locator("#id_key").fill(ROUND)
    secretariat.get_by_label("Figures period").fill("2031-H1")
    secretariat.get_by_label("Deadline").fill("2031-09-30")
    secretariat.get_by_role("button", name="Open the round").click()
    expect(secretariat.get_by_text(f"Round {ROUND} is open.")).to_be_visible()
    expect(secretariat.locator("table.matrix tbody tr")).to_have_count(7)


def saved(page: Page) -> None:
    expect(page.locator(".saved", has_text=re.compile(r"^saved \d\d:\d\d$")).first).to_be_visible()


def fill_the_first_seat(officer: Page, live: str, tmp_path: Path) -> None:
    """Belgrade fills its part wholly in the browser, saving as it goes."""
    officer.goto(live + "/work/")
    officer.get_by_role("link", name=f"Belgrade, {ROUND}").click()
    officer.get_by_role("link", name="Goal 6:").click()
    officer.get_by_text("Add progress").click()
    text = officer.locator("#id_new-progress-text")
    text.press_sequentially("Firearms were melted in the steelworks.", delay=2)
    saved(officer)
    text.press_sequentially(" The Commission was present.", delay=2)
    expect(officer.locator("#state-new-progress input[name=revision]")).to_have_value("2")
    certificate = tmp_path / "certificate.pdf"
    certificate.write_bytes(b"%PDF-1.4\n%%EOF\n")
    officer.get_by_label("Add a file").set_input_files(certificate)
    officer.get_by_role("button", name="Add", exact=True).click()
    expect(officer.get_by_role("link", name="certificate.pdf")).to_be_visible()
    expect(officer.locator("textarea", has_text="The Commission was present.")).to_have_count(1)

    officer.goto(part_address(live, "J-BEG", "figures/destroyed/"))
    figure = officer.locator("#id_firearm-value")
    figure.fill("1.234")
    expect(officer.locator("#status-firearm")).to_contain_text("Write 1234")
    expect(officer.locator(".form-end .saved")).to_have_text("not saved: mend what is marked")
    figure.fill("1,234")
    expect(officer.locator("#status-firearm")).not_to_contain_text("Write")
    officer.locator("#id_ammunition-value").fill("56 000")
    officer.locator("#id_device-reason").select_option("not_collected")
    expect(officer.locator("#count-figures")).to_contain_text("3/66")
    officer.locator("#line-firearm summary", has_text="Split this figure").click()
    officer.locator("#id_firearm-new-origin").select_option("surplus")
    officer.locator("#id_firearm-new-owner").select_option("defence")
    officer.locator("#id_firearm-new-value").fill("1,000")
    officer.locator("#line-firearm").get_by_role("button", name="Add the row").click()
    expect(officer.locator("#line-firearm")).to_contain_text("234 pieces less than the whole")
    officer.locator("#id_weapon_unsplit-value").fill("1,234")
    expect(officer.locator("#status-weapon_unsplit")).to_contain_text("It may be counted twice")
    give_a_reason_for_the_rest(officer, live, "J-BEG")
    explain_the_second_figure(officer, live)


def explain_the_second_figure(officer: Page, live: str) -> None:
    """What a check stopped at is explained in the list, and the explanation is kept at the figure."""
    officer.goto(part_address(live, "J-BEG", "check/"))
    expect(officer.get_by_text("1 finding stops the part")).to_be_visible()
    stop = officer.locator("article.stop", has_text="Weapons destroyed, not split")
    stop.get_by_label("Explanation").fill("Another lot of the same size, from the police.")
    picture(officer, "check-open")
    stop.get_by_role("button", name="Keep the explanation").click()
    expect(officer.get_by_text("0 findings stop the part")).to_be_visible()


def give_a_reason_for_the_rest(officer: Page, live: str, jid: str) -> None:
    officer.goto(part_address(live, jid, "figures/"))
    officer.locator("#fill-reason").select_option("not_reported")
    officer.get_by_role("button", name="Fill them").click()
    expect(officer.get_by_text("66 of 66 lines")).to_be_visible()


def take(page: Page, live: str, jid: str, step: str, button: str) -> None:
    page.goto(part_address(live, jid, f"steps/{step}/"))
    page.get_by_role("button", name=button).click()
    expect(page.locator(".message.success")).to_be_visible()


def fill_another_seat(chromium: Browser, live: str, jid: str, seat: str, chair) -> None:
    """A seat that gives one figure and one reason for the rest."""
    officer = signed_in(chromium, live, f"officer.{seat.lower()}@example.org")
    officer.goto(part_address(live, jid, "figures/seized/"))
    officer.locator("#id_firearm-value").fill("at least 12")
    expect(officer.locator("#count-figures")).to_contain_text("1/66")
    give_a_reason_for_the_rest(officer, live, jid)
    with acting_for(*everywhere()):
        submissions.clear(Submission.objects.get(round=ROUND, jurisdiction=jid), by=chair)
    take(officer, live, jid, "submit", "Send this part")
    expect(officer.get_by_role("heading", level=1)).to_have_text("Receipt 1")
    officer.context.close()


def send_the_regional_part(opener) -> None:
    with acting_for(*everywhere()):
        part = Submission.objects.select_related("round__framework").get(round=ROUND, jurisdiction="J-REG")
        fill_missing(part, measure=None, reason="not_yet", by=opener)
        submissions.clear(part, by=opener)
        submissions.submit(part, by=opener)


def ask_and_return(secretariat: Page, live: str) -> None:
    secretariat.goto(live + "/work/review/")
    secretariat.get_by_role("link", name="Belgrade").click()
    row = secretariat.locator("#about-destroyedfirearm")
    expect(row).to_contain_text("1,234")
    row.get_by_role("link", name="Ask").click()
    secretariat.locator("#question").fill("Is the event in March counted?")
    secretariat.get_by_role("button", name="Ask").click()
    expect(secretariat.locator(".message.success")).to_be_visible()
    take(secretariat, live, "J-BEG", "return", "Return this part")


def mend_and_send_again(officer: Page, chair: Page, live: str) -> None:
    officer.goto(live + "/work/")
    officer.get_by_role("link", name="Is the event in March counted?").click()
    officer.get_by_label("Your answer").fill("It was not; now it is.")
    officer.get_by_role("button", name="Keep the answer").first.click()
    expect(officer.get_by_text("It was not; now it is.").first).to_be_visible()
    officer.locator("#id_firearm-value").fill("1,300")
    saved(officer)
    take(chair, live, "J-BEG", "clear", "Clear this part")
    take(officer, live, "J-BEG", "submit", "Send this part")
    expect(officer.get_by_role("heading", level=1)).to_have_text("Receipt 2")


def accept_and_release(reviewer: Page, live: str) -> None:
    reviewer.goto(part_address(live, "J-BEG", "review/"))
    reviewer.get_by_role("button", name="Resolve").click()
    for jid in [*(seat.id for seat in seats()), "J-REG"]:
        take(reviewer, live, jid, "accept", "Accept this part")
        take(reviewer, live, jid, "release", "Release this part")


def test_a_round_from_its_opening_to_its_printed_report(chromium, live, own_database, cast, tmp_path):
    opener = signed_in(chromium, live, "opener@example.org")
    open_the_round(opener, live)
    officer = signed_in(chromium, live, "officer.belgrade@example.org")
    fill_the_first_seat(officer, live, tmp_path)
    chair = signed_in(chromium, live, "chair.belgrade@example.org")
    take(chair, live, "J-BEG", "clear", "Clear this part")
    take(officer, live, "J-BEG", "submit", "Send this part")
    for seat in seats()[1:]:
        fill_another_seat(chromium, live, seat.id, seat.seat, cast["commissions"][seat.id][1])
    send_the_regional_part(cast["opener"])

    ask_and_return(opener, live)
    mend_and_send_again(officer, chair, live)
    reviewer = signed_in(chromium, live, "reviewer@example.org")
    accept_and_release(reviewer, live)
    reviewer.goto(f"{live}/work/rounds/{ROUND}/close/")
    reviewer.get_by_role("button", name="Close the round").click()
    expect(reviewer.get_by_text(f"Round {ROUND} is closed.")).to_be_visible()
    fits(reviewer)
    picture(reviewer, "round-closed")

    found = Observation.objects.get(jurisdiction="J-BEG", measure="destroyed", line="firearm", dims_key="")
    assert (found.value, found.public_from is not None) == (1300, True)
    assert Observation.objects.filter(measure="seized", line="firearm", qualifier="at_least").count() == 5
    assert found.known_from <= timezone.now()
    build_publish_and_fetch(reviewer, live, ROUND, tmp_path)
    restate(officer, reviewer, live, str(found.pk))
    prove_and_tamper(own_database)


def test_a_part_is_filled_without_scripts(chromium, live, cast):
    opener = signed_in(chromium, live, "opener@example.org", java_script_enabled=False)
    open_the_round(opener, live)
    officer = signed_in(chromium, live, "officer.skopje@example.org", java_script_enabled=False)
    officer.goto(part_address(live, "J-SKP", "figures/destroyed/"))
    officer.locator("#id_firearm-value").fill("1.234")
    officer.locator("#id_explosive-value").fill("23.4")
    officer.get_by_role("button", name="Save", exact=True).last.click()
    expect(officer.locator(".error-summary")).to_contain_text("Firearms destroyed")
    expect(officer.locator("#id_firearm-value")).to_have_value("1.234")
    officer.locator("#id_firearm-value").fill("1,234")
    officer.get_by_role("button", name="Save", exact=True).last.click()
    expect(officer.locator(".message.success")).to_be_visible()
    expect(officer.locator("#id_firearm-value")).to_have_value("1,234")
    expect(officer.locator("#id_explosive-value")).to_have_value("23.4")
    officer.goto(part_address(live, "J-SKP", "goals/6/"))
    officer.get_by_text("Add a need").click()
    officer.locator("#id_new-need-text").fill("A furnace of our own.")
    officer.locator("#form-new-need").get_by_role("button", name="Save").click()
    expect(officer.locator("textarea", has_text="A furnace of our own.")).to_have_count(1)
