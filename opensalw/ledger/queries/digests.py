"""Questions about the signed digests."""

from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson
from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.session import current_jurisdictions

from ..models import Digest
from ..signing import SignedDigest

FORMAT = "opensalw-digests-1"


def digests(jurisdiction: str) -> list[SignedDigest]:
    """All digests of a jurisdiction, the first one first."""
    return [as_signed(row) for row in Digest.objects.filter(jurisdiction=jurisdiction).order_by("number")]


def last_digests() -> dict[str, SignedDigest]:
    """The latest digest of each jurisdiction that has one."""
    rows = Digest.objects.order_by("jurisdiction", "-number").distinct("jurisdiction")
    return {row.jurisdiction: as_signed(row) for row in rows}


def unsealed_counts() -> dict[str, int]:
    """How many entries of each jurisdiction no digest covers yet; those without any are left out."""
    question = """
        select own, (
            select count(*) from ledger_entry where jurisdiction = own
            and id > coalesce((select max(upto) from ledger_digest where jurisdiction = own), 0)
        ) from unnest(%s::text[]) as own order by own
    """
    with connection.cursor() as cursor:
        cursor.execute(question, [sorted(current_jurisdictions())])
        return {jurisdiction: count for jurisdiction, count in cursor.fetchall() if count}


def unsealed_count() -> int:
    """How many entries no digest covers yet."""
    return sum(unsealed_counts().values())


def exported_digests(jurisdictions: Iterable[str]) -> dict[str, Any]:
    """All digests as one JSON document, to be kept where nobody of this node can change it."""
    found = [digest.as_json() for jurisdiction in jurisdictions for digest in digests(jurisdiction)]
    made_at: datetime = timezone.now()
    return {"format": FORMAT, "made_at": made_at.isoformat(), "digests": found}


def digests_of_file(path: Path) -> list[SignedDigest]:
    """The digests of an exported file; refused when it is none."""
    try:
        document = orjson.loads(path.read_bytes())
        if document["format"] != FORMAT:
            raise ValueError(document["format"])
        return [SignedDigest.from_json(facts) for facts in document["digests"]]
    except (ValueError, KeyError, TypeError) as error:
        reason = _("%(file)s is not a file of exported digests (%(error)s). Make one with: opensalw ledger digests")
        raise Refused(reason % {"file": path, "error": error}) from error


def as_signed(row: Digest) -> SignedDigest:
    """A row of the digests, as it was signed."""
    return SignedDigest(
        jurisdiction=row.jurisdiction,
        number=row.number,
        day=row.day,
        after=row.after,
        upto=row.upto,
        count=row.count,
        root=bytes(row.root),
        previous=bytes(row.previous),
        made_at=row.made_at,
        public_key=bytes(row.public_key),
        signature=bytes(row.signature),
    )
