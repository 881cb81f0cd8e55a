"""The period that a figure speaks of, and how it fits: read from the words around it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from opensalw.core.periods import BadPeriod, Period

from .vocabulary import Vocabulary

Span = tuple[int, int]
_MEETING, _WISHED = 7, 80
_ORDINAL = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "last": 4, "4th": 4}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_HALF = re.compile(
    r"\b(?P<which>first|second)\s+(?:half(?:-year)?|six months|semester)\b(?:\s+(?:of|in)\s+)?(?P<year>(?:19|20)\d\d)?",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"(?:compar\w+ (?:to|with)|than|against|versus|vs\.?|relative to|in relation to|from|of the)\s+(?:the\s+)?"
    r"(?:year\s+|in\s+|same period (?:of|in)\s+|during\s+|of\s+)?$",
    re.I,
)
_BY = re.compile(
    r"(?:\bas (?:of|at)|\bby(?: the)?(?: end of)?|\buntil|\bup to|\bat the end of)\s+(?:the\s+)?(?:end of\s+)?$", re.I
)
_AHEAD = re.compile(r"\b(?:will|shall|plans? to|planned|scheduled|expected)\b[^.;!?]*$", re.IGNORECASE)
REPORTING = re.compile(
    r"\breporting (?:period|season|cycle)|\bperiod under review|\bthis period|\bin the period covered", re.I
)


@dataclass(frozen=True)
class Mentioned:
    """A period that a text names; ``as_of`` where it is a day up to which something is counted."""

    start: int
    end: int
    period: Period
    as_of: bool = False
    inferred: bool = False
    compared: bool = False


@dataclass(frozen=True)
class Frame:
    """What is known beside the text: the round's period, and the day of the document."""

    round: Period | None = None
    written: date | None = None
    headed: Period | None = None


def periods_in(text: str, words: Vocabulary, frame: Frame) -> list[Mentioned]:
    """Every period that a text names, in order; the longer of two that overlap."""
    found: list[Mentioned] = []
    for one in sorted(_candidates(text, words, frame), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def first_day_named(text: str, words: Vocabulary) -> date | None:
    """The first full date of a text: the day of a meeting, at the head of its notes."""
    days = (one.period.start for one in periods_in(text, words, Frame()) if one.period.days <= _MEETING)
    return next(days, None)


def period_named(text: str, words: Vocabulary) -> Period | None:
    """The half, quarter or year that the head of a text names: what it reports on."""
    long = (one.period for one in periods_in(text, words, Frame()) if one.period.days > _MEETING)
    return next(long, None)


def fit_of(period: Period, *, as_of: bool, round: Period | None, inferred: bool) -> str:
    """How a period fits the round's; without a round its length decides."""
    if as_of:
        return "as_of"
    if inferred:
        return "inferred"
    if round is None:
        return {"day": "inside", "month": "inside", "half": "exact", "year": "wider"}.get(
            period.kind, _by_length(period)
        )
    if period == round:
        return "exact"
    if round.contains(period):
        return "inside"
    return "wider" if period.contains(round) else "other"


def _by_length(period: Period) -> str:
    return "inside" if period.days < 181 else "wider"


def _candidates(text: str, words: Vocabulary, frame: Frame) -> Iterator[Mentioned]:
    for pattern, read in _readers(words.language, words.months, words.months_short):
        for found in pattern.finditer(text):
            try:
                period = read(found, words, frame)
            except (ValueError, BadPeriod):
                continue
            if period is not None:
                before = text[max(0, found.start() - 40) : found.start()]
                if re.search(r"\bsince\s+(?:the\s+)?(?:beginning of\s+|start of\s+)?$", before, re.IGNORECASE):
                    period = _since(period, frame)
                if period is None:
                    continue
                compared = bool(_COMPARED.search(before)) and not re.search(r"\bfrom\s+$", before, re.I)
                yield Mentioned(found.start(), found.end(), period, bool(_BY.search(before)), False, compared)


def _readers(language: str, months: tuple[str, ...], short: tuple[str, ...]):
    """Patterns and how each is read, the most telling first."""
    return [
        (re.compile(pattern, 0 if exact else re.IGNORECASE), read) for pattern, exact, read in _grammar(months, short)
    ]


@cache
def _grammar(months: tuple[str, ...], short: tuple[str, ...]):
    whole, cut = ("|".join(name.capitalize() for name in names) for names in (months, short))
    month = rf"(?P<month>{whole}|(?:{cut})\.?)"
    other = month.replace("<month>", "<until>")
    year = r"(?P<year>(?:19|20)\d\d)"
    day = r"(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?"
    last = r"(?P<last>\d{1,2})(?:st|nd|rd|th|\.)?"
    seasons = "|".join(_SEASONS)
    link = r"\s*(?:-|–|to|and|until)\s*"
    return (
        (rf"(?<!\d){day}{link}{last}\s+(?:of\s+)?{month},?(?:\s+{year}(?!\d))?", True, _days),
        (
            rf"(?<!\d){day}\s+{month}(?:,?\s+(?P<first_year>(?:19|20)\d\d))?{link}{last}\s+{other},?(?:\s+{year})?",
            True,
            _days,
        ),
        (rf"(?<!\d){day}\s+(?:of\s+)?{month},?(?:\s+{year}(?!\d))?", True, _day),
        (rf"(?<!\b[Ii]n )\b{month}\s+{day}(?!\d),?(?:\s+{year})?", True, _day),
        (
            rf"\b{month}(?:,?\s+(?P<first_year>(?:19|20)\d\d))?{link}{other}(?:,?\s+(?:of\s+)?{year})?(?!\s?\d)",
            True,
            _months,
        ),
        (rf"\b{month},?\s+(?:of\s+)?{year}(?!\d)", True, _month),
        (
            rf"\b(?:[Ii]n|[Ll]ast|[Tt]his|[Dd]uring|[Uu]ntil|[Bb]y|[Ss]ince)\s+(?:early |late |mid-?)?{month}"
            r"(?!\s*(?:19|20)\d\d\b)(?=[\s,.;)]|$)",
            True,
            _month,
        ),
        (
            rf"\b(?:[Ii]n|[Dd]uring|[Tt]his|[Ll]ast)\s+(?:the\s+)?(?:early |late |mid-?)?(?P<season>{seasons})"
            rf"(?:\s+of)?(?:\s+{year}(?!\d))?\b",
            True,
            _season,
        ),
        (r"(?<![\d.])(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>(?:19|20)\d\d)(?!\d)", True, _day),
        (r"(?<!\d)(?P<year>(?:19|20)\d\d)-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)", True, _day),
        (
            rf"\b(?P<which>first|second|1st|2nd)\s+(?:half(?:-year)?|six months|semester)\s+(?:of\s+|in\s+)?"
            rf"(?:the year\s+)?{year}",
            False,
            _half,
        ),
        (rf"\bH(?P<which>[12])[\s/-]*{year}|\b(?P<year2>(?:19|20)\d\d)[\s-]*[HS](?P<which2>[12])\b", True, _half),
        (
            rf"\b(?:Q(?P<which>[1-4])[\s/-]*{year}"
            r"|(?P<words>first|second|third|fourth|last)\s+quarter\s+(?:of\s+)?(?P<year2>(?:19|20)\d\d))",
            False,
            _quarter,
        ),
        (r"\b(?P<words>first|second|third|fourth|last)\s+quarter\b(?!\s+(?:of\s+)?(?:19|20)\d\d)", False, _quarter),
        (r"\b(?P<which>first|second) (?:half(?:-year)?|six months|semester)\b(?! (?:of|in) [A-Z0-9])", True, _half),
        (r"\b(?:in|during) the (?P<which>first|second)(?=\s*[,.;:)]|\s*$)", False, _other_half),
        (rf"\bfirst (?P<count>three|four|five|six|seven|eight|nine|ten|eleven) months of {year}", False, _first_months),
        *_grammar_of_years(year),
    )


def _grammar_of_years(year: str):
    return (
        (
            r"(?<![\d/.,-])(?P<year>(?:19|20)\d\d)(?:\s*(?:-|–|/)\s*(?P<short>\d\d)|\s*(?:-|–|/|to|and)\s*(?P<until>20\d\d))(?![\d/]|[.,]\d)",
            False,
            _years,
        ),
        (r"(?<![\w/.,-])(?P<year>(?:19|20)\d\d)(?![\w/])(?![.,-]\d)", False, _year),
        (r"\b(?:mid|end|early|late|beginning)[\s-]+(?:of\s+)?(?P<year>(?:19|20)\d\d)(?![\w/])", False, _year),
        (r"\b(?P<rel>last|this|previous|current)\s+(?:calendar\s+)?year\b", False, _relative_year),
    )


def _since(period: Period, frame: Frame) -> Period | None:
    """From the first day of a period to the day of the document, where that is known."""
    until = frame.written or (frame.round.end if frame.round else None)
    return Period(period.start, until) if until and until >= period.start else None


def _number(found: re.Match[str], words: Vocabulary, key: str = "month") -> int:
    groups = found.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    return words.months_short.index(groups[key].lower()[:3]) + 1


def _year_of(found: re.Match[str], month: int, frame: Frame) -> int:
    """The year that is named; else the last such month before the document, or the round's."""
    groups = found.groupdict()
    if groups.get("year"):
        return int(groups["year"])
    if (about := frame.round or frame.headed) and not frame.written:
        inside = (y for y in range(about.start.year, about.end.year + 1)
                  if about.start <= date(y, month, 15) <= about.end)  # fmt: skip
        return next(inside, about.end.year)
    if frame.written is None:
        raise ValueError
    if _AHEAD.search(found.string, max(0, found.start() - _WISHED), found.start()):
        return frame.written.year + (month < frame.written.month)
    return frame.written.year - (month > frame.written.month)


def _day(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    month = _number(found, words)
    on = date(_year_of(found, month, frame), month, int(found["day"]))
    return Period(on, on)


def _days(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    month = _number(found, words)
    until = _number(found, words, "until") if found.groupdict().get("until") else month
    year = _year_of(found, until, frame)
    return Period(date(year - (month > until), month, int(found["day"])), date(year, until, int(found["last"])))


def _month(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    month = _number(found, words)
    return Period.parse(f"{_year_of(found, month, frame):04}-{month:02}")


def _season(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    """Three whole months; a winter that is named with a year is the one that ends in it."""
    first = _SEASONS[found["season"]]
    last = (first + 1) % 12 + 1
    year = _year_of(found, last, frame)
    return Period(date(year - (first > last), first, 1), date(year, last, monthrange(year, last)[1]))


def _months(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    first, last, year = (
        _number(found, words),
        _number(found, words, "until"),
        _year_of(found, _number(found, words, "until"), frame),
    )
    begin = int(found["first_year"] or year - (first > last))
    return Period(date(begin, first, 1), date(year, last, monthrange(year, last)[1]))


def _half(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    groups = found.groupdict()
    which = groups.get("which") or groups.get("which2") or ""
    half = _ORDINAL.get(which.lower()) or int(which)
    return Period.parse(f"{groups.get('year') or groups.get('year2') or _year_of(found, 6 * half, frame)}-H{half}")


def _other_half(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period | None:
    """“In the second” behind a half-year that was named: of the same year."""
    named = list(_HALF.finditer(found.string, 0, found.start()))
    year = _half(named[-1], words, frame).start.year if named else None  # type: ignore[union-attr]
    return Period.parse(f"{year}-H{_ORDINAL[found['which'].lower()]}") if year else None


def _quarter(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    groups = found.groupdict()
    which = int(groups.get("which") or _ORDINAL[(groups["words"] or "").lower()])
    year = int(groups.get("year") or groups.get("year2") or _year_of(found, 3 * which, frame))
    return Period(date(year, 3 * which - 2, 1), date(year, 3 * which, monthrange(year, 3 * which)[1]))


def _first_months(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    year, last = int(found["year"]), words.words_of_number[found["count"].lower()]
    return Period(date(year, 1, 1), date(year, last, monthrange(year, last)[1]))


def _years(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    first = int(found["year"])
    last = int(found["until"]) if found["until"] else first // 100 * 100 + int(found["short"])
    return Period(date(first, 1, 1), date(last, 12, 31))


def _year(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    return Period.parse(found["year"])


def _relative_year(found: re.Match[str], words: Vocabulary, frame: Frame) -> Period:
    if frame.written is None:
        raise ValueError
    return Period.parse(str(frame.written.year - (found["rel"].lower() in ("last", "previous"))))
