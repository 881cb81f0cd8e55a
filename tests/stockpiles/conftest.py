"""The stores that the tests speak of."""

from datetime import date
from decimal import Decimal

import pytest

from opensalw.stockpiles.commands.sites import open_site
from opensalw.stockpiles.commands.stock import receive
from tests.cast import officer, person
from tests.incidents.conftest import HOME, campaign, home, record  # noqa: F401 - fixtures

ME = officer(HOME)
SECOND = person("storekeeper-2", "officer", HOME)
DAY = date(2026, 3, 10)


@pytest.fixture
def site(home):  # noqa: F811
    """An armoury of the interior."""
    return open_site(jurisdiction=home, name="Armoury North", owner="interior", kind="armoury", by=ME)


@pytest.fixture
def depot(home):  # noqa: F811
    """An ammunition depot of the defence."""
    return open_site(jurisdiction=home, name="Depot East", owner="defence", kind="ammunition_depot", by=ME)


@pytest.fixture
def rounds(depot):
    """A lot of 1,000 rounds, received on 10 March."""
    return receive(depot, thing="ammunition", quantity=Decimal(1000), on=DAY, by=ME, calibre="7.62 x 39", batch="12-84")
