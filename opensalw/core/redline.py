"""What was changed between two texts, word by word."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

Change = Literal["same", "added", "removed"]
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True)
class Piece:
    """A stretch of words that is in both texts, only in the later, or only in the earlier one."""

    change: Change
    text: str


def redline(before: str, after: str) -> list[Piece]:
    """The later text with the earlier one beside it: what stays, what went, what came, in reading order.

    The pieces that are not ``added`` make the earlier text, those that are not ``removed`` the later one.
    """
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", "".join(was[a:b])))
            continue
        if a < b:
            pieces.append(Piece("removed", "".join(was[a:b])))
        if c < d:
            pieces.append(Piece("added", "".join(now[c:d])))
    return _joined(pieces)


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Changes that only a space keeps apart become one, so that a rewritten sentence is read as one."""
    joined: list[Piece] = []
    for number, piece in enumerate(pieces):
        between = piece.change == "same" and piece.text.isspace() and 0 < number < len(pieces) - 1
        if not between:
            joined.append(piece)
            continue
        joined += [Piece("removed", piece.text), Piece("added", piece.text)]
    runs: list[Piece] = []
    held = {"removed": "", "added": ""}
    for piece in [*joined, Piece("same", "")]:
        if piece.change != "same":
            held[piece.change] += piece.text
            continue
        runs += [Piece(change, held[change]) for change in ("removed", "added") if held[change]]  # type: ignore[arg-type]
        held = {"removed": "", "added": ""}
        if piece.text:
            runs.append(piece)
    return runs
