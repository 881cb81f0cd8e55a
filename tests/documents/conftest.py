"""The real round, loaded, for the documents that print it."""

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.models import Round
from tests.cast import SECRETARIAT


@pytest.fixture
def real_round(db) -> Round:
    """The reconstructed round of the meeting record."""
    with acting_for(*everywhere()):
        load_real_round(by=SECRETARIAT)
        yield Round.objects.select_related("framework").get(pk="wb-2019-H2")
