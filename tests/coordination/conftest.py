"""The needs and projects that the tests of coordination speak of."""

import pytest

from opensalw.coordination.commands.needs import state_need
from opensalw.coordination.commands.projects import keep_organisation
from opensalw.coordination.models import Need, Organisation
from opensalw.core.commands import add_institution
from tests.cast import SECRETARIAT, officer
from tests.coordination.committee import call, fund, need, propose  # noqa: F401 - fixtures
from tests.coordination.gatherings import everywhere_db, fourth, framework, round, third  # noqa: F401 - fixtures


@pytest.fixture
def state(db):
    """States needs, one at a call; from an officer of the jurisdiction."""

    def stated(jurisdiction="J-PRN", goal=7, kind=Need.Kind.TRAINING, text="Training on stockpiles.", **facts):
        return state_need(
            jurisdiction=jurisdiction, goal=goal, kind=kind, text=text,
            by=facts.pop("by", officer(jurisdiction)), **facts,
        )  # fmt: skip

    return stated


@pytest.fixture
def giver(loaded_round) -> Organisation:
    """The organisation for which the donor of the cast signs in."""
    add_institution(key="J-REG/donor", jurisdiction="J-REG", type="donor", name="Donor", by=SECRETARIAT.id, parent=None)
    return keep_organisation(key="giver", name="Giver", kind="government", institution="J-REG/donor", by=SECRETARIAT)


@pytest.fixture
def other_organisation(loaded_round) -> Organisation:
    """An organisation that nobody of the cast belongs to."""
    return keep_organisation(key="other", name="Other", kind="un", by=SECRETARIAT)
