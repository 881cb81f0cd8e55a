"""The temporary tables through which many entries pass, and their lines as COPY reads them."""

from collections.abc import Iterator
from itertools import islice

from django.db.backends.utils import CursorWrapper

STAGE = """
create temporary table if not exists ledger_new_entry (
    id bigint, jurisdiction text, stream text, subject uuid, seq integer, name text, happened_on date,
    recorded_at timestamptz, "by" text, reason text, payload jsonb, corrects bigint, batch uuid, personal_digest bytea,
    seal bytea
) on commit delete rows;
create temporary table if not exists ledger_new_head (
    jurisdiction text, subject uuid, seq integer, seal bytea, is_new boolean
) on commit delete rows;
create temporary table if not exists ledger_new_personal (
    jurisdiction text, entry bigint, person uuid, nonce bytea, ciphertext bytea
) on commit delete rows;
"""


def copy_lines(cursor: CursorWrapper, table: str, columns: str, lines: Iterator[str]) -> None:
    """Send finished lines to a staging table."""
    with cursor.copy(f"copy {table} ({columns}) from stdin") as copy:
        while chunk := "".join(islice(lines, 500)):
            copy.write(chunk)


def escaped(text: str) -> str:
    """A text as COPY reads it."""
    if "\\" in text:
        text = text.replace("\\", "\\\\")
    return text if text.isprintable() else text.replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


def or_null(value: object) -> str:
    """A value that needs no escaping, or nothing, as COPY reads it."""
    return "\\N" if value is None else str(value)


def bytea(value: bytes | None) -> str:
    """Bytes, or nothing, as COPY reads them."""
    return "\\N" if value is None else f"\\\\x{value.hex()}"
