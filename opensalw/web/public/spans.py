"""Columns of an indicator's table: the half-years or years that figures speak of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from opensalw.core.periods import BadPeriod, Period, half, year

By = Literal["half", "year"]
SHOWN = 8


@lru_cache(maxsize=4096)
def span_of(start: date | None, end: date | None, by: By) -> Period | None:
    """The half-year or year that a value's own period is, or lies in as a day or month; else None."""
    if not start or not end:
        return None
    own = Period(start, end)
    if own.kind not in ("day", "month", by):
        return None
    whole = year(start.year) if by == "year" else half(start.year, 1 if start.month <= 6 else 2)
    return whole if whole.contains(own) else None


@dataclass(frozen=True)
class Window:
    """The columns that are shown, oldest first, and where the older ones begin."""

    columns: tuple[Period, ...]
    older: Period | None
    newer: Period | None

    @property
    def span(self) -> Period | None:
        """From the first day shown to the last."""
        return Period(self.columns[0].start, self.columns[-1].end) if self.columns else None


def window(periods: Iterable[Period], until: Period | None = None, count: int = SHOWN) -> Window:
    """The latest ``count`` periods, or those up to ``until``."""
    ordered = sorted(set(periods))
    upto = [period for period in ordered if until is None or period.end <= until.end]
    shown = upto[-count:]
    older = upto[-count - 1] if len(upto) > count else None
    after = ordered[len(upto) : len(upto) + count]
    return Window(tuple(shown), older, after[-1] if after else None)


def periods_by(pairs: Sequence[tuple[date | None, date | None]], by: By) -> list[Period]:
    """The distinct half-years or years of the given first and last days."""
    found = {span_of(start, end, by) for start, end in pairs}
    return sorted(period for period in found if period)


def read(text: str) -> Period | None:
    """A period of an address; None for nothing or for what is no period."""
    try:
        return Period.parse(text) if text else None
    except BadPeriod:
        return None
