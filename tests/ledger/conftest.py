"""What the tests of the ledger share."""

import sys
import uuid
from datetime import date
from pathlib import Path

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.ledger import commands

sys.path.insert(0, str(Path(__file__).parent))

from happenings import Packed  # noqa: E402


@pytest.fixture(scope="session")
def database_template(request, django_db_blocker):
    """The template of all tests, made where pytest-django lets nobody touch a database."""
    with django_db_blocker.unblock():
        return request.getfixturevalue("database_template")


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
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
