"""A need becomes a project, the project sends its form, the form is printed in the contributions report."""

import pytest
from playwright.sync_api import expect

from opensalw.coordination.commands.needs import state_need
from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.models import Project
from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.rounds import open_round

from . import people
from .driving import check_axe, fits, picture, signed_in

KEY = "wb-2020-h1"


@pytest.fixture
def asked(own_database) -> None:
    """An open round, a need of Skopje, and an organisation that could serve it."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        period = Period.parse("2020-H1")
        open_round(key=KEY, framework=people.framework(opener), narrative=period, figures=period, by=opener)
        officer = people.person(
            "officer@example.org", people.institution("J-SKP/commission", "J-SKP", "commission"), "officer"
        )
        people.person("giver@example.org", people.institution("J-REG/donor", "J-REG", "donor"), "donor")
        keep_organisation(key="giver", name="Giver", kind="un", institution="J-REG/donor", by=opener)
        state_need(
            jurisdiction="J-SKP", goal=7, kind="software", text="Software to register and trace weapons.",
            beneficiary="Ministry of Interior", measure="lost_traced", by=officer,
        )  # fmt: skip


def test_a_need_becomes_a_project_that_reports_into_the_contributions_report(chromium, live, asked):
    who = {name: signed_in(chromium, live, f"{name}@example.org") for name in ("officer", "giver", "opener")}
    officer, giver, opener = who["officer"], who["giver"], who["opener"]
    officer.goto(f"{live}/work/register/N-SKP-01/")
    officer.get_by_role("link", name="Confirm").click()
    officer.get_by_role("button", name="Confirm").click()
    expect(officer.locator(".facts")).to_contain_text("confirmed")

    giver.goto(f"{live}/work/projects/new/")
    giver.locator("#id_title").fill("Electronic register")
    giver.locator("#id_stage").select_option("ongoing")
    giver.get_by_label("Skopje").check()
    giver.get_by_role("button", name="Enter").click()
    address = giver.url
    for kind, more in (("budget", {}), ("commitment", {"donor": "giver"})):
        giver.goto(f"{address}money/")
        giver.locator("#id_kind").select_option(kind)
        giver.locator("#id_amount").fill("120000")
        giver.locator("#id_currency").fill("EUR")
        if more:
            giver.locator("#id_donor").select_option(more["donor"])
        giver.get_by_role("button", name="Save").click()
    giver.goto(f"{address}needs/")
    giver.get_by_label("N-SKP-01").check()
    giver.get_by_role("button", name="Save").click()
    expect(giver.locator(".facts")).to_contain_text("fully funded")
    check_axe(giver)
    fits(giver)
    picture(giver, "project")

    key = Project.objects.get().key
    opener.goto(live + f"/work/projects/{key}/")
    opener.get_by_role("button", name="Show to the public").click()
    opener.goto(f"{live}/work/register/N-SKP-01/match/")
    opener.locator("#id_project").select_option(key)
    opener.get_by_role("button", name="Match").click()
    expect(opener.locator("#trace + ol")).to_contain_text("Electronic register")
    check_axe(opener)
    fits(opener)
    picture(opener, "need-trace")

    giver.goto(f"{address}form/{KEY}/")
    giver.get_by_role("button", name="Begin the form").click()
    giver.locator("#id_done").fill("The software was tested with dealers.")
    check_axe(giver)
    fits(giver)
    picture(giver, "contribution-form")
    giver.get_by_role("button", name="Send").click()
    expect(giver.get_by_role("main")).to_contain_text("stays exactly as it was sent")

    opener.goto(f"{live}/work/reports/{KEY}/contributions/")
    expect(opener.get_by_role("main")).to_contain_text("The software was tested with dealers.")
    opener.goto(f"{live}/work/gaps/?on=2020-07-03")
    expect(opener.locator("#served + div")).to_contain_text("N-SKP-01")
    check_axe(opener)
    fits(opener)
    picture(opener, "gaps")
