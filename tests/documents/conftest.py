"""The real round, loaded, for the documents that print it."""

import pytest

from opensalw.roadmap.models import Round


@pytest.fixture
def real_round(loaded_round: Round) -> Round:
    """The reconstructed round of the meeting record."""
    return loaded_round
