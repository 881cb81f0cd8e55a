"""A chair takes in the notes of a local meeting, promise by promise, and enters the focal point in the directory."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from opensalw.coordination.models import Conclusion, Item, Meeting, Series
from opensalw.core.session import acting_for, everywhere
from tests.coordination.gatherings import meeting
from tests.roadmap.prose.test_meeting_notes import LOCAL

from . import people
from .driving import check_axe, fits, picture, signed_in

ASKS = "- The police need a second comparison microscope and two vehicles.\n- The ballistic laboratory was accredited"
GIVEN = LOCAL.replace("- The ballistic laboratory was accredited", ASKS)


@pytest.fixture
def stage(own_database) -> Meeting:
    """A local meeting that was held, and the chair of its Commission."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        framework = people.framework(opener)
        at = people.institution("J-POD/commission", "J-POD", "commission")
        people.person("chair.podgorica@example.org", at, "chair")
        held = meeting(2, "local", "J-POD", state=Meeting.State.HELD, day=date(2021, 5, 12))
        Series.objects.filter(pk=held.series_id).update(framework_key=framework.key)
        return held


def take_notes_in(page: Page, live: str, held: Meeting) -> None:
    page.goto(f"{live}/work/meetings/{held.pk}/notes/")
    check_axe(page)
    page.get_by_label("Text", exact=True).fill(GIVEN)
    page.get_by_label("Name of the text").fill("Notes of the Commission")
    page.get_by_role("button", name="Read them").click()
    expect(page.get_by_text("6 of 6 wait for a decision")).to_be_visible()
    check_axe(page)
    picture(page, "meeting-notes")
    fits(page)
    page.get_by_role("button", name="Accept 30 June 2021").click()
    expect(page.get_by_text("C-POD2-01 is recorded.")).to_be_visible()
    page.get_by_role("button", name="Drop 4 October 2021 to 6 October 2021").click()
    page.get_by_role("link", name="Mend 1 June 2021").click()
    check_axe(page)
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_role("alert")).to_contain_text("Say who is to do it")
    page.get_by_label("Who", exact=True).fill("SALW Commission")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("3 of 6 wait for a decision")).to_be_visible()
    page.get_by_role("button", name="Take what is ticked").click()
    expect(page.get_by_text("5 items were taken.")).to_be_visible()
    page.get_by_role("link", name="Find needs").click()
    find_needs(page)


def find_needs(page: Page) -> None:
    page.get_by_role("checkbox").first.check()
    page.get_by_label("Goal", exact=True).first.select_option("2")
    check_axe(page)
    fits(page)
    picture(page, "minuted-needs")
    page.get_by_role("button", name="Enter what is ticked").click()
    expect(page.get_by_text("1 need is in the register.")).to_be_visible()


def enter_the_focal_point(page: Page, live: str) -> None:
    page.goto(f"{live}/work/directory/")
    check_axe(page)
    page.get_by_role("link", name="Enter one").click()
    page.get_by_label("Kind").select_option("focal_point")
    page.get_by_label("Title").fill("Firearms Focal Point")
    check_axe(page)
    page.get_by_role("button", name="Enter it").click()
    page.get_by_text("Add a function").click()
    page.get_by_label("Institution").fill("Criminal Intelligence Sector")
    page.get_by_role("button", name="Add it").click()
    expect(page.get_by_text("member: Criminal Intelligence Sector").first).to_be_visible()
    check_axe(page)
    picture(page, "body")
    page.goto(f"{live}/work/directory/")
    check_axe(page)
    fits(page)


def test_a_chair_takes_notes_in_and_keeps_the_directory(stage, live: str, chromium: Browser):
    page = signed_in(chromium, live, "chair.podgorica@example.org")
    take_notes_in(page, live, stage)
    enter_the_focal_point(page, live)
    assert [one.number for one in Conclusion.objects.order_by("number")] == ["C-POD2-01", "C-POD2-02"]
    assert Item.objects.filter(session__meeting=stage).count() == 5
