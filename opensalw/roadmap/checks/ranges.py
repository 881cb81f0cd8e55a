"""What a figure can be at all: ends of its range, whole numbers, ceilings, slips of unit."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.units import Unit, as_printed, figure

from .declared import Check, Found, Severity
from .facts import Facts, Given

FRACTIONAL = (Unit.percent, Unit.kilogram)
CEILINGS = {
    Unit.piece: Decimal(1_000_000),
    Unit.round: Decimal(500_000_000),
    Unit.kilogram: Decimal(50_000_000),
    Unit.case: Decimal(200_000),
    Unit.person: Decimal(200_000),
    Unit.incident: Decimal(100_000),
    Unit.request: Decimal(200_000),
    Unit.check: Decimal(20_000_000),
    Unit.profile: Decimal(200_000),
    Unit.plan: Decimal(5_000),
    Unit.facility: Decimal(5_000),
    Unit.document: Decimal(1_000),
    Unit.activity: Decimal(5_000),
    Unit.operation: Decimal(20_000),
}
"""Above these a figure of one seat and one period is hardly true; two million firearms are all that six seats hold."""

ROUND = Decimal(1000)
WIDE = 10


def _numbers(one: Given) -> tuple[Decimal, ...]:
    return tuple(value for value in (one.cell.value, one.cell.low, one.cell.high) if value is not None)


def below_zero(facts: Facts) -> Iterator[Found]:
    """A count below zero."""
    for _measure, _line, one in facts.figures():
        if one.cell.kind in ("amount", "range") and any(value < 0 for value in _numbers(one)):
            yield (one.ref,), _("%(line)s: a count is never below zero.") % {"line": facts.title(one)}


def above_hundred(facts: Facts) -> Iterator[Found]:
    """A share above 100 per cent."""
    for _measure, line, one in facts.figures():
        if line.unit == Unit.percent and any(value > 100 for value in _numbers(one)):
            yield (one.ref,), _("%(line)s: a share lies between 0 and 100 per cent.") % {"line": facts.title(one)}


def not_whole(facts: Facts) -> Iterator[Found]:
    """Half a firearm."""
    for _measure, line, one in facts.figures():
        if line.unit not in FRACTIONAL and any(value != value.to_integral_value() for value in _numbers(one)):
            words = {"line": facts.title(one), "unit": line.unit.plural}
            yield (one.ref,), _("%(line)s: %(unit)s are counted in whole numbers.") % words


def too_large(facts: Facts) -> Iterator[Found]:
    """More than one seat can have in one period."""
    for _measure, line, one in facts.figures():
        ceiling = CEILINGS.get(line.unit)
        if ceiling is not None and any(value > ceiling for value in _numbers(one)):
            words = _("%(line)s: %(size)s is more than is ever reported for one seat and period.") % {
                "line": facts.title(one), "size": as_printed(max(_numbers(one)), line.unit)
            }  # fmt: skip
            yield (one.ref,), words


def share_as_fraction(facts: Facts) -> Iterator[Found]:
    """0.541 typed where 54.1 per cent is meant."""
    for _measure, line, one in facts.figures():
        if line.unit == Unit.percent and one.level is not None and 0 < one.level < 1:
            words = _("%(line)s: %(size)s per cent is less than one. A share of %(other)s per cent may be meant.") % {
                "line": facts.title(one), "size": figure(one.level), "other": figure((one.level * 100).normalize())
            }  # fmt: skip
            yield (one.ref,), words


def wide_range(facts: Facts) -> Iterator[Found]:
    """An estimate that says next to nothing."""
    for _measure, _line, one in facts.figures():
        low, high = one.cell.low, one.cell.high
        if one.cell.kind == "range" and low is not None and high is not None and high > max(low, Decimal(1)) * WIDE:
            words = _("%(line)s: the upper end of the range is more than ten times the lower one.")
            yield (one.ref,), words % {"line": facts.title(one)}


def says_nothing(facts: Facts) -> Iterator[Found]:
    """“At least 0”, “about 0”."""
    for _measure, _line, one in facts.figures():
        if one.level == 0 and one.cell.qualifier in ("at_least", "about"):
            words = _("%(line)s: “at least 0” or “about 0” is no figure. Write 0, or why there is none.")
            yield (one.ref,), words % {"line": facts.title(one)}


def looks_rounded(facts: Facts) -> Iterator[Found]:
    """An exact figure that ends in three zeros."""
    for _measure, _line, one in facts.figures():
        if one.exact is not None and one.exact >= ROUND and one.exact % ROUND == 0:
            words = _("%(line)s: %(size)s looks rounded. If it is, write “about” before it.")
            yield (one.ref,), words % {"line": facts.title(one), "size": figure(one.exact)}


FIGURE = gettext_lazy("the figure")

RANGES = (
    Check(
        "below_zero", Severity.BLOCKER, gettext_lazy("A count below zero"),
        gettext_lazy("An amount, or an end of a range, is negative."),
        FIGURE, gettext_lazy("Correct the figure."), below_zero,
    ),
    Check(
        "above_hundred", Severity.BLOCKER, gettext_lazy("A share above 100 per cent"),
        gettext_lazy("A line in per cent holds more than 100."),
        FIGURE, gettext_lazy("Correct the figure."), above_hundred,
    ),
    Check(
        "not_whole", Severity.BLOCKER, gettext_lazy("A count that is not whole"),
        gettext_lazy("A unit that is counted in whole numbers has decimals. Kilograms and per cent may have them."),
        FIGURE, gettext_lazy("Correct the figure."), not_whole,
    ),
    Check(
        "too_large", Severity.ERROR, gettext_lazy("A figure too large to be likely"),
        gettext_lazy("More than one seat can have in one period, by a ceiling for each unit."),
        FIGURE, gettext_lazy("Correct the figure or its unit, or say how it was counted."), too_large,
    ),
    Check(
        "share_as_fraction", Severity.WARNING, gettext_lazy("A share below one per cent"),
        gettext_lazy("0.541 stands where 54.1 per cent may be meant."),
        FIGURE, gettext_lazy("Write the share in per cent, or say that it is as small as that."), share_as_fraction,
    ),
    Check(
        "says_nothing", Severity.WARNING, gettext_lazy("A figure that says nothing"),
        gettext_lazy("“At least 0” or “about 0”."),
        FIGURE, gettext_lazy("Write 0 where nothing happened, or the reason why there is no figure."), says_nothing,
    ),
    Check(
        "wide_range", Severity.NOTE, gettext_lazy("A wide range"),
        gettext_lazy("The upper end of a range is more than ten times the lower one."),
        FIGURE, gettext_lazy("Narrow it where you can, and say how it was estimated."), wide_range,
    ),
    Check(
        "looks_rounded", Severity.NOTE, gettext_lazy("A figure that looks rounded"),
        gettext_lazy("An exact figure of a thousand or more ends in three zeros."),
        FIGURE, gettext_lazy("Write “about” before a rounded figure."), looks_rounded,
    ),
)  # fmt: skip
