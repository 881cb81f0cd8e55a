"""Where a text names the jurisdiction that owes an asterisk, and whether each mention has it."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from .name_sets import vocabulary

Kind = Literal["starred", "bare", "proper_name", "footnote"]
Span = tuple[int, int]

ASTERISK = "*"
_STARS = r"(?P<stars>\\\*|[*\u2217\uff0a\u204e\ufe61]+)"
_SUFFIX = r"['\u2018\u2019\u02bc\u00b4][^\W\d_]{1,5}"
_CLOSING = r"[\"\u201c\u201d\u2019'»)\]]"
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]")
_CLEANED = re.compile(rf"{_INVISIBLE.pattern}|[\u0300-\u036f]")
_BETWEEN = r"[\u00ad\u200b-\u200d\u2060\ufeff\u0300-\u036f]*"
_HINT = re.compile(  # the first three letters, in Latin, Cyrillic and Greek
    rf"[k\u043a\u03ba]{_BETWEEN}[o\u043e\u03bf\u03cc]{_BETWEEN}[s\u0441\u03c3]", re.IGNORECASE
)

_FILE_ENDINGS = "csv|tsv|xlsx?|docx?|pptx?|pdf|html?|md|txt|json|geojson|ya?ml|xml|svg|png|jpe?g|gif|zip|gz|od[tsp]"
_DOMAINS = "com|org|net|int|eu|info|gov|edu|io|un|rs|me|mk|al|ba|xk|hr|si|bg|de|fr|ch|uk|at|ks|ngo"
_NOT_PROSE = re.compile(
    "|".join(
        (
            r"[A-Za-z][A-Za-z0-9+.-]*://[^\s<>\"]+",  # an address
            r"\b(?:www\.|mailto:)[^\s<>\"]+",
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+",  # an e-mail
            rf"(?<![\w.])(?:[\w-]+\.)+(?:{_DOMAINS})\b(?:/[^\s<>\"]*)?",
            rf"(?<!\w)[\w./\\-]*\w\.(?:{_FILE_ENDINGS})\b",  # a file name
            r"(?<![\w*])\.{0,2}/[\w.-]+(?:/[\w.-]*)+",  # a path
            r"(?<!\w)_*(?:[^\W_]+_+)+[^\W_]+_*(?!\w)",  # an_identifier
            r"(?<![\w-])(?:[a-z0-9]+-)+[a-z0-9]+(?![\w-])",  # a-slug
        )
    )
)
_CODE = re.compile(r"`[^`\n]+`")
_WORD_LIMIT = 200


@dataclass(frozen=True)
class Mention:
    """One mention: from ``start`` to ``end`` of the text, where the asterisk belongs."""

    start: int
    end: int
    kind: Kind


def mentions(text: str) -> list[Mention]:
    """Every mention in a text, in order, with its kind; addresses, file names and code are none."""
    if not _HINT.search(text):
        return []
    clean, places = _visible(text)
    code = _spans([_CODE], clean)
    footnotes = _spans(_footnote_patterns(), clean)
    proper = list(_proper_spans(clean))
    found_all = []
    for found in _mention_pattern().finditer(clean):
        span = found.span("name")
        if _inside(span, code) or _inside(span, _not_prose_around(span, clean)):
            continue
        kind: Kind = "bare"
        if _inside(span, footnotes):
            kind = "footnote"
        elif _has_star(found["stars"]):
            kind = "starred"
        elif _inside(span, proper):
            kind = "proper_name"
        found_all.append(Mention(places[span[0]], places[span[1]], kind))
    return found_all


def has_footnote(text: str, wording: str | None = None) -> bool:
    """Whether the text holds the footnote, in the given wording or in any known one."""
    patterns = [_flexible(wording)] if wording else _footnote_patterns()
    return any(pattern.search(text) for pattern in patterns)


def owing(found: Iterable[Mention], rule: str) -> list[Mention]:
    """The mentions that still owe their asterisk under the rule ``every`` or ``first``."""
    counted = [mention for mention in found if mention.kind in ("starred", "bare")]
    return [mention for mention in (counted if rule == "every" else counted[:1]) if mention.kind == "bare"]


@cache
def _mention_pattern() -> re.Pattern[str]:
    forms = "|".join(vocabulary().forms)
    name = rf"(?<![^\W_])(?P<name>(?:{forms})[\u0300-\u036f]*)(?![^\W_])"
    return re.compile(rf"{name}(?:(?:{_SUFFIX})?{_CLOSING}?{_STARS})?", re.IGNORECASE)


@cache
def _footnote_patterns() -> list[re.Pattern[str]]:
    return [re.compile(rf"(?<!\w){_flexible(text).pattern}", re.IGNORECASE) for text in vocabulary().footnotes]


@cache
def _proper_patterns() -> list[tuple[str, re.Pattern[str]]]:
    ordered = sorted(vocabulary().proper_names, key=len, reverse=True)
    return [(name, re.compile(rf"(?<!\w){_flexible(name).pattern}(?!\w)", re.IGNORECASE)) for name in ordered]


@cache
def _flexible(text: str) -> re.Pattern[str]:
    """A pattern of the text that allows line breaks for blanks, escaped signs and left-out commas."""
    signs = {",": r"\\?,?", "'": "['’]", "-": "[-\u2010\u2011]"}
    words = []
    for word in text.split():
        words.append(
            "".join(signs.get(sign) or (sign if sign.isalnum() else rf"\\?{re.escape(sign)}") for sign in word)
        )
    return re.compile(r"\s+".join(words), re.IGNORECASE)


def _spans(patterns: Iterable[re.Pattern[str]], text: str) -> list[Span]:
    return [found.span() for pattern in patterns for found in pattern.finditer(text)]


def _proper_spans(text: str) -> Iterator[Span]:
    """Where a proper name stands, in its own capitals or all in capitals."""
    for name, pattern in _proper_patterns():
        for found in pattern.finditer(text):
            written = " ".join(found[0].replace("’", "'").split())
            if written in (name, name.upper()):
                yield found.span()


def _inside(span: Span, others: list[Span]) -> bool:
    return any(first <= span[0] and span[1] <= last for first, last in others)


def _has_star(stars: str | None) -> bool:
    """An escaped asterisk or an odd run: an even run is the end of bold type."""
    return stars is not None and (stars.startswith("\\") or len(stars) % 2 == 1)


def _not_prose_around(span: Span, text: str) -> list[Span]:
    """The addresses, file names and the like in the run of signs without blanks that holds the span."""
    first, last = span
    while first > 0 and span[0] - first < _WORD_LIMIT and not text[first - 1].isspace():
        first -= 1
    while last < len(text) and last - span[1] < _WORD_LIMIT and not text[last].isspace():
        last += 1
    return [found.span() for found in _NOT_PROSE.finditer(text, first, last)]


def _visible(text: str) -> tuple[str, range | list[int]]:
    """The text without soft hyphens and with whole letters, and where each sign stood before."""
    if not _CLEANED.search(text):
        return text, range(len(text) + 1)
    signs: list[str] = []
    places: list[int] = []
    for place, sign in enumerate(text):
        whole = unicodedata.normalize("NFC", signs[-1] + sign) if signs and unicodedata.combining(sign) else sign
        if _INVISIBLE.match(sign):
            continue
        if whole != sign and len(whole) == 1:
            signs[-1] = whole
        else:
            signs.append(sign)
            places.append(place)
    return "".join(signs), [*places, len(text)]
