"""Databases for the tests: one template, migrated once, cloned for each worker and each committing test.

Nothing is ever flushed: the ledger refuses TRUNCATE. Tests sign in as the application role, so that
row-level security and grants hold in them as in production.
"""

import fcntl
import os
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections, transaction
from psycopg import sql

from opensalw.core import database
from opensalw.core.session import acting_for, everywhere
from opensalw.roadmap.commands.reconstruction import load_real_round
from opensalw.roadmap.models import Round
from tests.cast import SECRETARIAT

# A served node of a browser test collects its static files while others run; what runs in this process reads none.
settings.STATIC_ROOT = settings.DATA / "not-collected"
# Deriving a key a million times is for attackers; the tests of the hash itself set their own.
settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher", *settings.PASSWORD_HASHERS]

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
        server.execute(
            sql.SQL("alter database {} owner to {}").format(sql.Identifier(name), sql.Identifier(database.OWNER))
        )
        server.execute(
            sql.SQL("grant connect, temporary on database {} to {}").format(
                sql.Identifier(name), sql.Identifier(database.APP)
            )
        )


def point_at(name: str) -> None:
    """Let both roles of this process use database ``name``."""
    connections.close_all()
    for alias in ("default", "owner"):
        connections[alias].settings_dict["NAME"] = name


@contextmanager
def _alone(what: str) -> Iterator[None]:
    """One worker at a time."""
    with open(database.embedded_server().home / f"{what}.lock", "w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _template() -> str:
    """The name of the migrated template; made by the first worker that comes."""
    name = f"opensalw_template_{_structure()}"
    server = database.embedded_server()
    server.start()
    with _alone("template"):
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
                connected.execute(
                    sql.SQL("alter database {} rename to {}").format(sql.Identifier(building), sql.Identifier(name))
                )
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


def _loaded_template(template: str) -> str:
    """The name of the template that holds the real round; made by the first worker that needs it."""
    data = sorted(path for path in (ROOT / "opensalw").rglob("*") if path.suffix in (".py", ".yaml", ".csv", ".sql"))
    digest = sha256(b"".join(path.read_bytes() for path in data if "web" not in path.parts)).hexdigest()[:12]
    name = f"opensalw_loaded_{digest}"
    with _alone("loaded"):
        with admin() as connected:
            if connected.execute("select 1 from pg_database where datname = %s", [name]).fetchone():
                return name
            old = connected.execute("select datname from pg_database where datname like 'opensalw_loaded_%'")
            for (stale,) in old.fetchall():
                _drop(connected, stale)
        building = f"building_{name}"
        clone(template, building)
        before = connection.settings_dict["NAME"]
        point_at(building)
        with acting_for(*everywhere()):
            load_real_round(by=SECRETARIAT)
        point_at(before)
        with admin() as connected:
            connected.execute(
                sql.SQL("alter database {} rename to {}").format(sql.Identifier(building), sql.Identifier(name))
            )
    return name


@pytest.fixture(scope="session")
def loaded_template(database_template: str, django_db_setup: None, django_db_blocker) -> str:
    """A template database that holds the real round; clone it for a test that commits."""
    with django_db_blocker.unblock():
        return _loaded_template(database_template)


@pytest.fixture(scope="session")
def _loaded_clone(loaded_template: str) -> Iterator[str]:
    """This worker's clone of the loaded template."""
    name = f"opensalw_round_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}"
    clone(loaded_template, name)
    yield name
    connections.close_all()
    with admin() as server:
        _drop(server, name)


@pytest.fixture
def loaded_round(_loaded_clone: str, django_db_blocker) -> Iterator[Round]:
    """The real round, loaded once for each worker; what the test does is rolled back afterwards."""
    with django_db_blocker.unblock():
        before = connection.settings_dict["NAME"]
        point_at(_loaded_clone)
        try:
            with transaction.atomic():
                with acting_for(*everywhere()):
                    yield Round.objects.select_related("framework").get(pk="wb-2019-H2")
                transaction.set_rollback(True)
        finally:
            point_at(before)


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
