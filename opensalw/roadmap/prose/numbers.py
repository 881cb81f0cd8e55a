"""Numbers in a text: digits with marks of all kinds, words, scales, ranges and the qualifier before them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from .vocabulary import Vocabulary, vocabulary, whole_words

_BLANK = "[ \u00a0\u2007\u2009\u202f]"
_DIGITS = (
    rf"(?<![\w.,])(?:\d{{1,3}}(?:(?:,\d{{3}})+|(?:\.\d{{3}})+|(?:['’]\d{{3}})+|(?:{_BLANK}\d{{3}})+)(?!\d)(?:[.,]\d{{1,2}}(?!\d))?"
    rf"|\d+(?:[.,]\d+)?)(?![\d])"
)
_LINK = rf"{_BLANK}*(?:-|–|—|to){_BLANK}*"
_THOUSANDS = re.compile(r"^\d{1,3}(?P<mark>[.,'’\u00a0\u2007\u2009\u202f ])\d{3}(?:(?P=mark)\d{3})*(?:[.,]\d+)?$")
_NONE = re.compile(
    r"\b[Nn]one(?=\s+(?:in|during)\s+(?:the\s+)?(?:first|second|third|fourth|last|same|previous|[A-Z12]))"
    r"|\b[Nn]o(?=\s+(?!more\b|longer\b|one\b)(?:[a-z-]+\s+){1,4}(?:were|was|have been|has been|occurred|took place)\b)"
)


@dataclass(frozen=True)
class Number:
    """A number where it stands; ``low`` and ``high`` bound it when it is not exact."""

    start: int
    end: int
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    qualifier: str = "exact"
    written: str = ""
    is_word: bool = False

    @property
    def is_range(self) -> bool:
        """Whether two bounds were given and no amount."""
        return self.value is None

    def times(self, factor: Decimal) -> "Number":
        """The number in another measure: tonnes as kilograms."""
        value, low, high = (
            None if one is None else shortest(one * factor) for one in (self.value, self.low, self.high)
        )
        return replace(self, value=value, low=low, high=high)


def numbers(text: str, words: Vocabulary, continental: bool | None = None) -> list[Number]:
    """The numbers of a text in order, traps not yet taken out; ranges and qualifiers are read."""
    single = sorted(_single(text, words, continental), key=lambda one: one.start)
    return [_qualified(text, one, words) for one in _ranges(text, single)]


def is_continental(text: str) -> bool | None:
    """Whether a text marks thousands with a full stop (1.234,5); None when it does not show it."""
    english = len(re.findall(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])|(?<![\d.,])\d+\.\d{1,2}(?![\d.,]*\d)\s?%", text))
    other = len(
        re.findall(
            r"(?<![\d.,])\d{1,3}(?:\.\d{3}){2,}|(?<![\d.,])\d{1,3}\.\d{3},\d|(?<![\d.,])\d+,\d{1,2}(?![\d,])", text
        )
    )
    return None if english == other else other > english


def shortest(number: Decimal) -> Decimal:
    """The number without zeros that a conversion left behind."""
    return Decimal(int(number)) if number == number.to_integral_value() else number.normalize()


def _single(text: str, words: Vocabulary, continental: bool | None) -> Iterator[Number]:
    for found in _digits(words.language, tuple(words.scales)).finditer(text):
        value = _value(found["digits"], continental)
        scale = words.scales.get((found["scale"] or "").lower(), 1)
        yield Number(found.start(), found.end(), shortest(value * scale), written=found["digits"])
    for found in _NONE.finditer(text):
        yield Number(found.start(), found.end(), Decimal(0), written=found[0], is_word=True)
    for found in _words(words.language).finditer(text):
        amount = _spoken(found[0], words)
        if amount is not None:
            yield Number(found.start(), found.end(), amount, written=found[0], is_word=True)


@cache
def _digits(language: str, scales: tuple[str, ...]) -> re.Pattern[str]:
    long = "|".join(word for word in scales if len(word) > 2)
    return re.compile(
        rf"(?P<digits>{_DIGITS})(?:[ \u00a0]+(?P<scale>{long})\b|(?P<short>(?:k|bn|m)\b))?".replace("?P<short>", "?:"),
        re.IGNORECASE,
    )


def _value(digits: str, continental: bool | None) -> Decimal:
    """The value of digits: a mark with three digits behind it marks thousands, any other decimals."""
    if (marked := _THOUSANDS.match(digits)) and not digits.startswith("0"):
        mark = marked["mark"]
        decimal = "." if mark == "," else ","
        single = digits.count(mark) == 1 and decimal not in digits
        if not (single and mark == "," and continental):
            bare = digits.replace(mark, "")
            return Decimal(bare.replace(",", "."))
    return Decimal(digits.replace(",", "."))


@cache
def _words(language: str) -> re.Pattern[str]:
    """A run of number words, such as “one hundred and twenty-three”, “half a million”, “a dozen”."""
    from_one = (
        "zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
        "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    )
    scale = "hundred|thousand|million|billion"
    start = rf"(?:{from_one}|half an?|an?(?=\s+(?:{scale}|dozen)\b))"
    return re.compile(
        rf"(?<![\w-]){start}(?:(?:\s+and\s+|[\s-]+)(?:{from_one}|{scale}|dozen)\b)*(?![\w])(?!\.\d)", re.IGNORECASE
    )


def _spoken(phrase: str, words: Vocabulary) -> Decimal | None:
    """What number words say; None where they do not make one number."""
    low = phrase.lower()
    half = low.startswith("half a")
    parts = [part for part in re.findall(r"[a-z]+", low) if part not in ("and", "a", "an", "half")]
    if half:
        scale = words.scales.get(parts[0], 12 if parts[0] in words.dozen else 1) if parts else 1
        return shortest(Decimal(scale) / 2)
    if low.startswith(("a ", "an ")):
        parts = ["one", *parts]
    total, current = 0, 0
    for part in parts:
        if part in words.words_of_number:
            current += words.words_of_number[part]
        elif part in words.dozen:
            current = max(current, 1) * 12
        elif words.scales[part] == 100:
            current = max(current, 1) * 100
        else:
            total, current = total + max(current, 1) * words.scales[part], 0
    return Decimal(total + current)


def _ranges(text: str, single: list[Number]) -> Iterator[Number]:
    """Numbers, with two that bound one amount made into a range."""
    at = 0
    while at < len(single):
        one = single[at]
        other = single[at + 1] if at + 1 < len(single) else None
        start = _range_start(text, one, other) if other else None
        if other and (end := _repeated(text, one, other)):
            yield replace(one, end=end, written=text[one.start : end])
            at += 2
        elif other and start is not None:
            yield Number(
                start, other.end, None, _scaled(text, one, other), other.value, written=text[start : other.end]
            )
            at += 2
        else:
            yield one
            at += 1


def _repeated(text: str, one: Number, other: Number) -> int | None:
    """Where a number ends that is said twice, “forty (40)”, or None."""
    closed = re.match(r"\s*\)", text[other.end :])
    if closed and one.value == other.value and re.fullmatch(r"\s*\(\s*", text[one.end : other.start]):
        return other.end + closed.end()
    return None


def _range_start(text: str, one: Number, other: Number) -> int | None:
    """Where a range of two numbers begins, or None where they are two."""
    between = text[one.end : other.start]
    before = re.split(r"[.;!?]\s|\n", text[max(0, one.start - 60) : one.start].lower())[-1]
    if one.value is None or other.value is None or one.value >= other.value and other.value >= 1000:
        return None
    if re.fullmatch(r"\s+and\s+", between) and re.search(r"\bbetween\s+(?:some |about )?$", before):
        return one.start
    if re.search(r"\b(?:from|of)\s+$", before) and re.fullmatch(r"\s+to\s+", between):
        return None if _CHANGE.search(before) else one.start
    if re.fullmatch(_LINK, between) and one.value < other.value and not _CHANGE.search(before):
        return one.start
    return None


_CHANGE = re.compile(
    r"\b(?:rose|risen|rise|grew|growth|increas\w*|decreas\w*|fell|fallen|dropp\w*|declin\w*|reduc\w*|went|chang\w*|climb\w*)\b"
)


def _scaled(text: str, one: Number, other: Number) -> Decimal | None:
    """The low bound; in “10 to 12 million” it has the scale of the high one."""
    scale = re.search(r"(thousand|million|billion)$", text[other.start : other.end], re.IGNORECASE)
    own = re.search(r"(thousand|million|billion)$", text[one.start : one.end], re.IGNORECASE)
    factor = {"thousand": 1000, "million": 10**6, "billion": 10**9}[scale[1].lower()] if scale and not own else 1
    return None if one.value is None else one.value * factor


def _qualified(text: str, number: Number, words: Vocabulary) -> Number:
    """The number with the qualifier that stands before or behind it."""
    before = text[max(0, number.start - 40) : number.start]
    spoken = {
        kind: said
        for kind, pattern in _qualifiers(words.language)
        if (said := pattern.search(before)) and not _compares(before, kind)
    }
    if spoken:
        return _bounded(number, max(spoken, key=lambda kind: len(spoken[kind][0])))
    for kind, pattern in _qualifiers_after(words.language):
        if pattern.match(text, number.end):
            return _bounded(number, kind)
    return replace(number, qualifier="about") if number.is_range else number


@cache
def _qualifiers(language: str) -> list[tuple[str, re.Pattern[str]]]:
    link = r"\s*(?:a total of |the |an? |some |EUR |USD |US\$|€|\$|£)*\s*$"
    words = vocabulary(language).qualifiers
    return [(kind, re.compile(whole_words(phrases) + link, re.IGNORECASE)) for kind, phrases in words.items()]


@cache
def _qualifiers_after(language: str) -> list[tuple[str, re.Pattern[str]]]:
    words = vocabulary(language).qualifiers_after
    return [(kind, re.compile(r"\s?" + whole_words(phrases), re.IGNORECASE)) for kind, phrases in words.items()]


def _compares(before: str, kind: str) -> bool:
    """Whether “over” belongs to a verb: handed over five dogs."""
    return kind == "more_than" and bool(
        re.search(r"\b(?:hand(?:ed|s|ing)?|carried|took|taken|turned) over\s*$", before, re.IGNORECASE)
    )


def _bounded(number: Number, kind: str) -> Number:
    if number.is_range:
        return replace(number, qualifier=kind)
    low = number.value if kind in ("at_least", "more_than") else None
    high = number.value if kind == "at_most" else None
    return replace(number, qualifier=kind, low=low, high=high)
