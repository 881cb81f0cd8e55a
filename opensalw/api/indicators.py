"""Indicators: the measures of the frameworks in force, their methodology, and regional figures."""

from datetime import date
from typing import Annotated, Literal

from django.http import HttpRequest
from ninja import Query, Router
from pydantic import BaseModel, Field

from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.roadmap.combining import Combined, GradeCount, NotCombined, Total
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure, Quoted
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import of_measure, regional, regional_share

from .answers import Answer, number
from .authentication import OPEN
from .declarations import indicator, published
from .problems import documented
from .strictness import Moment, PeriodText, Sent, Text

router = Router(tags=["indicators"])
KEY = Annotated[Text, Field(max_length=80)]
NOT_CONFIRMED = "not confirmed"


class Named(BaseModel):
    """A key and its title."""

    key: str
    title: str


class LineShown(BaseModel):
    """One thing that is counted, graded or given as a share, in one unit."""

    key: str
    title: str
    unit: str
    kind: str
    grades: list[Named]
    dimensions: list[str]
    required_dimensions: list[str]
    numerator: str | None
    denominator: str | None
    derived: bool = Field(description="Worked out from other lines, never asked for.")
    part_of: str | None
    across_jurisdictions: str = Field(description="How figures of several jurisdictions are combined, if at all.")
    across_periods: str
    note: str


class IndicatorSummary(BaseModel):
    """A measure in a list."""

    framework: str
    framework_version: int
    key: str
    version: int
    title: str
    goals: list[int]
    official_number: int | None = Field(description="Printed only where it is confirmed.")
    official_number_status: Literal["confirmed", "not confirmed", "none"]
    supplementary: bool
    part: str


class Indicators(Answer):
    """The measures of the frameworks in force."""

    indicators: list[IndicatorSummary]


class IndicatorShown(Answer, IndicatorSummary):
    """A measure with its methodology."""

    official_wording: Quoted | None
    official_wording_status: Literal["confirmed", "not confirmed"]
    view_of: str | None = Field(description="The measure whose lines it shows.")
    view_where: dict[str, list[str]] = Field(description="Which members of that measure it shows.")
    definition: str
    why: str
    counting_unit: str
    caveats: list[str]
    source_of_method: str
    confidence_subject: str
    wanted: str
    supplied_by: list[str]
    computed_by: str | None
    computed_from: str
    lines: list[LineShown]
    dimensions: dict[str, list[Named]] = Field(description="The members by which its lines may be split.")


class RegionalLine(BaseModel):
    """The regional figure of one line, or why there is none."""

    line: str
    title: str
    unit: str
    rule: str
    result: Literal["total", "grades", "not_combined"]
    value: str | None = Field(description="The total; null where figures may not be combined.")
    by: dict[str, str] = Field(description="What each jurisdiction brings to it.")
    grades: dict[str, int]
    asked: list[str]
    partial: bool = Field(description="Whether somebody who was asked is not in it.")
    coverage: str | None = Field(description="Who reported; print it with the total.")
    caveats: list[str] = Field(description="Print them with the total.")
    reasons: list[str] = Field(description="Why the figures are not combined.")


class Regional(Answer):
    """The regional figures of a measure for a period."""

    framework: str
    measure: str
    period: str
    lines: list[RegionalLine]


class Which(Sent):
    """Of which framework."""

    framework: KEY = Field(default="", description="All in force if left out.")


class WhichPeriod(Which):
    """For which period, as known when."""

    period: PeriodText
    as_known_at: Moment | None = None


def summary(key: str, number: int, measure: Measure) -> dict:
    """A measure in a list; an unconfirmed official number is not told."""
    official = measure.official_number
    confirmed = official is not None and official.printable
    return {
        "framework": key,
        "framework_version": number,
        **{name: getattr(measure, name) for name in ("key", "version", "title", "supplementary", "part")},
        "goals": list(measure.goals),
        "official_number": official.number if official and confirmed else None,
        "official_number_status": "none" if official is None else "confirmed" if confirmed else NOT_CONFIRMED,
    }


def line_shown(line: Line) -> dict:
    """A line as declared."""
    shown = {name: getattr(line, name) for name in LineShown.model_fields}
    return {**shown, "grades": [{"key": grade.key, "title": grade.title} for grade in line.grades]}


@router.get("", auth=OPEN, response={200: Indicators, **documented(401, 422)}, summary="Indicators")
def indicators(request: HttpRequest, which: Query[Which]) -> dict:
    """The measures of the frameworks in force."""
    return {
        "indicators": [
            summary(version.key, version.number, measure)
            for version in published(which.framework)
            for measure in version.spec.measures
        ]
    }


@router.get("/{key}", auth=OPEN, response={200: IndicatorShown, **documented(401, 404, 422)}, summary="One indicator")
def one(request: HttpRequest, key: Text, which: Query[Which]) -> dict:
    """A measure with its lines, dimensions and methodology."""
    version, measure = indicator(key, which.framework)
    spec = version.spec
    lines = spec.lines_of(measure)
    used = dict.fromkeys(name for line in lines for name in line.dimensions)
    return {
        **{name: getattr(measure, name) for name in IndicatorShown.model_fields if hasattr(measure, name)},
        **summary(version.key, version.number, measure),
        "official_wording_status": "confirmed" if measure.official_wording else NOT_CONFIRMED,
        "view_of": measure.view_of.measure if measure.view_of else None,
        "view_where": measure.view_of.where if measure.view_of else {},
        "lines": [line_shown(line) for line in lines],
        "dimensions": {name: [m.model_dump() for m in spec.dimensions[name].members] for name in used},
    }


@router.get(
    "/{key}/regional", auth=OPEN, response={200: Regional, **documented(401, 404, 422)}, summary="Regional figures"
)  # fmt: skip
def regional_figures(request: HttpRequest, key: Text, which: Query[WhichPeriod]) -> dict:
    """The regional figure of each line for a period, with who reported; or the reasons why there is none."""
    version, measure = indicator(key, which.framework)
    spec = version.spec
    rows = overlapping(spec, measure, which)
    return {
        "framework": version.key,
        "measure": measure.key,
        "period": which.period.code,
        "lines": [
            regional_line(line, combined(spec, rows, line, which.period), spec.jurisdictions)
            for line in spec.lines_of(measure)
        ],
    }


def overlapping(spec: FrameworkSpec, measure: Measure, which: WhichPeriod) -> list[Observation]:
    """The figures that share a day with the period: also those of the whole year, which stand beside a total."""
    wide = Period(which.period.start, max(which.period.end, date(which.period.end.year, 12, 31)))
    rows = of_measure(spec, measure, period=wide, as_known_at=which.as_known_at)
    return [row for row in rows if row.end and (row.start or row.end) <= which.period.end]


def combined(spec: FrameworkSpec, rows: list[Observation], line: Line, period: Period) -> Combined:
    """The regional figure of one line by its declared rule."""
    if line.across_jurisdictions == "ratio" and line.numerator:
        return regional_share(spec, rows, line, period)
    return regional(rows, line, period, spec.jurisdictions)


def regional_line(line: Line, found: Combined, asked: tuple[str, ...]) -> dict:
    """A combined figure, or the refusal to combine, in the form of the API."""
    shown: dict = {
        "line": line.key, "title": line.title, "unit": line.unit, "rule": line.across_jurisdictions,
        "result": "not_combined", "value": None, "by": {}, "grades": {}, "asked": list(asked),
        "partial": False, "coverage": None, "caveats": [], "reasons": [],
    }  # fmt: skip
    match found:
        case Total():
            shown |= {
                "result": "total", "unit": found.unit, "value": number(found.value), "partial": found.is_partial,
                "by": {jid: number(value) for jid, value in found.by.items()},
                "coverage": found.coverage, "caveats": list(found.caveats),
            }  # fmt: skip
        case GradeCount():
            seats = ", ".join(label(jid) for jid in asked if jid in found.by)
            shown |= {"result": "grades", "grades": found.counts, "by": found.by, "coverage": seats}
            shown["partial"] = set(found.by) != set(asked)
        case NotCombined():
            shown["reasons"] = list(found.reasons)
    return shown
