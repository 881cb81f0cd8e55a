"""What the tests of the ledger share."""

import uuid
from datetime import date

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.ledger import commands

from .happenings import Packed


@pytest.fixture(autouse=True)
def own_keys(settings, tmp_path):
    """Keys of each test's own."""
    settings.KEYS = tmp_path / "keys"
    return settings.KEYS


@pytest.fixture
def everyone(db):
    """A transaction that acts for every jurisdiction."""
    with acting_for(*everywhere()):
        yield


@pytest.fixture
def subject():
    return uuid.uuid4()


@pytest.fixture
def pack():
    """Append a Packed event; every argument may be given."""

    def act(subject, jurisdiction="J-BEG", pieces=1, **given):
        given = {"by": "tester", "on": date(2026, 1, 5), **given}
        return commands.append(Packed(pieces=pieces), subject=subject, jurisdiction=jurisdiction, **given)

    return act
