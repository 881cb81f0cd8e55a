"""An officer takes figures from a text: pasted, read beside their sentences, accepted, mended, dropped, found again."""

from datetime import date

import pytest
from playwright.sync_api import Browser, Page, expect

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.models import DraftCell

from . import people
from .driving import check_axe, fits, picture, signed_in

ROUND = "wb-2031-h1"
TEXT = """# Narrative of the first half of 2031

- Destruction of 23.4 tons of ammunition, fuses and explosives by the MoD; 15,430 firearms, as well as 54,111 pieces of
  SALW ammunition were destroyed by the MoI.
- Citizens voluntarily surrendered 78 pieces of firearms and 37 parts of weapons.
- The number of proceedings for illicit possession fell from 400 in 2029 to 361 in 2030.
- Ten storage facilities are envisaged for reconstruction.
- In Tirana, at least four persons were arrested.
- There was a significant increase of seized firearms at the border.
"""


@pytest.fixture
def stage(own_database):
    """An open round and one officer."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        half = Period.parse("2031-H1")
        open_round(
            key=ROUND, framework=people.framework(opener), narrative=half, figures=half, by=opener,
            deadline=date(2031, 9, 30),
        )  # fmt: skip
        at = people.institution("J-BEG/commission", "J-BEG", "commission")
        people.person("officer.belgrade@example.org", at, "officer")


def give_the_text(page: Page, live: str) -> None:
    page.goto(f"{live}/work/rounds/{ROUND}/J-BEG/figures/")
    page.get_by_role("link", name="Take figures from a text").click()
    expect(page.get_by_text("No text was given yet")).to_be_visible()
    check_axe(page)
    page.get_by_role("button", name="Find the figures").click()
    expect(page.get_by_role("alert")).to_contain_text("There is no text")
    page.get_by_label("Text", exact=True).fill(TEXT)
    page.get_by_label("Name of the text").fill("Narrative, first draft")
    page.get_by_role("button", name="Find the figures").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Narrative, first draft")


def decide(page: Page) -> None:
    expect(page.locator("mark", has_text="15,430")).to_be_visible()
    expect(page.get_by_text("0 of 9 figures are decided")).to_be_visible()
    check_axe(page)
    picture(page, "prose-figures")
    fits(page)
    page.emulate_media(color_scheme="dark")
    check_axe(page)
    picture(page, "prose-figures-dark", widths=(1440,))
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Accept 15,430 pieces").click()
    expect(page.get_by_text("15,430 pieces is in the draft.")).to_be_visible()
    page.get_by_role("button", name="Drop 37 pieces").click()
    expect(page.get_by_text("2 of 9 figures are decided, 1 accepted")).to_be_visible()


def mend(page: Page) -> None:
    page.get_by_role("link", name="Look and mend 10 facilities").click()
    expect(page.get_by_text("The text says that it is planned.")).to_be_visible()
    page.get_by_label("Line").select_option("storages_secured.planned")
    page.get_by_role("button", name="Use this line").click()
    check_axe(page)
    fits(page)
    picture(page, "prose-mend")
    page.locator("#id_value").fill("ten")
    page.get_by_role("button", name="Take it into the draft").click()
    expect(page.get_by_role("alert")).to_contain_text("is not a figure")
    page.locator("#id_value").fill("about 10")
    page.get_by_role("button", name="Take it into the draft").click()
    expect(page.get_by_text("3 of 9 figures are decided, 2 accepted")).to_be_visible()


def test_an_officer_takes_figures_from_a_text_and_finds_the_work_again(stage, live: str, chromium: Browser):
    page = signed_in(chromium, live, "officer.belgrade@example.org")
    give_the_text(page, live)
    decide(page)
    mend(page)
    page.goto(f"{live}/work/rounds/{ROUND}/J-BEG/prose/")
    expect(page.get_by_text("6 of 9 figures wait for a decision")).to_be_visible()
    picture(page, "prose-texts")
    page.goto(f"{live}/work/rounds/{ROUND}/J-BEG/figures/destroyed/")
    expect(page.locator("#line-firearm")).to_contain_text("From a text")
    picture(page, "prose-measure", widths=(1440,))
    with acting_for(*everywhere()):
        cells = {cell.line: cell.source["sentence"] for cell in DraftCell.objects.all()}
    assert set(cells) == {"firearm", "planned"}
    assert cells["planned"] == "Ten storage facilities are envisaged for reconstruction."
