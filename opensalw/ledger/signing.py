"""Digests as they are signed, exported and checked: pure functions."""

from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from .chain import canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedDigest:
    """The root over the seals of a jurisdiction's entries with ids in (after, upto], and who signed it.

    ``previous`` is the fingerprint of the digest before, so that none can be left out. Nearly always all
    entries were recorded on ``day``; one that overlapped midnight goes with its neighbours.
    """

    jurisdiction: str
    number: int
    day: date
    after: int
    upto: int
    count: int
    root: bytes
    previous: bytes
    made_at: datetime
    public_key: bytes
    signature: bytes = b""

    def content(self) -> bytes:
        """What is signed: every field but the signature, as canonical JSON."""
        facts = self.as_json()
        del facts["signature"]
        return canonical(facts)

    def fingerprint(self) -> bytes:
        """What the next digest names as the one before it."""
        return sha256(self.content()).digest()

    def signed(self, key: Ed25519PrivateKey) -> "SignedDigest":
        """The same digest with its signature."""
        return SignedDigest(**{**self._facts(), "signature": key.sign(self.content())})

    def is_signed(self) -> bool:
        """Whether the signature is the one of the public key that the digest names."""
        try:
            Ed25519PublicKey.from_public_bytes(self.public_key).verify(self.signature, self.content())
        except (InvalidSignature, ValueError):
            return False
        return True

    def as_json(self) -> dict[str, Any]:
        """The digest as JSON values: bytes in hexadecimal, times in UTC."""
        return {name: _plain(value) for name, value in self._facts().items()}

    @classmethod
    def from_json(cls, facts: dict[str, Any]) -> "SignedDigest":
        """The digest that was written with ``as_json``; ValueError when it is none."""
        try:
            values = dict(facts)
            values["day"] = date.fromisoformat(values["day"])
            values["made_at"] = datetime.fromisoformat(values["made_at"])
            for name in ("root", "previous", "public_key", "signature"):
                values[name] = bytes.fromhex(values[name])
            return cls(**values)
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"This is not a digest: {error}") from error

    def _facts(self) -> dict[str, Any]:
        return asdict(self)


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    return value.isoformat() if isinstance(value, date) else value
