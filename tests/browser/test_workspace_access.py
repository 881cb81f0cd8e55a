"""Every page of the workspace with axe, and none of them wider than a narrow screen."""

import pytest
from playwright.sync_api import expect

from opensalw.core.session import acting_for, everywhere
from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import review, submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell, save_text
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.commands.rounds import make_statement
from opensalw.roadmap.models import ActionPlan, Activity, Submission

from . import people
from .driving import check_axe, fits, picture, signed_in

KEY = "wb-2020-H1"


def part_of(jid: str) -> Submission:
    return Submission.objects.select_related("round__framework").get(round=KEY, jurisdiction=jid)


def fill(part: Submission, by) -> None:
    save_text(
        part, goal=6, kind="progress", text="Firearms were melted in the steelworks; the Commission was present.", by=by
    )
    save_text(
        part,
        goal=6,
        kind="need",
        text="Потребна је пећ.",
        language="sr-Cyrl",
        translation="A furnace is needed.",
        by=by,
    )
    save_text(part, goal=1, kind="challenge", text="The law waits for a second reading in the parliament.", by=by)
    cell = amount(1200, Unit.piece)
    save_cell(part, measure="destroyed", line="firearm", cell=cell, by=by, explanation="One event in March.")
    split = {"origin": "surplus", "owner": "defence"}
    save_cell(part, measure="destroyed", line="firearm", cell=amount(1000, Unit.piece), by=by, dims=split)
    fill_missing(part, measure="seized", reason="not_yet", by=by)


@pytest.fixture
def stage(own_database):
    """The real round, and the one after it with parts in several states."""
    with acting_for(*everywhere()):
        opener, reviewer = people.secretariat()
        load_real_round(by=opener)
        posts = people.commissions(signing_chairs=())
        donors = people.institution("J-REG/donor", "J-REG", "donor")
        people.person("donor@example.org", donors, "donor")
        police = people.institution("J-BEG/police", "J-BEG", "police")
        people.person("police@example.org", police, "contributor")
        for jid in ("J-BEG", "J-POD", "J-SKP"):
            fill(part_of(jid), posts[jid][0])
        for jid in ("J-POD", "J-SKP"):
            officer, chair = posts[jid]
            fill_missing(part_of(jid), measure=None, reason="not_reported", by=officer)
            submissions.clear(part_of(jid), by=chair)
            submissions.submit(part_of(jid), by=officer)
        ask = {"by": reviewer, "question": "Is the event in March counted?"}
        review.ask(part_of("J-POD"), measure="destroyed", line="firearm", **ask)
        review.ask(part_of("J-SKP"), goal=6, by=reviewer, question="Which steelworks?")
        review.ask(part_of("J-SKP"), measure="destroyed", line="firearm", **ask)
        submissions.return_submission(part_of("J-SKP"), by=reviewer)
        make_statement(
            part_of("J-BEG").round,
            jurisdiction="J-BEG",
            organisation="A donor",
            text="We paid for it.",
            by=opener,
            goal=6,
        )


def look(page, live: str, name: str, address: str) -> None:
    page.goto(live + address)
    picture(page, name)
    fits(page)
    check_axe(page)


@pytest.mark.slow
def test_the_officers_pages(chromium, live, stage):
    page = signed_in(chromium, live, "officer.skopje@example.org")
    part = f"/work/rounds/{KEY}/J-SKP/"
    look(page, live, "desk-officer", "/work/")
    look(page, live, "part-returned", part)
    look(page, live, "goal-query", part + "goals/6/")
    look(page, live, "figures", part + "figures/")
    look(page, live, "measure-query", part + "figures/destroyed/")
    look(page, live, "measure-grades", part + "figures/law_aligned/")
    look(page, live, "history", part + "history/")
    look(page, live, "receipt", part + "receipts/1/")
    look(page, live, "check-explained", part + "check/")
    look(page, live, "step-refused", part + "steps/clear/")
    look(page, live, "forbidden", f"/work/rounds/{KEY}/J-TIR/")
    page.goto(live + part + "figures/seized/")
    page.locator("#line-weapon_unsplit a.figure").first.click()
    expect(page.locator("#panel #observation")).to_be_visible()
    expect(page.locator("#line-weapon_unsplit")).to_have_count(1)
    page.keyboard.press("Escape")
    page.locator("#id_firearm-value").fill("1.234")
    page.locator("#id_firearm-reason").select_option("")
    page.locator("#line-firearm summary", has_text="Split this figure").click()
    page.get_by_role("button", name="Save", exact=True).last.click()
    page.locator(".error-summary").wait_for()
    picture(page, "measure-wrong")
    check_axe(page)
    plan = ActionPlan.objects.filter(jurisdiction="J-SKP").first()
    activity = Activity.objects.filter(plan=plan).first()
    look(page, live, "plans", "/work/plans/?list=unfunded")
    look(page, live, "plan", f"/work/plans/{plan.pk}/")
    look(page, live, "activity", f"/work/plans/{plan.pk}/activities/{activity.pk}/")
    police = signed_in(chromium, live, "police@example.org")
    look(police, live, "figures-own", f"/work/rounds/{KEY}/J-BEG/figures/")
    look(police, live, "goal-filled", f"/work/rounds/{KEY}/J-BEG/goals/6/")
    look(police, live, "measure", f"/work/rounds/{KEY}/J-BEG/figures/destroyed/")
    look(police, live, "check", f"/work/rounds/{KEY}/J-BEG/check/")


@pytest.mark.slow
def test_the_secretariats_pages(chromium, live, stage):
    page = signed_in(chromium, live, "opener@example.org", color_scheme="dark")
    look(page, live, "desk-secretariat", "/work/")
    look(page, live, "rounds", "/work/rounds/")
    look(page, live, "matrix", f"/work/rounds/{KEY}/")
    look(page, live, "round-open", "/work/rounds/open/")
    look(page, live, "round-dates", f"/work/rounds/{KEY}/dates/")
    look(page, live, "round-close", f"/work/rounds/{KEY}/close/")
    look(page, live, "synthesis", f"/work/rounds/{KEY}/synthesis/")
    look(page, live, "statements", f"/work/rounds/{KEY}/statements/")
    look(page, live, "review-queue", "/work/review/")
    look(page, live, "check-rules", "/work/checks/")
    look(page, live, "review", f"/work/rounds/{KEY}/J-POD/review/")
    look(page, live, "review-ask", f"/work/rounds/{KEY}/J-POD/review/?about=seized.firearm")
    look(page, live, "take-over", f"/work/rounds/{KEY}/J-TIR/steps/take-over/")
    look(page, live, "needs", "/work/needs/")
    look(page, live, "needs-empty", "/work/needs/?q=nothing-like-this")
    donor = signed_in(chromium, live, "donor@example.org")
    look(donor, live, "desk-donor", "/work/")
    look(donor, live, "statements-donor", f"/work/rounds/{KEY}/statements/")
