"""Fixtures of the pages on law."""

from tests.legislation.conftest import law, new, old, table  # noqa: F401
from tests.web.work.conftest import as_, everywhere_db, framework, plain_static, round  # noqa: F401
