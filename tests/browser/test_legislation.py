"""A table of concordance is graded by keyboard and confirmed; the act is replaced, and what it touched opens again."""

from datetime import date

import pytest
from playwright.sync_api import expect

from opensalw.core.session import acting_for, everywhere
from opensalw.legislation.commands.acts import Part, enter_act, enter_version, link_acts

from . import people
from .driving import check_axe, fits, picture, signed_in

OLD, NEW = ("Art. 1", "Art. 2"), ("Art. 1", "Art. 2", "Art. 2a")
CORRELATION = "Old,New,Kind\nArt. 1,Art. 1,unchanged\nArt. 2,Art. 2,changed\n,Art. 2a,new\n"


@pytest.fixture
def acts(own_database):
    """A directive, the one that codifies it, a law; an officer, a chair and the secretariat."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        people.framework(opener)
        at = people.institution("J-BEG/commission", "J-BEG", "commission")
        officer = people.person("officer@example.org", at, "officer")
        people.person("chair@example.org", at, "chair")
        old = enter_act(key="old", framework="eu", kind="directive", title="Old directive", line="firearms_directive",
                        by=opener)  # fmt: skip
        new = enter_act(key="new", framework="eu", kind="directive", title="New directive", line="firearms_directive",
                        by=opener)  # fmt: skip
        link_acts(new, "codifies", old, by=opener)
        law = enter_act(
            key="law", framework="own", kind="law", title="Law on weapons", jurisdiction="J-BEG", by=officer
        )  # fmt: skip
        link_acts(law, "transposes", new, by=officer)
        enter_version(old, label="Old directive", parts=map(Part, OLD), valid_from=date(1991, 6, 18), by=opener)
        enter_version(new, label="New directive", parts=map(Part, NEW), valid_from=date(2021, 4, 26), by=opener)


def test_a_directive_is_replaced_and_its_concordance_opens_again(chromium, live, acts, tmp_path):
    officer = signed_in(chromium, live, "officer@example.org")
    officer.goto(f"{live}/work/legislation/")
    officer.get_by_label("Act", exact=True).select_option("Old directive")
    officer.get_by_role("button", name="Open a table").click()
    expect(officer.get_by_text("2 rows were opened.")).to_be_visible()
    officer.get_by_role("link", name="Art. 1").click()
    check_axe(officer)
    fits(officer)
    for number in (3, 4):
        officer.get_by_label("Grade", exact=True).select_option("full")
        officer.get_by_label("Own provisions").fill(f"law: čl. {number}")
        officer.get_by_role("button", name="Keep, then the next").press("Enter")
        expect(officer.locator(".message.success")).to_contain_text("Somebody else confirms it")
    chair = signed_in(chromium, live, "chair@example.org")
    chair.goto(f"{live}/work/legislation/")
    chair.get_by_role("link", name="Old directive, Belgrade").click()
    chair.get_by_role("link", name="Art. 1").click()
    for _number in OLD:
        chair.get_by_role("button", name="Confirm: full").click()
        expect(chair.locator(".message.success")).to_contain_text("is confirmed")

    secretariat = signed_in(chromium, live, "opener@example.org")
    secretariat.goto(f"{live}/work/legislation/correlations/")
    secretariat.get_by_label("Old act").select_option("Old directive")
    secretariat.get_by_label("New act").select_option("New directive")
    file = tmp_path / "correlation.csv"
    file.write_text(CORRELATION)
    secretariat.get_by_label("Table").set_input_files(file)
    secretariat.get_by_role("button", name="Load it").click()
    expect(secretariat.get_by_role("main")).to_contain_text("2 rows of these tables move: Belgrade.")
    check_axe(secretariat)
    fits(secretariat)
    picture(secretariat, "correlation")
    secretariat.get_by_role("button", name="Apply it").click()
    expect(secretariat.locator(".message.success")).to_contain_text("Carried over: 1; opened again: 1; new: 1")

    officer.goto(f"{live}/work/legislation/")
    officer.get_by_role("link", name="New directive, Belgrade").click()
    main = officer.get_by_role("main")
    expect(main).to_contain_text("carried over, to be confirmed")
    expect(main).to_contain_text("was full")
    check_axe(officer)
    fits(officer)
    picture(officer, "concordance")
    officer.get_by_role("link", name="Art. 2", exact=True).click()
    expect(officer.get_by_role("main")).to_contain_text("That grade does not count until you say it again.")
    officer.goto(f"{live}/legislation/")
    expect(officer.get_by_role("main")).to_contain_text("1 provision re-opened")
    check_axe(officer)
    fits(officer)
    picture(officer, "legal-matrix")
