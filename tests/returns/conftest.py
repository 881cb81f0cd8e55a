"""A framework, an open round and its parts, for the files that come and go."""

import pytest

from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Submission
from tests.roadmap.conftest import everywhere_db, framework, round  # noqa: F401 - fixtures


@pytest.fixture(scope="session")
def spec() -> FrameworkSpec:
    """The framework of the Western Balkans."""
    return builtin_spec("wb_2018")


@pytest.fixture
def part(round) -> Submission:  # noqa: F811
    """Belgrade's part of the open round."""
    return round.submissions.select_related("round__framework").get(jurisdiction="J-BEG")
