"""Sentences of a passage and the clauses of a sentence, each as a span of the passage."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import Protocol, TypeVar

Span = tuple[int, int]

_END = re.compile(r"(?P<sign>[.!?]+)[\"”’')\]]*(?P<gap>\s+)(?=[\"“‘'(\[]?[A-ZÀ-ŽА-ЯЁЀ-Џ0-9])|(?P<line>\n)")
_ABBREVIATED = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|St|Sr|Jr|No|Nos|Nr|Art|Arts|Fig|Para|Paras|p|pp|cf|vs|approx|ca|cca|cal|max|min|incl|"
    r"e\.g|i\.e|U\.S|H\.E|resp|Vol|Sec|Reg|Dir|Gen|Col|Capt|Adm|Gov|Min|Dept|tel|ref|br|čl)|(?<![^\W_])[A-Zc])\.$"
)
_NUMBERED = re.compile(
    r"(?:\b(?:No|Nos|Nr|Art|Arts|Fig|Para|Paras|p|pp|approx|ca|cca|cal|br|čl|max|min|ref|tel|c|i\.e|e\.g))\.$", re.I
)
_CLAUSE = re.compile(r";\s+|:\s+(?=\D)|,?\s+(?:while|whereas|whilst|although|though)\s+|\s+[–—]\s+(?=[A-Za-z])")
_SHORT, _LONG = 60, 2000


def sentences(text: str) -> list[Span]:
    """The sentences of a passage, without the blanks between them."""
    found = []
    begin = 0
    for end in (*_ends(text), len(text)):
        while end - begin > _LONG and (cut := text.rfind(" ", begin + 1, begin + _LONG)) > 0:
            found.append((begin, cut))
            begin = cut + 1
        if span := _stripped(text, begin, end):
            found.append(span)
        begin = end
    return found


@lru_cache(maxsize=16)
def clauses(text: str, sentence: Span) -> list[Span]:
    """The parts of a sentence that are told apart by a semicolon, a colon, a dash or a word such as “while”."""
    begin, last = sentence
    found = []
    for gap in _CLAUSE.finditer(text, begin, last):
        if text.count("(", begin, gap.start()) <= text.count(")", begin, gap.start()):
            found.append((begin, gap.start()))
            begin = gap.end()
    return [*found, (begin, last)]


def clause_of(spans: list[Span], place: int) -> Span:
    """The span among these, which are in order, that holds a place or stands before it."""
    return spans[max(0, bisect_right(spans, place, key=lambda span: span[0]) - 1)]


class Placed(Protocol):
    """What begins at a place of the text."""

    @property
    def start(self) -> int:
        """The place."""


_P = TypeVar("_P", bound=Placed)


def within(found: list[_P], span: Span) -> list[_P]:
    """Those that begin within a span; they are in order."""
    first = bisect_left(found, span[0], key=lambda one: one.start)
    return found[first : bisect_left(found, span[1], lo=first, key=lambda one: one.start)]


def _ends(text: str) -> Iterator[int]:
    for end in _END.finditer(text):
        if end["line"] is not None:
            if _breaks(text, end.start()):
                yield end.end()
        elif not _goes_on(text, end):
            yield end.end()


def _goes_on(text: str, end: re.Match[str]) -> bool:
    """Whether the full stop belongs to an abbreviation."""
    before = text[max(0, end.start() - 12) : end.start("sign") + 1]
    if end["sign"] != ".":
        return False
    if text[end.end() : end.end() + 1].isdigit():
        return bool(_NUMBERED.search(before))
    return bool(_ABBREVIATED.search(before))


def _breaks(text: str, place: int) -> bool:
    """Whether a line's end inside a passage ends a sentence: a short line before a new beginning."""
    line = text[text.rfind("\n", 0, place) + 1 : place].rstrip()
    after = text[place + 1 : place + 2]
    return bool(line) and (after.isupper() or after.isdigit()) and (len(line) < _SHORT or line[-1] in ".;:!?")


def _stripped(text: str, begin: int, end: int) -> Span | None:
    piece = text[begin:end]
    if not piece.strip():
        return None
    return begin + len(piece) - len(piece.lstrip()), begin + len(piece.rstrip())
