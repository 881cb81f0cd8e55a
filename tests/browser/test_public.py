"""The public pages in a browser, over the real round: axe, the content policy, the panel, no scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands import build_reports, publish_reports
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.models import Observation, Round
from tests.cast import SECRETARIAT

from .driving import check_axe, fits, picture, watch

PAGES = {
    "home": "/",
    "framework": "/roadmap/wb_2018/",
    "goal": "/roadmap/wb_2018/goal/6/",
    "indicators": "/indicators/",
    "indicator": "/indicators/destroyed/",
    "series": "/indicators/seized/?by=year",
    "grades": "/indicators/laboratory/",
    "jurisdictions": "/jurisdictions/",
    "jurisdiction": "/jurisdictions/J-PRN/",
    "round": "/rounds/wb-2019-H2/",
    "reports": "/reports/",
    "data": "/data/",
    "search": "/search/?q=Serbia",
    "api": "/api/v1/docs",
}


@pytest.fixture
def stage(own_database) -> Round:
    """The real round with its published reports."""
    with acting_for(*everywhere()):
        load_real_round(by=SECRETARIAT)
        round = Round.objects.select_related("framework").get(pk="wb-2019-H2")
        build_reports(round, by=SECRETARIAT, briefs=False)
        publish_reports(round, by=SECRETARIAT)
    return round


def reader(chromium: Browser, **options: object) -> Page:
    page = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", **options).new_page()
    watch(page)
    page.set_default_timeout(10_000)
    return page


def test_every_public_page_is_accessible_and_fits(chromium, stage, live):
    for scheme in ("light", "dark"):
        page = reader(chromium, color_scheme=scheme)
        for name, address in PAGES.items():
            assert page.goto(live + address).status == 200
            if name != "api":  # the description page of the API is drawn by a library
                check_axe(page)
                fits(page)
                picture(page, f"public-{name}-{scheme}")
            else:
                expect(page.locator(".swagger-ui .opblock").first).to_be_visible()


def test_a_figure_opens_where_it_came_from_and_escape_leads_back(chromium, stage, live):
    row = Observation.objects.get(measure="destroyed", line="firearm", jurisdiction="J-BEG", round="wb-2019-H2")
    page = reader(chromium)
    page.goto(f"{live}/indicators/destroyed/")
    door = page.locator(f'a[href*="{row.pk}"]').first
    door.focus()
    page.keyboard.press("Enter")
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Session I, Belgrade, point 6")
    check_axe(page)
    page.keyboard.press("Escape")
    expect(panel).not_to_contain_text("Session I, Belgrade, point 6")
    expect(page).to_have_url(f"{live}/indicators/destroyed/")


def test_the_report_of_the_round_is_fetched_from_the_library(chromium, stage, live, tmp_path: Path):
    page = reader(chromium)
    page.goto(live)
    page.keyboard.press("/")
    page.keyboard.type("destroyed")
    page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Destroyed")
    page.goto(f"{live}/reports/")
    with page.expect_download() as fetched:
        page.locator('a[href$="wb-2019-H2-indicators.pdf"]').first.click()
    fetched.value.save_as(tmp_path / "report.pdf")
    words = "\n".join(sheet.extract_text() for sheet in PdfReader(tmp_path / "report.pdf").pages)
    assert "16,015" in words


def test_the_pages_say_everything_without_scripts(chromium, stage, live):
    page = reader(chromium, java_script_enabled=False)
    page.goto(f"{live}/indicators/destroyed/")
    expect(page.get_by_role("main")).to_contain_text("16,015")
    expect(page.locator("figure.chart svg").first).to_be_visible()
    row = Observation.objects.get(measure="destroyed", line="firearm", jurisdiction="J-BEG", round="wb-2019-H2")
    page.locator(f'a[href*="{row.pk}"]').first.click()
    expect(page.get_by_role("main")).to_contain_text("Session I, Belgrade, point 6")
