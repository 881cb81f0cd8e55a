"""Words that the reference table does not know: kept, counted, and queued for a curator."""

from collections.abc import Iterable

from django.db import connection

from ..catalogue import Coded, name_keys

INSERT = (
    "insert into registers_unknownword (jurisdiction, kind, key, seen, count) values (%s, %s, %s, %s, %s) "
    "on conflict (jurisdiction, kind, key) do update set count = registers_unknownword.count + excluded.count"
)


def queue_unknown(jurisdiction: str, make: str, model: str, calibre: str, codes: Coded) -> None:
    """Queue what one weapon's words do not lead to."""
    keep_unknown(jurisdiction, dict.fromkeys(unknown_of(make, model, calibre, codes), 1))


def unknown_of(make: str, model: str, calibre: str, codes: Coded) -> Iterable[tuple[str, str]]:
    """The kinds and words that have no candidate at all."""
    if make and not codes.makes:
        yield "make", make
    if model and not codes.models:
        yield "model", f"{make}: {model}"
    if calibre and not codes.calibres:
        yield "calibre", calibre


def keep_unknown(jurisdiction: str, counts: dict[tuple[str, str], int]) -> None:
    """Add to the queue; a word that waits there already is counted."""
    together: dict[tuple[str, str], tuple[str, int]] = {}
    for (kind, seen), count in counts.items():
        key = (kind, next(iter(name_keys(seen)), seen)[:200])
        together[key] = (seen, together.get(key, ("", 0))[1] + count)
    rows = [(jurisdiction, kind, key, seen[:240], count) for (kind, key), (seen, count) in sorted(together.items())]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(INSERT, rows)
