"""Restore: a backup into an empty database, with everything that guards it."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import orjson
from django.conf import settings
from django.db import connections
from django.utils.translation import gettext as _

from opensalw.core import database
from opensalw.core.refusal import Refused, require

from .. import keys
from ..archive import Archive, digest_of, read_archive
from ..signing import SignedDigest
from .backup import DIGESTS, DUMP, FILES, run_tool
from .erasing import repeat_erasures

SECTIONS = ("pre-data", "data", "post-data")
WHOLE = ("--exit-on-error", "--single-transaction")


@dataclass(frozen=True)
class Restored:
    """What was restored: into which database, and the digests that the backup holds of it."""

    database: str
    files: int
    digests: list[SignedDigest]


def restore(path: Path, *, into: str | None = None, keys_from: Path | None = None) -> Restored:
    """Restore the backup at ``path`` into the empty database ``into`` (that of the settings).

    Nothing is begun before the whole archive was checked. Entries get the number of the restoring
    transaction, and every reader begins anew: numbers of the other server mean nothing here.
    """
    archive = read_archive(path)
    key_archive = read_archive(keys_from) if keys_from else None
    require(None if DUMP in archive.members else _("This file holds no database."))
    evidence = _evidence(archive)
    name = into or str(connections["owner"].settings_dict["NAME"])
    if database.is_embedded():
        database.prepare(database.embedded_server().dsn(), name)
    with connected_to(name):
        _refuse_unless_empty(name)
        try:
            _restore_database(archive, name)
        except Refused:
            _empty()
            raise
        for member, target in evidence.items():
            archive.extract(member, target)
        if key_archive:
            _restore_keys(key_archive)
    found = [SignedDigest.from_json(facts) for facts in orjson.loads(archive.read(DIGESTS))["digests"]]
    return Restored(name, len(evidence), found)


def _restore_database(archive: Archive, name: str) -> None:
    _lift_default_privileges()
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / DUMP
        archive.extract(DUMP, dump)
        for section in SECTIONS:
            run_tool("pg_restore", [f"--section={section}", *WHOLE, str(dump)], database=name)
            if section == "data":
                _renumber()


@contextmanager
def connected_to(name: str) -> Iterator[None]:
    """Let both roles of this process use the database ``name`` for a while."""
    before = {alias: connections[alias].settings_dict["NAME"] for alias in ("default", "owner")}
    try:
        for alias in before:
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = name
        yield
    finally:
        for alias, former in before.items():
            connections[alias].close()
            connections[alias].settings_dict["NAME"] = former


def _refuse_unless_empty(name: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("select count(*) from pg_class where relnamespace = 'public'::regnamespace")
        (things,) = cursor.fetchone()
    reason = _("The database %(name)s is not empty. Name another one: opensalw restore FILE --into NAME")
    require(reason % {"name": name} if things else None)


def _empty() -> None:
    """Leave nothing half restored: the database is empty and prepared again."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("drop schema public cascade")
        cursor.execute("create schema public")
    database.grant_to_app(connections["owner"].connection)


def _lift_default_privileges() -> None:
    """Else every restored table would give the application more than it had; the backup brings them back."""
    for statement in (
        "alter default privileges in schema public revoke all on tables from {app}",
        "alter default privileges in schema public revoke all on sequences from {app}",
        "alter default privileges in schema public revoke all on functions from {app}",
        "alter default privileges grant execute on functions to public",
    ):
        with connections["owner"].cursor() as cursor:
            cursor.execute(statement.format(app=database.APP))


def _renumber() -> None:
    """Before guards and indexes are made: all entries as if this transaction had appended them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("update ledger_entry set xid = pg_current_xact_id()")
        cursor.execute("delete from ledger_reader")


def _evidence(archive: Archive) -> dict[str, Path]:
    """The evidence files that are to be written; one that is here with another content is refused."""
    folder = Path(settings.FILES)
    missing = {}
    for member in archive.members:
        if member.startswith(FILES):
            target = folder / member.removeprefix(FILES)
            if not target.exists():
                missing[member] = target
            elif digest_of(target) != archive.manifest["members"][member]["sha256"]:
                reason = _("%(file)s is here with another content. Move it away, then restore again.")
                raise Refused(reason % {"file": target})
    return missing


def _restore_keys(archive: Archive) -> None:
    """Take over the keys; whom this database or this node has erased stays erased."""
    with tempfile.TemporaryDirectory(dir=keys.keys_folder()) as folder:
        persons = Path(folder) / keys.PERSONS
        archive.extract(keys.PERSONS, persons)
        keys.merge_person_keys(persons)
    for member in archive.members:
        if member.startswith("digest-") and member.endswith(".pem"):
            keys.add_signing_key(member, archive.read(member))
    repeat_erasures()
