"""The needs and projects that the tests of coordination speak of."""

import pytest

from opensalw.coordination.commands.needs import state_need
from opensalw.coordination.models import Need
from tests.cast import officer
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
