"""An officer sends a file of figures: a form fetched, filled, sent back, looked at, taken in, taken back."""

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


def filled(page: Page) -> bytes:
    """The form as it was fetched, with three figures put in; one of them is none."""
    with page.expect_download() as fetched:
        page.get_by_role("link", name="CSV to fill").click()
    rows = fetched.value.path().read_text().splitlines()
    given = {"destroyed,firearm,": "1234", "destroyed,ammunition,": "about 56000", "destroyed,device,": "1.500"}
    for number, row in enumerate(rows):
        for key, value in given.items():
            if key in row:
                fields = row.split(",")
                fields[5] = value
                rows[number] = ",".join(fields)
    return "\r\n".join(rows).encode()


def test_an_officer_sends_a_file_sees_what_would_change_and_takes_it_in(stage, live: str, chromium: Browser):
    page = signed_in(chromium, live, "officer.belgrade@example.org")
    page.goto(f"{live}/work/rounds/{ROUND}/J-BEG/figures/")
    page.get_by_role("link", name="Send a file").click()
    expect(page.get_by_text("No file was sent yet")).to_be_visible()
    check_axe(page)
    fits(page)
    picture(page, "files")
    content = filled(page)
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose the file first")
    page.get_by_label("The file").set_input_files({"name": "figures.csv", "mimeType": "text/csv", "buffer": content})
    page.get_by_role("button", name="See what would change").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("figures.csv")
    expect(page.get_by_text("Write 1500")).to_be_visible()
    check_axe(page)
    fits(page)
    picture(page, "file-preview")
    page.emulate_media(color_scheme="dark")
    check_axe(page)
    picture(page, "file-preview-dark", widths=(1440,))
    page.emulate_media(color_scheme="light")
    page.get_by_role("button", name="Take in 2 figures").click()
    expect(page.get_by_text("2 figures changed.")).to_be_visible()
    with acting_for(*everywhere()):
        assert {cell.line: cell.qualifier for cell in DraftCell.objects.all()} == {
            "firearm": "exact", "ammunition": "about",
        }  # fmt: skip
