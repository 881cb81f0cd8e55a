"""Regional figures in words: the total and who is in it, or why there is none."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import order
from opensalw.core.periods import Period
from opensalw.core.units import Unit, figure
from opensalw.roadmap.combining import Combined, GradeCount, Total
from opensalw.roadmap.framework.spec import FrameworkSpec, Line
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import regional, regional_share

from .doors import grade_title, plain, printed

RANKS = ("submitted", "computed")
Row = TypeVar("Row")


@dataclass(frozen=True)
class Region:
    """What the region's cell says, who is in it, and what to bear in mind."""

    text: str = ""
    coverage: str = ""
    notes: tuple[str, ...] = ()
    reported: int = 0
    asked: int = 0
    digits: str = ""
    unit: str = ""
    breaks: bool = False

    @property
    def of(self) -> str:
        """``2 of 6 reported``."""
        return _("%(count)d of %(asked)d reported") % {"count": self.reported, "asked": self.asked}


def best(rows: Iterable[Row]) -> list[Row]:
    """Of several figures for one cell those that speak for it: the period's own, of the best origin, least split."""
    kept: list[Any] = list(rows)
    if len(kept) < 2:
        return kept
    kept = [row for row in kept if row.kind != "missing"] or kept
    longest = max(_days(row) for row in kept)
    kept = [row for row in kept if _days(row) == longest or longest < 180]
    first = min(_rank(row) for row in kept)
    kept = [row for row in kept if _rank(row) == first]
    fewest = min(len(row.dims) for row in kept)
    return [row for row in kept if len(row.dims) == fewest]


def _days(row: Any) -> int:
    return (row.end - row.start).days if row.start and row.end else 0


def _rank(row: Any) -> int:
    if row.origin in RANKS:
        return RANKS.index(row.origin)
    return 2 if row.round_id else 3


def region_of(
    spec: FrameworkSpec, rows: Sequence[Observation], line: Line, period: Period, asked: Sequence[str]
) -> Region:
    """The region's figure of a line for a period; ``rows`` are those that speak for their cells."""
    share = bool(line.numerator and line.denominator and line.across_jurisdictions == "ratio")
    figures = [row for row in rows if row.kind != "direction"]
    combined = regional_share(spec, figures, line, period) if share else regional(figures, line, period, asked)
    own = [row for row in rows if row.line == line.key and row.jurisdiction in asked]
    region = in_words(combined, line, len({row.jurisdiction for row in own if row.kind != "missing"}), len(asked))
    directed = sorted({row.jurisdiction for row in own if row.kind == "direction"}, key=order)
    if not directed:
        return region
    seats = ", ".join(label(jid) for jid in directed)
    return replace(region, notes=(*region.notes, _("A direction without a figure: %(seats)s.") % {"seats": seats}))


def in_words(combined: Combined, line: Line, reported: int, asked: int) -> Region:
    """A combined figure as a page says it."""
    if isinstance(combined, Total):
        value, digits = printed(combined.value, combined.unit), figure(plain(combined.value) or 0)
        unit = "" if combined.unit == Unit.percent else combined.unit.plural
        digits = value if combined.unit == Unit.percent else digits
        return Region(value, combined.coverage, combined.caveats, len(combined.by), asked, digits, unit)
    if isinstance(combined, GradeCount):
        return Region("; ".join(_grades(combined, line)), "", (), len(combined.by), asked)
    return Region("", "", combined.reasons, reported, asked)


def _grades(combined: GradeCount, line: Line) -> list[str]:
    ladder = [grade.key for grade in reversed(line.grades)]
    found = sorted(combined.counts, key=lambda key: ladder.index(key) if key in ladder else 99)
    return [
        _("%(grade)s: %(seats)s") % {
            "grade": grade_title(line, key),
            "seats": ", ".join(label(jid) for jid in sorted(combined.by, key=order) if combined.by[jid] == key),
        }
        for key in found
    ]  # fmt: skip
