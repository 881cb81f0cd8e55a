"""The tail: what was committed after the columns were built, in pieces that are added at the end of a file.

A piece that is only half written, or that does not add up, ends the tail for its readers.
"""

import os
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from opensalw.ledger.queries.entries import Cursor

from ..asked import LONGEST
from .columns import OF_CELL, Rows

HEAD = struct.Struct("<IIqqI")
KINDS = {
    "serials": (np.uint8, (-1, LONGEST)),
    "codes": (np.uint16, (-1, len(OF_CELL))),
    "years": (np.uint8, (-1,)),
    "marks": (np.int64, (-1,)),
    "subjects": (np.uint8, (-1, 16)),
}
WIDTH = LONGEST + 2 * len(OF_CELL) + 1 + 8 + 16


@dataclass(frozen=True, slots=True)
class Piece:
    """Some rows, and up to which place of the ledger they stand for it."""

    upto: Cursor
    rows: Rows
    end: int


def add(path: Path, upto: Cursor, rows: Rows) -> None:
    """Add a piece at the end."""
    body = b"".join(np.ascontiguousarray(getattr(rows, name)).tobytes() for name in KINDS)
    with path.open("ab") as file:
        file.write(HEAD.pack(len(rows.marks), len(body), upto.xid, upto.entry, zlib.crc32(body)) + body)


def pieces(path: Path, begin: int = 0) -> Iterator[Piece]:
    """The whole pieces from a place in the file on."""
    try:
        with path.open("rb") as file:
            file.seek(begin)
            while len(head := file.read(HEAD.size)) == HEAD.size:
                count, length, xid, entry, check = HEAD.unpack(head)
                body = file.read(length) if length == count * WIDTH else b""
                if len(body) != length or zlib.crc32(body) != check:
                    return
                yield Piece(Cursor(xid, entry), _rows(body, count), file.tell())
    except FileNotFoundError:
        return


def mend(path: Path) -> None:
    """Cut off a piece that was only half written when the writer stopped."""
    end = 0
    for piece in pieces(path):
        end = piece.end
    if path.exists() and path.stat().st_size > end:
        os.truncate(path, end)


def joined(parts: list[Rows]) -> Rows:
    """Several rows as one; of a mark that occurs twice the later counts."""
    whole = {name: np.concatenate([getattr(part, name) for part in parts]) for name in KINDS}
    _marks, last = np.unique(whole["marks"][::-1], return_index=True)
    kept = len(whole["marks"]) - 1 - last
    return Rows(**{name: array[kept] for name, array in whole.items()})


def _rows(body: bytes, count: int) -> Rows:
    found, at = {}, 0
    for name, (kind, shape) in KINDS.items():
        size = count * int(np.dtype(kind).itemsize) * (shape[1] if len(shape) > 1 else 1)
        found[name] = np.frombuffer(body[at : at + size], kind).reshape(shape)
        at += size
    return Rows(**found)
