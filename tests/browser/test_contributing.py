"""An officer hands a section to the police, who fill and deliver it, and see nothing else."""

import pytest
from playwright.sync_api import expect

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.models import DraftCell

from . import people
from .driving import check_axe, fits, picture, signed_in

KEY = "wb-2020-h1"
PART = f"/work/rounds/{KEY}/J-BEG/"


@pytest.fixture
def open_part(own_database) -> None:
    """An open round, an officer and a police contributor of Belgrade."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        period = Period.parse("2020-H1")
        open_round(key=KEY, framework=people.framework(opener), narrative=period, figures=period, by=opener)
        for kind, role in (("commission", "officer"), ("police", "contributor")):
            at = people.institution(f"J-BEG/{kind}", "J-BEG", kind)
            people.person(f"{role}@example.org", at, role)


def test_a_contributor_fills_and_delivers_what_was_handed_out_and_sees_nothing_else(chromium, live, open_part):
    officer, police = (signed_in(chromium, live, f"{who}@example.org") for who in ("officer", "contributor"))
    officer.goto(f"{live}{PART}sections/")
    officer.locator('input[name=cell][value="J-BEG/police|seized"]').check()
    officer.locator("#due_on").fill("2020-09-01")
    officer.get_by_role("button", name="Hand out", exact=True).click()
    expect(officer.locator("#section-seized")).to_contain_text("overdue")
    check_axe(officer)
    fits(officer)
    picture(officer, "sections")

    police.goto(live + PART)
    check_axe(police)
    fits(police)
    picture(police, "part-contributor")
    police.goto(f"{live}{PART}figures/seized/")
    police.locator("#id_firearm-value").fill("61")
    expect(police.locator("#status-firearm")).to_contain_text("wanted by place")
    assert police.goto(f"{live}{PART}figures/destroyed/").status == 403
    police.goto(live + PART)
    police.get_by_role("button", name="Deliver the chosen sections").click()
    officer.goto(f"{live}{PART}sections/")
    expect(officer.locator("#section-seized")).to_contain_text("delivered")
    assert DraftCell.objects.get(measure="seized", line="firearm").value == 61
