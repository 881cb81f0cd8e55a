"""A local meeting feeds the regional one: agenda, brief, minutes of two writers, record, and on to the next meeting."""

import re
from decimal import Decimal

import pytest
from playwright.sync_api import Page, expect

from opensalw.coordination.commands.real_conclusions import load_real_conclusions
from opensalw.coordination.commands.real_meetings import load_real_meetings
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.models import Conclusion, Item, Meeting, Minutes
from opensalw.core.session import acting_for, everywhere
from opensalw.documents.models import Paper
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.models import DraftCell, Submission, TextItem

from . import people
from .driving import check_axe, fits, picture, signed_in

PROMISE = "Send the draft marking law to the secretariat"


@pytest.fixture
def meetings(own_database) -> tuple[Meeting, Meeting]:
    """The planned fourth regional meeting and Belgrade's local one; Podgorica has handed its part in."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        load_real_round(by=opener)
        for load in (load_real_needs, load_real_meetings, load_real_conclusions):
            load(by=opener)
        people.person("officer@example.org", people.institution("J-BEG/commission", "J-BEG", "commission"), "officer")
        _hand_in(Submission.objects.get(round="wb-2020-H1", jurisdiction="J-POD"))
        regional = Meeting.objects.get(series__kind="regional", number=4)
        return regional, Meeting.objects.get(series__kind="local", series__jurisdiction="J-BEG")


def _hand_in(part: Submission) -> None:
    for line, value in (("firearm", 90), ("component", 31), ("ammunition", 1074)):
        DraftCell.objects.create(
            submission=part, measure="surrendered", line=line, unit="piece" if line != "ammunition" else "round",
            kind="amount", value=Decimal(value), dims={"surrender_channel": "campaign"},
            dims_key="surrender_channel=campaign", touched_by="test",
        )  # fmt: skip
    for goal, kind, text in (
        (1, "progress", "The weapons law is before parliament."),
        (5, "progress", "A second campaign brought weapons in."),
        (2, "challenge", "The laboratory waits for its accreditation."), (7, "need", "Stores need cameras."),
    ):  # fmt: skip
        TextItem.objects.create(submission=part, goal=goal, kind=kind, text=text, touched_by="test")
    Submission.objects.filter(pk=part.pk).update(state="submitted")


def item_page(live: str, item: Item) -> str:
    return f"{live}/work/meetings/{item.session.meeting_id}/minutes/{item.pk}/"


def type_at_end(page: Page, text: str) -> None:
    """Go on typing where the caret stands, as in the meeting."""
    page.locator("#text").focus()
    page.keyboard.insert_text(text)


def conclude(page: Page, what: str) -> None:
    page.get_by_label("What is to be done").fill(what)
    page.get_by_label("Who", exact=True).fill("Ministry of the interior, Belgrade")
    page.get_by_label("By when").fill("end of 2027")
    page.get_by_role("button", name="Record it").click()
    expect(page.locator(".message.success")).to_contain_text("is recorded")


def hold_and_publish(page: Page, live: str, meeting: Meeting) -> None:
    page.goto(f"{live}/work/meetings/{meeting.pk}/")
    page.get_by_role("button", name="It was held").click()
    page.get_by_role("link", name="Look at the record").click()
    page.get_by_role("button", name="Publish it").click()
    expect(page.locator(".message.success")).to_contain_text("Record 1 is public")


def test_a_local_meeting_feeds_the_regional_one_and_its_conclusions_go_on(chromium, live, meetings):
    regional, local = meetings
    _local_meeting(signed_in(chromium, live, "officer@example.org"), live, local)
    page, other = (signed_in(chromium, live, f"{who}@example.org") for who in ("opener", "reviewer"))
    _prepare(page, live, regional)
    _two_writers(page, other, live, regional)
    hold_and_publish(page, live, regional)
    check_axe(page)
    fits(page)
    _public(chromium, live, regional)
    _next_meeting(page, live)


def _local_meeting(officer: Page, live: str, local: Meeting) -> None:
    officer.goto(f"{live}/work/meetings/{local.pk}/")
    officer.get_by_role("button", name="Announce it").click()
    item = Item.objects.filter(session__meeting=local, kind="presentation").first()
    officer.goto(item_page(live, item))
    type_at_end(officer, "- The law on marking is drafted.")
    expect(officer.locator("#minutes .saved")).to_contain_text("saved", timeout=5000)
    conclude(officer, PROMISE)
    hold_and_publish(officer, live, local)


def _prepare(page: Page, live: str, regional: Meeting) -> None:
    page.goto(f"{live}/work/meetings/{regional.pk}/")
    page.get_by_role("button", name="Announce it").click()
    check_axe(page)
    fits(page)
    picture(page, "meeting")
    page.goto(f"{live}/work/meetings/{regional.pk}/registration/")
    page.get_by_label("Organisation", exact=True).fill("UNDP Kosovo")
    page.get_by_label("Online", exact=True).fill("2")
    page.get_by_role("button", name="Register").click()
    check_axe(page)
    fits(page)
    page.goto(f"{live}/work/meetings/{regional.pk}/briefs/J-POD/")
    expect(page.locator("main")).to_contain_text("+12 since 2019-H2")
    check_axe(page)
    picture(page, "meeting-brief")
    page.goto(f"{live}/work/meetings/{regional.pk}/follow-up/")
    page.get_by_role("button", name="Put them on the agenda").click()
    expect(page.locator("main")).to_contain_text(PROMISE)


def _two_writers(page: Page, other: Page, live: str, regional: Meeting) -> None:
    page.goto(f"{live}/work/meetings/{regional.pk}/minutes/")
    page.get_by_role("button", name="Begin with what was submitted").click()
    expect(page.locator("main")).to_contain_text("The weapons law is before parliament.")
    check_axe(page)
    first = Item.objects.get(session__meeting=regional, jurisdiction="J-POD", kind="presentation")
    for one in (page, other):
        one.goto(item_page(live, first))
    type_at_end(page, "\n- It is read for the second time in May.")
    expect(page.locator("#minutes .saved")).to_contain_text("saved", timeout=5000)
    type_at_end(other, "\n- Parliament reads it in June.")
    expect(other.locator("#minutes-state")).to_contain_text("wrote here at the same time", timeout=5000)
    check_axe(other)
    fits(other)
    picture(other, "minutes")
    other.get_by_role("link", name="Settle the two texts").click()
    check_axe(other)
    fits(other)
    picture(other, "minutes-two-texts")
    other.get_by_role("button", name="Let this stand").click()
    last = "- Need: Stores need cameras.\n- It is read for the second time in May.\n- Parliament reads it in June."
    expect(other.locator("#text")).to_have_value(re.compile(re.escape(last)))
    page.goto(item_page(live, first))
    page.locator("#text").press("Alt+ArrowDown")  # saves and goes on
    expect(page.locator("main h2").first).to_have_text("Comments on Podgorica")
    page.keyboard.press("Alt+s")
    page.keyboard.type("UNODC")
    page.get_by_label("What was said").fill("Helps with the criminal code.")
    page.get_by_role("button", name="Keep the statement").click()
    expect(page.locator("#statements + .list")).to_contain_text("Helps with the criminal code.")
    assert Minutes.objects.filter(item=first, settles__isnull=False).count() == 1


def _public(chromium, live: str, regional: Meeting) -> None:
    anybody = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
    anybody.goto(f"{live}/meetings/")
    anybody.get_by_role("link", name=regional.title).click()
    expect(anybody.locator("main")).to_contain_text("Record 1")
    check_axe(anybody)
    fits(anybody)
    picture(anybody, "meeting-public")
    assert Paper.objects.filter(subject=regional.pk).count() == 4
    anybody.context.close()


def _next_meeting(page: Page, live: str) -> None:
    page.goto(f"{live}/work/meetings/new/")
    page.get_by_label("First day").fill("2027-05-10")
    page.get_by_role("button", name="Plan it").click()
    expect(page.locator("h1")).to_contain_text("meeting 14")
    check_axe(page)
    fits(page)
    page.get_by_role("link", name="Follow-up", exact=True).click()
    page.get_by_role("button", name="Put them on the agenda").click()
    expect(page.locator("main")).to_contain_text(PROMISE)
    assert Conclusion.objects.get(what=PROMISE).carried.count() == 2
