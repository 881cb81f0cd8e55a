"""Requests between two seats of one node, and to an authority elsewhere."""

from datetime import date

import pytest

from opensalw.core.session import acting_for
from opensalw.tracing.commands import asking
from tests.cast import person

HOME, NEIGHBOUR = "J-PRN", "J-SKP"
ASKER = person("focal-prn", "contributor", HOME, "police")
SECOND = person("focal-prn-2", "contributor", HOME, "ministry")
ANSWERER = person("focal-skp", "contributor", NEIGHBOUR, "police")
DAY = date(2026, 3, 5)
SHEET = {
    "type": "rifle", "make": "Zastava", "model": "M70 AB2", "calibre": "7,62x39", "serial": "12?456",
    "origin": "Kragujevac", "why": "Found hidden in a lorry at the border.", "use": "Criminal proceedings.",
}  # fmt: skip


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    settings.KEYS = tmp_path / "keys"


@pytest.fixture
def home(db):
    """The rest of the test acts for one jurisdiction."""
    with acting_for(HOME):
        yield HOME


@pytest.fixture
def ask(home):
    """Sends requests, one at a call; to the neighbour on this node unless told otherwise."""

    def asked(other=NEIGHBOUR, **facts):
        known = {"jurisdiction": home, "sheet": SHEET, "by": ASKER, "asked_on": DAY, **facts}
        return asking.ask(other=other, **known)

    return asked
