"""A published framework and an open round for the tests of the Roadmap."""

from datetime import date

import pytest

from opensalw.core.periods import Period
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import FrameworkVersion, Round
from tests.cast import SECRETARIAT


@pytest.fixture
def everywhere_db(db):
    """A transaction that acts for every jurisdiction."""
    with acting_for(*everywhere()):
        yield


@pytest.fixture
def framework(everywhere_db) -> FrameworkVersion:
    """The builtin framework of the Western Balkans, published."""
    return load_framework((FILES / "wb_2018.yaml").read_text(), by=SECRETARIAT)


@pytest.fixture
def round(framework) -> Round:
    """An open round of the first half of 2020."""
    return open_round(
        key="wb-2020-h1",
        framework=framework,
        narrative=Period.parse("2020-H1"),
        figures=Period.parse("2020-H1"),
        by=SECRETARIAT,
        deadline=date(2020, 9, 30),
    )


@pytest.fixture
def later(round) -> Round:
    """The open round after it."""
    return open_round(
        key="wb-2020-h2",
        framework=round.framework,
        narrative=Period.parse("2020-H2"),
        figures=Period.parse("2020-H2"),
        by=SECRETARIAT,
        deadline=date(2021, 3, 31),
    )
