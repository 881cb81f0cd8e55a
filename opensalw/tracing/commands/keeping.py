"""Writing the keys of marks: whatever came since the last time, in batches that a kill cannot tear."""

from collections.abc import Callable

from django.db import OperationalError, connection, transaction
from django.utils import timezone

from opensalw.core.session import acting_for
from opensalw.ledger.commands.staging import copy_lines

from ..keys import SEARCHED, SHELVES, keys_of_mark, on_shelf

BATCH = 50_000
RECOUNT = 86_400
WORDS = {
    "make": "nullif(make, '')",
    "model": "case when make <> '' and model <> '' then make || '/' || model end",
    "calibre": "nullif(calibre, '')",
    "type": "nullif(type, '')",
}
STAGE = "create temporary table if not exists new_key on commit delete rows as select * from tracing_key with no data"
Progress = Callable[[int], None]


def keep_keys(jurisdiction: str, *, progress: Progress = lambda done: None, batch: int = BATCH) -> int:
    """Write the keys of the marks that have none yet; returns how many marks that were."""
    shelf, last = _bounds(jurisdiction)
    done = 0
    while True:
        with acting_for(jurisdiction), connection.cursor() as cursor:
            marks = _next(cursor, jurisdiction, last, batch)
            if not marks:
                break
            _write(cursor, shelf, marks)
            cursor.execute(
                "update tracing_shelf set upto = %s where jurisdiction = %s", [marks[-1][0], jurisdiction]
            )  # fmt: skip
        done += len(marks)
        progress(done)
    if done:
        count_words(jurisdiction)
    return done


@transaction.atomic
def begin_anew(jurisdiction: str) -> None:
    """Forget the keys of a jurisdiction; its marks are found one by one until they are written again."""
    with acting_for(jurisdiction), connection.cursor() as cursor:
        cursor.execute("select tracing_shelf_of(%s)", [jurisdiction])
        shelf = cursor.fetchone()[0]
        first = on_shelf(shelf, [0])[0]
        top = first | (1 << 27) - 1
        cursor.execute("delete from tracing_key where key between %s and %s", [first, top])
        cursor.execute("update tracing_shelf set upto = 0 where jurisdiction = %s", [jurisdiction])


def count_words(jurisdiction: str, *, at_most_every: int = RECOUNT) -> None:
    """Count how common each make, model and calibre is; not more than once a day."""
    with acting_for(jurisdiction), connection.cursor() as cursor:
        cursor.execute("select counted_at from tracing_shelf where jurisdiction = %s for update", [jurisdiction])
        (counted,) = cursor.fetchone()
        now = timezone.now()
        if counted is not None and (now - counted).total_seconds() < at_most_every:
            return
        cursor.execute("delete from tracing_word where jurisdiction = %s", [jurisdiction])
        for field, word in WORDS.items():
            cursor.execute(
                f"insert into tracing_word select %s, %s, word, count(*) from (select left({word}, 200) as word "
                "from registers_firearm where jurisdiction = %s) named where word > '' group by word",
                [jurisdiction, field, jurisdiction],
            )
        cursor.execute("update tracing_shelf set counted_at = %s where jurisdiction = %s", [now, jurisdiction])


def _bounds(jurisdiction: str) -> tuple[int, int]:
    """The shelf of a jurisdiction, and the last mark below which none can still appear.

    The numbers of marks are drawn under the lock of their table; who has it for a moment knows that whatever is
    numbered lower is committed or gone.
    """
    with acting_for(jurisdiction), connection.cursor() as cursor:
        cursor.execute("select tracing_shelf_of(%s)", [jurisdiction])
        shelf = cursor.fetchone()[0]
        if shelf >= SHELVES:
            raise OperationalError("A database holds the keys of 32 jurisdictions at most.")
    with acting_for(jurisdiction), connection.cursor() as cursor:
        cursor.execute("set local lock_timeout = '5s'")
        cursor.execute("lock table registers_markseen in share mode")
        cursor.execute("select coalesce(max(id), 0) from registers_markseen where jurisdiction = %s", [jurisdiction])
        return shelf, cursor.fetchone()[0]


def _next(cursor, jurisdiction: str, last: int, batch: int) -> list[tuple]:
    cursor.execute("select upto from tracing_shelf where jurisdiction = %s for update", [jurisdiction])
    (upto,) = cursor.fetchone()
    cursor.execute(
        "select id, text, folded, sounded, kind from registers_markseen "
        "where jurisdiction = %s and id > %s and id <= %s order by id limit %s",
        [jurisdiction, upto, last, batch],
    )
    return cursor.fetchall()


def _write(cursor, shelf: int, marks: list[tuple]) -> None:
    searched = set(map(str, SEARCHED))
    pairs = sorted(
        (key, id)
        for id, text, folded, sounded, kind in marks
        if folded and kind in searched
        for key in on_shelf(shelf, keys_of_mark(text, folded, sounded))
    )
    cursor.execute(STAGE)
    copy_lines(cursor, "new_key", "key, mark", (f"{key}\t{mark}\n" for key, mark in pairs))
    cursor.execute("insert into tracing_key select key, mark from new_key order by key")
    cursor.execute("truncate new_key")
