"""The incidents that the tests speak of."""

from datetime import date

import pytest

from opensalw.core.session import acting_for
from opensalw.incidents.commands.campaigns import open_campaign
from opensalw.incidents.commands.recording import record_incident
from tests.cast import officer

HOME = "J-PRN"
DAY = date(2026, 3, 5)
PISTOL = {
    "thing": "firearm",
    "quantity": 1,
    "type": "pistol",
    "make": "Zastava",
    "marks": "A 1234",
    "marking": "unique",
}
ROUNDS = {"thing": "ammunition", "quantity": 250}


@pytest.fixture
def home(db):
    """The rest of the test acts for one jurisdiction."""
    with acting_for(HOME):
        yield HOME


@pytest.fixture
def record(home):
    """Records incidents, one at a call."""

    def recorded(kind="seizure", items=(PISTOL,), happened_on=DAY, by=None, **facts):
        return record_incident(
            jurisdiction=facts.pop("jurisdiction", home), kind=kind, items=items, happened_on=happened_on,
            by=by or officer(home), **facts,
        )  # fmt: skip

    return recorded


@pytest.fixture
def campaign(home):
    """A spring campaign in which people stay anonymous if they wish."""
    return open_campaign(
        jurisdiction=home, title="Spring campaign", law="Law on weapons, article 40", opens_on=date(2026, 2, 1),
        closes_on=date(2026, 4, 30), anonymous_allowed=True, by=officer(home),
    )  # fmt: skip
