"""By when something is to be done, as people say it: a day, days, a month, the end of a year; read with its words."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from .vocabulary import vocabulary

_QUARTERS = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3, "fourth": 4, "4th": 4, "last": 4}
_PART = r"(?P<part>beginning|start|early|mid|middle|end|late|the end|the beginning|the middle)"
_YEAR = r"(?P<year>20\d\d)(?![\d/])"
_LINK = r"\s*(?:-|–|—|to|until|and)\s*"
_BY = re.compile(r"\b(?:by|before|until|not later than|no later than)\s+(?:the\s+)?(?:\w+ of\s+)?$", re.IGNORECASE)
_LED = re.compile(r"\b(?:in|by|of|until|for|during|before|from|to|mid|early|late|this|next)[\s-]+$", re.IGNORECASE)
_LAST = re.compile(r"\b(?:last|since|until now|previous|past)\s+(?:the\s+)?$", re.IGNORECASE)

Reader = Callable[[re.Match[str], date], tuple[date | None, date]]


@dataclass(frozen=True)
class Due:
    """A day, or the days from ``first`` to ``last``, by which something is due, with the words that say so."""

    first: date | None
    last: date
    words: str

    @property
    def is_a_day(self) -> bool:
        """Whether exactly one day is meant."""
        return self.first == self.last


@dataclass(frozen=True)
class DueNamed:
    """A due date where a text names it."""

    start: int
    end: int
    due: Due
    is_bare_year: bool = False


def read_due(text: str, *, written: date) -> Due | None:
    """The due date that was typed; None for nothing; what cannot be read is refused with what can."""
    plain = " ".join(text.split())
    if not plain:
        return None
    found = dues_in(plain, written=written)
    left = plain
    if found:
        left = re.sub(r"\b(?:by|in|on|from|before|until|at|the|of|of this year|this year)\b", "",
                      plain.replace(found[0].due.words, "")).strip(" ,.")  # fmt: skip
    if len(found) != 1 or left:
        words = _("“%(text)s” is no date that is understood. Write 9 July 2020, 24-27 September, October 2020 or "
                  "end of 2020.")  # fmt: skip
        raise Refused(words % {"text": plain[:60]}, "due")
    one = found[0].due
    by = re.match(r"(?:by|before|until)\b", plain, re.IGNORECASE)
    return Due(one.first if one.is_a_day or not by else None, one.last, plain)


def dues_in(text: str, *, written: date) -> list[DueNamed]:
    """Every date or span that a text names and that can lie ahead; the longer of two that overlap."""
    found: list[DueNamed] = []
    for one in sorted(_candidates(text, written), key=lambda one: (one.start, -one.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def _candidates(text: str, written: date) -> Iterator[DueNamed]:
    for pattern, read, bare in _grammar():
        for match in pattern.finditer(text):
            before = text[max(0, match.start() - 30) : match.start()]
            if _LAST.search(before) or (match[0] == "May" and text.strip() != "May" and not _LED.search(before)):
                continue
            try:
                first, last = read(match, written)
            except ValueError:
                continue
            if first != last and _BY.search(before):
                first = None
            yield DueNamed(match.start(), match.end(), Due(first, last, match[0]), bare)


@cache
def _grammar() -> tuple[tuple[re.Pattern[str], Reader, bool], ...]:
    words = vocabulary()
    whole, cut = ("|".join(name.capitalize() for name in names) for names in (words.months, words.months_short))
    month = rf"(?P<month>{whole}|(?:{cut})\.?)(?![a-z])"
    other = month.replace("<month>", "<until>")
    day, last = (rf"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th|\.)?" for name in ("day", "last"))
    year = rf"(?:,?\s+(?:of\s+)?{_YEAR}|\s+(?P<this>this year)|\s+(?P<next>next year))?"
    said: list[tuple[str, Reader, bool]] = [
        (rf"(?<![\d-]){day}{_LINK}{last}\s+(?:of\s+)?{month}{year}", _days, False),
        (rf"(?<![\d-]){day}\s+{month}{_LINK}{last}\s+{other}{year}", _days, False),
        (rf"\b{month}\s+{day}{_LINK}{last}(?!\d){year}", _days, False),
        (rf"(?<![\d-]){day}\s+(?:of\s+)?{month}{year}", _day, False),
        (rf"\b{month}\s+{day}(?!\d){year}", _day, False),
        (rf"(?<!\d){_YEAR}-(?P<number>\d\d)-(?P<day>\d\d)(?!\d)", _day, False),
        (r"(?<![\d.])(?P<day>\d{1,2})[./](?P<number>\d{1,2})[./](?P<year>20\d\d)(?!\d)", _day, False),
        (rf"\b{_PART}[\s-]+(?:of\s+)?{month}{year}", _part_of_month, False),
        (rf"\b{month}{_LINK}{other}{year}(?!\s*\d)", _months, False),
        (rf"\b{month}{year}(?!\s*\d)", _month, False),
        (rf"\b(?P<which>first|second|1st|2nd)\s+half\s+(?:of\s+)?(?:{_YEAR}|(?:the|this)\s+year)", _half, False),
        (rf"\b(?P<half>[12])H\s?{_YEAR}|\bH(?P<half2>[12])[\s/-]*(?P<year2>20\d\d)", _half, False),
        (rf"\b(?P<which>first|second|third|fourth|last|[1-4](?:st|nd|rd|th))\s+quarter\s+(?:of\s+)?(?:{_YEAR}|(?:the|this)\s+year)",
         _quarter, False),
        (rf"\bQ(?P<quarter>[1-4])[\s/-]*{_YEAR}", _quarter, False),
        (rf"\b{_PART}[\s-]+(?:of\s+)?(?:{_YEAR}|(?:the|this)\s+(?:calendar\s+)?year|(?P<next>next year))",
         _part_of_year, False),
        (r"\b(?P<this>this|next)\s+month\b", _near_month, False),
        (r"\bnext year\b", _next_year, False),
        (rf"(?<![\w/.,-]){_YEAR}(?![\w-])", _year, True),
    ]  # fmt: skip
    return tuple((re.compile(pattern), read, bare) for pattern, read, bare in said)


def _number(match: re.Match[str], key: str = "month") -> int:
    groups = match.groupdict()
    if groups.get("number"):
        return int(groups["number"])
    return vocabulary().months_short.index(groups[key].lower()[:3]) + 1


def _year_of(match: re.Match[str], month: int, written: date) -> int:
    """The year that is named; else the next such month, the one of the text itself included."""
    groups = match.groupdict()
    for name in ("year", "year2"):
        if groups.get(name):
            return int(groups[name])
    if groups.get("this"):
        return written.year
    return written.year + (1 if groups.get("next") or month < written.month else 0)


def _day(match: re.Match[str], written: date) -> tuple[date, date]:
    month = _number(match)
    on = date(_year_of(match, month, written), month, int(match["day"]))
    return on, on


def _days(match: re.Match[str], written: date) -> tuple[date, date]:
    month = _number(match)
    until = _number(match, "until") if match.groupdict().get("until") else month
    year = _year_of(match, until, written)
    return date(year - (month > until), month, int(match["day"])), date(year, until, int(match["last"]))


def _month(match: re.Match[str], written: date) -> tuple[date, date]:
    month = _number(match)
    return _span(_year_of(match, month, written), month, month)


def _months(match: re.Match[str], written: date) -> tuple[date, date]:
    month, until = _number(match), _number(match, "until")
    year = _year_of(match, until, written)
    return _span(year - (month > until), month, month)[0], _span(year, until, until)[1]


def _part_of_month(match: re.Match[str], written: date) -> tuple[date, date]:
    month = _number(match)
    first, last = _span(_year_of(match, month, written), month, month)
    begin, end = {"e": (1, 10), "m": (11, 20), "l": (21, last.day)}[_place(match["part"])]
    return first.replace(day=begin), first.replace(day=end)


def _half(match: re.Match[str], written: date) -> tuple[date, date]:
    groups = match.groupdict()
    half = int(groups.get("half") or groups.get("half2") or _QUARTERS[groups["which"].lower()])
    return _span(_year_of(match, 12, written), 6 * half - 5, 6 * half)


def _quarter(match: re.Match[str], written: date) -> tuple[date, date]:
    groups = match.groupdict()
    which = groups.get("quarter") or groups["which"].lower()
    quarter = int(which[0]) if which[0].isdigit() else _QUARTERS[which]
    return _span(_year_of(match, 12, written), 3 * quarter - 2, 3 * quarter)


def _part_of_year(match: re.Match[str], written: date) -> tuple[date | None, date]:
    """The end of a year is its last day; its middle is June and July; its beginning ends with March."""
    year = _year_of(match, 12, written)
    place = _place(match["part"])
    if place == "l":
        return None, date(year, 12, 31)
    return _span(year, 6, 7) if place == "m" else _span(year, 1, 3)


def _near_month(match: re.Match[str], written: date) -> tuple[date, date]:
    month = written.month + (match["this"].lower() == "next")
    return _span(written.year + (month > 12), (month - 1) % 12 + 1, (month - 1) % 12 + 1)


def _next_year(match: re.Match[str], written: date) -> tuple[date, date]:
    return _span(written.year + 1, 1, 12)


def _year(match: re.Match[str], written: date) -> tuple[date, date]:
    return _span(int(match["year"]), 1, 12)


def _place(words: str) -> str:
    word = words.lower().removeprefix("the ")
    return "e" if word in ("beginning", "start", "early") else "m" if word.startswith("mid") else "l"


def _span(year: int, first: int, last: int) -> tuple[date, date]:
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
