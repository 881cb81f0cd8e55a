"""A surrender goes to a store, is destroyed before witnesses by two persons, and stands in the half-year's figures."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from opensalw.core.periods import half
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.models import DraftCell

from . import people
from .driving import check_axe, fits, picture, signed_in

KEY = "wb-now"
PART = f"/work/rounds/{KEY}/J-PRN/"


@pytest.fixture
def two_officers(own_database) -> None:
    """An open round of this half-year, and two officers of Pristina."""
    today = timezone.localdate()
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        period = half(today.year, 1 if today.month < 7 else 2)
        open_round(key=KEY, framework=people.framework(opener), narrative=period, figures=period, by=opener)
        at = people.institution("J-PRN/commission", "J-PRN", "commission")
        for who in ("first", "second"):
            people.person(f"{who}@example.org", at, "officer")


def test_what_was_handed_in_is_destroyed_by_two_persons_and_counted(chromium, live, two_officers):
    first, second = (signed_in(chromium, live, f"{who}@example.org") for who in ("first", "second"))
    first.get_by_role("link", name="Incidents").first.click()
    first.get_by_role("link", name="Surrender", exact=True).click()
    check_axe(first)
    fits(first)
    picture(first, "incident-entry")
    first.locator("#id_anonymous").select_option("yes")
    for field, typed in {"quantity": "1", "make": "Zastava", "model": "M57", "marks": "A 1234"}.items():
        first.locator(f"#id_item0-{field}").fill(typed)
    first.get_by_role("button", name="Record it").click()
    expect(first.locator("h1")).to_contain_text("I-PRN-")
    number = first.locator("h1").inner_text().split()[0]
    check_axe(first)
    fits(first)
    picture(first, "incident")
    first.goto(f"{live}/field/J-PRN/incidents/")
    check_axe(first)
    fits(first)

    first.goto(f"{live}/field/J-PRN/stores/")
    first.locator("#id_name").fill("Evidence room North")
    first.locator("#id_owner").select_option("interior")
    first.get_by_role("button", name="Add it").click()
    first.get_by_text("Take in", exact=True).click()
    first.locator("#id_receive-item").fill(f"{number}/1")
    first.get_by_role("button", name="Take it in").click()
    expect(first.get_by_role("region", name="Stock")).to_contain_text("A 1234")
    check_axe(first)
    fits(first)
    picture(first, "store")
    first.get_by_text("Order a destruction", exact=True).click()
    first.locator("#id_order-ground").fill("Decision 12")
    first.locator("input[name=order-lots]").check()
    first.get_by_role("button", name="Order it").click()
    expect(first.locator("h1")).to_contain_text("Destruction D-PRN")
    first.get_by_role("textbox", name="Marks read from").fill("a-1234")
    check_axe(first)
    first.get_by_role("button", name="Check", exact=True).click()
    expect(first.locator("main")).to_contain_text("Another person confirms here")

    second.goto(first.url)
    second.locator("#id_method").select_option("melting")
    second.locator("#id_witnesses").fill("Prosecutor")
    check_axe(second)
    fits(second)
    picture(second, "destruction-day")
    second.get_by_role("button", name="Everything was destroyed").click()
    second.get_by_role("link", name="Certificate").click()
    expect(second.locator("main")).to_contain_text("Prosecutor")
    check_axe(second)

    first.goto(f"{live}{PART}figures/destroyed/")
    line = first.locator("#line-firearm")
    expect(line).to_contain_text("computed 1")
    check_axe(first)
    picture(first, "computed")
    line.get_by_role("link", name="1 entry behind Firearms destroyed").click()
    expect(first.locator("main")).to_contain_text("1 Firearm destroyed (melting)")
    check_axe(first)
    fits(first)
    first.go_back()
    first.locator("#line-firearm").get_by_role("button", name="use").click()
    expect(first.locator("#line-firearm")).to_contain_text("taken over from our records")
    assert DraftCell.objects.get(line="firearm", dims_key="").value == 1
