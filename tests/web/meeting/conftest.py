"""People who can sign in, and meetings, for the pages of coordination."""

from tests.coordination.gatherings import fourth, third  # noqa: F401 - fixtures
from tests.web.work.conftest import as_, everywhere_db, framework, person, plain_static, round  # noqa: F401 - fixtures
