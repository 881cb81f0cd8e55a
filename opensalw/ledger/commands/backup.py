"""Backup: the database, the evidence files and the digests in one file; the keys only apart."""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

import orjson
from django.conf import settings
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.conninfo import make_conninfo

from opensalw.core.embedded import EmbeddedServerError, wheel_binaries
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for, everywhere

from .. import keys
from ..archive import write_archive
from ..queries.digests import exported_digests
from ..queries.entries import counts_by_jurisdiction

DUMP, DIGESTS, FILES = "database.dump", "digests.json", "files/"


def backup(path: Path) -> dict[str, int]:
    """Write everything but the keys to ``path``; returns how many entries and files it holds."""
    with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".backup-") as folder:
        work = Path(folder)
        with acting_for(*everywhere()):
            (work / DIGESTS).write_bytes(orjson.dumps(exported_digests(everywhere()), option=orjson.OPT_INDENT_2))
            counts = counts_by_jurisdiction()
        run_tool("pg_dump", ["--format=custom", f"--file={work / DUMP}"])
        evidence = {f"{FILES}{name}": file for name, file in evidence_files()}
        facts = {
            "made_at": timezone.now().isoformat(),
            "opensalw": version("opensalw"),
            "server_version": server_version(),
            "entries": counts,
        }
        write_archive(path, {DIGESTS: work / DIGESTS, DUMP: work / DUMP, **evidence}, facts)
    return {"entries": sum(counts.values()), "files": len(evidence)}


def backup_keys(path: Path) -> int:
    """Write the keys of persons and digests to ``path``, to be kept apart from the backup; returns how many files."""
    with tempfile.TemporaryDirectory(dir=path.absolute().parent, prefix=".backup-") as folder:
        persons = Path(folder) / keys.PERSONS
        keys.copy_person_keys(persons)
        members = {keys.PERSONS: persons, **{pem.name: pem for pem in keys.keys_folder().glob("digest-*.pem")}}
        write_archive(path, members, {"made_at": timezone.now().isoformat(), "holds": "keys"})
    return len(members)


def evidence_files() -> Iterator[tuple[str, Path]]:
    """The evidence files by their name within their folder."""
    folder = Path(settings.FILES)
    for file in sorted(folder.rglob("*")) if folder.is_dir() else []:
        if file.is_file() and not file.is_symlink():
            yield file.relative_to(folder).as_posix(), file


def server_version() -> int:
    """The major version of the PostgreSQL that the owner signs in to."""
    connections["owner"].ensure_connection()
    return connections["owner"].connection.info.server_version // 10000


def run_tool(tool: str, arguments: list[str], *, database: str | None = None) -> None:
    """Run a PostgreSQL tool as the owner; refused with the tool's own words when it fails."""
    facts = connections["owner"].get_connection_params()
    facts = {
        name: facts[name]
        for name in ("host", "port", "user", "dbname", "password", "sslmode", "sslrootcert")
        if name in facts
    }
    facts["dbname"] = database or facts["dbname"]
    password = facts.pop("password", None)
    environment = {**os.environ, **({"PGPASSWORD": password} if password else {})}
    command = [str(_tool(tool)), f"--dbname={make_conninfo(**facts)}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        reason = _("%(tool)s failed: %(words)s") % {"tool": tool, "words": done.stderr.strip() or done.returncode}
        raise Refused(reason)


def _tool(name: str) -> Path:
    """A tool of at least the server's version: of the system, or of the embedded server."""
    wanted = server_version()
    found = [Path(path) for path in [shutil.which(name)] if path]
    with suppress(EmbeddedServerError):
        found.append(wheel_binaries() / name)
    for path in found:
        words = subprocess.run([path, "--version"], capture_output=True, text=True, check=False).stdout
        number = re.search(r"\) (\d+)", words)
        if number and int(number[1]) >= wanted:
            return path
    reason = _("No %(tool)s of PostgreSQL %(version)s or newer was found. Install the package postgresql-client.")
    raise Refused(reason % {"tool": name, "version": wanted})
