"""Runs tests on the binaries of another PostgreSQL: ``python -m tests.ledger.oldest_postgres BIN TEST...``.

Everything else is as on the embedded server, so that the same tests prove that the SQL works there.
"""

import sys
from pathlib import Path

import pytest

from opensalw.core import database

if __name__ == "__main__":
    binaries = Path(sys.argv[1])
    database.wheel_binaries = lambda: binaries
    raise SystemExit(pytest.main(["-n0", *sys.argv[2:]]))
