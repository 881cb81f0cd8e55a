"""Periods: the days that a figure or a text speaks of, in every spelling that is in use for them."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .refusal import Refused

Kind = Literal["year", "half", "month", "day", "range"]
_DAY = r"\d{4}-\d{2}-\d{2}"
_NAMED = re.compile(r"(\d{4})(?:-?[HS]([12])|-A1|-M?(\d{2}))?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})?", re.ASCII)
_SPAN = re.compile(rf"({_DAY})(?:T00:00:00)?/P([1-9]\d{{0,4}})([YMD])", re.ASCII)
_BETWEEN = re.compile(rf"({_DAY})\s*(?:/|\.\.)\s*({_DAY})", re.ASCII)
_ONE_DAY = re.compile(_DAY, re.ASCII)


class BadPeriod(Refused, ValueError):
    """The text is not a period, or the period does not exist; the reason names the mend."""


@dataclass(frozen=True, order=True)
class Period:
    """The days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            days = {"start": self.start.isoformat(), "end": self.end.isoformat()}
            raise BadPeriod(_("The period ends on %(end)s, before it starts on %(start)s. Swap the days.") % days)

    @classmethod
    def parse(cls, text: str) -> "Period":
        """The period of a text such as ``2019``, ``2019-H2``, ``2019S2``, ``2019-07-01/P6M`` or two days."""
        plain = str(text).strip().upper()
        try:
            return _read(plain)
        except (ValueError, OverflowError) as problem:
            if isinstance(problem, BadPeriod):
                raise
            raise BadPeriod(_("“%(text)s” names a day that the calendar does not have.") % {"text": text}) from None

    @property
    def kind(self) -> Kind:
        """What the days make up: a year, a half-year, a month, a day, or any other range."""
        if self.start == self.end:
            return "day"
        lengths: dict[int | None, Kind] = {1: "month", 6: "half", 12: "year"}
        kind = lengths.get(self._whole_months, "range")
        fits = {"half": self.start.month in (1, 7), "year": self.start.month == 1}.get(kind, True)
        return kind if fits else "range"

    @property
    def code(self) -> str:
        """How we show and store it: ``2019``, ``2019-H2``, ``2019-11``, ``2019-07-09`` or two days."""
        if self.kind == "half":
            return f"{self.start.year:04}-H{self._half}"
        return self._common or f"{self.start.isoformat()}/{self.end.isoformat()}"

    @property
    def sdmx(self) -> str:
        """As SDMX writes it: ``2019-S2``; a range as its first day and its length."""
        if self.kind == "half":
            return f"{self.start.year:04}-S{self._half}"
        return self._common or self.iso

    @property
    def dhis2(self) -> str:
        """As DHIS2 writes it: ``2019S2``; refused for a range, for which DHIS2 has no code."""
        if self.kind == "half":
            return f"{self.start.year:04}S{self._half}"
        if self._common:
            return self._common.replace("-", "")
        words = _("DHIS2 has no code for %(period)s. Use years, half-years, months or days.")
        raise BadPeriod(words % {"period": self.code})

    @property
    def iso(self) -> str:
        """As ISO 8601 and ADX write it, first day and length: ``2019-07-01/P6M``."""
        months = self._whole_months
        if months and months % 12 == 0 and self.start.month == 1:
            return f"{self.start.isoformat()}/P{months // 12}Y"
        return f"{self.start.isoformat()}/P{months}M" if months else f"{self.start.isoformat()}/P{self.days}D"

    @property
    def label(self) -> str:
        """In words: ``July-December 2019``, ``2019``, ``9 July 2019``, ``November 2019``."""
        if self.kind == "year":
            return f"{self.start.year}"
        if self.kind == "day":
            return _day_label(self.start)
        if not self._whole_months:
            return _("%(first)s to %(last)s") % {
                "first": _day_label(self.start),
                "last": _day_label(self.end),
            }
        if self._whole_months % 12 == 0 and self.start.month == 1:
            return f"{self.start.year}-{self.end.year}"
        if self.kind == "month":
            return _month_label(self.start)
        first = str(MONTHS[self.start.month]) if self.start.year == self.end.year else _month_label(self.start)
        return f"{first}-{_month_label(self.end)}"

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def previous(self) -> "Period":
        """The period of the same length that ends the day before this one starts."""
        return self._moved(-1)

    def next(self) -> "Period":
        """The period of the same length that starts the day after this one ends."""
        return self._moved(1)

    def contains(self, other: "Period | date") -> bool:
        """Whether every day of the other period, or the day, lies in this one."""
        first, last = (other, other) if isinstance(other, date) else (other.start, other.end)
        return self.start <= first and last <= self.end

    def overlaps(self, other: "Period") -> bool:
        """Whether the two share a day."""
        return self.start <= other.end and other.start <= self.end

    def __str__(self) -> str:
        return self.code

    @property
    def _half(self) -> int:
        return 1 if self.start.month == 1 else 2

    @property
    def _common(self) -> str:
        cuts = {"year": 4, "month": 7, "day": 10}
        return self.start.isoformat()[: cuts[self.kind]] if self.kind in cuts else ""

    @property
    def _whole_months(self) -> int | None:
        months = _month_number(self.end) - _month_number(self.start) + 1
        return months if self.start.day == 1 and self.end == _last_day(self.end) else None

    def _moved(self, steps: int) -> "Period":
        try:
            if months := self._whole_months:
                start = _month_start(_month_number(self.start) + steps * months)
                return Period(start, _end_of_months(start, months))
            move = timedelta(days=steps * self.days)
            return Period(self.start + move, self.end + move)
        except (ValueError, OverflowError):
            raise BadPeriod(_("The calendar ends beside %(period)s.") % {"period": self.code}) from None


def year(number: int) -> Period:
    """A calendar year."""
    return Period(date(number, 1, 1), date(number, 12, 31))


def half(number: int, which: int) -> Period:
    """The first or the second half of a calendar year."""
    if which not in (1, 2):
        raise BadPeriod(_("A year has the halves 1 and 2; there is no half %(which)s.") % {"which": which})
    return (
        Period(date(number, 1, 1), date(number, 6, 30))
        if which == 1
        else Period(date(number, 7, 1), date(number, 12, 31))
    )


def month(number: int, which: int) -> Period:
    """A calendar month."""
    return Period(date(number, which, 1), _last_day(date(number, which, 1)))


def _read(plain: str) -> Period:
    if found := _NAMED.fullmatch(plain):
        number, which, named = found.groups()
        if which:
            return half(int(number), int(which))
        return month(int(number), int(named)) if named else year(int(number))
    if found := _COMPACT.fullmatch(plain):
        number, named, last = found.groups()
        if last is None:
            return month(int(number), int(named))
        return Period(*[date(int(number), int(named), int(last))] * 2)
    if _ONE_DAY.fullmatch(plain):
        return Period(date.fromisoformat(plain), date.fromisoformat(plain))
    if found := _SPAN.fullmatch(plain):
        return _span(date.fromisoformat(found[1]), int(found[2]), found[3])
    if found := _BETWEEN.fullmatch(plain):
        return Period(date.fromisoformat(found[1]), date.fromisoformat(found[2]))
    words = _("“%(text)s” is not a period. Write 2019, 2019-H2 or 2019-07-01/2019-12-31.")
    raise BadPeriod(words % {"text": plain})


def _span(start: date, length: int, unit: str) -> Period:
    if unit == "D":
        return Period(start, start + timedelta(days=length - 1))
    return Period(start, _end_of_months(start, length * 12 if unit == "Y" else length))


def _month_number(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month_start(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _last_day(day: date) -> date:
    if (day.year, day.month) == (date.max.year, 12):
        return date.max
    return _month_start(_month_number(day) + 1) - timedelta(days=1)


def _end_of_months(start: date, months: int) -> date:
    """The last day of so many months that begin on ``start``."""
    if start.day == 1:
        return _last_day(_month_start(_month_number(start) + months - 1))
    first = _month_start(_month_number(start) + months)
    return first.replace(day=min(start.day, _last_day(first).day)) - timedelta(days=1)


def _day_label(day: date) -> str:
    return f"{day.day} {_month_label(day)}"


def _month_label(day: date) -> str:
    return f"{MONTHS[day.month]} {day.year}"
