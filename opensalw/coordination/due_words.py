"""When a conclusion is due, in words. Pure."""

from datetime import date

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .models import Conclusion


def due_in_words(conclusion: Conclusion) -> str:
    """``9 July 2020``, ``24 to 27 September 2020``, ``by October``, or ``no day: standing``."""
    if conclusion.due_on is None:
        reason = conclusion.undated_because
        return _("no day: %(reason)s") % {"reason": reason} if reason else _("no day yet")
    if conclusion.due_words:
        return _with_year(conclusion.due_words, conclusion.due_on.year)
    if conclusion.due_from is None:
        return _("by %(day)s") % {"day": _day(conclusion.due_on)}
    if conclusion.due_from == conclusion.due_on:
        return _day(conclusion.due_on)
    return _("%(first)s to %(last)s") % {"first": _day(conclusion.due_from), "last": _day(conclusion.due_on)}


def _with_year(words: str, year: int) -> str:
    """The words as they were said, and the year that they left out."""
    if str(year) in words:
        return words
    return f"{words} ({year})" if words.endswith("year") else f"{words} {year}"


def _day(on: date) -> str:
    return f"{on.day} {MONTHS[on.month]} {on.year}"
