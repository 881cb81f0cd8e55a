"""A file of a register is sent, looked at, loaded by a process beside the server, and its bad row mended in place."""

import pytest
from playwright.sync_api import expect

from . import people
from .driving import check_axe, fits, picture, signed_in

HEAD = "br. oružja;ko je pravio;model;kalibar;vlasnik;jmbg;datum registracije\n"
ROWS = [f"AB-{1000 + n};Застава;M70AB2;7,62x39;Držalac {n};{9900 + n};12.03.20{n % 20:02d}" for n in range(40)]
BAD = "CD-77;Zastava;M57;7.62;Držalac Zadnji;9999;12.03.2050"


@pytest.fixture
def registry(own_database, settings) -> None:
    """Somebody of the registry of Belgrade."""
    settings.KEYS.mkdir(parents=True, exist_ok=True)
    people.person("clerk@example.org", people.institution("J-BEG/police", "J-BEG", "police"), "contributor")


def test_a_register_is_loaded_from_a_file(chromium, live, registry, tmp_path):
    file = tmp_path / "oružje.csv"
    file.write_text(HEAD + "\n".join([*ROWS, BAD]), encoding="utf-8")
    page = signed_in(chromium, live, "clerk@example.org")
    page.goto(f"{live}/work/registry/imports/")
    check_axe(page)
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("alert")).to_contain_text("No column is recognised as make")
    page.locator("[name=column-make]").select_option("ko je pravio")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("main")).to_contain_text("None of these 15 rows would be refused")
    check_axe(page)
    fits(page)
    picture(page, "import-columns")
    page.locator("#mapping_name").fill("Belgrade, old register")
    page.get_by_role("button", name="Keep it").click()
    page.get_by_role("button", name="Load 41 rows").click()
    expect(page.get_by_role("heading", name="Refused rows")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("main")).to_contain_text("is still to come")
    check_axe(page)
    fits(page)
    picture(page, "import-refused")
    page.get_by_role("link", name="Mend row 41").click()
    check_axe(page)
    fits(page)
    picture(page, "import-row")
    page.locator("[aria-invalid]").fill("12.03.2005")
    page.get_by_role("button", name="Load this row").click()
    expect(page.get_by_role("main")).to_contain_text("Row 41 is loaded")
    page.goto(f"{live}/work/registry/imports/")
    expect(page.get_by_role("row", name="oružje.csv")).to_contain_text("41")
    page.locator("#file").set_input_files(file)
    page.get_by_role("button", name="Send the file").click()
    expect(page.get_by_role("alert")).to_contain_text("This file was loaded on")
    check_axe(page)
    fits(page)
    picture(page, "imports")
    page.goto(f"{live}/work/registry/imports/J-BEG/duplicates/")
    check_axe(page)
