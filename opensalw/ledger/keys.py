"""The keys of persons and of digests, in files outside the database and its backup.

The key of each person lies in one SQLite file; without the key that person's fields cannot be read
by anyone. Several processes of one machine may use the file at once.
"""

import os
import secrets
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from uuid import UUID

import orjson
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

PERSONS = "persons.sqlite3"
TABLES = """
pragma secure_delete = on;
create table if not exists person_key (person text primary key, key blob not null) without rowid;
create table if not exists erased (
    person text primary key, erased_at text not null default current_timestamp
) without rowid;
"""


def keys_folder() -> Path:
    """The folder of all keys, made for its owner only."""
    folder = Path(settings.KEYS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


@contextmanager
def _store() -> Iterator[sqlite3.Connection]:
    path = keys_folder() / PERSONS
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    connection = sqlite3.connect(path, timeout=60)
    try:
        connection.executescript(TABLES)
        with connection:
            yield connection
    finally:
        connection.close()


def person_keys(persons: Iterable[UUID]) -> dict[UUID, bytes]:
    """The keys of those of ``persons`` who have one."""
    wanted = orjson.dumps([str(person) for person in set(persons)]).decode()
    with _store() as store:
        found = store.execute(
            "select person, key from person_key where person in (select value from json_each(?))", [wanted]
        ).fetchall()
    return {UUID(person): key for person, key in found}


def made_person_keys(persons: Iterable[UUID]) -> dict[UUID, bytes]:
    """The keys of all of ``persons``, made where missing; an erased person gets none."""
    wanted = {str(person) for person in persons}
    listed = orjson.dumps(sorted(wanted)).decode()
    with _store() as store:
        store.execute("begin immediate")
        store.executemany(
            "insert into person_key (person, key) select ?1, ?2 "
            "where not exists (select 1 from erased where person = ?1) on conflict do nothing",
            [(person, secrets.token_bytes(32)) for person in wanted],
        )
        found = store.execute(
            "select person, key from person_key where person in (select value from json_each(?))", [listed]
        ).fetchall()
    return {UUID(person): key for person, key in found}


def erase_person_key(person: UUID) -> bool:
    """Destroy a person's key and remember that it is gone for good; whether there was one."""
    with _store() as store:
        store.execute("insert into erased (person) values (?) on conflict do nothing", [str(person)])
        return store.execute("delete from person_key where person = ?", [str(person)]).rowcount > 0


def erased_persons(persons: Iterable[UUID]) -> set[UUID]:
    """Those of ``persons`` whose key was destroyed on purpose."""
    wanted = orjson.dumps([str(person) for person in set(persons)]).decode()
    with _store() as store:
        found = store.execute(
            "select person from erased where person in (select value from json_each(?))", [wanted]
        ).fetchall()
    return {UUID(person) for (person,) in found}


def copy_person_keys(target: Path) -> None:
    """Write a consistent copy of the file of persons' keys."""
    with _store() as store:
        copy = sqlite3.connect(target)
        try:
            store.backup(copy)
        finally:
            copy.close()


def merge_person_keys(source: Path) -> None:
    """Take over the keys and erasures of another file; what either side erased stays erased."""
    with _store() as store:
        store.commit()
        store.execute("attach database ? as other", [str(source)])
        store.execute("insert into erased select * from other.erased where true on conflict do nothing")
        store.execute("insert into person_key select * from other.person_key where true on conflict do nothing")
        store.execute("delete from person_key where person in (select person from erased)")


def signing_key_path(jurisdiction: str) -> Path:
    """Where the key that signs a jurisdiction's digests lies."""
    return keys_folder() / f"digest-{jurisdiction}.pem"


def signing_key(jurisdiction: str) -> Ed25519PrivateKey | None:
    """The key that signs a jurisdiction's digests, if it lies here."""
    path = signing_key_path(jurisdiction)
    return _read_signing_key(path) if path.exists() else None


def make_signing_key(jurisdiction: str) -> Ed25519PrivateKey:
    """Make the key that signs a jurisdiction's digests; a former one is kept and still trusted."""
    path = signing_key_path(jurisdiction)
    if path.exists():
        path.rename(
            path.with_name(f"digest-{jurisdiction}.former-{public_bytes(_read_signing_key(path)).hex()[:12]}.pem")
        )
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
        file.write(pem)
    return key


def add_signing_key(name: str, pem: bytes) -> None:
    """Put a key back under its name; beside another of that name it becomes a former, still trusted one."""
    path = keys_folder() / name
    if path.exists() and path.read_bytes() != pem:
        path = path.with_name(f"{path.stem}.former-{sha256(pem).hexdigest()[:12]}.pem")
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(pem)


def trusted_public_keys(jurisdiction: str) -> set[bytes]:
    """The public keys, present and former, whose signatures this node knows as its own."""
    paths = keys_folder().glob(f"digest-{jurisdiction}*.pem")
    return {public_bytes(_read_signing_key(path)) for path in paths}


def public_bytes(key: Ed25519PrivateKey) -> bytes:
    """The 32 bytes of a key's public half."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)


def _read_signing_key(path: Path) -> Ed25519PrivateKey:
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key.")
    return key
