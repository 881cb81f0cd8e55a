"""Change against earlier periods: how far a figure lies from the seat's own series, and what jumps.

The robust z counts how many spreads a figure lies from the middle of the series, both by medians, so that one
wild period in the past does not hide the next. The spread has a floor: a count moves by its square root from
chance alone, and small counts move by much.
"""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from math import sqrt
from statistics import median

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.units import Unit, figure

from ..framework.spec import Line, Measure
from .declared import Check, Found, Ref, Severity
from .facts import Facts, Given, Past

FAR = 3.5
TO_SIGMA = 1.4826
LEAST_POINTS = 5
SMALL = 10
JUMP = 5
LARGE = 20
COPIED = 100
THOUSANDFOLD = (Decimal(500), Decimal(2000))


def floor_of_spread(middle: float, unit: Unit) -> float:
    """The least spread of a series: by chance for counts, one point for shares, 5 per cent for weights."""
    if unit == Unit.percent:
        return 1.0
    if unit == Unit.kilogram:
        return max(1.0, 0.05 * abs(middle))
    return sqrt(max(abs(middle), 1.0))


def robust_z(value: float, series: Sequence[float], unit: Unit) -> float:
    """How many spreads ``value`` lies from the middle of ``series``; the series is not empty."""
    middle = median(series)
    spread = TO_SIGMA * median([abs(one - middle) for one in series])
    return (value - middle) / max(spread, floor_of_spread(middle, unit))


def _levels(series: Sequence[Past]) -> list[Decimal]:
    return [past.level for past in series if past.kind == "amount" and past.level is not None]


Compared = tuple[Measure, Line, Given, Decimal, list[Decimal]]


def _compared(facts: Facts) -> list[Compared]:
    """The amounts that have earlier ones of the same definition and kind of period."""
    if "compared" not in facts.remembered:
        facts.remembered["compared"] = [
            (measure, line, one, one.level, levels)
            for measure, line, one in facts.figures()
            if one.level is not None and (levels := _levels(facts.series(measure, one)))
        ]
    return facts.remembered["compared"]


def outlier(facts: Facts) -> Iterator[Found]:
    """A figure far from the middle of five or more earlier ones."""
    for _measure, line, one, level, levels in _compared(facts):
        if len(levels) < LEAST_POINTS or level == 0:
            continue
        middle = median(levels)
        least = 1 if line.unit == Unit.percent else SMALL
        if abs(level - middle) < least:
            continue
        if abs(robust_z(float(level), [float(one) for one in levels], line.unit)) > FAR:
            words = _(
                "%(line)s: %(size)s lies far from the last %(count)d figures (middle %(middle)s, %(low)s to %(high)s)."
            )
            yield (one.ref,), words % {
                "line": facts.title(one), "size": _said(level), "count": len(levels), "middle": _said(middle),
                "low": _said(min(levels)), "high": _said(max(levels)),
            }  # fmt: skip


def jump(facts: Facts) -> Iterator[Found]:
    """Of a short series: a figure five times the last one, or a fifth of it."""
    for _measure, line, one, level, levels in _compared(facts):
        last = levels[-1]
        if len(levels) >= LEAST_POINTS or level == 0 or line.unit == Unit.percent or abs(level - last) < LARGE:
            continue
        if level > JUMP * last or level * JUMP < last:
            words = _("%(line)s: %(size)s after %(last)s.")
            yield (one.ref,), words % {"line": facts.title(one), "size": _said(level), "last": _said(last)}


def zero_after_figures(facts: Facts) -> Iterator[Found]:
    """Nothing, after figures that were always large."""
    for _measure, _line, one, level, levels in _compared(facts):
        recent = levels[-4:]
        if level == 0 and min(recent) >= LARGE:
            words = {"line": facts.title(one), "last": ", ".join(map(_said, recent))}
            yield (one.ref,), _("%(line)s: 0 after %(last)s.") % words


def thousandfold(facts: Facts) -> Iterator[Found]:
    """About a thousand times the last figure, or a thousandth of it: tonnes for kilograms."""
    least, most = THOUSANDFOLD
    for _measure, line, one, level, levels in _compared(facts):
        last = levels[-1]
        if level > 0 and last > 0 and max(level, last) >= 1000 and line.unit != Unit.percent:
            factor = max(level, last) / min(level, last)
            if least <= factor <= most:
                words = _("%(line)s: %(size)s after %(last)s is about a thousandfold. Two units may be mixed.")
                yield (one.ref,), words % {"line": facts.title(one), "size": _said(level), "last": _said(last)}


def unchanged(facts: Facts) -> Iterator[Found]:
    """A large count of events that is the same, to the digit, as in the period before."""
    for measure, line, one in facts.figures():
        last = facts.last(measure, one)
        if line.across_periods != "sum" or last is None or one.level is None or one.level < COPIED:
            continue
        if last.kind == "amount" and last.level == one.level:
            words = _("%(line)s: %(size)s is, to the digit, the figure of the period before.")
            yield (one.ref,), words % {"line": facts.title(one), "size": _said(one.level)}


def jumped(facts: Facts) -> set[Ref]:
    """The cells whose figure jumps by any of the checks of change."""
    if "jumped" not in facts.remembered:
        found = (outlier(facts), jump(facts), zero_after_figures(facts), thousandfold(facts))
        facts.remembered["jumped"] = {cells[0] for each in found for cells, _words in each}
    return facts.remembered["jumped"]


def far_from_publication(facts: Facts) -> Iterator[Found]:
    """A figure far from what a publication says of the same or the last period."""
    before = facts.period.previous()
    for _measure, _line, one in facts.figures():
        if one.level is None:
            continue
        for past in facts.beside.get(one.ref, ()):
            near = past.period in (facts.period, before) and past.kind == "amount"
            if near and past.level is not None and _far(one.level, past.level):
                words = _("%(line)s: %(size)s; %(source)s has %(other)s for %(period)s.") % {
                    "line": facts.title(one), "size": _said(one.level), "source": past.by or _("a publication"),
                    "other": _said(past.level), "period": past.period.code if past.period else "",
                }  # fmt: skip
                yield (one.ref,), words
                break


def _far(one: Decimal, other: Decimal) -> bool:
    return abs(one - other) >= LARGE and (max(one, other) > JUMP * min(one, other))


def halves_against_year(facts: Facts) -> Iterator[Found]:
    """Two half-years that do not add up to the figure of their year."""
    for measure, line, one in facts.figures():
        if line.across_periods != "sum" or one.exact is None:
            continue
        for year, halves in _years(facts, measure, one):
            if sum(halves) != year:
                words = _("%(line)s: the half-years add up to %(sum)s, the figure of the year is %(year)s.") % {
                    "line": facts.title(one), "sum": _said(sum(halves, Decimal(0))), "year": _said(year)
                }  # fmt: skip
                yield (one.ref,), words


def _years(facts: Facts, measure: Measure, one: Given) -> Iterator[tuple[Decimal, list[Decimal]]]:
    """A year's figure and its two halves, of which ``one`` is the year or a half."""
    here = facts.period
    same = [
        (past.period, past.level) for past in facts.earlier.get(one.ref, ())
        if past.end is not None and past.end.year == here.end.year
        and past.version == measure.version and past.kind == "amount" and past.level is not None and past.period
    ]  # fmt: skip
    inside = {period: level for period, level in same if period.start.year == here.start.year == period.end.year}
    if here.kind == "year":
        halves = [level for period, level in inside.items() if period.kind == "half"]
        if len(halves) == 2 and one.exact is not None:
            yield one.exact, halves
    elif here.kind == "half":
        other = next((level for period, level in inside.items() if period.kind == "half" and period != here), None)
        year = next((level for period, level in inside.items() if period.kind == "year"), None)
        if other is not None and year is not None and one.exact is not None:
            yield year, [other, one.exact]


def _said(value: Decimal) -> str:
    """The digits of a figure, without the zeros that storing adds."""
    return figure(value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize())


FIGURE = gettext_lazy("the figure")

CHANGE = (
    Check(
        "outlier", Severity.WARNING, gettext_lazy("Far from earlier figures"),
        gettext_lazy(
            "More than 3.5 robust spreads from the middle of five or more earlier figures of the seat, and at least 10."
        ),
        FIGURE, gettext_lazy("Correct the figure, or say what happened in this period."), outlier,
    ),
    Check(
        "jump", Severity.WARNING, gettext_lazy("A jump after few figures"),
        gettext_lazy("Fewer than five earlier figures, and more than five times the last or less than a fifth of it."),
        FIGURE, gettext_lazy("Correct the figure, or say what happened in this period."), jump,
    ),
    Check(
        "zero_after_figures", Severity.WARNING, gettext_lazy("Zero after large figures"),
        gettext_lazy("0 is given where the last figures, up to four, were 20 or more. Missing is not zero."),
        FIGURE, gettext_lazy("Give the reason why there is no figure, or say why nothing happened."),
        zero_after_figures,
    ),
    Check(
        "thousandfold", Severity.WARNING, gettext_lazy("About a thousandfold"),
        gettext_lazy("A figure is 500 to 2,000 times the last one, or as small a part of it: tonnes for kilograms."),
        FIGURE, gettext_lazy("Correct the unit, or say what happened in this period."), thousandfold,
    ),
    Check(
        "unchanged", Severity.WARNING, gettext_lazy("The same figure as before"),
        gettext_lazy("A count of events of 100 or more is the same, to the digit, as in the period before."),
        FIGURE, gettext_lazy("Correct the figure, or say that it was counted anew."), unchanged,
    ),
    Check(
        "halves_against_year", Severity.WARNING, gettext_lazy("Half-years and year differ"),
        gettext_lazy("Two half-years of a year do not add up to the seat's own figure for the year."),
        FIGURE, gettext_lazy("Correct the figure, or say why they differ."), halves_against_year,
    ),
    Check(
        "far_from_publication", Severity.NOTE, gettext_lazy("Far from a publication"),
        gettext_lazy("A publication has five times as much, or a fifth, for this period or the last."),
        FIGURE, gettext_lazy("Compare the two, and say in the explanation why they differ."), far_from_publication,
    ),
)  # fmt: skip
