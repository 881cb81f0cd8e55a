"""A seizure abroad becomes a request: found, its chain told, a name released by two, the outcome counted."""

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from opensalw.core.session import acting_for, everywhere
from opensalw.incidents.commands.recording import record_incident
from opensalw.registers import commands as register
from opensalw.registers.events import weapons
from opensalw.registers.marks import Mark
from tests.cast import officer
from tests.cast import person as somebody

from . import people
from .driving import check_axe, fits, picture, signed_in

HOME, NEIGHBOUR = "J-PRN", "J-SKP"
LONG_AGO = date(2019, 5, 2)
POLICE = somebody("registry", "contributor", NEIGHBOUR, "police")


@pytest.fixture
def desks(own_database) -> None:
    """Two focal points, a second person, a stolen rifle in the neighbour's register, and its seizure at home."""
    desks = ((HOME, "police", "home"), (NEIGHBOUR, "police", "there"), (NEIGHBOUR, "ministry", "second"))
    for jid, kind, name in desks:
        people.person(f"{name}@example.org", people.institution(f"{jid}/{kind}", jid, kind), "contributor")
    with acting_for(*everywhere()):
        known = {"jurisdiction": NEIGHBOUR, "by": POLICE, "on": LONG_AGO}
        holder = register.record_holder(kind="person", name="Holder One", own_number="0101990450001", **known)
        permit = register.grant(holder=holder, kind="possession", on=LONG_AGO, by=POLICE)
        rifle = register.register(
            make="Zastava", model="M70AB2", calibre="7,62x39", serial=Mark("124456"), holder=holder, permit=permit,
            **known,
        )  # fmt: skip
        register.happened(rifle, weapons.Stolen(reference="K 77"), on=date(2020, 1, 7), by=POLICE)
        piece = {"thing": "firearm", "type": "rifle", "make": "Zastava", "model": "M70AB2", "calibre": "7,62x39",
                 "marks": "12?456", "marking": "unique"}  # fmt: skip
        record_incident(
            jurisdiction=HOME, kind="seizure", items=[piece], happened_on=timezone.localdate(), by=officer(HOME),
            place="land_border", where="Crossing North", origin="Skopje", context="illicit_trafficking",
        )  # fmt: skip


def looked_at(page, name: str) -> None:
    check_axe(page)
    fits(page)
    picture(page, name)


def step(page, title: str, button: str, **facts: str) -> None:
    """Open an act of the page, fill it and do it."""
    page.locator("summary").get_by_text(title, exact=True).first.click()
    for field, value in facts.items():
        place = page.locator(f"#{field.replace('__', '-')}")
        if place.evaluate("one => one.tagName") == "SELECT":
            place.select_option(value)
        else:
            place.fill(value)
    page.get_by_role("button", name=button, exact=True).last.click()


def test_a_seizure_abroad_is_traced_released_by_two_and_counted(chromium, live, desks):
    home, there, second = (signed_in(chromium, live, f"{who}@example.org") for who in ("home", "there", "second"))
    home.goto(f"{live}/work/tracing/{HOME}/outcomes/")
    looked_at(home, "tracing-outcomes-before")
    home.get_by_role("link", name="Send a trace request").first.click()
    looked_at(home, "tracing-new")
    home.locator("#id_seat").select_option(NEIGHBOUR)
    home.locator("#id_why").fill("Found hidden in a lorry.")
    home.locator("#id_use").fill("Criminal proceedings.")
    home.get_by_role("button", name="Send it").click()
    expect(home.locator("h1")).to_contain_text("T-PRN-")
    ours = home.url

    there.get_by_role("link", name="Tracing").first.click()
    looked_at(there, "tracing-inbox")
    there.get_by_role("link", name="T-SKP-").first.click()
    step(there, "Acknowledge", "Acknowledge", acknowledged__remark="Looking.")
    there.get_by_role("link", name="Search the own register").click()
    expect(there.get_by_role("list", name="Found by the description")).to_contain_text("124456")
    looked_at(there, "tracing-candidates")
    there.get_by_role("button", name="Attach").first.click()
    there.get_by_label("What agrees, or tells them apart").fill("All that can be read.")
    there.get_by_role("button", name="It is this weapon").click()
    there.get_by_role("button", name="Take the chain from the register").click()
    there.get_by_label("name", exact=True).check()
    there.get_by_label("For which purpose").fill("Witness of the theft")
    there.get_by_role("button", name="Propose the release").click()
    expect(there.get_by_text("Another person decides")).to_be_visible()
    second.goto(there.url.partition("?")[0])
    looked_at(second, "tracing-release")
    second.get_by_role("button", name="Let it go").click()
    expect(second.get_by_text("Released to the side that asks")).to_be_visible()
    there.reload()
    step(there, "Set the point of diversion", "Set it", diversion__kind="theft", diversion__because="Report K 77")
    there.get_by_role("button", name="Send the chain to the other side").click()
    step(there, "Answer", "Answer", answered__result="hit", answered__told="Stolen from its holder.")
    expect(there.get_by_text("Stolen from its holder.").first).to_be_visible()

    home.goto(ours)
    expect(home.get_by_text("Holder One")).to_be_visible()
    step(home, "Set the outcome", "Set it", outcome__code="illegitimate_owner_foreign_registry")
    step(home, "Close", "Close", closed__remark="Done.")
    looked_at(home, "tracing-request")
    home.goto(f"{live}/work/tracing/{HOME}/outcomes/")
    expect(home.get_by_text("100.00 %").first).to_be_visible()
    expect(home.get_by_role("main")).to_contain_text("of which recorded there")
    looked_at(home, "tracing-outcomes")
    for name in ("flows", "wanted", "everything", "siena"):
        home.goto(f"{live}/work/tracing/{HOME}/{name}/")
        looked_at(home, f"tracing-{name}")
    there.get_by_role("link", name="What it is linked with").click()
    looked_at(there, "tracing-links")
