"""A served node on its own database, and a browser."""

import os
import signal
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


@pytest.fixture(scope="session")
def zygote() -> Iterator[subprocess.Popen[str]]:
    """The loaded node of this worker, which is forked for each test."""
    env = {**os.environ, "OPENSALW_DATA": str(settings.DATA)}
    command = [sys.executable, "-m", "tests.browser.zygote"]
    with subprocess.Popen(
        command, cwd=ROOT, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as loaded:
        assert loaded.stdout
        assert loaded.stdout.readline() == "ready\n"
        yield loaded
        loaded.kill()


@pytest.fixture
def live(zygote: subprocess.Popen[str], own_database: str, tmp_path: Path) -> Iterator[str]:
    """The address of a node that is served by a process of its own, on a database of its own."""
    port, log = free_port(), tmp_path / "serve.log"
    assert zygote.stdin
    assert zygote.stdout
    zygote.stdin.write(f"{own_database}\t{port}\t{log}\n")
    zygote.stdin.flush()
    serving = int(zygote.stdout.readline())
    try:
        answers(f"http://127.0.0.1:{port}/accounts/login/", log)
        yield f"http://127.0.0.1:{port}"
    finally:
        os.kill(serving, signal.SIGKILL)


def answers(address: str, log: Path) -> None:
    """Wait until a node answers; its log is shown where it does not."""
    for _attempt in range(900):
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The node does not answer:\n{log.read_text()[-3000:] if log.exists() else ''}")


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
