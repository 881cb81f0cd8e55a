"""A served node on its own database, and a browser."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from django.conf import settings
from playwright.sync_api import Browser, Page, sync_playwright

from .driving import WRONG, watch

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"  # Playwright keeps an event loop in this thread

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ROOT = Path(__file__).resolve().parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is in this folder."""
    for item in items:
        if Path(item.fspath).is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@pytest.fixture
def live(own_database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a node that is served by a process of its own, on a database of its own."""
    port = free_port()
    env = {**os.environ, "OPENSALW_DATABASE": own_database, "OPENSALW_DATA": str(settings.DATA)}
    command = [sys.executable, "-m", "opensalw.cli", "serve", "--port", str(port), "--workers", "1"]
    log = tmp_path / "serve.log"
    with log.open("wb") as out:
        serving = subprocess.Popen(command, cwd=ROOT, env=env, stdout=out, stderr=out)
        try:
            _wait(f"http://127.0.0.1:{port}/accounts/login/", serving, log)
            yield f"http://127.0.0.1:{port}"
        finally:
            serving.terminate()
            try:
                serving.wait(10)
            except subprocess.TimeoutExpired:
                serving.kill()
                serving.wait()


def _wait(address: str, serving: subprocess.Popen, log: Path) -> None:
    for _attempt in range(150):
        if serving.poll() is not None:
            break
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"The node does not answer:\n{log.read_text()[-3000:]}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser of the machine; nothing is downloaded."""
    if not Path(CHROMIUM).exists():
        pytest.skip("There is no Chromium on this machine (CHROMIUM=path).")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    """A page in a fresh browser context, nobody signed in."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="en-GB")
    opened = context.new_page()
    watch(opened)
    yield opened
    context.close()


@pytest.fixture(autouse=True)
def nothing_complained() -> Iterator[None]:
    """A script error or a breach of the content policy fails the test."""
    WRONG.clear()
    yield
    assert not WRONG
