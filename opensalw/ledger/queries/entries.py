"""Questions about entries. Only those of the transaction's jurisdictions are seen."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from django.db import connection

from opensalw.core.session import current_jurisdictions

from ..models import Entry, Personal
from ..personal import OpenedPart, StoredPart, opened_parts

COLUMNS = (
    'id, jurisdiction, stream, subject, seq, name, happened_on, recorded_at, "by", reason, payload, corrects, batch, '
    "personal_digest, seal"
)


class Cursor(NamedTuple):
    """A place in the order of commit: a transaction number and an entry id."""

    xid: int
    entry: int


BEGINNING = Cursor(0, 0)


def history(subject: UUID, *, jurisdiction: str | None = None, personal: bool = False) -> list[Entry]:
    """Everything that happened to a subject, oldest first; with its personal fields if asked for."""
    found = Entry.objects.filter(subject=subject).order_by("jurisdiction", "seq")
    entries = list(found.filter(jurisdiction=jurisdiction) if jurisdiction else found)
    return with_personal(entries) if personal else entries


def standing(entries: Iterable[Entry]) -> list[Entry]:
    """Of a history, the entries that no other entry corrected."""
    held = list(entries)
    superseded = {entry.corrects for entry in held if entry.corrects is not None}
    return [entry for entry in held if entry.id not in superseded]


def entry(id: int) -> Entry | None:
    """The entry with this id."""
    return Entry.objects.filter(pk=id).first()


def with_personal(entries: list[Entry]) -> list[Entry]:
    """The same entries with their personal fields opened, where a key still opens them."""
    concerned = [one.id for one in entries if one.personal_digest is not None]
    if concerned:
        rows = Personal.objects.filter(jurisdiction__in={one.jurisdiction for one in entries}, entry__in=concerned)
        parts = opened_parts(stored(row) for row in rows)
        for one in entries:
            part = parts.get(one.id)
            if isinstance(part, OpenedPart):
                one.opened = part.fields
    return entries


def stored(row: Personal) -> StoredPart:
    """A row of the personal parts, as the decryption takes it."""
    return StoredPart(row.jurisdiction, row.entry, row.person, bytes(row.nonce), bytes(row.ciphertext))


def corrections_of(ids: Iterable[int], *, jurisdiction: str) -> dict[int, tuple[UUID, int | None]]:
    """For entries of a jurisdiction: the subject of each and, if it was corrected, by which entry."""
    question = """
        select e.id, e.subject, min(c.id) from ledger_entry e
        left join ledger_entry c on c.jurisdiction = e.jurisdiction and c.subject = e.subject and c.corrects = e.id
        where e.jurisdiction = %s and e.id = any(%s) group by e.id, e.subject
    """
    with connection.cursor() as cursor:
        cursor.execute(question, [jurisdiction, list(ids)])
        return {id: (subject, corrected_by) for id, subject, corrected_by in cursor.fetchall()}


def entries_since(after: Cursor, limit: int) -> list[tuple[Cursor, Entry]]:
    """The next entries in the order of commit, none of which can still be joined by an earlier one.

    A transaction number below the oldest running one is final; an id alone is not, since a slow
    transaction commits smaller ids after a fast one's. Sorting is switched off meanwhile: the planner
    thinks that little is left and would sort all the rest of the ledger for each batch.
    """
    question = f"""
        select xid::text as place, {COLUMNS} from ledger_entry
        where (xid, id) > (%s::text::xid8, %s) and xid < pg_snapshot_xmin(pg_current_snapshot())
        order by xid, id limit %s
    """
    with connection.cursor() as cursor:
        cursor.execute("set local enable_sort = off")
        rows = list(Entry.objects.raw(question, [str(after.xid), after.entry, limit]))
        cursor.execute("set local enable_sort to default")
    return [(Cursor(int(row.place), row.id), row) for row in rows]  # type: ignore[attr-defined]


def latest(limit: int = 50, *, before: int | None = None, jurisdiction: str | None = None) -> list[Entry]:
    """The entries recorded last, newest first; the next page is asked with ``before`` = the last one's id."""
    question = f"""
        select {COLUMNS} from unnest(%s::text[]) as own cross join lateral (
            select * from ledger_entry where jurisdiction = own and id < %s order by id desc limit %s
        ) as newest order by id desc limit %s
    """
    places = [jurisdiction] if jurisdiction else sorted(current_jurisdictions())
    return list(Entry.objects.raw(question, [places, before or 2**62, limit, limit]))


def counts_by_jurisdiction() -> dict[str, int]:
    """How many entries each jurisdiction has; those without any are left out."""
    with connection.cursor() as cursor:
        cursor.execute("select jurisdiction, count(*) from ledger_entry group by 1 order by 1")
        return dict(cursor.fetchall())
