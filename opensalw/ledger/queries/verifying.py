"""Is the ledger whole? Walks every chain and every digest and names the broken places."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from django.db import connection
from django.utils.translation import gettext as _

from opensalw.core.session import acting_for, everywhere

from ..chain import GENESIS, seal_of
from ..personal import PartDamaged, StoredPart, opened_parts
from ..signing import SignedDigest
from .digests import digests, unsealed_counts
from .proving import Broken, broken_digests

ENOUGH = 20


@dataclass
class Verification:
    """What a walk over the ledger found; sound when nothing is broken."""

    entries: int = 0
    subjects: int = 0
    digests: int = 0
    unsealed: int = 0
    unreadable: int = 0
    broken: list[Broken] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def is_sound(self) -> bool:
        """Whether every chain and every digest holds."""
        return not self.broken

    @property
    def first(self) -> Broken | None:
        """The first broken place."""
        return self.broken[0] if self.broken else None


class Row(NamedTuple):
    """An entry as the walk reads it, with the head of its subject."""

    id: int
    jurisdiction: str
    stream: str
    subject: UUID
    seq: int
    name: str
    happened_on: date
    recorded_at: datetime
    by: str
    reason: str
    payload: str
    corrects: int | None
    batch: UUID | None
    personal_digest: bytes | None
    seal: bytes
    head_seq: int | None
    head_seal: bytes | None


def verify(
    jurisdictions: Sequence[str] | None = None,
    *,
    against: Iterable[SignedDigest] = (),
    progress: Callable[[int], None] = lambda entries: None,
) -> Verification:
    """Check every chain, head, personal part and digest; ``against`` are digests that were exported before."""
    found = Verification()
    exported = list(against)
    chosen = everywhere() if jurisdictions is None else jurisdictions
    with acting_for(*chosen):
        for jurisdiction in chosen:
            _walk_chains(jurisdiction, found, progress)
            _walk_lost_subjects(jurisdiction, found)
            _walk_personal(jurisdiction, found)
            signed = digests(jurisdiction)
            found.digests += len(signed)
            outside = [digest for digest in exported if digest.jurisdiction == jurisdiction]
            broken, notes = broken_digests(jurisdiction, signed, outside)
            found.broken += broken
            found.notes += notes
        found.unsealed = sum(count for place, count in unsealed_counts().items() if place in chosen)
    del found.broken[ENOUGH:]
    return found


def _walk_chains(jurisdiction: str, found: Verification, progress: Callable[[int], None]) -> None:
    question = """
        select e.id, e.jurisdiction, e.stream, e.subject, e.seq, e.name, e.happened_on, e.recorded_at, e."by", e.reason,
            e.payload::text, e.corrects, e.batch, e.personal_digest, e.seal, h.seq, h.seal
        from ledger_entry e left join ledger_head h on h.jurisdiction = e.jurisdiction and h.subject = e.subject
        where e.jurisdiction = %s order by e.subject, e.seq
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, [jurisdiction])
        for _subject, rows in groupby(map(Row._make, cursor), key=lambda row: row.subject):
            chain = list(rows)
            found.subjects += 1
            found.entries += len(chain)
            if broken := broken_chain(chain):
                found.broken.append(broken)
            if found.subjects % 500 == 0:
                progress(found.entries)
    progress(found.entries)


def broken_chain(chain: Sequence[Row]) -> Broken | None:
    """The first place of a subject's chain that does not hold, or None."""
    previous = GENESIS
    for expected, row in enumerate(chain, 1):
        if row.seq > expected:
            return _at(row, _("entry %(seq)s of this subject is missing") % {"seq": expected}, seq=expected)
        if row.seq < expected:
            return _at(row, _("this number stands twice"))
        if _seal(previous, row) != row.seal:
            return _at(row, _("its content, or the seal before it, was changed: the seal does not match"))
        previous = row.seal
    last = chain[-1]
    if last.head_seq is None:
        return _at(last, _("the head of this subject is missing"))
    if last.head_seq > last.seq:
        missing = {"seq": last.seq + 1, "head": last.head_seq}
        return _at(last, _("the entries from %(seq)s to %(head)s are missing") % missing, seq=last.seq + 1)
    if (last.head_seq, last.head_seal) != (last.seq, last.seal):
        return _at(last, _("the head of this subject does not match its last entry"))
    return None


def _seal(previous: bytes, row: Row) -> bytes | None:
    facts: dict[str, Any] = dict(zip(Row._fields[:14], row[:14], strict=True))
    try:
        return seal_of(previous, **{**facts, "payload": orjson.loads(row.payload)})
    except (TypeError, ValueError):
        return None


def _at(row: Row, what: str, seq: int | None = None) -> Broken:
    return Broken(row.jurisdiction, what, subject=row.subject, seq=seq or row.seq, entry=None if seq else row.id)


def _walk_lost_subjects(jurisdiction: str, found: Verification) -> None:
    """Heads that have no entry at all."""
    question = """
        select h.subject from ledger_head h where h.jurisdiction = %s and not exists (
            select 1 from ledger_entry e where e.jurisdiction = h.jurisdiction and e.subject = h.subject
        ) order by 1 limit 20
    """
    with connection.cursor() as cursor:
        cursor.execute(question, [jurisdiction])
        for (subject,) in cursor.fetchall():
            found.broken.append(
                Broken(jurisdiction, _("all entries of this subject are missing"), subject=subject, seq=1)
            )


def _walk_personal(jurisdiction: str, found: Verification) -> None:
    """Personal parts: each is there and, where its key is, opens to what the chain covers."""
    question = """
        select e.id, e.subject, e.seq, e.personal_digest, p.person, p.nonce, p.ciphertext
        from ledger_entry e left join ledger_personal p on p.jurisdiction = e.jurisdiction and p.entry = e.id
        where e.jurisdiction = %s and e.personal_digest is not null
    """
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, [jurisdiction])
        while rows := list(islice(cursor, 2000)):
            parts = opened_parts(StoredPart(jurisdiction, row[0], *row[4:]) for row in rows if row[4])
            for row in rows:
                if what := _personal_fault(row, parts.get(row[0])):
                    found.broken.append(Broken(jurisdiction, what, subject=row[1], seq=row[2], entry=row[0]))
                found.unreadable += row[0] not in parts and row[4] is not None


def _personal_fault(row: tuple[Any, ...], part: Any) -> str | None:
    if row[4] is None:
        return _("the personal part is missing")
    if isinstance(part, PartDamaged) or (part is not None and part.digest != row[3]):
        return _("the personal part was changed")
    return None
