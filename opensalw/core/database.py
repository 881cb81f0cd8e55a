"""Where the database is, who signs in to it, and how its roles are made.

Two login roles (DESIGN section 9): ``opensalw_owner`` owns the tables and migrates;
``opensalw_app`` serves pages and commands, owns nothing and cannot pass row-level security.
"""

import os
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import platformdirs
import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from .embedded import EmbeddedServer, wheel_binaries

OWNER = "opensalw_owner"
APP = "opensalw_app"
OLDEST_SUPPORTED = 15
PREPARED = "prepared by opensalw"


class DatabaseSettingError(ValueError):
    """An environment variable about the database is wrong; the message names it and the mend."""


def data_folder() -> Path:
    """The folder of the database, the keys and the files: OPENSALW_DATA, or the user's data folder.

    Root gets /var/lib/opensalw, so that no home folder has to be opened for the server's account.
    """
    if given := os.environ.get("OPENSALW_DATA"):
        return Path(given).absolute()
    if os.geteuid() == 0:
        return Path("/var/lib/opensalw")
    return Path(platformdirs.user_data_dir("opensalw"))


def is_embedded() -> bool:
    """Whether the embedded server is used, that is DATABASE_URL is not set."""
    return not os.environ.get("DATABASE_URL")


def embedded_server() -> EmbeddedServer:
    """The embedded server of this data folder, running or not."""
    return EmbeddedServer(home=data_folder(), binaries=wheel_binaries())


def _from_url(variable: str, url: str) -> dict[str, str]:
    if urlsplit(url).scheme not in ("postgresql", "postgres"):
        raise DatabaseSettingError(
            f"{variable} must begin with postgresql:// ; only PostgreSQL {OLDEST_SUPPORTED} or newer is supported. "
            "Unset it to use the embedded server."
        )
    try:
        return {key: str(value) for key, value in conninfo_to_dict(url).items() if value is not None}
    except psycopg.ProgrammingError as error:
        raise DatabaseSettingError(f"{variable} is not a valid connection address: {error}") from error


def connection_facts(role: str) -> dict[str, str]:
    """The libpq parameters for ``role`` (OWNER or APP), from the environment or the embedded server."""
    if is_embedded():
        name = os.environ.get("OPENSALW_DATABASE", "opensalw")
        return {"host": str(embedded_server().sockets), "port": "5432", "dbname": name, "user": role}
    facts = _from_url("DATABASE_URL", os.environ["DATABASE_URL"])
    if role == OWNER:
        owner = os.environ.get("DATABASE_OWNER_URL")
        facts = _from_url("DATABASE_OWNER_URL", owner) if owner else facts
    return facts


def django_settings(role: str) -> dict:
    """An entry of Django's DATABASES for ``role``."""
    facts = dict(connection_facts(role))
    names = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    entry: dict = {"ENGINE": "django.db.backends.postgresql", "CONN_HEALTH_CHECKS": True, "CONN_MAX_AGE": 60}
    for libpq, django in names.items():
        entry[django] = facts.pop(libpq, "")
    entry["OPTIONS"] = facts
    return entry


def ensure_running(say: Callable[[str], None] = lambda line: None) -> None:
    """Start the embedded server and make its roles and database; nothing to do for an external one."""
    if is_embedded():
        server = embedded_server()
        started = server.start(say)
        name = connection_facts(APP)["dbname"]
        if started or not _is_prepared(server.dsn(), name):
            prepare(server.dsn(), name)


def _is_prepared(admin: str, name: str) -> bool:
    """Whether ``prepare`` came to its end for this database: it leaves a comment there."""
    question = "select 1 from pg_database where datname = %s and shobj_description(oid, 'pg_database') = %s"
    with psycopg.connect(admin, autocommit=True) as connection:
        return connection.execute(question, [name, PREPARED]).fetchone() is not None


def _has_database(admin: str, name: str) -> bool:
    with psycopg.connect(admin, autocommit=True) as connection:
        return connection.execute("select 1 from pg_database where datname = %s", [name]).fetchone() is not None


def prepare(admin: str, name: str, passwords: dict[str, str] | None = None) -> None:
    """Make the two roles and the database ``name`` where they are missing.

    ``admin`` is the libpq address of a role that may create both; ``passwords`` by role are needed
    on a server that does not trust local connections.
    """
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute("select pg_advisory_lock(731001)")
        for role in (OWNER, APP):
            _make_role(connection, role, (passwords or {}).get(role))
        if not _has_database(admin, name):
            connection.execute(
                sql.SQL("create database {} owner {} template template0 encoding 'UTF8'").format(
                    sql.Identifier(name), sql.Identifier(OWNER)
                )
            )
        connection.execute(sql.SQL("revoke all on database {} from public").format(sql.Identifier(name)))
        connection.execute(
            sql.SQL("grant connect, temporary on database {} to {}").format(sql.Identifier(name), sql.Identifier(APP))
        )
    with psycopg.connect(make_conninfo(admin, dbname=name), autocommit=True) as connection:
        grant_to_app(connection)
        connection.execute(sql.SQL("comment on database {} is {}").format(sql.Identifier(name), sql.Literal(PREPARED)))


def _make_role(connection: psycopg.Connection, role: str, password: str | None) -> None:
    if connection.execute("select 1 from pg_roles where rolname = %s", [role]).fetchone() is None:
        connection.execute(
            sql.SQL("create role {} login nosuperuser nocreatedb nocreaterole nobypassrls").format(sql.Identifier(role))
        )
    if password:
        connection.execute(sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(password)))


def grant_to_app(connection: psycopg.Connection) -> None:
    """Give the application role rows, not structure, on all that the owner makes in this database."""
    owner, app = sql.Identifier(OWNER), sql.Identifier(APP)
    for statement in (
        "alter schema public owner to {owner}",
        "revoke create on schema public from public",
        "grant usage on schema public to {app}",
        "alter default privileges for role {owner} in schema public "
        "grant select, insert, update, delete on tables to {app}",
        "alter default privileges for role {owner} in schema public grant usage, select on sequences to {app}",
        "alter default privileges for role {owner} revoke execute on functions from public",
        "alter default privileges for role {owner} in schema public grant execute on functions to {app}",
    ):
        connection.execute(sql.SQL(statement).format(owner=owner, app=app))  # type: ignore[arg-type]
