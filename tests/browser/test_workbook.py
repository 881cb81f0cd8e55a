"""An officer works in Excel: fetches the workbook, fills it, looks at what would change, takes it in, takes it back."""

import re
from pathlib import Path

from playwright.sync_api import Page, expect

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.models import DraftCell
from tests.returns.workbook.book import Book

from . import people
from .driving import check_axe, fits, picture, signed_in

KEY = "wb-2020-H1"


def stage() -> None:
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        people.commissions(signing_chairs=())
        half = Period.parse("2020-H1")
        open_round(key=KEY, framework=people.framework(opener), narrative=half, figures=half, by=opener)


def download(page: Page, link: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("link", name=link).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def fill(path: Path) -> None:
    book = Book(path.read_bytes())
    book.put("destroyed.firearm", "1,234")
    book.put("destroyed.firearm|origin=surplus|owner=defence", 1000)
    book.put("destroyed.ammunition", "56 000")
    book.put("destroyed.device", "not collected", "reason")
    book.put("destroyed.mixed_mass", "heavy")
    book.put("seized.firearm", "1.234")
    path.write_bytes(book.content)


def test_an_officer_works_in_excel(chromium, live, own_database, tmp_path):
    stage()
    officer = signed_in(chromium, live, "officer.belgrade@example.org")
    officer.goto(f"{live}/work/rounds/{KEY}/J-BEG/")
    officer.get_by_role("link", name="Work in Excel").click()
    check_axe(officer)
    path = download(officer, "Fetch the workbook", tmp_path)
    fill(path)
    officer.locator("#id_file").set_input_files(path)
    officer.get_by_role("button", name="See what would change").click()
    expect(officer.get_by_role("heading", name="2 cells to mend")).to_be_visible()
    expect(officer.get_by_role("region", name="Cells to mend")).to_contain_text("Write 1234")
    check_axe(officer)
    fits(officer)
    picture(officer, "workbook-preview")
    marked = download(officer, "Fetch a copy with these cells marked", tmp_path)
    assert Book(marked.read_bytes()).book.sheetnames[0] == "To mend"

    officer.goto(f"{live}/work/rounds/{KEY}/J-BEG/workbook/")
    picture(officer, "workbook")
    officer.get_by_role("link", name=f"{KEY}-J-BEG.xlsx").click()
    officer.get_by_role("button", name="Take in 4 figures").click()
    expect(officer.locator(".message.success")).to_have_text(re.compile("4 figures changed"))
    expect(officer.get_by_role("region", name="Changes")).to_contain_text("56,000 rounds")
    check_axe(officer)
    assert DraftCell.objects.get(line="firearm", dims_key="").value == 1234
    officer.get_by_role("button", name="Take it back").click()
    expect(officer.locator(".message.success")).to_contain_text("as they were before")
    assert not DraftCell.objects.exists()
    officer.context.close()
