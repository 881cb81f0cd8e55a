"""Adding many entries at once: the same declarations, rules and chain as ``append``, by COPY.

PostgreSQL refuses COPY into a table under row-level security, so rows go to a temporary table and from
there into the ledger, as the same role.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from opensalw.core.collector import collector_resting
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for

from ..chain import GENESIS, canonical, seal_of
from ..event import Event
from ..personal import SealedPart, sealed_part
from ..queries.entries import COLUMNS, corrections_of
from .appending import announce, check_correction, ensure_partition, keys_for, prepared
from .staging import STAGE, bytea, copy_lines, escaped, or_null

SIZE = 20_000
ATTEMPTS = 5
PLACES = (
    "insert into ledger_head (jurisdiction, subject, seq, seal) select jurisdiction, subject, seq, seal "
    "from ledger_new_head where is_new order by jurisdiction, subject on conflict do nothing"
)
MOVES = (
    "update ledger_head h set seq = n.seq, seal = n.seal from ledger_new_head n "
    "where h.jurisdiction = n.jurisdiction and h.subject = n.subject and not n.is_new"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewEntry:
    """An entry that is to be appended; the same words as the arguments of ``append``."""

    event: Event
    subject: UUID
    jurisdiction: str
    by: str
    on: date
    reason: str = ""
    corrects: int | None = None
    batch: UUID | None = None
    person: UUID | None = None


class RowsRefused(Refused):
    """Rows that may not be appended: ``rows`` holds the reason for each by its number, from 1."""

    def __init__(self, rows: Mapping[int, str]) -> None:
        self.rows = dict(sorted(rows.items()))
        number, reason = next(iter(self.rows.items()))
        others = len(self.rows) - 1
        sentence = _("Row %(row)s: %(reason)s") % {"row": number, "reason": reason}
        more = _("%(others)s more rows were refused.") % {"others": others} if others else ""
        super().__init__(f"{sentence} {more}".strip())


Rule = Callable[[Sequence[NewEntry]], Mapping[int, str]]
Head = tuple[str, str]


class HeadTaken(Exception):
    """Someone else began the chain of one of our subjects meanwhile."""


@dataclass(slots=True)
class _Prepared:
    """A new entry with its head's key and its payload split into the public and the personal part."""

    row: NewEntry
    head: Head
    payload: dict[str, Any]
    personal: dict[str, Any] | None


def append_many(
    rows: Iterable[NewEntry],
    *,
    acting: Sequence[str] = (),
    refuse: Rule | None = None,
    size: int = SIZE,
    progress: Callable[[int], None] = lambda done: None,
) -> int:
    """Append ``rows`` in batches; returns how many there were.

    With ``acting`` (jurisdictions) each batch commits by itself, so that readers keep up and a refusal
    leaves whole batches behind; without it all happens in the transaction of the caller. ``refuse`` is
    asked once for each batch and gives the reasons by position in it.
    """
    done = 0
    remaining = iter(rows)
    while True:
        with collector_resting():
            batch = list(islice(remaining, size))
            if not batch:
                return done
            chosen = _prepared_batch(batch, refuse, done)
            with acting_for(*acting) if acting else transaction.atomic():
                _append_batch(chosen, done)
        done += len(batch)
        progress(done)


def _prepared_batch(batch: list[NewEntry], refuse: Rule | None, done: int) -> list[_Prepared]:
    """The batch with its payloads, once every rule holds for every row of it."""
    refused = {done + position + 1: reason for position, reason in (refuse(batch) if refuse else {}).items()}
    chosen = []
    for number, row in enumerate(batch, done + 1):
        try:
            parts = prepared(row.event, by=row.by, reason=row.reason, person=row.person)
            chosen.append(_Prepared(row, (row.jurisdiction, str(row.subject)), *parts))
        except Refused as reason:
            refused.setdefault(number, reason.reason)
    if refused:
        raise RowsRefused(refused)
    return chosen


def _append_batch(chosen: list[_Prepared], done: int) -> None:
    with connection.cursor() as cursor:
        announce(cursor, sorted({one.row.jurisdiction for one in chosen}))
        cursor.execute(STAGE)
        for _attempt in range(ATTEMPTS):
            try:
                with transaction.atomic():
                    _chain(cursor, chosen, done)
                return
            except HeadTaken:
                continue
    raise Refused(_("Others keep adding to the same subjects. Try again."))


def _chain(cursor: CursorWrapper, chosen: list[_Prepared], done: int) -> None:
    """Lock the heads, seal the entries one after the other, and store all of it."""
    before = _locked_heads(cursor, {one.head for one in chosen})
    _check_corrections(chosen, done)
    cursor.execute("select nextval('ledger_entry_id_seq') from generate_series(1, %s)", [len(chosen)])
    ids = sorted(id for (id,) in cursor.fetchall())
    cursor.execute("select clock_timestamp()")
    (recorded_at,) = cursor.fetchone()
    for jurisdiction in {one.row.jurisdiction for one in chosen}:
        ensure_partition(cursor, jurisdiction, recorded_at)
    parts = _sealed_parts(chosen, ids)
    heads = dict(before)
    copy_lines(cursor, "ledger_new_entry", COLUMNS, _lines(chosen, ids, recorded_at, parts, heads))
    copy_lines(cursor, "ledger_new_head", "jurisdiction, subject, seq, seal, is_new", _head_lines(heads, before))
    cursor.execute(MOVES)
    cursor.execute(PLACES)
    if cursor.rowcount != len(heads) - len(before):
        raise HeadTaken
    cursor.execute(f"insert into ledger_entry ({COLUMNS}) select {COLUMNS} from ledger_new_entry")
    if parts:
        columns = "jurisdiction, entry, person, nonce, ciphertext"
        copy_lines(cursor, "ledger_new_personal", columns, _part_lines(chosen, ids, parts))
        cursor.execute(f"insert into ledger_personal ({columns}) select {columns} from ledger_new_personal")
    cursor.execute("truncate ledger_new_entry, ledger_new_head, ledger_new_personal")


def _locked_heads(cursor: CursorWrapper, wanted: set[Head]) -> dict[Head, tuple[int, bytes]]:
    """The heads that exist, locked in the order of jurisdiction and subject."""
    found: dict[Head, tuple[int, bytes]] = {}
    for jurisdiction, heads in groupby(sorted(wanted), key=lambda head: head[0]):
        cursor.execute(
            "select subject::text, seq, seal from ledger_head where jurisdiction = %s and subject = any(%s::uuid[]) "
            "order by subject for update",
            [jurisdiction, [subject for _jurisdiction, subject in heads]],
        )
        found.update({(jurisdiction, subject): (seq, seal) for subject, seq, seal in cursor.fetchall()})
    return found


def _check_corrections(chosen: list[_Prepared], done: int) -> None:
    """Every correction names a standing entry of its subject, and no two name the same one."""
    correcting = [(number, one.row) for number, one in enumerate(chosen, done + 1) if one.row.corrects is not None]
    known: dict[int, tuple[UUID, int | None]] = {}
    for jurisdiction in {row.jurisdiction for _number, row in correcting}:
        ids = [row.corrects for _number, row in correcting if row.jurisdiction == jurisdiction and row.corrects]
        known.update(corrections_of(ids, jurisdiction=jurisdiction))
    seen: set[int | None] = set()
    refused = {}
    for number, row in correcting:
        try:
            check_correction(row.corrects or 0, row.subject, known)
            if row.corrects in seen:
                raise Refused(_("Another row corrects entry %(entry)s too.") % {"entry": row.corrects})
        except Refused as reason:
            refused[number] = reason.reason
        seen.add(row.corrects)
    if refused:
        raise RowsRefused(refused)


def _sealed_parts(chosen: list[_Prepared], ids: list[int]) -> dict[int, SealedPart]:
    """The encrypted personal parts by entry id."""
    persons = {one.row.person for one in chosen if one.personal is not None and one.row.person}
    keys = keys_for(persons) if persons else {}
    return {
        id: sealed_part(
            one.personal,
            person=one.row.person,
            key=keys[one.row.person],
            jurisdiction=one.row.jurisdiction,
            entry=id,
        )
        for one, id in zip(chosen, ids, strict=True)
        if one.personal is not None and one.row.person is not None
    }


def _lines(
    chosen: list[_Prepared],
    ids: list[int],
    recorded_at: datetime,
    parts: Mapping[int, SealedPart],
    heads: dict[Head, tuple[int, bytes]],
) -> Iterator[str]:
    """The entries as lines for COPY; ``heads`` is moved along."""
    for one, id in zip(chosen, ids, strict=True):
        row, event = one.row, one.row.event
        seq, previous = heads.get(one.head, (0, GENESIS))
        seq += 1
        part = parts.get(id)
        digest = part.digest if part else None
        seal = seal_of(
            previous, id=id, jurisdiction=row.jurisdiction, stream=event.stream, subject=one.head[1], seq=seq,
            name=event.name, happened_on=row.on, recorded_at=recorded_at, by=row.by, reason=row.reason,
            payload=one.payload, corrects=row.corrects, batch=row.batch, personal_digest=digest,
        )  # fmt: skip
        heads[one.head] = seq, seal
        yield (
            f"{id}\t{row.jurisdiction}\t{event.stream}\t{one.head[1]}\t{seq}\t{event.name}\t{row.on}\t{recorded_at}\t"
            f"{escaped(row.by)}\t{escaped(row.reason)}\t{escaped(canonical(one.payload).decode())}\t"
            f"{or_null(row.corrects)}\t{or_null(row.batch)}\t{bytea(digest)}\t{bytea(seal)}\n"
        )


def _head_lines(heads: Mapping[Head, tuple[int, bytes]], before: Mapping[Head, object]) -> Iterator[str]:
    for (jurisdiction, subject), (seq, seal) in heads.items():
        is_new = (jurisdiction, subject) not in before
        yield f"{jurisdiction}\t{subject}\t{seq}\t{bytea(seal)}\t{is_new}\n"


def _part_lines(chosen: list[_Prepared], ids: list[int], parts: Mapping[int, SealedPart]) -> Iterator[str]:
    for one, id in zip(chosen, ids, strict=True):
        if part := parts.get(id):
            yield f"{one.row.jurisdiction}\t{id}\t{part.person}\t{bytea(part.nonce)}\t{bytea(part.ciphertext)}\n"
