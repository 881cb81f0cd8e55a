"""The embedded server: started once, found again, recovered, and careful with other people's folders."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psycopg
import pytest

from opensalw.core.embedded import EmbeddedServer, EmbeddedServerError, wheel_binaries

START = """
import sys
from pathlib import Path
from opensalw.core.embedded import EmbeddedServer, wheel_binaries
print(EmbeddedServer(Path(sys.argv[1]), wheel_binaries()).start())
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    home = Path("/var/tmp") / f"opensalw-embedded-{os.getpid()}-{time.monotonic_ns()}"
    made = EmbeddedServer(home, wheel_binaries())
    yield made
    made.stop()
    subprocess.run(["rm", "-rf", str(home)], check=True)


def pid_of(server: EmbeddedServer) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


def test_three_commands_at_once_start_one_server(server):
    commands = [
        subprocess.Popen([sys.executable, "-c", START, str(server.home)], stdout=subprocess.PIPE, text=True)
        for _command in range(3)
    ]
    answers = sorted(command.communicate(timeout=60)[0].strip() for command in commands)
    assert answers == ["False", "False", "True"]
    assert server.is_running()


def test_it_speaks_utf8_and_folds_cyrillic(server):
    server.start()
    with psycopg.connect(server.dsn()) as connection:
        assert connection.execute("select lower('ЋИРИЛИЦА ŠĐ')").fetchone() == ("ћирилица šđ",)
        assert connection.execute("show server_encoding").fetchone() == ("UTF8",)


def test_it_listens_on_no_network(server):
    server.start()
    with psycopg.connect(server.dsn()) as connection:
        assert connection.execute("show listen_addresses").fetchone() == ("",)


def test_it_recovers_after_being_killed(server):
    server.start()
    os.kill(pid_of(server), signal.SIGKILL)
    time.sleep(0.2)
    server.start()
    assert server.is_running()


def test_the_number_of_another_process_in_the_pid_file_is_not_believed(server):
    server.start()
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n")
    assert server.start() is True
    assert server.is_running()


@pytest.mark.skipif(os.geteuid() != 0, reason="Only root's home could be opened by mistake.")
def test_as_root_no_parent_folder_is_opened(server):
    modes = {path: path.stat().st_mode for path in (Path("/root"), Path(sys.prefix), Path(sys.prefix).parent)}
    server.start()
    assert {path: path.stat().st_mode for path in modes} == modes
    assert server.data.stat().st_mode & 0o077 == 0
    assert server.sockets.stat().st_mode & 0o077 == 0


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises((EmbeddedServerError, OSError)):
        EmbeddedServer(tmp_path / "file" / "home", wheel_binaries()).start()
