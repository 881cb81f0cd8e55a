"""Files of columns: written beside and renamed into place, mapped read-only, known by their digest.

A partition is the folder of one jurisdiction. ``current`` names the file of columns that counts and the tail
that goes with it; it is replaced by renaming, so that a reader finds the old pair or the new one.
"""

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, fields
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from opensalw.registers.marks import VERSION as CONTRACT

from .columns import Columns

MAGIC = b"OSCOLS01"
VERSION = 1
STEP = 1 << 24
CURRENT, DAMAGED = "current.json", "damaged.json"


class NotReady(Exception):
    """The engine cannot answer for the reason given; the tables of PostgreSQL can."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Place:
    """Which file counts in a partition, and which tail goes with it."""

    base: Path
    tail: Path


def home() -> Path:
    """The folder of the engine's files for the database in use."""
    return Path(settings.DATA) / "engine" / str(connection.settings_dict["NAME"])


def partition(jurisdiction: str) -> Path:
    """The folder of a jurisdiction's files."""
    return home() / jurisdiction


def current(folder: Path) -> Place | None:
    """What counts in a partition now; None where nothing was built."""
    try:
        named = json.loads((folder / CURRENT).read_text())
        return Place(folder / named["base"], folder / named["tail"])
    except (OSError, ValueError, KeyError):
        return None


def put_in_place(folder: Path, place: Place) -> None:
    """Let a new pair count, and drop the files that nobody needs now; who has them mapped keeps them."""
    beside = folder / f"{CURRENT}.{os.getpid()}"
    beside.write_text(json.dumps({"base": place.base.name, "tail": place.tail.name}))
    beside.replace(folder / CURRENT)
    (folder / DAMAGED).unlink(missing_ok=True)
    for old in [*folder.glob("base-*"), *folder.glob("tail-*")]:
        if old not in (place.base, place.tail):
            old.unlink(missing_ok=True)


def set_aside(folder: Path) -> None:
    """Let a damaged pair count no longer; whoever follows the ledger builds anew."""
    if (folder / CURRENT).exists():
        (folder / CURRENT).replace(folder / DAMAGED)


def write(path: Path, columns: Columns, facts: dict[str, Any]) -> None:
    """Write columns and what is known of them."""
    arrays, at = {}, 0
    for field in fields(columns):
        array = np.ascontiguousarray(getattr(columns, field.name))
        arrays[field.name] = (array, at)
        at += -(-array.nbytes // 64) * 64
    digest = sha256()
    for piece in _pieces(arrays):
        digest.update(piece)
    shapes = {name: [str(array.dtype), list(array.shape), begin] for name, (array, begin) in arrays.items()}
    known = {**facts, "version": VERSION, "contract": CONTRACT, "arrays": shapes, "digest": digest.hexdigest()}
    header = json.dumps(known).encode()
    header += b" " * (-(len(header) + 16) % 64)
    with path.open("wb") as file:
        file.write(MAGIC + struct.pack("<Q", len(header)) + header)
        for piece in _pieces(arrays):
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())


def _pieces(arrays: dict[str, tuple[np.ndarray, int]]) -> Iterator[bytes | memoryview]:
    for array, _begin in arrays.values():
        plain = array.reshape(-1).view(np.uint8).data
        for at in range(0, len(plain), STEP):
            yield plain[at : at + STEP]
        yield b"\0" * (-array.nbytes % 64)


def facts_of(path: Path) -> tuple[dict[str, Any], int]:
    """What is known of a file of columns, and where its arrays begin."""
    try:
        with path.open("rb") as file:
            magic, length = struct.unpack("<8sQ", file.read(16))
            facts = json.loads(file.read(length)) if magic == MAGIC and length < STEP else None
    except (OSError, ValueError, struct.error):
        facts = None
    if facts is None:
        raise NotReady(_("The engine's file is damaged: its beginning cannot be read."))
    if (facts.get("version"), facts.get("contract")) != (VERSION, CONTRACT):
        raise NotReady(_("The engine's file was written by another version of the software."))
    return facts, 16 + length


def read(path: Path, *, check: bool = True) -> tuple[Columns, dict[str, Any]]:
    """The columns of a file, mapped read-only; the digest is checked unless somebody just did."""
    facts, begin = facts_of(path)
    try:
        whole = np.memmap(path, np.uint8, "r", begin)
        if check and sha256(whole.data).hexdigest() != facts["digest"]:
            raise NotReady(_("The engine's file is damaged: its digest is another."))
        arrays = {
            name: whole[at : at + np.dtype(kind).itemsize * int(np.prod(shape))].view(kind).reshape(shape)
            for name, (kind, shape, at) in facts["arrays"].items()
        }
        return Columns(**arrays), facts
    except (OSError, ValueError, TypeError, KeyError) as error:
        raise NotReady(_("The engine's file is damaged: it is shorter than it says.")) from error
