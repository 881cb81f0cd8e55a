"""Cursors: where a reading in pages stands. Opaque to clients, signed, bound to the filters and to one moment."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

import orjson
from django.core import signing
from django.utils.translation import gettext as _

from .problems import wrong

SALT = "opensalw.api.cursor"


@dataclass(frozen=True)
class Cursor:
    """The moment that all pages speak of, and the last id of the page before."""

    at: datetime
    after: str

    def written(self, filters: dict[str, str]) -> str:
        """The cursor as text."""
        return signing.dumps([self.at.isoformat(), UUID(self.after).hex, bound_to(filters)], salt=SALT, compress=True)

    @classmethod
    def read(cls, text: str, filters: dict[str, str], at: datetime | None) -> "Cursor | None":
        """The cursor that a client sends back; None for the first page."""
        if not text:
            return None
        try:
            moment, after, bound = signing.loads(text, salt=SALT)
        except signing.BadSignature:
            raise wrong(
                "cursor", _("This cursor was not given by this server."), _("Start again without it.")
            ) from None
        pinned = datetime.fromisoformat(moment)
        if bound != bound_to(filters) or at not in (None, pinned):
            mend = _("Keep the filters of the first page, or start again without a cursor.")
            raise wrong("cursor", _("This cursor belongs to other filters."), mend)
        return cls(pinned, str(UUID(after)))


def bound_to(filters: dict[str, str]) -> str:
    """A short digest of the filters."""
    return sha256(orjson.dumps(filters, option=orjson.OPT_SORT_KEYS)).hexdigest()[:16]
