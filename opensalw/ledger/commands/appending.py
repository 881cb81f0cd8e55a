"""Adding one entry to a subject's chain."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

import orjson
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused, require

from .. import rules
from ..chain import GENESIS, seal_of
from ..event import Event, event_class
from ..keys import made_person_keys
from ..models import Entry
from ..personal import SealedPart, sealed_part
from ..queries.entries import COLUMNS, corrections_of

APPENDING = 7310
_partitions: set[tuple[str, str, int]] = set()


@transaction.atomic
def append(
    event: Event,
    *,
    subject: UUID,
    jurisdiction: str,
    by: str,
    on: date,
    reason: str = "",
    corrects: int | None = None,
    batch: UUID | None = None,
    person: UUID | None = None,
) -> Entry:
    """Record that ``event`` happened to ``subject`` on a day; returns the sealed entry.

    ``person`` is whom the personal fields concern. The subject's chain stays locked until the
    transaction ends; who appends to several subjects in one transaction does so in the order of their ids.
    """
    payload, personal = prepared(event, by=by, reason=reason, person=person)
    with connection.cursor() as cursor:
        seq, previous, id, recorded_at = _next_place(cursor, jurisdiction, subject)
        if corrects is not None:
            check_correction(corrects, subject, corrections_of([corrects], jurisdiction=jurisdiction))
        part = _encrypted(personal, person, jurisdiction, id)
        facts: dict[str, Any] = {
            "id": id, "jurisdiction": jurisdiction, "stream": event.stream, "subject": subject, "seq": seq + 1,
            "name": event.name, "happened_on": on, "recorded_at": recorded_at, "by": by, "reason": reason,
            "payload": payload, "corrects": corrects, "batch": batch, "personal_digest": part and part.digest,
        }  # fmt: skip
        entry = Entry(**facts, seal=seal_of(previous, **facts))
        _store(cursor, entry, part)
    entry.opened = personal
    return entry


def prepared(
    event: Event, *, by: str, reason: str, person: UUID | None
) -> tuple[dict[str, Any], dict[str, Any] | None]:
    """The public and the personal part of an event, once the rules of every entry hold."""
    if event_class(event.stream, event.name) is not type(event):
        raise LookupError(f"{type(event).__name__} is not the declared event {event.stream}.{event.name}.")
    payload, personal = event.public_part(), event.personal_part()
    require(rules.refuse_act(by, reason))
    require(rules.refuse_payload(payload))
    require(rules.refuse_personal(personal, person), "person")
    if personal is not None:
        require(rules.refuse_payload(personal))
    return payload, personal


def announce(cursor: CursorWrapper, jurisdictions: list[str]) -> None:
    """Tell who seals digests that entries of these jurisdictions are on their way, until we commit."""
    for jurisdiction in sorted(jurisdictions):
        cursor.execute("select pg_advisory_xact_lock_shared(%s, hashtext(%s))", [APPENDING, jurisdiction])


def ensure_partition(cursor: CursorWrapper, jurisdiction: str, recorded_at: datetime) -> None:
    """Make the partition of a jurisdiction and year unless a committed transaction has."""
    year = recorded_at.year
    key = (str(connection.settings_dict["NAME"]), jurisdiction, year)
    if key not in _partitions:
        cursor.execute("select ledger_ensure_partition(%s, %s)", [jurisdiction, year])
        transaction.on_commit(lambda: _partitions.add(key))


def check_correction(corrects: int, subject: UUID, known: dict[int, tuple[UUID, int | None]]) -> None:
    """Refuse to correct an entry of another subject or one that was corrected before."""
    owner, corrected_by = known.get(corrects, (None, None))
    reason = rules.refuse_correction(corrects, is_of_the_subject=owner == subject, corrected_by=corrected_by)
    require(reason, "corrects")


def keys_for(persons: set[UUID]) -> dict[UUID, bytes]:
    """The keys of all of ``persons``; an erased one is refused."""
    keys = made_person_keys(persons)
    for person in sorted(persons - set(keys)):
        refusal = _("Person %(person)s has been erased; nothing personal can be recorded under this id.")
        raise Refused(refusal % {"person": person}, "person")
    return keys


def _encrypted(personal: dict[str, Any] | None, person: UUID | None, jurisdiction: str, id: int) -> SealedPart | None:
    if personal is None or person is None:
        return None
    return sealed_part(personal, person=person, key=keys_for({person})[person], jurisdiction=jurisdiction, entry=id)


def _next_place(cursor: CursorWrapper, jurisdiction: str, subject: UUID) -> tuple[int, bytes, int, datetime]:
    """Lock the head; its number and seal, and the id and time of the entry to come."""
    announce(cursor, [jurisdiction])
    seq, previous = _locked_head(cursor, jurisdiction, subject)
    cursor.execute("select nextval('ledger_entry_id_seq'), clock_timestamp()")
    id, recorded_at = cursor.fetchone()
    ensure_partition(cursor, jurisdiction, recorded_at)
    return seq, previous, id, recorded_at


def _locked_head(cursor: CursorWrapper, jurisdiction: str, subject: UUID) -> tuple[int, bytes]:
    question = "select seq, seal from ledger_head where jurisdiction = %s and subject = %s for update"
    cursor.execute(question, [jurisdiction, subject])
    if (row := cursor.fetchone()) is None:
        cursor.execute(
            "insert into ledger_head (jurisdiction, subject, seq, seal) values (%s, %s, 0, %s) on conflict do nothing",
            [jurisdiction, subject, GENESIS],
        )
        cursor.execute(question, [jurisdiction, subject])
        row = cursor.fetchone()
    return row[0], bytes(row[1])


def _store(cursor: CursorWrapper, entry: Entry, part: SealedPart | None) -> None:
    cursor.execute(
        f"insert into ledger_entry ({COLUMNS}) values (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)",
        [
            entry.id, entry.jurisdiction, entry.stream, entry.subject, entry.seq, entry.name, entry.happened_on,
            entry.recorded_at, entry.by, entry.reason, orjson.dumps(entry.payload).decode(), entry.corrects,
            entry.batch, entry.personal_digest, entry.seal,
        ],
    )  # fmt: skip
    cursor.execute(
        "update ledger_head set seq = %s, seal = %s where jurisdiction = %s and subject = %s",
        [entry.seq, entry.seal, entry.jurisdiction, entry.subject],
    )
    if part is not None:
        cursor.execute(
            "insert into ledger_personal (jurisdiction, entry, person, nonce, ciphertext) values (%s, %s, %s, %s, %s)",
            [entry.jurisdiction, entry.id, part.person, part.nonce, part.ciphertext],
        )
