"""Personal parts of entries: encrypted with the key of the person whom they concern.

The salt of the digest that the chain covers is encrypted together with the part: once the key is gone,
the digest tells nothing, not even to someone who guesses the fields.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from .chain import canonical, personal_digest_of
from .keys import person_keys

SALT = 16
NONCE = 12


@dataclass(frozen=True, slots=True)
class SealedPart:
    """A personal part as it is stored, and its digest for the entry."""

    person: UUID
    nonce: bytes
    ciphertext: bytes
    digest: bytes


def sealed_part(part: dict[str, Any], *, person: UUID, key: bytes, jurisdiction: str, entry: int) -> SealedPart:
    """Encrypt ``part`` for ``entry``; the ciphertext is of no use for any other entry."""
    chance, plain = secrets.token_bytes(SALT + NONCE), canonical(part)
    salt, nonce = chance[:SALT], chance[SALT:]
    ciphertext = AESGCM(key).encrypt(nonce, salt + plain, _bound_to(jurisdiction, entry))
    return SealedPart(person, nonce, ciphertext, personal_digest_of(salt, plain))


@dataclass(frozen=True, slots=True)
class StoredPart:
    """A row of the personal parts."""

    jurisdiction: str
    entry: int
    person: UUID
    nonce: bytes
    ciphertext: bytes


@dataclass(frozen=True, slots=True)
class OpenedPart:
    """The fields of a personal part and the digest that its entry must hold."""

    fields: dict[str, Any]
    digest: bytes


class PartDamaged(ValueError):
    """A personal part was changed: its key does not open it."""


def opened_parts(stored: Iterable[StoredPart]) -> dict[int, OpenedPart | PartDamaged]:
    """By entry id, those of ``stored`` whose person has a key here."""
    rows = list(stored)
    keys = person_keys(row.person for row in rows) if rows else {}
    return {row.entry: _opened(row, keys[row.person]) for row in rows if row.person in keys}


def _opened(row: StoredPart, key: bytes) -> OpenedPart | PartDamaged:
    try:
        plain = AESGCM(key).decrypt(bytes(row.nonce), bytes(row.ciphertext), _bound_to(row.jurisdiction, row.entry))
    except InvalidTag:
        return PartDamaged(row.entry)
    salt, part = plain[:SALT], plain[SALT:]
    return OpenedPart(orjson.loads(part), personal_digest_of(salt, part))


def _bound_to(jurisdiction: str, entry: int) -> bytes:
    return f"{jurisdiction}/{entry}".encode()
