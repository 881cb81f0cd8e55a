"""A need becomes a project: proposal, review, no-objection, a decision in which the applicant steps aside."""

import pytest
from playwright.sync_api import Browser, Page, expect

from opensalw.coordination.commands.needs import confirm_need, state_need
from opensalw.coordination.commands.proposals import save_proposal
from opensalw.coordination.models import Need, Project, Proposal
from opensalw.core.session import acting_for, everywhere
from tests.cast import officer
from tests.coordination.committee import content, make_call, make_fund, of

from . import people
from .driving import check_axe, fits, picture, signed_in


@pytest.fixture
def stage(own_database) -> Need:
    """A fund with its committee, an open call, a confirmed need, and everybody who acts."""
    with acting_for(*everywhere()):
        people.framework(people.secretariat()[0])
        make_call(make_fund())
        for key in ("agency", "builder"):
            people.person(f"{key}@example.org", f"J-REG/{key}", "donor")
        at = people.institution("J-PRN/commission", "J-PRN", "commission")
        people.person("officer.pristina@example.org", at, "officer")
        need = state_need(jurisdiction="J-PRN", goal=7, kind="equipment", text="Doors of the store.",
                          by=officer("J-PRN"))  # fmt: skip
        return confirm_need(need, by=officer("J-PRN"))


def save(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved. Nothing is sent yet.")).to_be_visible()


def write_it(page: Page, live: str, need: Need) -> None:
    page.goto(f"{live}/work/calls/pot-1/")
    page.get_by_role("button", name="Begin a proposal of Builder").click()
    check_axe(page)
    picture(page, "proposal-begun")
    held = Proposal.objects.get()
    written = content(60_000, [need.number], budget=[], title="")
    with acting_for(*everywhere()):
        save_proposal(held, written, by=of("builder"))
    page.reload()
    page.get_by_role("link", name="What it is").click()
    page.get_by_label("Title").fill("Stores made safe")
    save(page)
    page.get_by_role("link", name="Budget by line and year").click()
    row = page.get_by_role("group", name="Row 1")
    row.get_by_label("What for").fill("Doors")
    row.get_by_label("Year").fill("2027")
    row.get_by_label("Amount").fill("60000")
    check_axe(page)
    picture(page, "proposal-budget")
    fits(page)
    save(page)
    page.get_by_role("button", name="Send it").click()
    expect(page.get_by_text("receipt R-")).to_be_visible()


def run_it(page: Page, live: str) -> None:
    page.goto(f"{live}/work/calls/pot-1/")
    page.get_by_label("Reviewer").select_option("opener")
    page.get_by_role("button", name="Give to review").click()
    page.get_by_role("button", name="Ask the Commissions").click()
    check_axe(page)
    picture(page, "call")
    page.get_by_role("link", name="opener").click()
    page.get_by_role("button", name="I have no conflict of interest").click()
    page.get_by_label("Need", exact=True).fill("4")
    page.get_by_label("Plan", exact=True).fill("5")
    page.get_by_label("As a whole").fill("A clear need.")
    check_axe(page)
    picture(page, "review")
    page.get_by_role("button", name="Send the review").click()
    expect(page.get_by_text("88.0 %")).to_be_visible()


def prepare_it(page: Page, live: str) -> None:
    page.goto(f"{live}/work/calls/pot-1/")
    page.get_by_role("link", name="Prepare a decision").click()
    page.get_by_label("Title").fill("Session of the committee")
    page.get_by_label("P-POT-1-01").check()
    check_axe(page)
    page.get_by_role("button", name="Prepare it").click()
    page.get_by_text("Say what is moved").click()
    page.get_by_label("Motion").select_option("award")
    page.get_by_role("button", name="Move it").click()
    page.get_by_role("button", name="Open it").click()
    for name in ("Agency", "North", "Builder"):
        page.get_by_role("row").filter(has=page.get_by_role("rowheader", name=name)).get_by_label("yes").check()
    page.get_by_role("button", name="Keep the attendance").click()


def enter_a_vote(page: Page) -> None:
    page.get_by_text("Enter what a member said").click()
    page.get_by_label("Who").select_option("north")
    page.get_by_label("Conflict of interest").select_option("no")
    page.get_by_label("Vote", exact=True).select_option("for")
    page.get_by_role("button", name="Enter it").click()
    expect(page.get_by_text("entered for it")).to_be_visible()


def vote(page: Page, live: str) -> None:
    page.goto(f"{live}/work/decisions/D-POT-01/")
    page.get_by_label("Conflict of interest").first.select_option("no")
    page.get_by_label("Vote", exact=True).first.select_option("for")
    check_axe(page)
    page.get_by_role("button", name="Keep", exact=True).first.click()


def test_a_need_becomes_a_project_by_a_decision(chromium: Browser, live: str, stage: Need):
    builder = signed_in(chromium, live, "builder@example.org")
    write_it(builder, live, stage)
    office = signed_in(chromium, live, "opener@example.org")
    run_it(office, live)
    commission = signed_in(chromium, live, "officer.pristina@example.org")
    commission.goto(f"{live}/work/calls/")
    commission.get_by_role("link", name="P-POT-1-01").click()
    check_axe(commission)
    picture(commission, "no-objection")
    commission.get_by_role("button", name="No objection").click()
    prepare_it(office, live)
    builder.goto(f"{live}/work/decisions/D-POT-01/")
    expect(builder.get_by_text("steps aside", exact=True)).to_be_visible()
    enter_a_vote(office)
    chair = signed_in(chromium, live, "agency@example.org")
    vote(chair, live)
    picture(chair, "decision")
    fits(chair)
    chair.get_by_role("button", name="Close and sign").click()
    expect(chair.get_by_text("Closed and signed.")).to_be_visible()
    check_axe(chair)
    picture(chair, "decision-closed")
    fits(chair)
    stage.refresh_from_db()
    assert stage.status == "funded"
    assert Project.objects.get(fund="pot").proposal.number == "P-POT-1-01"
