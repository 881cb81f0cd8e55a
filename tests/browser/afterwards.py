"""After a round is played: its reports are built and fetched, and its ledger is proved and then tampered with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import psycopg
from django.conf import settings
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from opensalw.core import database

from .driving import check_axe, fits, picture


def build_publish_and_fetch(reviewer: Page, live: str, round: str, folder: Path) -> None:
    """Build the set in the browser, publish it, and read the PDF that the public library gives."""
    reviewer.goto(f"{live}/work/reports/")
    reviewer.get_by_role("link", name=round).click()
    reviewer.get_by_role("link", name="Regional indicator report").click()
    expect(reviewer.get_by_role("main")).to_contain_text("1,300")
    check_axe(reviewer)
    reviewer.go_back()
    reviewer.get_by_role("button", name="Build the set").click()
    expect(reviewer.get_by_text("36 files are built.")).to_be_visible()
    fits(reviewer)
    check_axe(reviewer)
    picture(reviewer, "report-builder")
    reviewer.get_by_role("button", name="Publish what is built").click()
    expect(reviewer.get_by_text("36 files are public now.")).to_be_visible()
    reviewer.goto(f"{live}/reports/")
    with reviewer.expect_download() as fetched:
        reviewer.locator(f'a[href$="{round}-indicators.pdf"]').first.click()
    kept = folder / "indicators.pdf"
    fetched.value.save_as(kept)
    words = "\n".join(page.extract_text() for page in PdfReader(kept).pages)
    assert "1,300" in words
    assert "Belgrade" in words


def restate(officer: Page, reviewer: Page, live: str, figure: str) -> None:
    """A public figure is corrected openly: the seat proposes, the secretariat decides, the public sees both."""
    officer.goto(f"{live}/observations/{figure}/")
    officer.get_by_role("link", name="Restate this figure").click()
    picture(officer, "restatement-new")
    officer.locator("#id_figure-value").fill("1,310")
    officer.get_by_label("Reason").last.fill("Ten firearms of the last day had been left out.")
    officer.get_by_label("Evidence").fill("Letter 44/2031")
    check_axe(officer)
    fits(officer)
    officer.get_by_role("button", name="Propose the restatement").click()
    expect(officer.get_by_text("Only the secretariat does this.")).to_be_visible()
    reviewer.goto(f"{live}/work/restatements/")
    check_axe(reviewer)
    fits(reviewer)
    picture(reviewer, "restatements")
    reviewer.get_by_role("link", name="Firearms destroyed, Belgrade").click()
    picture(reviewer, "restatement")
    reviewer.get_by_role("button", name="Put it in force").click()
    expect(reviewer.get_by_text("The restatement is in force.")).to_be_visible()
    reviewer.get_by_label("Who was told").fill("The donors")
    reviewer.get_by_label("How").fill("by letter")
    reviewer.get_by_role("button", name="Keep it").click()
    expect(reviewer.get_by_text("by letter")).to_be_visible()
    check_axe(reviewer)
    fits(reviewer)
    picture(reviewer, "restatement-told")
    reviewer.goto(f"{live}/restatements/")
    expect(reviewer.get_by_role("main")).to_contain_text("Ten firearms of the last day had been left out.")
    expect(reviewer.get_by_role("main")).to_contain_text("1,310")
    check_axe(reviewer)
    picture(reviewer, "restatements-public")


def verified(name: str) -> subprocess.CompletedProcess:
    """``opensalw verify`` on this database."""
    env = {**os.environ, "OPENSALW_DATABASE": name, "OPENSALW_DATA": str(settings.DATA)}
    command = [sys.executable, "-m", "opensalw.cli", "verify", "--json"]
    return subprocess.run(command, env=env, capture_output=True, text=True, timeout=120)


def prove_and_tamper(name: str) -> None:
    """The ledger verifies; after a byte is changed behind its back, verify names the place."""
    assert verified(name).returncode == 0
    server = database.embedded_server().dsn(dbname=name)
    with psycopg.connect(server, autocommit=True) as owner:
        found = owner.execute(
            "select id, subject::text, tableoid::regclass::text from ledger_entry where name = 'submitted' "
            "order by id limit 1"
        ).fetchone()
        assert found
        id, subject, partition = found
        owner.execute(f"alter table {partition} disable trigger user")
        owner.execute(f"update {partition} set payload = jsonb_set(payload, '{{figures}}', '999') where id = %s", [id])
        owner.execute(f"alter table {partition} enable trigger user")
    after = verified(name)
    assert after.returncode == 1
    told = json.dumps(json.loads(after.stdout))
    assert subject in told
    assert str(id) in told
