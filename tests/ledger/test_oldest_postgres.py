"""The oldest supported PostgreSQL: the same SQL, and a server that is not the embedded one."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from opensalw.core import database
from opensalw.core.embedded import EmbeddedServer

BINARIES = Path(f"/usr/lib/postgresql/{database.OLDEST_SUPPORTED}/bin")
ROOT = Path(__file__).resolve().parents[2]
MODULES = (
    "test_guards",
    "test_append",
    "test_append_many",
    "test_readers",
    "test_verify",
    "test_personal",
    "test_backup",
)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def postgres15():
    """A running server of the oldest supported version; its folder is gone afterwards."""
    if not (BINARIES / "postgres").exists():
        pytest.skip(f"PostgreSQL {database.OLDEST_SUPPORTED} is not installed: apt install postgresql-15")
    server = EmbeddedServer(home=database.data_folder() / f"postgres15-{os.getpid()}", binaries=BINARIES)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.home, ignore_errors=True)


def environment(**given):
    """The surroundings of a process that knows nothing of this one's database."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("OPENSALW_", "DATABASE_", "PYTEST_"))
    }
    return {**kept, **given}


def test_the_tests_of_the_ledger_pass_on_it(postgres15):
    modules = [f"tests/ledger/{module}.py" for module in MODULES]
    done = subprocess.run(
        [sys.executable, "-m", "tests.ledger.oldest_postgres", str(BINARIES), *modules],
        cwd=ROOT,
        env=environment(OPENSALW_DATA=str(postgres15.home)),
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]


def test_a_server_given_by_address_is_prepared_migrated_sealed_backed_up_and_restored(postgres15, tmp_path):
    def address(role, name):
        return f"postgresql://{role}@/{name}?host={postgres15.sockets}&port=5432"

    def opensalw(*words, name="node"):
        given = environment(
            DATABASE_URL=address("opensalw_app", name),
            DATABASE_OWNER_URL=address("opensalw_owner", name),
            OPENSALW_DATA=str(tmp_path / "data"),
        )
        command = [sys.executable, "-m", "opensalw.cli", *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True)
        assert done.returncode == 0, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    for name in ("node", "other"):
        opensalw("db", "prepare", "--admin", postgres15.dsn(), "--name", name)
    opensalw("migrate")
    opensalw("demo", "load")
    opensalw("ledger", "seal")
    found = json.loads(opensalw("verify", "--json"))
    assert (found["sound"], found["unsealed"]) == (True, 0)
    assert found["entries"] > 0
    opensalw("backup", tmp_path / "node.backup")
    opensalw("restore", tmp_path / "node.backup", name="other")
    assert json.loads(opensalw("verify", "--json", name="other"))["entries"] == found["entries"]
