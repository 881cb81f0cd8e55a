"""Many rows at once by COPY, as one statement writes them a few at a time."""

import json
from collections.abc import Sequence
from typing import Any

from django.db import connection, models
from django.db.backends.utils import CursorWrapper

FEW = 50


def insert(rows: Sequence[models.Model]) -> None:
    """Add new rows of one model; their ids stay unknown."""
    if len(rows) <= FEW:
        for model in {type(row) for row in rows}:
            model._default_manager.bulk_create(rows)
        return
    fields = _fields(rows[0])
    with connection.cursor() as cursor:
        _copy(cursor, rows[0]._meta.db_table, fields, rows)


def update(rows: Sequence[models.Model], fixed: frozenset[str] = frozenset()) -> None:
    """Bring rows of one model that are there already up to date, all fields but the ``fixed`` ones."""
    if not rows:
        return
    table, key = rows[0]._meta.db_table, rows[0]._meta.pk
    assert key is not None
    fields = [field for field in _fields(rows[0]) if field.name not in fixed]
    if len(rows) <= FEW:
        type(rows[0])._default_manager.bulk_update(rows, [field.name for field in fields])
        return
    names = ", ".join(f'"{field.column}"' for field in (key, *fields))
    sets = ", ".join(f'"{field.column}" = given."{field.column}"' for field in fields)
    with connection.cursor() as cursor:
        cursor.execute(f"create temporary table given_rows on commit drop as select {names} from {table} limit 0")
        _copy(cursor, "given_rows", [key, *fields], rows)
        cursor.execute(
            f'update {table} set {sets} from given_rows given where {table}."{key.column}" = given."{key.column}"'
        )
        cursor.execute("drop table given_rows")


def _fields(row: models.Model) -> list[models.Field]:
    return [field for field in row._meta.concrete_fields if not field.primary_key]


def _copy(cursor: CursorWrapper, table: str, fields: Sequence[models.Field], rows: Sequence[models.Model]) -> None:
    names = ", ".join(f'"{field.column}"' for field in fields)
    columns = [(field.attname, isinstance(field, models.JSONField)) for field in fields]
    with cursor.copy(f"copy {table} ({names}) from stdin") as copy:
        for row in rows:
            copy.write_row([_written(getattr(row, name), is_json) for name, is_json in columns])


def _written(value: Any, is_json: bool) -> Any:
    return json.dumps(value) if is_json and value is not None else value
