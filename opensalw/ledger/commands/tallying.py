"""Adding to the tallies, and forgetting them."""

import orjson
from django.db import connection

from ..tallying import Sums, members


def add_to_tallies(sums: Sums) -> None:
    """Add amounts to what stands; a place at which nothing is left is dropped."""
    if not sums:
        return
    rows = [
        (*place, orjson.dumps(members(place.dims_key)).decode(), held.unit, held.amount, held.entries)
        for place, held in sums.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into ledger_tally (jurisdiction, line, month, dims_key, dims, unit, amount, entries)"
            " select * from unnest(%s::text[], %s::text[], %s::date[], %s::text[], %s::jsonb[], %s::text[],"
            " %s::numeric[], %s::bigint[])"
            " on conflict (jurisdiction, line, month, dims_key) do update"
            " set amount = ledger_tally.amount + excluded.amount, entries = ledger_tally.entries + excluded.entries",
            [list(column) for column in zip(*rows, strict=True)],
        )
        cursor.execute("delete from ledger_tally where entries = 0 and amount = 0")


def forget_tallies() -> None:
    """Empty the tallies of the transaction's jurisdictions; their reader fills them again."""
    with connection.cursor() as cursor:
        cursor.execute("delete from ledger_tally")
