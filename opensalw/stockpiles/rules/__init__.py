"""What must hold for sites, stock and destruction: a sentence for the person, or None."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import fold

from ..models import Order, OrderLine


def refuse_day(day: date, today: date, field: str = "on") -> tuple[str, str] | None:
    """Nothing is recorded of days to come."""
    if day > today:
        return _("%(day)s lies in the future. Give the day on which it happened.") % {"day": day.isoformat()}, field
    return None


def refuse_second(first: str, second: str) -> str | None:
    """Four eyes: the second person is another person."""
    if first == second:
        return _("You did the first step yourself. Another person does this one.")
    return None


def refuse_taking(changes: Iterable[tuple[date, Decimal]], quantity: Decimal, on: date) -> str | None:
    """So much must have been there on that day, and what left since then must have been there too."""
    balance = Decimal(0)
    held: Decimal | None = None
    lowest: Decimal | None = None
    for day, amount in sorted(changes):
        if day > on and held is None:
            held = lowest = balance
        balance += amount
        if day > on:
            lowest = balance if lowest is None else min(lowest, balance)
    held = balance if held is None else held
    lowest = balance if lowest is None else lowest
    if quantity > held:
        said = _("On %(day)s only %(held)s of it lay there, not %(wanted)s.")
        return said % {"day": on.isoformat(), "held": _plain(held), "wanted": _plain(quantity)}
    if quantity > lowest:
        said = _("On that day it lay there, but since then all but %(left)s left. Correct that first.")
        return said % {"left": _plain(lowest)}
    return None


def _plain(number: Decimal) -> str:
    return f"{number.normalize():f}"


def refuse_marks(line: OrderLine, seen: str) -> str | None:
    """What is read from the thing must be what the order names; spaces, hyphens and capitals aside."""
    expected = line.lot.marks
    if not expected:
        return None
    if not seen.strip():
        return _("Read the marks from the thing itself; the order names %(marks)s.") % {"marks": expected}
    if bare(seen) != bare(expected):
        said = _("“%(seen)s” is not what the order names: %(marks)s. Put it aside, or correct the order.")
        return said % {"seen": seen, "marks": expected}
    return None


def bare(marks: str) -> str:
    """Marks without what people write differently."""
    return "".join(sign for sign in fold(marks) if sign.isalnum())


def refuse_destroying(order: Order, lines: Sequence[OrderLine], by: str, on: date) -> str | None:
    """Everything was checked that same day, by another person."""
    if order.is_done:
        return _("%(number)s was carried out on %(day)s.") % {"number": order.number, "day": order.destroyed_on}
    open_lines = [line for line in lines if not line.is_checked]
    if open_lines or order.checked_on is None:
        said = _("Not checked yet: %(lots)s. Hold each thing against the order first.")
        return said % {"lots": ", ".join(line.lot.number for line in open_lines) or order.number}
    if order.checked_on != on:
        said = _("The serials were checked on %(day)s. Check them again on the day of the destruction.")
        return said % {"day": order.checked_on}
    return refuse_second(order.checked_by, by)
