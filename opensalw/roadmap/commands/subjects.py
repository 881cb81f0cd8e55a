"""The ledger subject of things that have a word for a key: the same id on every node."""

from uuid import UUID, uuid5

NAMESPACE = UUID("6f70656e-7361-4c77-8000-000000000001")


def subject(kind: str, key: str) -> UUID:
    """The ledger subject of the ``kind`` of thing with this ``key``; also the id of data loaded by slug."""
    return uuid5(NAMESPACE, f"{kind}:{key}")
