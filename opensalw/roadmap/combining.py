"""The comparability guard: which figures may be combined, and why not.

Pure: figures in, a total or reasons out (indicators.md section 1, "Combining"). Units, periods,
definitions and counting rules that differ are never combined, and the reader is told why.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.designations import label
from opensalw.core.jurisdictions import order
from opensalw.core.periods import Period
from opensalw.core.units import Unit

from .cells import Cell

COMBINABLE_FITS = ("exact", "inside", "inferred")


@dataclass(frozen=True)
class Figure:
    """What combining needs to know of an observation."""

    jurisdiction: str
    measure: str
    line: str
    version: int
    cell: Cell
    fit: str
    start: date | None = None
    end: date | None = None
    dims: Mapping[str, str] = field(default_factory=dict)
    counting_rule: str = ""
    caveats: tuple[str, ...] = ()
    partial: bool = False
    id: str = ""

    @property
    def unit(self) -> Unit:
        """The unit of the figure."""
        return self.cell.unit


@dataclass(frozen=True)
class Total:
    """A regional figure: its value, who reported, who was asked, and what to bear in mind."""

    value: Decimal
    unit: Unit
    by: Mapping[str, Decimal]
    asked: tuple[str, ...]
    caveats: tuple[str, ...]

    @property
    def is_partial(self) -> bool:
        """Whether somebody who was asked is not in the total."""
        return set(self.by) != set(self.asked)

    @property
    def coverage(self) -> str:
        """``2 of 6: Belgrade, Skopje``."""
        seats = ", ".join(label(jid) for jid in sorted(self.by, key=order))
        return _("%(count)d of %(asked)d: %(seats)s") % {
            "count": len(self.by), "asked": len(self.asked), "seats": seats
        }  # fmt: skip


@dataclass(frozen=True)
class NotCombined:
    """Why there is no regional figure; the figures stand side by side."""

    reasons: tuple[str, ...]


@dataclass(frozen=True)
class GradeCount:
    """How many jurisdictions have each grade, by seat."""

    counts: Mapping[str, int]
    by: Mapping[str, str]
    asked: tuple[str, ...]


Combined = Total | NotCombined | GradeCount


def fit_to(period: Period, start: date | None, end: date | None, stored: str) -> str:
    """How a value's own period fits ``period``; an inferred period stays inferred.

    A figure that bears no start is a stock (``as_of``); one without any date is ``unknown``.
    """
    if end is None:
        return "unknown"
    if start is None:
        return "as_of"
    own = Period(start, end)
    if own == period:
        return "inferred" if stored == "inferred" else "exact"
    if period.contains(own):
        return "inside" if own.kind in ("day", "month") else "other"
    return "wider" if own.contains(period) else "other"


def combine(figures: Iterable[Figure], *, rule: str, asked: Sequence[str]) -> Combined:
    """Combine the figures of one line across jurisdictions by the indicator's ``rule``.

    ``asked`` are the jurisdictions that the figure was asked of. Lines and units are compared, so a
    caller may hand over a mixture: the answer is then a refusal that says what differs.
    """
    given = [figure for figure in figures if not figure.cell.is_missing]
    if not given:
        return NotCombined((_("No jurisdiction reported a figure."),))
    if reasons := differences(given):
        return NotCombined(tuple(reasons))
    if rule == "count_per_grade":
        return _count_grades(given, asked)
    if rule == "sum":
        return _sum(given, asked)
    return NotCombined((_why_listed(rule),))


def differences(figures: Sequence[Figure]) -> list[str]:
    """What forbids adding these figures, whatever the rule: all reasons, not the first."""
    reasons = []
    lines = {(figure.measure, figure.line) for figure in figures}
    if len(lines) > 1:
        named = ", ".join(sorted(f"{measure}.{line}" for measure, line in lines))
        reasons.append(_("Different objects are never added: %(lines)s.") % {"lines": named})
    units = {figure.unit for figure in figures}
    if len(units) > 1:
        reasons.append(_("Different units are never added: %(units)s.") % {"units": ", ".join(sorted(units))})
    if len({figure.version for figure in figures}) > 1:
        reasons.append(_("The definition changed between these figures."))
    rules = {figure.counting_rule for figure in figures}
    if len(rules) > 1:
        named = "; ".join(sorted(rule or _("as the framework defines it") for rule in rules))
        reasons.append(_("The sources count by different rules: %(rules)s.") % {"rules": named})
    return reasons


def _sum(figures: Sequence[Figure], asked: Sequence[str]) -> Combined:
    usable = [figure for figure in figures if figure.cell.level is not None and figure.fit in COMBINABLE_FITS]
    beside = [figure for figure in figures if figure not in usable]
    per_seat = {jid: seat_total([f for f in usable if f.jurisdiction == jid]) for jid in asked}
    present = {jid: total for jid, total in per_seat.items() if total is not None}
    caveats = [
        *_fit_caveats(usable), *_beside_caveats(beside), *_qualifier_caveats(usable), *_partial_caveats(usable),
    ]  # fmt: skip
    if len(present) < 2:
        none = _("No jurisdiction reported a number that fits the period; a regional total needs two.")
        reason = (
            none
            if not present
            else ngettext(
                "Only %(count)d jurisdiction reported a figure that fits the period; a regional total needs two.",
                "%(count)d jurisdictions reported a figure that fits the period; a regional total needs two.",
                len(present),
            )
            % {"count": len(present)}
        )
        return NotCombined((reason, *caveats))
    return Total(sum(present.values(), Decimal(0)), figures[0].unit, present, tuple(asked), tuple(caveats))


def seat_total(figures: Sequence[Figure]) -> Decimal | None:
    """A jurisdiction's own figure: the unsplit one, or the sum of its least split breakdown."""
    if not figures:
        return None
    fewest = min(len(figure.dims) for figure in figures)
    chosen = [figure for figure in figures if len(figure.dims) == fewest]
    if len({frozenset(figure.dims) for figure in chosen}) > 1:
        return None
    return sum((figure.cell.level or Decimal(0) for figure in chosen), Decimal(0))


def _count_grades(figures: Sequence[Figure], asked: Sequence[str]) -> GradeCount:
    """Count the latest grade of each thing graded: a seat may have two laboratories."""
    latest: dict[tuple[str, frozenset], Figure] = {}
    for figure in sorted(figures, key=lambda one: one.end or date.min):
        if figure.cell.grade and figure.jurisdiction in asked:
            latest[figure.jurisdiction, frozenset(figure.dims.items())] = figure
    counts = Counter(figure.cell.grade or "" for figure in latest.values())
    by: dict[str, str] = {}
    for (jid, _dims), figure in latest.items():
        grades = [*by.get(jid, "").split(", "), figure.cell.grade or ""]
        by[jid] = ", ".join(dict.fromkeys(grade for grade in grades if grade))
    return GradeCount(dict(counts), by, tuple(asked))


def share(numerator: Combined, denominator: Combined) -> Combined:
    """The ratio of two totals in per cent; refused unless both stand and cover the same seats."""
    if not isinstance(numerator, Total) or not isinstance(denominator, Total):
        return NotCombined((_("A share needs the totals above and below the bar; one is missing."),))
    if set(numerator.by) != set(denominator.by):
        return NotCombined((_("The jurisdictions above and below the bar are not the same."),))
    if denominator.value == 0:
        return NotCombined((_("The total below the bar is zero."),))
    value = (100 * numerator.value / denominator.value).quantize(Decimal("0.1"))
    caveats = (*numerator.caveats, *denominator.caveats)
    return Total(value, Unit.percent, numerator.by, numerator.asked, tuple(dict.fromkeys(caveats)))


def half_years_against_year(halves: Sequence[Figure], year: Figure) -> str | None:
    """Whether two half-years agree with a figure for their year: the difference in words, or None.

    The three are checked against each other and never added.
    """
    if len(halves) != 2 or differences([*halves, year]):
        return None
    first, second, whole = (figure.cell.level for figure in (*halves, year))
    if first is None or second is None or whole is None or first + second == whole:
        return None
    return _("The half-years add up to %(sum)s, the year's figure is %(year)s.") % {
        "sum": first + second, "year": whole
    }  # fmt: skip


def _seats_of(figures: Iterable[Figure]) -> str:
    return ", ".join(label(jid) for jid in sorted({figure.jurisdiction for figure in figures}, key=order))


def _fit_caveats(figures: Sequence[Figure]) -> list[str]:
    words = {
        "inside": _("Period shorter than the round's: %(seats)s."),
        "inferred": _("Period inferred from “reporting period”: %(seats)s."),
    }
    return [
        text % {"seats": _seats_of(fitting)}
        for fit, text in words.items()
        if (fitting := [figure for figure in figures if figure.fit == fit])
    ]


def _beside_caveats(figures: Sequence[Figure]) -> list[str]:
    if not figures:
        return []
    return [
        _("Beside the total, not in it (other period, stock or no number): %(seats)s.") % {"seats": _seats_of(figures)}
    ]


def _qualifier_caveats(figures: Sequence[Figure]) -> list[str]:
    loose = [figure for figure in figures if figure.cell.qualifier != "exact"]
    return [_("Not an exact figure: %(seats)s.") % {"seats": _seats_of(loose)}] if loose else []


def _partial_caveats(figures: Sequence[Figure]) -> list[str]:
    partial = [figure for figure in figures if figure.partial]
    return [_("Not every institution that was asked reported: %(seats)s.") % {"seats": _seats_of(partial)}] * bool(
        partial
    )


def _why_listed(rule: str) -> str:
    return {
        "latest": _("A stock is shown as last known, each with its date; dates differ, so there is no total."),
        "ratio": _("A regional share needs the counts above and below the bar from each jurisdiction."),
    }.get(rule, _("The jurisdictions define this differently, so the figures stand side by side."))
