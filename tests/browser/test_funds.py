"""A fund is entered in pages: organisation, facts, seats, rules, money, call; and its call is opened to proposals."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.models import Call, Fund
from opensalw.coordination.queries.funds import balance
from opensalw.core.session import acting_for, everywhere

from . import people
from .driving import check_axe, fits, picture, signed_in


@pytest.fixture
def stage(own_database) -> None:
    """The secretariat, and an organisation whose people sign in."""
    with acting_for(*everywhere()):
        office = people.secretariat()[0]
        people.framework(office)
        for key in ("agency", "builder"):
            at = people.institution(f"J-REG/{key}", "J-REG", "implementer")
            people.person(f"{key}@example.org", at, "donor")
        keep_organisation(key="builder", name="Builder", kind="un", institution="J-REG/builder", by=office)


def save(page: Page, button: str = "Save") -> None:
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()
    expect(page.get_by_role("status").first).to_be_visible()


def enter_the_organisation(page: Page, live: str) -> None:
    page.goto(f"{live}/work/organisations/")
    page.get_by_role("link", name="Enter an organisation").click()
    page.get_by_label("Name", exact=True).fill("Agency")
    page.get_by_label("Kind").select_option("un")
    page.get_by_label("Its people here").select_option("J-REG/agency")
    check_axe(page)
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Agency")


def enter_the_fund(page: Page, live: str) -> None:
    page.goto(f"{live}/work/funds/")
    page.get_by_role("link", name="Enter a fund").click()
    page.get_by_label("Name of the fund").fill("Fund for safe stores")
    page.get_by_label("Code").fill("SAFE")
    page.get_by_label("Currency").fill("usd")
    page.get_by_label("What it is for").fill("Stores, doors and the people who keep them.")
    save(page)
    for organisation, part in (("agency", "chair"), ("agency", "contributor"), ("builder", "participant")):
        page.get_by_role("link", name="Give a seat").click()
        page.get_by_label("Organisation").select_option(organisation)
        page.get_by_label("Sits as").select_option(part)
        save(page)


def write_the_rules(page: Page) -> None:
    page.get_by_role("link", name="Write its rules").click()
    for part, word in (("Chair", "yes"), ("Contributors", "no"), ("Participating organisations", "no")):
        page.get_by_label(part, exact=True).select_option(word)
    page.get_by_label("Decided by").select_option("majority")
    page.get_by_label("Applicants at the table").select_option("required")
    check_axe(page)
    picture(page, "fund-rules")
    fits(page)
    save(page, "Put in force")


def enter_the_money(page: Page) -> None:
    page.get_by_role("link", name="Enter money").click()
    page.get_by_label("Amount").fill("120000")
    save_refused = page.get_by_role("button", name="Save", exact=True)
    save_refused.click()
    expect(page.get_by_role("alert")).to_contain_text("Say who paid it in")
    page.get_by_label("From whom").select_option("agency")
    save(page)
    page.goto(page.url.partition("#")[0])
    check_axe(page)
    picture(page, "fund")
    fits(page)


def write_the_call(page: Page) -> None:
    page.get_by_role("link", name="Write a call").click()
    page.get_by_label("Title").fill("First call: doors")
    page.get_by_label("What is asked for").fill("Doors, alarms and training for the keepers of stores.")
    page.get_by_label("Closes").fill((timezone.now() + timedelta(days=40)).strftime("%Y-%m-%dT12:00"))
    page.get_by_label("Money of the call").fill("100000")
    save(page)
    page.get_by_role("link", name="Who may propose").click()
    page.get_by_label("Who may propose").select_option("participants")
    save(page)
    page.get_by_role("link", name="Criteria").click()
    for row, (criterion, weight) in enumerate((("It answers a need", "60"), ("The plan is sound", "40")), 1):
        group = page.get_by_role("group", name=f"Row {row}", exact=True)
        group.get_by_label("Criterion").fill(criterion)
        group.get_by_label("Weight").fill(weight)
    check_axe(page)
    save(page)
    check_axe(page)
    picture(page, "call-written")
    fits(page)
    page.get_by_role("link", name="Open it").click()
    save(page, "Open it")


def test_a_fund_is_entered_in_pages_and_its_call_opened(chromium: Browser, live: str, stage: None):
    office = signed_in(chromium, live, "opener@example.org")
    enter_the_organisation(office, live)
    enter_the_fund(office, live)
    write_the_rules(office)
    enter_the_money(office)
    write_the_call(office)
    builder = signed_in(chromium, live, "builder@example.org")
    builder.goto(f"{live}/work/calls/")
    builder.get_by_role("link", name="First call: doors").click()
    expect(builder.get_by_role("button", name="Begin a proposal of Builder")).to_be_visible()
    held = Fund.objects.get()
    assert balance(held) is not None
    assert Call.objects.get(fund=held).is_open
