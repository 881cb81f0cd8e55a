"""What every benchmark stands on: Django, and a migrated database of its own on the embedded server."""

import json
import os
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = f"opensalw_bench_{uuid.uuid4().hex[:8]}"
os.environ["OPENSALW_DATABASE"] = NAME
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "opensalw.config.settings")

import django  # noqa: E402
import psycopg  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections, models  # noqa: E402
from psycopg import sql  # noqa: E402

from opensalw.core import database  # noqa: E402
from opensalw.core.embedded import say_on_stderr  # noqa: E402

django.setup()


@contextmanager
def own_database() -> Iterator[str]:
    """A migrated, empty database, with keys of its own; both are gone afterwards."""
    if not database.is_embedded():
        raise SystemExit("Unset DATABASE_URL: benchmarks run on the embedded server.")
    database.ensure_running(say_on_stderr)
    try:
        with tempfile.TemporaryDirectory() as keys:
            settings.KEYS = Path(keys)
            call_command("migrate", database="owner", interactive=False, verbosity=0)
            yield NAME
    finally:
        connections.close_all()
        with psycopg.connect(database.embedded_server().dsn(), autocommit=True) as server:
            server.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(NAME)))


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Measures the block; ``seconds`` stands in what it gives once the block is over."""
    clock: dict[str, float] = {}
    began = time.perf_counter()
    yield clock
    clock["seconds"] = time.perf_counter() - began


def defaults_beside(model: type[models.Model], names: tuple[str, ...]) -> dict[str, object]:
    """What COPY must write into the columns that a benchmark does not fill: their defaults."""
    found = {}
    for field in model._meta.concrete_fields:
        if field.column not in names and not field.null:
            default = field.get_default()
            found[field.column] = json.dumps(default) if isinstance(field, models.JSONField) else default
    return found
