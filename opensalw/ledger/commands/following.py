"""Moving a reader's cursor."""

from django.db import connection

from ..queries.entries import BEGINNING, Cursor


def locked_cursor(reader: str) -> Cursor | None:
    """Where a reader stands, locked until the transaction ends; None when it has to begin anew."""
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_reader (reader, xid, entry) values (%s, '0', 0) on conflict do nothing", [reader]
        )
        is_new = cursor.rowcount == 1
        cursor.execute("select xid::text, entry from ledger_reader where reader = %s for update", [reader])
        xid, entry = cursor.fetchone()
    return None if is_new or (place := Cursor(int(xid), entry)) == BEGINNING else place


def move_cursor(reader: str, place: Cursor) -> None:
    """Note that a reader has handled everything up to ``place``."""
    with connection.cursor() as cursor:
        cursor.execute(
            "update ledger_reader set xid = %s::text::xid8, entry = %s, moved_at = now() where reader = %s",
            [str(place.xid), place.entry, reader],
        )


def forget_cursor(reader: str) -> None:
    """Let a reader begin anew the next time it follows."""
    with connection.cursor() as cursor:
        cursor.execute("delete from ledger_reader where reader = %s", [reader])
