"""Questions about observations: an indicator's figures, totals and where each came from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.core.periods import Period

from ..combining import Combined, Figure, combine, fit_to, half_years_against_year, share
from ..framework.spec import FrameworkSpec, Line, Measure
from ..models import FrameworkVersion, Observation

NOT_OF_PERIOD = ("other", "unknown")
COUNTED = re.compile(r"[\d.,%]+|\b(pieces of|the|tons?|tonnes?)\b")
STATISTICAL = ("statistics", "estimate", "press", "organisation", "official")


def latest_framework(key: str) -> FrameworkVersion:
    """The published version of a framework; DoesNotExist when there is none."""
    return FrameworkVersion.objects.get(key=key, status=FrameworkVersion.Status.PUBLISHED)


def public_observations(as_known_at: datetime | None = None) -> QuerySet[Observation]:
    """The released figures that stand today, or that stood at ``as_known_at``."""
    found = Observation.published.select_related("source")
    if as_known_at is None:
        return found.filter(known_until__isnull=True, public_from__lte=Now())
    return found.filter(
        Q(known_until__isnull=True) | Q(known_until__gt=as_known_at),
        known_from__lte=as_known_at,
        public_from__lte=as_known_at,
    )


def of_measure(
    spec: FrameworkSpec,
    measure: Measure,
    *,
    jurisdiction: str | None = None,
    period: Period | None = None,
    as_known_at: datetime | None = None,
) -> list[Observation]:
    """The public figures of a measure; a view shows the members of its source that it selects."""
    source = spec.source_measure(measure)
    found = public_observations(as_known_at).filter(framework__key=spec.key, measure=source.key)
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    if period:
        found = found.filter(end__gte=period.start, end__lte=period.end)
    rows = list(found)
    return [row for row in rows if in_view(measure, row.dims)] if measure.view_of else rows


def in_view(measure: Measure, dims: dict[str, str]) -> bool:
    """Whether a figure with this disaggregation is in the totals of a view."""
    assert measure.view_of
    return all(dims.get(name) in members for name, members in measure.view_of.where.items())


def figure_of(row: Observation, period: Period | None = None) -> Figure:
    """What combining needs to know of an observation, its fit relative to ``period``."""
    fit = fit_to(period, row.start, row.end, row.fit) if period else row.fit
    if row.origin == Observation.Origin.EXTERNAL and row.round_id is None and fit != "exact":
        fit = row.fit
    return Figure(
        jurisdiction=row.jurisdiction,
        measure=row.measure,
        line=row.line,
        version=row.measure_version,
        cell=row.cell,
        fit=fit,
        start=row.start,
        end=row.end,
        dims=row.dims,
        counting_rule=counting_rule(row),
        caveats=(*row.caveats, *_restated(row)),
        partial=bool(row.partial),
        id=str(row.pk),
    )


def _restated(row: Observation) -> tuple[str, ...]:
    """What a total must say of a figure in it that was restated."""
    if not row.restated:
        return ()
    facts = {"seat": label(row.jurisdiction), "day": date_format(timezone.localtime(row.known_from), "j F Y")}
    return (_("The figure of %(seat)s was restated on %(day)s.") % facts,)


def counting_rule(row: Observation) -> str:
    """By which rule a figure was counted, as far as it is known; empty for the framework's own definition.

    A statistic counts by its publisher's rules. Of a record we know only the words for what was counted:
    "parts of firearms" and "parts and components" may not be the same thing, so they are not added.
    """
    if row.source is None:
        return ""
    if row.source.kind in STATISTICAL:
        return row.source.publisher or row.source.title
    return " ".join(word for word in COUNTED.sub(" ", row.unit_as_reported.lower()).split())


def regional(rows: Iterable[Observation], line: Line, period: Period, asked: Sequence[str] | None = None) -> Combined:
    """The regional figure of one line for a period, or why there is none."""
    figures = [figure_of(row, period) for row in rows if row.line == line.key]
    seats_asked = asked or tuple(seat.id for seat in seats())
    relevant = [f for f in figures if f.jurisdiction in seats_asked and (f.cell.grade or f.fit not in NOT_OF_PERIOD)]
    return combine(relevant, rule=line.across_jurisdictions, asked=seats_asked)


def regional_share(spec: FrameworkSpec, rows: Iterable[Observation], line: Line, period: Period) -> Combined:
    """The regional share of a line that has a numerator and a denominator."""
    kept = list(rows)
    parts = [spec.line(reference) for reference in (line.numerator, line.denominator) if reference]
    if len(parts) != 2:
        return combine([figure_of(row, period) for row in kept if row.line == line.key], rule="ratio", asked=())
    return share(*(regional(kept, part, period) for part in parts))


@dataclass(frozen=True)
class PeriodColumn:
    """A column of an indicator's table: a period, or a date of stocks."""

    start: date | None
    end: date | None

    @property
    def period(self) -> Period | None:
        """The period of the column; None for a stock's date."""
        return Period(self.start, self.end) if self.start and self.end else None


def columns(rows: Iterable[Observation]) -> list[PeriodColumn]:
    """The distinct periods and dates that figures speak of, latest first; longer before shorter."""
    found = {(row.start, row.end) for row in rows}
    ordered = sorted(found, key=lambda pair: (pair[1] or date.min, -(pair[0] or date.max).toordinal()), reverse=True)
    return [PeriodColumn(start, end) for start, end in ordered]


def by_cell(rows: Iterable[Observation]) -> dict[tuple[str, str, date | None, date | None], list[Observation]]:
    """Figures by jurisdiction, line and period: the cells of an indicator's table."""
    cells: dict[tuple[str, str, date | None, date | None], list[Observation]] = defaultdict(list)
    for row in rows:
        cells[row.jurisdiction, row.line, row.start, row.end].append(row)
    return cells


def year_differences(rows: Iterable[Observation]) -> list[tuple[Observation, str]]:
    """Year figures that two half-years of the same thing do not add up to, each with the difference in words.

    The three are checked against each other, never added.
    """
    halves: dict[tuple, list[Observation]] = defaultdict(list)
    years = []
    for row in rows:
        period = row.period
        if period is None or row.cell.level is None:
            continue
        if period.kind == "half":
            halves[row.jurisdiction, row.measure, row.line, row.dims_key, period.start.year].append(row)
        elif period.kind == "year":
            years.append(row)
    found = []
    for year in years:
        same = halves[year.jurisdiction, year.measure, year.line, year.dims_key, year.start.year]  # type: ignore[union-attr]
        words = half_years_against_year([figure_of(row) for row in same], figure_of(year))
        if words:
            found.append((year, words))
    return found


def earlier_values(row: Observation) -> list[Observation]:
    """What was held before this figure, latest first."""
    chain, before = [], row.replaces
    while before is not None:
        chain.append(before)
        before = before.replaces
    return chain


def of_round(round_key: str) -> QuerySet[Observation]:
    """The public figures that belong to a round."""
    return public_observations().filter(round_id=round_key)


def matching(
    *,
    framework: str = "",
    measure: str = "",
    line: str = "",
    jurisdictions: Sequence[str] = (),
    start: date | None = None,
    end: date | None = None,
    origin: str = "",
    kind: str = "",
    round: str = "",
    source: str = "",
    as_known_at: datetime | None = None,
) -> QuerySet[Observation]:
    """The public figures that fit every filter given; the period filters by the day a figure's period ends."""
    found = public_observations(as_known_at).select_related("framework", "source")
    plain = {
        "framework__key": framework, "measure": measure, "line": line, "origin": origin, "kind": kind,
        "round_id": round, "source_id": source,
    }  # fmt: skip
    found = found.filter(**{name: value for name, value in plain.items() if value})
    if jurisdictions:
        found = found.filter(jurisdiction__in=jurisdictions)
    if start:
        found = found.filter(end__gte=start)
    if end:
        found = found.filter(end__lte=end)
    return found


def page_after(found: QuerySet[Observation], after: str = "", limit: int = 500) -> QuerySet[Observation]:
    """A keyset page in the order of ids; ``after`` is the last id of the page before."""
    return (found.filter(id__gt=after) if after else found).order_by("id")[:limit]
