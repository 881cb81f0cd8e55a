"""Keys by deletion: two marks that differ by one error share a key, so that a plain index finds them.

A mark is kept under its folded text and under that text with each character left out; a question is asked
under the same keys, and where that does not do, under those of every text one error away from it. The upper
five bits of a key say whose mark it is, so that row-level security can judge a key by itself.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, product
from zlib import crc32

from opensalw.registers.marks import CONFUSED, Kind, folded, series_and_number

from .asked import LONGEST, SYMBOLS
from .describing import Pattern

SEARCHED = (Kind.SERIAL, Kind.IMPORT, Kind.RACK)
BITS = 27
MASK = (1 << BITS) - 1
SHELVES = 1 << (32 - BITS)
CLASSES = "".join(sorted({sign.translate(CONFUSED) for sign in SYMBOLS}))
SHORTEST = 2
SHORTEST_NUMBER = 4
NUMBER = "#"
MOST_BASES = 8
MOST_UNREAD = 3


def key(text: str) -> int:
    """The key of a text, without whose it is."""
    return crc32(text.encode()) & MASK


def on_shelf(shelf: int, keys: Iterable[int]) -> list[int]:
    """Keys as the table holds them, with whose they are in the upper bits."""
    base = (shelf - SHELVES // 2) << BITS
    return [base | one for one in keys]


def keys_of_mark(text: str, looked: str, sounded: str = "") -> set[int]:
    """The keys under which a mark is kept; ``looked`` and ``sounded`` are its folded texts."""
    found: set[int] = set()
    for whole in (looked, sounded):
        if whole:
            found.update(map(key, shortened(whole[:LONGEST])))
    series, number, rest = series_and_number(text)
    if (series or rest) and len(number.lstrip("0")) >= SHORTEST_NUMBER:
        found.add(key(NUMBER + folded(number)))
    return found


def shortened(text: str) -> Iterator[str]:
    """A text, and the text without each of its characters."""
    yield text
    if len(text) > SHORTEST:
        for at in range(len(text)):
            if not at or text[at] != text[at - 1]:
                yield text[:at] + text[at + 1 :]


def bases_of(pattern: Pattern) -> list[str]:
    """The folded texts that a pattern without runs stands for; ``?`` is left where nothing was read."""
    choices = [dict.fromkeys(sign.translate(CONFUSED) for sign in place) or ("?",) for place in pattern.places]
    texts = ("".join(one) for one in islice(product(*choices), MOST_BASES))
    return list(dict.fromkeys(folded(one)[:LONGEST] for one in texts))


def keys_near(base: str, *, further: bool = False) -> set[int] | None:
    """The keys of what is one error away from a text, an illegible character being one; ``further`` two.

    Two or three illegible characters stand for themselves and no further error. None where a text leaves so
    much open that its keys would be too many.
    """
    unread = base.count("?")
    if unread > MOST_UNREAD or len(base) - unread < SHORTEST:
        return None
    texts = _neighbours(base) if further and unread < 2 else _filled(base, max(0, unread - 1))
    return {key(one) for text in set(texts) for one in _reachable(text)}


def keys_of_number(pattern: Pattern) -> set[int]:
    """The keys of a number whose letters were left out, here or there."""
    text = "".join(place[:1] or "?" for place in pattern.places)
    series, number, rest = series_and_number(text)
    if "?" in number or len(number.lstrip("0")) < SHORTEST_NUMBER:
        return set()
    bare = folded(number)
    found = {key(NUMBER + bare)}
    if series or rest:
        found.add(key(bare))
    return found


def _reachable(text: str) -> Iterator[str]:
    """The texts under which a question is asked: with one illegible character, only without it."""
    if "?" in text:
        if text.count("?") == 1:
            yield text.replace("?", "")
        return
    yield from shortened(text)


def _filled(text: str, count: int) -> Iterator[str]:
    """A text whose first ``count`` illegible characters are each that they may be."""
    if not count:
        yield text
        return
    for sign in CLASSES:
        yield from _filled(text.replace("?", sign, 1), count - 1)


def _neighbours(text: str) -> Iterator[str]:
    """A text and every text one error away; an illegible character stays as it is."""
    yield text
    for at in range(len(text)):
        if text[at] == "?":
            continue
        if len(text) > SHORTEST:
            yield text[:at] + text[at + 1 :]
        for sign in CLASSES:
            yield text[:at] + sign + text[at + 1 :]
    for at in range(len(text) + 1):
        for sign in CLASSES:
            yield text[:at] + sign + text[at:]
    for at in range(len(text) - 1):
        yield text[:at] + text[at + 1] + text[at] + text[at + 2 :]
