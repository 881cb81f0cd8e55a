"""A promise on its way: recorded in a meeting, reported on by its owner, carried to the next meeting, closed."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from opensalw.coordination.models import Conclusion, Meeting
from opensalw.core.session import acting_for, everywhere
from tests.coordination.gatherings import item, meeting

from . import people
from .driving import check_axe, fits, picture, signed_in

PROMISE = "Sign the agreement on the donated ballistic system"


@pytest.fixture
def stage(own_database) -> tuple[Meeting, Meeting]:
    """A meeting that is held, the one after it, the secretariat and one officer."""
    with acting_for(*everywhere()):
        people.secretariat()
        at = people.institution("J-SAR/commission", "J-SAR", "commission")
        people.person("officer.sarajevo@example.org", at, "officer")
        third = meeting(3, state=Meeting.State.HELD, day=date(2020, 7, 3))
        item(third, jurisdiction="J-SAR", goals=[2])
        return third, meeting(4, state=Meeting.State.ANNOUNCED, day=date(2020, 11, 25))


def record_it(page: Page, live: str, third: Meeting) -> None:
    page.goto(f"{live}/work/meetings/{third.pk}/conclusions/")
    expect(page.get_by_label("What is to be done")).to_be_focused()
    page.keyboard.type(PROMISE)
    page.keyboard.press("Tab")
    page.keyboard.type("Ministry of security")
    page.keyboard.press("Tab")
    page.keyboard.type("soon")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("is no date that is understood")
    page.get_by_label("By when").fill("9 July")
    page.get_by_text("Kind, jurisdiction, goal, sentence").click()
    page.get_by_label("Jurisdiction", exact=True).select_option("J-SAR")
    check_axe(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("link", name="C3-01")).to_be_visible()
    picture(page, "conclusions-of-a-meeting")


def report_on_it(page: Page, live: str) -> None:
    page.goto(f"{live}/work/conclusions/mine/")
    check_axe(page)
    picture(page, "promises")
    page.get_by_role("link", name="C3-01").click()
    page.get_by_label("How it stands").fill("It was signed, a week late.")
    page.get_by_label("Link that shows it").fill("https://example.org/agreement")
    page.get_by_label("Is it finished").select_option("done")
    check_axe(page)
    page.get_by_role("button", name="Report it").click()
    expect(page.get_by_text("Reported. The secretariat sees it.")).to_be_visible()
    expect(page.locator("#close")).to_have_count(0)


def carry_it(page: Page, live: str, fourth: Meeting) -> None:
    page.goto(f"{live}/work/meetings/{fourth.pk}/follow-up/")
    page.get_by_role("button", name="Put them on the agenda").click()
    expect(page.get_by_text("1 conclusion was put on the agenda")).to_be_visible()
    page.get_by_label("What was said of it").fill("The ministry thanked for the system.")
    check_axe(page)
    picture(page, "follow-up")
    page.get_by_role("button", name="Keep it").click()
    expect(page.get_by_text("Kept: what was said of C3-01")).to_be_visible()
    fits(page)


def close_it(page: Page, live: str) -> None:
    page.goto(f"{live}/work/conclusions/C3-01/")
    expect(page.get_by_text("proposes to close it as done:")).to_be_visible()
    page.get_by_text("Close it", exact=True).first.click()
    page.locator("#close").get_by_label("As").select_option("done")
    page.locator("#close").get_by_label("Why", exact=True).fill("The agreement is in force.")
    page.locator("#close").get_by_role("button", name="Close it").click()
    expect(page.get_by_text("Closed as done.")).to_be_visible()
    check_axe(page)
    picture(page, "conclusion")
    fits(page)
    page.goto(f"{live}/work/conclusions/?status=all")
    expect(page.get_by_role("row", name=PROMISE)).to_contain_text("done")
    check_axe(page)
    picture(page, "conclusions")


def test_a_promise_is_recorded_reported_on_carried_and_closed(stage, live: str, chromium: Browser):
    third, fourth = stage
    office = signed_in(chromium, live, "opener@example.org")
    officer = signed_in(chromium, live, "officer.sarajevo@example.org")
    record_it(office, live, third)
    report_on_it(officer, live)
    carry_it(office, live, fourth)
    close_it(office, live)
    held = Conclusion.objects.get()
    assert (held.status, held.due_on, held.carried.count()) == ("done", date(2020, 7, 9), 1)
