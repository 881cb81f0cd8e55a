"""What the browser tests do again and again: signing in, checking with axe, taking pictures."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

PASSWORD = "seven-melted-rifles"
PICTURES = Path("/tmp/opensalw-pictures")
WRONG: list[str] = []  # what scripts and the content policy complained of; each test looks at it at its end
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}


def sign_in(page: Page, live: str, email: str, password: str = PASSWORD) -> Page:
    """Sign in as a person would, and arrive at the desk."""
    page.goto(f"{live}/accounts/login/")
    page.locator("#id_login").fill(email)
    page.locator("#id_password").fill(password)
    page.get_by_role("main").get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("My work")
    return page


def signed_in(chromium: Browser, live: str, email: str, **options: object) -> Page:
    """A page of its own in which somebody is signed in."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB", **options)
    page = context.new_page()
    page.on("dialog", lambda dialog: dialog.accept())
    watch(page)
    page.set_default_timeout(10_000)
    return sign_in(page, live, email)


def watch(page: Page) -> None:
    """Note every script error and every breach of the content policy of this page."""
    page.on("pageerror", lambda error: WRONG.append(f"{page.url}: {error}"))
    page.on(
        "console",
        lambda told: WRONG.append(f"{page.url}: {told.text}") if "Content Security Policy" in told.text else None,
    )


def check_axe(page: Page) -> None:
    """Fail with what axe finds wrong with the page; a page on its way in is waited for."""
    page.wait_for_load_state()
    page.locator("main").first.wait_for(state="attached")
    found = Axe().run(page, options=RULES).response["violations"]
    told = [f"{one['id']}: {one['help']} {[node['html'][:140] for node in one['nodes'][:3]]}" for one in found]
    assert not told, f"{page.url}\n" + "\n".join(told)


def picture(page: Page, name: str, widths: tuple[int, ...] = (1440, 390)) -> None:
    """Take the page at these widths; the pictures are for looking at and are not kept in the repository."""
    PICTURES.mkdir(exist_ok=True)
    before = page.viewport_size
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        page.screenshot(path=PICTURES / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(before)


def fits(page: Page, width: int = 390) -> None:
    """Fail where the page is wider than a narrow screen."""
    before = page.viewport_size
    page.set_viewport_size({"width": width, "height": 900})
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size(before)
    assert wide <= width, f"{page.url} is {wide} px wide on a screen of {width} px"
