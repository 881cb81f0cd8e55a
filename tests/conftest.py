"""Databases for the tests: one template, migrated once, cloned for each worker and each committing test.

Nothing is ever flushed: the ledger refuses TRUNCATE. Tests sign in as the application role, so that
row-level security and grants hold in them as in production.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from psycopg import sql

from opensalw.core import database

ROOT = Path(__file__).resolve().parent.parent


def admin() -> psycopg.Connection:
    """A connection of the superuser of the test server."""
    return psycopg.connect(database.embedded_server().dsn(), autocommit=True)


def _structure() -> str:
    """A digest of everything that decides the tables."""
    parts = sorted((ROOT / "opensalw").glob("*/migrations/*.py")) + sorted((ROOT / "opensalw").glob("**/*.sql"))
    parts.append(ROOT / "opensalw" / "core" / "database.py")
    return sha256(b"".join(path.read_bytes() for path in parts)).hexdigest()[:12]


def _drop(cursor: psycopg.Connection, name: str) -> None:
    cursor.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))


def clone(template: str, name: str) -> None:
    """Make database ``name`` as a copy of ``template``."""
    with admin() as server:
        _drop(server, name)
        statement = sql.SQL("create database {} template {} strategy wal_log").format(
            sql.Identifier(name), sql.Identifier(template)
        )
        server.execute(statement)
        server.execute(sql.SQL("alter database {} owner to {}").format(sql.Identifier(name), sql.Identifier(database.OWNER)))
        server.execute(sql.SQL("grant connect, temporary on database {} to {}").format(sql.Identifier(name), sql.Identifier(database.APP)))


def point_at(name: str) -> None:
    """Let both roles of this process use database ``name``."""
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name


def _template() -> str:
    """The name of the migrated template; made by the first worker that comes."""
    name = f"opensalw_template_{_structure()}"
    server = database.embedded_server()
    server.start()
    with open(server.home / "template.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        with admin() as connected:
            done = connected.execute("select 1 from pg_database where datname = %s", [f"{name}"]).fetchone()
            if not done:
                old = connected.execute("select datname from pg_database where datname like 'opensalw_template_%'")
                for (stale,) in old.fetchall():
                    _drop(connected, stale)
        if not done:
            building = f"building_{name}"
            with admin() as connected:
                _drop(connected, building)
            database.prepare(server.dsn(), building)
            point_at(building)
            call_command("migrate", database="owner", interactive=False, verbosity=0)
            connections.close_all()
            with admin() as connected:
                connected.execute(sql.SQL("alter database {} rename to {}").format(sql.Identifier(building), sql.Identifier(name)))
    return name


@pytest.fixture(scope="session")
def database_template(django_db_blocker) -> str:
    """The migrated, empty template database."""
    with django_db_blocker.unblock():
        return _template()


@pytest.fixture(scope="session")
def django_db_setup(database_template: str, django_db_blocker) -> Iterator[None]:
    """pytest-django's set-up, replaced: this worker's clone of the template."""
    name = f"opensalw_test_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    with django_db_blocker.unblock():
        clone(database_template, name)
        point_at(name)
        yield
        connections.close_all()
    with admin() as server:
        _drop(server, name)


@pytest.fixture
def own_database(django_db_setup: None, database_template: str, django_db_blocker) -> Iterator[str]:
    """A database of its own for a test that commits; dropped afterwards. Gives its name."""
    before = settings.DATABASES["default"]["NAME"] if not connection.settings_dict else connection.settings_dict["NAME"]
    name = f"opensalw_own_{uuid.uuid4().hex[:12]}"
    with django_db_blocker.unblock():
        clone(database_template, name)
        point_at(name)
        try:
            yield name
        finally:
            connections.close_all()
            point_at(before)
    with admin() as server:
        _drop(server, name)


@pytest.fixture
def shared() -> Path:
    """The folder of the domain files that lie beside the checkout; skips where it is absent."""
    folder = Path(os.environ.get("OPENSALW_SHARED", ROOT.parent / "shared"))
    if not (folder / "domain").is_dir():
        pytest.skip("The folder with the meeting notes and data (OPENSALW_SHARED) is not here.")
    return folder
