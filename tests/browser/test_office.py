"""The office in a real browser: inviting, editing a framework, two-step sign-in, and how every page looks."""

import re
import time
from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import Browser, Page, expect

from opensalw.core.models import User
from opensalw.core.session import acting_for, everywhere
from opensalw.ledger.commands import append
from opensalw.ledger.queries import latest
from opensalw.roadmap.commands.frameworks import start_draft
from opensalw.roadmap.events import FrameworkPublished
from opensalw.roadmap.models import FrameworkVersion

from . import people
from .driving import PASSWORD, check_axe, fits, picture, sign_in, signed_in

OPENER = "opener@example.org"
NEW_PASSWORD = "harbour-of-nine-clocks"


@pytest.fixture
def office(own_database):
    """The secretariat, the commissions, a framework in force."""
    with acting_for(*everywhere()):
        opener, _reviewer = people.secretariat()
        posts = people.commissions()
        people.institution("J-PRN/police", "J-PRN", "police")
        people.framework(opener)
    return {"opener": opener, "commissions": posts}


def looked_at(page: Page, name: str) -> None:
    """A page that axe finds nothing wrong with, that fits a narrow screen, and whose picture is taken."""
    check_axe(page)
    fits(page)
    picture(page, f"office-{name}")


def test_an_invitation_becomes_an_account_by_the_printed_link(office, live, page, chromium: Browser):
    secretariat = sign_in(page, live, OPENER)
    secretariat.goto(f"{live}/office/people/")
    secretariat.get_by_role("link", name="Invite somebody").click()
    secretariat.get_by_role("button", name="Invite").click()
    expect(secretariat.locator(".error-summary")).to_be_focused()
    looked_at(secretariat, "invite-errors")
    secretariat.get_by_label("E-mail address").fill("desk.pristina@example.org")
    secretariat.get_by_label("Shown as").fill("Police desk, Pristina")
    secretariat.get_by_label("Institution", exact=True).select_option("J-PRN/police")
    secretariat.get_by_label("Role").select_option("contributor")
    secretariat.get_by_role("button", name="Invite").click()
    expect(secretariat.get_by_text("It is shown this once.")).to_be_visible()
    assert secretariat.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    looked_at(secretariat, "handover")
    secretariat.emulate_media(media="print")
    expect(secretariat.get_by_text("This installation sends no mail.")).to_be_hidden()
    picture(secretariat, "office-handover-print", (794,))
    secretariat.emulate_media(media="screen")
    printed = secretariat.locator("#one-time-link").inner_text()

    holder = chromium.new_context(viewport={"width": 390, "height": 844}).new_page()
    holder.goto(printed)
    assert printed.rstrip("/").rpartition("/")[2] not in holder.url
    looked_at(holder, "password")
    holder.get_by_label("New password").fill("short")
    holder.get_by_label("The same password again").fill("shorter")
    holder.get_by_role("button", name="Set the password").click()
    expect(holder.locator(".error-summary")).to_contain_text("too short")
    looked_at(holder, "password-errors")
    holder.get_by_label("New password").fill(NEW_PASSWORD)
    holder.get_by_label("The same password again").fill(NEW_PASSWORD)
    holder.get_by_role("button", name="Set the password").click()
    expect(holder.get_by_text("The password is set.")).to_be_visible()
    sign_in(holder, live, "desk.pristina@example.org", NEW_PASSWORD)
    holder.goto(printed)
    expect(holder.get_by_role("heading", level=1)).to_have_text("This link no longer works")
    looked_at(holder, "link-dead")


def test_closing_an_account_throws_its_holder_out(office, live, page, chromium: Browser):
    officer = signed_in(chromium, live, "officer.belgrade@example.org")
    user = User.objects.get(email="officer.belgrade@example.org")
    secretariat = sign_in(page, live, OPENER)
    secretariat.goto(f"{live}/office/people/?q=belgrade")
    secretariat.get_by_role("link", name="officer, belgrade").click()
    looked_at(secretariat, "person")
    secretariat.get_by_role("link", name="Close the account").click()
    looked_at(secretariat, "close")
    secretariat.get_by_role("button", name="Close the account").click()
    expect(secretariat.get_by_text("The account is closed.")).to_be_visible()
    assert secretariat.url.endswith(f"/office/people/{user.pk}/")
    officer.goto(f"{live}/office/people/")
    expect(officer.get_by_role("heading", level=1)).to_have_text("Sign in")


def test_a_framework_is_drafted_mended_and_published(office, live, page):
    secretariat = sign_in(page, live, OPENER)
    secretariat.set_default_timeout(15_000)
    secretariat.goto(f"{live}/office/frameworks/")
    looked_at(secretariat, "frameworks")
    secretariat.get_by_role("link", name=re.compile("^Version 1")).click()
    secretariat.get_by_role("button", name="Start a draft").click()
    secretariat.get_by_role("link", name=re.compile("^Edit Arms law")).click()
    secretariat.get_by_label("Title, in our own words").fill("Law in line with the region")
    looked_at(secretariat, "goal")
    secretariat.get_by_role("button", name="Save in the draft").click()
    expect(secretariat.get_by_text("The draft is saved.")).to_be_visible()

    secretariat.get_by_role("link", name="Edit the text").click()
    text = secretariat.get_by_label("The declaration (YAML)")
    right = text.input_value()
    text.fill(right.replace("\nregion:", "\nregoin:", 1))
    secretariat.get_by_role("button", name="Check and save").click()
    expect(secretariat.get_by_text("regoin: This field is not known.")).to_be_visible()
    looked_at(secretariat, "text-problems")
    assert "regoin" in text.input_value()
    text.fill(right)
    secretariat.get_by_role("button", name="Check and save").click()
    expect(secretariat.get_by_text("The draft is saved.")).to_be_visible()

    secretariat.get_by_role("link", name="Compare and publish").click()
    expect(secretariat.get_by_role("row", name=re.compile("goals.1 title"))).to_contain_text(
        "Law in line with the region"
    )
    looked_at(secretariat, "difference")
    secretariat.get_by_label("What changed, for the readers").fill("Goal 1 reworded.")
    secretariat.get_by_role("button", name="Publish version 2").click()
    expect(secretariat.get_by_text("Version 2 is in force.")).to_be_visible()
    assert FrameworkVersion.objects.get(key="wb_2018", number=2).status == "published"
    secretariat.goto(f"{live}/office/frameworks/wb_2018/2/goals/1/")
    expect(secretariat.get_by_role("heading", level=1)).to_have_text("A published version is never edited")
    looked_at(secretariat, "framework-refused")


def code_for(secret: str) -> str:
    """What an authenticator app shows now; not in the last seconds of a code's life."""
    if time.time() % 30 > 25:
        time.sleep(30 - time.time() % 30)
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_two_step_sign_in_is_set_up_and_asked_for(office, live, page):
    secretariat = sign_in(page, live, OPENER)
    secretariat.goto(f"{live}/accounts/2fa/")
    secretariat.get_by_role("link", name="Set up an app").click()
    expect(secretariat.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    looked_at(secretariat, "reauthenticate")
    secretariat.locator("#id_password").fill(PASSWORD)
    secretariat.get_by_role("button", name="Confirm").click()
    secret = secretariat.locator("code", has_text=re.compile("^[A-Z2-7]{32}$")).inner_text()
    assert secretariat.locator("img.qr").evaluate("image => image.naturalWidth") > 0
    looked_at(secretariat, "totp")
    secretariat.locator("#id_code").fill(code_for(secret))
    secretariat.get_by_role("button", name="Switch on").click()
    expect(secretariat.get_by_role("heading", level=1)).not_to_have_text("Set up an authenticator app")
    check_axe(secretariat)
    secretariat.context.clear_cookies()

    secretariat.goto(f"{live}/accounts/login/")
    secretariat.locator("#id_login").fill(OPENER)
    secretariat.locator("#id_password").fill(PASSWORD)
    secretariat.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(secretariat.get_by_role("heading", level=1)).to_have_text("Second step")
    looked_at(secretariat, "second-step")
    secretariat.goto(f"{live}/office/people/")
    expect(secretariat.get_by_role("heading", level=1)).to_have_text("Second step")
    secretariat.locator("#id_code").fill("000000")
    secretariat.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(secretariat.locator(".error-summary")).to_be_visible()
    secretariat.locator("#id_code").fill(code_for(secret))
    secretariat.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(secretariat.get_by_role("heading", level=1)).to_have_text("My work")


def test_a_token_is_issued_copied_and_revoked(office, live, page):
    secretariat = sign_in(page, live, OPENER)
    secretariat.goto(f"{live}/office/tokens/")
    looked_at(secretariat, "tokens-empty")
    secretariat.get_by_role("link", name="Issue a token").click()
    secretariat.get_by_label("Institution", exact=True).select_option("J-PRN/police")
    secretariat.get_by_label("What it is for").fill("Case system")
    secretariat.get_by_label("Read what the institution may see").check()
    looked_at(secretariat, "token-issue")
    secretariat.get_by_role("button", name="Issue").click()
    expect(secretariat.locator("#token-secret")).to_have_text(re.compile("^osw_"))
    looked_at(secretariat, "token-secret")
    secretariat.goto(f"{live}/office/tokens/")
    looked_at(secretariat, "tokens")
    secretariat.get_by_role("link", name="Revoke Case system").click()
    looked_at(secretariat, "token-revoke")
    secretariat.get_by_role("button", name="Revoke").click()
    expect(secretariat.get_by_text("The token is worthless from now on.")).to_be_visible()


def test_the_ledger_is_read_and_verified(office, live, page):
    with acting_for(*everywhere()):
        (first,) = latest(1)
        append(
            FrameworkPublished(key="wb_2018", number=1, digest="0" * 64), subject=first.subject, jurisdiction="J-REG",
            by=office["opener"].id, on=date(2020, 7, 3), corrects=first.id, reason="The digest was misread.",
        )  # fmt: skip
    secretariat = sign_in(page, live, OPENER)
    secretariat.goto(f"{live}/office/ledger/")
    looked_at(secretariat, "ledger")
    secretariat.get_by_role("link", name=re.compile("^History")).first.click()
    expect(secretariat.get_by_role("link", name="Corrects entry")).to_be_visible()
    looked_at(secretariat, "history")
    secretariat.goto(f"{live}/office/ledger/")
    secretariat.get_by_role("button", name="Verify now").click()
    expect(secretariat.locator(".state-large")).to_have_text("sound")
    looked_at(secretariat, "verified")


def test_the_other_pages_of_the_office_are_in_order(office, live, page):
    with acting_for(*everywhere()):
        start_draft("wb_2018", by=office["opener"])
    secretariat = sign_in(page, live, OPENER)
    opener = office["opener"].id
    officer = User.objects.get(email="officer.pristina@example.org")
    post = officer.memberships.get()
    pages = {
        "people": "people/", "nobody": "people/?q=nobodyatall", "invite": "people/invite/", "own": f"people/{opener}/",
        "appoint": f"people/{officer.pk}/appoint/", "dismiss": f"people/{officer.pk}/posts/{post.pk}/end/",
        "link": f"people/{officer.pk}/link/", "institutions": "institutions/", "institution-add": "institutions/add/",
        "institution-edit": "institutions/J-PRN/police/edit/", "acts": "acts/", "reading": "frameworks/wb_2018/1/",
        "draft": "frameworks/wb_2018/2/", "measure": "frameworks/wb_2018/2/measures/seized/",
        "goal-add": "frameworks/wb_2018/2/goals/add/", "discard": "frameworks/wb_2018/2/discard/",
    }  # fmt: skip
    for name, path in pages.items():
        assert secretariat.goto(f"{live}/office/{path}").status == 200
        looked_at(secretariat, name)
