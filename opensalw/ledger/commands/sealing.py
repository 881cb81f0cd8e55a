"""Sealing what was recorded: one signed digest for each jurisdiction and day."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for

from ..chain import GENESIS, merkle_root
from ..keys import make_signing_key, public_bytes, signing_key, trusted_public_keys
from ..models import Digest
from ..queries.digests import last_digests
from ..signing import SignedDigest
from .appending import APPENDING

SEALING = 7311


def seal(jurisdictions: Iterable[str], *, new_key: bool = False) -> list[SignedDigest]:
    """Seal all that was recorded in ``jurisdictions``; returns the digests made, none where nothing is new."""
    return [digest for jurisdiction in jurisdictions for digest in seal_day(jurisdiction, new_key=new_key)]


def seal_day(jurisdiction: str, *, new_key: bool = False) -> list[SignedDigest]:
    """Seal all that was recorded in a jurisdiction since its last digest, a digest for each day.

    Entries on their way are waited for, so that no id below the last one can still appear. The key
    must be the one that signed before, unless ``new_key`` says that it was lost or is to be replaced.
    """
    with acting_for(jurisdiction):
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [SEALING, jurisdiction])
        upto = _last_id_when_still(jurisdiction)
        last = last_digests().get(jurisdiction)
        if upto <= (last.upto if last else 0):
            return []
        key = _key(jurisdiction, last, new_key)
        made = []
        for day, entries in groupby(_by_day(jurisdiction, last.upto if last else 0, upto), key=lambda row: row[0]):
            last = _store_digest(jurisdiction, day, (row[1:] for row in entries), last, key)
            made.append(last)
    return made


def _last_id_when_still(jurisdiction: str) -> int:
    """The largest id at a moment when no append is on its way; the lock ends with the savepoint."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(%s, hashtext(%s))", [APPENDING, jurisdiction])
            cursor.execute("select coalesce(max(id), 0) from ledger_entry where jurisdiction = %s", [jurisdiction])
            (largest,) = cursor.fetchone()
        transaction.set_rollback(True)
    return largest


def _by_day(jurisdiction: str, after: int, upto: int) -> Iterator[tuple[date, int, bytes]]:
    """Day, id and seal in the order of ids; a day never comes back once the next has begun."""
    question = (
        "select (recorded_at at time zone 'UTC')::date, id, seal from ledger_entry "
        "where jurisdiction = %s and id > %s and id <= %s order by id"
    )
    day = date.min
    with connection.chunked_cursor() as cursor:
        cursor.execute(question, [jurisdiction, after, upto])
        for recorded_on, id, seal_bytes in cursor:
            day = max(day, recorded_on)
            yield day, id, bytes(seal_bytes)


def _store_digest(
    jurisdiction: str,
    day: date,
    entries: Iterator[tuple[int, bytes]],
    last: SignedDigest | None,
    key: Ed25519PrivateKey,
) -> SignedDigest:
    count = upto = 0

    def seals() -> Iterator[bytes]:
        nonlocal count, upto
        for id, seal_bytes in entries:
            count, upto = count + 1, id
            yield seal_bytes

    root = merkle_root(seals())
    digest = SignedDigest(
        jurisdiction=jurisdiction,
        number=last.number + 1 if last else 1,
        day=day,
        after=last.upto if last else 0,
        upto=upto,
        count=count,
        root=root,
        previous=last.fingerprint() if last else GENESIS,
        made_at=timezone.now(),
        public_key=public_bytes(key),
    ).signed(key)
    Digest.objects.create(**{name: getattr(digest, name) for name in SignedDigest.__dataclass_fields__})
    return digest


def key_to_sign_with(jurisdiction: str, *, used: bool = False) -> Ed25519PrivateKey:
    """The key of this node that signs for a jurisdiction; ``used`` says that it signed something before."""
    last = last_digests().get(jurisdiction)
    if used and last is None and signing_key(jurisdiction) is None:
        raise Refused(
            _("The key that signed earlier for %(jurisdiction)s is not in the folder of keys. Put it back.")
            % {"jurisdiction": jurisdiction}
        )
    return _key(jurisdiction, last, False)


def _key(jurisdiction: str, last: SignedDigest | None, new_key: bool) -> Ed25519PrivateKey:
    """The key that signs; a lost one is not replaced in silence."""
    key = signing_key(jurisdiction)
    if new_key or (key is None and last is None):
        return make_signing_key(jurisdiction)
    if key is None or (last is not None and last.public_key not in trusted_public_keys(jurisdiction)):
        reason = _(
            "The key that signed the digests of %(jurisdiction)s is not in the folder of keys. "
            "Put it back, or begin with another key: opensalw ledger seal --new-key"
        )
        raise Refused(reason % {"jurisdiction": jurisdiction})
    return key
