"""Seals and digests: pure functions over the content of entries.

An entry's seal is the SHA-256 of its canonical bytes: all its columns and the seal before it, as JSON
with sorted keys, without spaces, in UTF-8. A day's digest is the root of a Merkle tree over seals, built
as in RFC 6962 (0x00 before a leaf, 0x01 before a pair).
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

import orjson

GENESIS = bytes(32)


def canonical(value: Any) -> bytes:
    """The one byte string that stands for a JSON value."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def seal_of(
    previous: bytes,
    *,
    id: int,
    jurisdiction: str,
    stream: str,
    subject: UUID | str,
    seq: int,
    name: str,
    happened_on: date,
    recorded_at: datetime,
    by: str,
    reason: str,
    payload: dict[str, Any],
    corrects: int | None,
    batch: UUID | None,
    personal_digest: bytes | None,
) -> bytes:
    """The seal of an entry that follows the one sealed ``previous``."""
    content = {
        "batch": None if batch is None else str(batch),
        "by": by,
        "corrects": corrects,
        "happened_on": happened_on.isoformat(),
        "id": id,
        "jurisdiction": jurisdiction,
        "name": name,
        "payload": payload,
        "personal": None if personal_digest is None else personal_digest.hex(),
        "previous": previous.hex(),
        "reason": reason,
        "recorded_at": recorded_at.astimezone(UTC).isoformat(timespec="microseconds"),
        "seq": seq,
        "stream": stream,
        "subject": str(subject),
    }
    return sha256(canonical(content)).digest()


def personal_digest_of(salt: bytes, part: bytes) -> bytes:
    """What the chain covers of a personal part: without the salt nothing can be guessed from it."""
    return sha256(b"personal" + salt + part).digest()


def merkle_root(seals: Iterable[bytes]) -> bytes:
    """The root over ``seals`` in their order; of none, the SHA-256 of nothing."""
    stack: list[tuple[int, bytes]] = []
    for seal in seals:
        height, node = 0, sha256(b"\x00" + seal).digest()
        while stack and stack[-1][0] == height:
            node = sha256(b"\x01" + stack.pop()[1] + node).digest()
            height += 1
        stack.append((height, node))
    if not stack:
        return sha256(b"").digest()
    node = stack.pop()[1]
    while stack:
        node = sha256(b"\x01" + stack.pop()[1] + node).digest()
    return node
