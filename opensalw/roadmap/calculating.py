"""Lines that are worked out from others: a share, a difference, a sum, and the change between two periods.

Pure. Each result carries its formula in words with the figures put in, so that anybody can do it again;
each refusal says what is missing or differs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.units import Unit, figure

from .combining import Figure, differences
from .framework.spec import Calculation, FrameworkSpec, Line

PLACES = Decimal("0.1")
LENGTH_TOLERANCE = 4  # days: a first half-year has 181 or 182, a second 184


@dataclass(frozen=True)
class Calculated:
    """A figure that was worked out: its value, its unit, and the formula with the figures in it."""

    value: Decimal
    unit: Unit
    formula: str


@dataclass(frozen=True)
class NotCalculated:
    """Why a figure cannot be worked out."""

    reason: str


def formula_words(spec: FrameworkSpec, calculation: Calculation) -> str:
    """The formula by the titles of its lines: ``Activities done ÷ Activities planned × 100``."""
    titles = [spec.line(reference).title for reference in calculation.lines]
    return _written(calculation.how, titles)


def calculate(spec: FrameworkSpec, line: Line, levels: Mapping[str, Decimal]) -> Calculated | NotCalculated:
    """Work out a derived line from the ``levels`` of reported lines, by their ``measure.line``."""
    calculation = line.formula
    if calculation is None:
        return NotCalculated(_("This line is reported, not worked out."))
    absent = [reference for reference in calculation.lines if reference not in levels]
    if absent:
        titles = "; ".join(spec.line(reference).title for reference in absent)
        return NotCalculated(_("There is no figure for: %(lines)s.") % {"lines": titles})
    values = [levels[reference] for reference in calculation.lines]
    if calculation.how == "share" and values[1] == 0:
        return NotCalculated(_("The figure below the bar is zero."))
    shown = [
        f"{spec.line(reference).title} ({figure(value)})"
        for reference, value in zip(calculation.lines, values, strict=True)
    ]
    return Calculated(_worked(calculation.how, values), line.unit, _written(calculation.how, shown))


def _worked(how: str, values: Sequence[Decimal]) -> Decimal:
    if how == "share":
        return (100 * values[0] / values[1]).quantize(PLACES)
    return sum(values, Decimal(0)) if how == "sum" else values[0] - sum(values[1:], Decimal(0))


def _written(how: str, parts: Sequence[str]) -> str:
    if how == "share":
        return f"{parts[0]} ÷ {parts[1]} × 100"
    return (" + " if how == "sum" else " \N{MINUS SIGN} ").join(parts)


@dataclass(frozen=True)
class Change:
    """How a figure moved between two periods: the difference, and in per cent where that can be said."""

    difference: Decimal
    percent: Decimal | None
    unit: Unit
    formula: str


def change(before: Figure, after: Figure) -> Change | NotCalculated:
    """The change from one period's figure to the next; refused where the two were not counted alike."""
    old, new = before.cell.level, after.cell.level
    if old is None or new is None:
        return NotCalculated(_("One of the two periods has no figure."))
    if reasons := differences([before, after]):
        return NotCalculated(" ".join(reasons))
    spans = [(one.end - one.start).days for one in (before, after) if one.start and one.end]
    if len(spans) == 2 and abs(spans[0] - spans[1]) > LENGTH_TOLERANCE:
        return NotCalculated(_("The two periods are not of the same length."))
    percent = None if old == 0 else (100 * (new - old) / old).quantize(PLACES)
    words = f"{figure(new)} \N{MINUS SIGN} {figure(old)}"
    return Change(new - old, percent, after.cell.unit, words)
