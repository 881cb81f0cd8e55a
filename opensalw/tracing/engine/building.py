"""Columns from the tables of a register: everything when they are built, some weapons when the ledger moves.

The question runs for one jurisdiction at a time, so that row-level security and not this module decides
which rows are seen.
"""

import os
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import numpy as np
from django.db import connection, transaction

from opensalw.core.session import acting_for
from opensalw.ledger.commands.following import locked_cursor, move_cursor
from opensalw.ledger.queries.entries import BEGINNING, Cursor
from opensalw.registers.marks import Kind

from . import tail
from .columns import OF_CELL, Rows, arranged, nothing, year_code
from .storing import Place, current, home, partition, put_in_place, write
from .symbols import pack
from .words import Seen, Words, of_cell

READER = "tracing.engine"
SEARCHED = (Kind.SERIAL, Kind.IMPORT, Kind.RACK)
BATCH = 50_000
QUESTION = """
    select m.id, m.subject, m.normalised, f.year, coalesce(f.make, ''), coalesce(f.make_seen, ''),
        coalesce(f.model, ''), coalesce(f.model_seen, ''), coalesce(f.calibre, ''),
        coalesce(f.calibre_seen, c.calibre_seen, ''), coalesce(f.type, ''),
        coalesce((select x.text from registers_markseen x where x.jurisdiction = m.jurisdiction
            and x.subject = m.subject and x.kind = 'factory' order by x.id desc limit 1), '')
    from registers_markseen m
    left join registers_firearm f on f.id = m.subject and f.jurisdiction = m.jurisdiction
    left join registers_component c on f.id is null and c.id = m.subject and c.jurisdiction = m.jurisdiction
    where m.jurisdiction = %s and m.kind = any(%s)
"""
Progress = Callable[[int], None]


def build(jurisdiction: str, *, progress: Progress = lambda rows: None) -> Place:
    """Build the columns of a jurisdiction beside those that are in use, and put them in their place.

    The place in the ledger is taken first: what is committed while the rows are read stands in the tail
    too, or comes there, and the tail counts. Who follows the ledger goes on meanwhile.
    """
    folder = partition(jurisdiction)
    folder.mkdir(parents=True, exist_ok=True)
    upto, words = final_place(), Words(home())
    found, count = [nothing()], 0
    for rows in rows_of(jurisdiction, words):
        found.append(rows)
        count += len(rows.marks)
        progress(count)
    columns = arranged(tail.joined(found))
    name = f"{datetime.now(UTC):%Y%m%d%H%M%S}-{uuid.uuid4().hex[:6]}"
    place = Place(folder / f"base-{name}.cols", folder / f"tail-{name}.log")
    facts = {
        "jurisdiction": jurisdiction, "position": list(upto), "rows": columns.count,
        "made_at": f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}", "newest_mark": int(columns.marks.max(initial=0)),
    }  # fmt: skip
    write(place.base, columns, facts)
    with transaction.atomic():
        _swap(jurisdiction, place, upto)
    return place


def _swap(jurisdiction: str, place: Place, upto: Cursor) -> None:
    """Carry over what the old tail knows after ``upto``, while nobody else writes a tail."""
    folder = partition(jurisdiction)
    followed, old = locked_cursor(READER), current(folder)
    place.tail.touch()
    if followed is None or (old is None and followed > upto):
        move_cursor(READER, upto)
    for piece in tail.pieces(old.tail) if old else ():
        if piece.upto > upto:
            tail.add(place.tail, piece.upto, piece.rows)
    put_in_place(folder, place)


def final_place() -> Cursor:
    """The last place in the ledger that no running transaction can still come before."""
    with connection.cursor() as cursor:
        cursor.execute("select pg_snapshot_xmin(pg_current_snapshot())::text")
        return max(BEGINNING, Cursor(int(cursor.fetchone()[0]) - 1, 2**62))


def rows_of(jurisdiction: str, words: Words, subjects: Iterable[UUID] | None = None) -> Iterator[Rows]:
    """The rows of a jurisdiction, in batches; of some weapons only where they are given."""
    question = QUESTION
    values: list[Any] = [jurisdiction, [kind.value for kind in SEARCHED]]
    if subjects is not None:
        question, values = QUESTION + " and m.subject = any(%s)", [*values, list(subjects)]
    with acting_for(jurisdiction), connection.chunked_cursor() as cursor:
        cursor.execute(question, values)
        while batch := cursor.fetchmany(BATCH):
            yield _coded(batch, words)


def _coded(batch: list[tuple], words: Words) -> Rows:
    seen = [Seen(*row[4:]) for row in batch]
    told = {one: of_cell(one) for one in dict.fromkeys(seen)}
    by_field = [words.codes_of(name, [one[place] for one in told.values()]) for place, name in enumerate(OF_CELL)]
    codes = dict(zip(told, zip(*by_field, strict=True), strict=True))
    return Rows(
        pack([row[2] for row in batch]),
        np.array([codes[one] for one in seen], np.uint16).reshape(-1, len(OF_CELL)),
        np.array([year_code(row[3]) for row in batch], np.uint8),
        np.array([row[0] for row in batch], np.int64),
        np.frombuffer(b"".join(row[1].bytes for row in batch), np.uint8).reshape(-1, 16),
    )  # fmt: skip


def beat() -> None:
    """Leave a sign that the ledger is being followed."""
    home().mkdir(parents=True, exist_ok=True)
    (home() / "followed").touch()
    os.utime(home() / "followed")
