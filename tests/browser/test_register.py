"""A weapon's life: registered, transferred, stolen, known at a border, seized elsewhere, returned, ended."""

import time

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from opensalw.core.periods import half
from opensalw.core.permissions import Person
from opensalw.core.session import acting_for, everywhere
from opensalw.registers.commands import grant, record_holder
from opensalw.registers.models import Consultation, Firearm
from opensalw.roadmap.counts import answers
from opensalw.roadmap.record_counts import count_of

from . import people
from .driving import check_axe, fits, picture, signed_in

REGISTER = "/work/registry/J-BEG/"
OWN = ("0101990710001", "0202990710002")


@pytest.fixture
def registry(own_database) -> None:
    """Two of Belgrade's registry, its border police, the police of Skopje, and two holders with permits."""
    today = timezone.localdate()
    with acting_for(*everywhere()):
        keepers: list[Person] = []
        for name, seat, kind in (
            ("counter", "J-BEG", "police"), ("second", "J-BEG", "ministry"), ("border", "J-BEG", "border_police"),
            ("skopje", "J-SKP", "police"),
        ):  # fmt: skip
            person = people.person(
                f"{name}@example.org", people.institution(f"{seat}/{kind}", seat, kind), "contributor"
            )
            keepers.append(person)
        for name, own in zip(("Petra Primer", "Други Држалац"), OWN, strict=True):
            one = record_holder(jurisdiction="J-BEG", kind="person", name=name, own_number=own, by=keepers[0], on=today)
            grant(holder=one, kind="possession", on=today, by=keepers[0])


def seen(page: Page, name: str) -> None:
    """What every page of the register must bear."""
    check_axe(page)
    fits(page)
    picture(page, name)


def step(page: Page, weapon: str, name: str, button: str = "Record it", /, **typed: str) -> None:
    page.goto(f"{weapon}do/{name}/")
    for field, value in typed.items():
        page.locator(f"#id_{field}").fill(value)
    page.get_by_role("button", name=button).click()
    page.wait_for_url(weapon)


def test_a_weapon_lives_from_the_counter_to_its_certificate(chromium, live, registry):
    counter, second, border, skopje = (
        signed_in(chromium, live, f"{who}@example.org") for who in ("counter", "second", "border", "skopje")
    )
    weapon = registered(counter, live)
    transferred_with_the_keyboard_alone(counter, live)
    step(counter, weapon, "stolen", place="Flat", reference="K 7")
    expect(counter.locator("main")).to_contain_text("I-BEG-")

    border.set_viewport_size({"width": 390, "height": 800})
    border.goto(f"{live}{REGISTER}border-check/")
    border.locator("#mark").fill("у 123-456")
    border.keyboard.press("Enter")
    expect(border.get_by_role("status")).to_contain_text("Hold it")
    expect(border.locator("main")).not_to_contain_text("Други")
    seen(border, "border-check")

    incident = seized_elsewhere(skopje, live)
    step(counter, weapon, "taken_in", incident=incident)
    expect(counter.locator("main")).to_contain_text(incident)
    step(counter, weapon, "given_back")
    step(counter, weapon, "deactivated", "Propose it", certificate="D-77", reason="Seen in the workshop")
    second.goto(f"{live}{REGISTER}second-person/")
    seen(second, "second-person")
    second.get_by_role("button", name="I have looked too").click()
    destroyed_by_two(counter, second, live, weapon)
    counter.goto(weapon)
    expect(counter.locator("main")).to_contain_text("Destroyed. Certificate Z-BEG-000001")
    seen(counter, "weapon")
    told_by_the_figures()


def registered(counter: Page, live: str) -> str:
    """At the counter; returns the address of the weapon."""
    counter.goto(f"{live}{REGISTER}counter/register/")
    check_axe(counter)
    typed = {"to": OWN[0], "make": "Zastava", "model": "M70", "calibre": "7,65", "serial": "У-123456"}
    for field, value in typed.items():
        counter.locator(f"#id_{field}").fill(value)
    counter.keyboard.press("Enter")
    counter.get_by_role("button", name="Register it").click()
    expect(counter.locator("h1")).to_contain_text("Receipt")
    seen(counter, "receipt")
    return counter.url.removesuffix("receipt/")


def transferred_with_the_keyboard_alone(counter: Page, live: str) -> None:
    """From the field that waits to the receipt without the mouse; the machine's share is well under a second."""
    counter.goto(f"{live}{REGISTER}counter/")
    begun = time.monotonic()
    for keys in ("u123456", OWN[1]):
        counter.keyboard.type(keys)
        counter.keyboard.press("Tab")
    counter.keyboard.press("Enter")
    expect(counter.locator("main")).to_contain_text("Други Држалац")
    looked = time.monotonic() - begun
    seen(counter, "counter")
    begun = time.monotonic()
    counter.keyboard.press("Enter")
    expect(counter.locator("h1")).to_contain_text("Receipt")
    assert looked + time.monotonic() - begun < 10
    with acting_for("J-BEG"):
        assert Consultation.objects.filter(what="counter").count() == 4


def seized_elsewhere(skopje: Page, live: str) -> str:
    """Skopje records what it seized, and sees no page of Belgrade's register; returns the number of its incident."""
    assert skopje.goto(f"{live}{REGISTER}").status == 403
    skopje.goto(f"{live}/field/J-SKP/incidents/new/seizure/")
    for field, typed in {"quantity": "1", "make": "Zastava", "model": "M70", "marks": "У-123456"}.items():
        skopje.locator(f"#id_item0-{field}").fill(typed)
    skopje.get_by_role("button", name="Record it").click()
    expect(skopje.locator("h1")).to_contain_text("I-SKP-")
    return skopje.locator("h1").inner_text().split()[0]


def destroyed_by_two(counter: Page, second: Page, live: str, weapon: str) -> None:
    """The weapon comes to a store, is ordered to be destroyed, checked by one person and confirmed by another."""
    counter.goto(f"{live}/field/J-BEG/stores/")
    counter.locator("#id_name").fill("Evidence room")
    counter.locator("#id_owner").select_option("interior")
    counter.get_by_role("button", name="Add it").click()
    counter.get_by_text("Take in", exact=True).click()
    counter.locator("#id_receive-item").fill(weapon.rstrip("/").split("/")[-1])
    counter.get_by_role("button", name="Take it in").click()
    counter.get_by_text("Order a destruction", exact=True).click()
    counter.locator("#id_order-ground").fill("Wish of the holder")
    counter.locator("input[name=order-lots]").check()
    counter.get_by_role("button", name="Order it").click()
    counter.get_by_role("textbox", name="Marks read from").fill("У 123456")
    counter.get_by_role("button", name="Check", exact=True).click()
    second.goto(counter.url)
    second.locator("#id_method").select_option("melting")
    second.locator("#id_witnesses").fill("Prosecutor")
    second.get_by_role("button", name="Everything was destroyed").click()
    expect(second.locator("main")).to_contain_text("Z-BEG-000001")


def told_by_the_figures() -> None:
    """The half-year's form is offered each act once, in the jurisdiction in which it happened."""
    today = timezone.localdate()
    period = half(today.year, 1 if today.month < 7 else 2)
    wanted = {
        "J-BEG": ("lost_traced.stolen", "deactivated.firearm", "destroyed.firearm"), "J-SKP": ("seized.firearm",)
    }  # fmt: skip
    for seat, lines in wanted.items():
        with acting_for(seat):
            told = answers({line: count_of("wb_2018", *line.split(".")) for line in lines}, seat, period)
        assert {line: found.amount for line, found in told.items()} == dict.fromkeys(lines, 1)
    with acting_for("J-BEG"):
        assert Firearm.objects.get().state == "destroyed"
