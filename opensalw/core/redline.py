"""What changed between two texts, word by word: kept, added and taken out pieces in reading order. Pure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

PIECES = re.compile(r"\s+|\w+(?:[.,:/’'-]\w+)*|[^\w\s]")
SHORT = 2


@dataclass(frozen=True)
class Piece:
    """A run of words: the same in both, only in the new text, or only in the old one."""

    change: Literal["same", "added", "removed"]
    text: str


def words_of(text: str) -> list[str]:
    """The words, spaces and signs of a text; numbers with their marks stay whole."""
    return PIECES.findall(text)


def redline(old: str, new: str) -> list[Piece]:
    """The pieces that lead from ``old`` to ``new``; taken-out words stand before those that came instead."""
    before, after = words_of(old), words_of(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return list(_joined(_bridged(_opcodes(matcher, before, after))))


def likeness(old: str, new: str) -> float:
    """How much of two texts is the same words in the same order, from 0 to 1."""
    before, after = old.split(), new.split()
    if old == new:
        return 1.0
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() > 0.3 and matcher.quick_ratio() > 0.3 else 0.0


def both(one: str, other: str) -> str:
    """Two texts in one: lines that are the same stand once, those that differ one after the other."""
    first, second = one.split("\n"), other.split("\n")
    kept: list[str] = []
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        kept += first[i1:i2] + ([] if tag == "equal" else second[j1:j2])
    return "\n".join(kept)


def before_and_after(pieces: Sequence[Piece]) -> tuple[str, str]:
    """The two texts that a redline was made of."""
    old = "".join(piece.text for piece in pieces if piece.change != "added")
    return old, "".join(piece.text for piece in pieces if piece.change != "removed")


def _opcodes(matcher: SequenceMatcher, before: list[str], after: list[str]) -> Iterator[Piece]:
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            yield Piece("same", "".join(before[i1:i2]))
            continue
        if i2 > i1:
            yield Piece("removed", "".join(before[i1:i2]))
        if j2 > j1:
            yield Piece("added", "".join(after[j1:j2]))


def _bridged(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A lone space or sign between two changes belongs to them: a reader sees one change, not three."""
    kept = list(pieces)
    for place, piece in enumerate(kept):
        inside = 0 < place < len(kept) - 1
        if inside and piece.change == "same" and len(piece.text) < SHORT:
            yield Piece("removed", piece.text)
            yield Piece("added", piece.text)
        else:
            yield piece


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    removed = added = ""
    for piece in pieces:
        if piece.change == "removed":
            removed += piece.text
        elif piece.change == "added":
            added += piece.text
        else:
            yield from _flushed(removed, added)
            removed = added = ""
            yield piece
    yield from _flushed(removed, added)


def _flushed(removed: str, added: str) -> Iterator[Piece]:
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
