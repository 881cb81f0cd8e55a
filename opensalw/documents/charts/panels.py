"""Small multiples: one panel for each seat, the same axes, its own line blue before the others in grey."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
from django.utils.translation.trans_null import gettext_noop

from opensalw.documents.blocks import Amount, Cell, Chart, Column, Table, missing, number, words
from opensalw.documents.charts.bars import BREAK, JURISDICTION, NOT_REPORTED
from opensalw.documents.charts.findings import CHANGE, comparison
from opensalw.documents.charts.look import GREY, LIGHT, MAIN, PAPER
from opensalw.documents.wording import number_locale, printed, say

PROVISIONAL = gettext_noop("provisional")
RESTATED = gettext_noop("restated")


@dataclass(frozen=True)
class Point:
    """A period's figure, or the word that stands in its gap; ``breaks``: counted otherwise from here."""

    period: str
    value: Amount | None = None
    word: str = ""
    provisional: bool = False
    breaks: bool = False
    restated: bool = False


@dataclass(frozen=True)
class Series:
    """The points of one seat, in order of period."""

    label: str
    points: Sequence[Point]


def small_multiples(
    series: Sequence[Series], unit: str = "", title: str = "", language: str = "en", columns: int = 3
) -> Chart:
    """A panel for each series: gaps say their reason, provisional points are hollow, breaks dashed."""
    periods = list(dict.fromkeys(point.period for line in series for point in line.points))
    rows = [row for line in series for row in _panel(line, series, language)]
    table = Table(
        (Column(say(language, JURISDICTION)), *(Column(period, unit, "right") for period in periods)),
        tuple((words(line.label), *_cells(line, periods, language)) for line in series),
        caption=f"{title}, {unit}" if unit else title,
    )
    alternative = ". ".join(part for part in (table.caption, _finding(series, language)) if part)
    return Chart(_declared(rows, series, periods, columns, language), alternative, table.caption, table)


def _panel(own: Series, series: Sequence[Series], language: str) -> list[dict[str, Any]]:
    """The rows of one panel: the others' lines first, then its own."""
    others = [line for line in series if line is not own]
    return [
        {
            "panel": own.label,
            "line": f"{index}.{sum(before.breaks for before in line.points[: at + 1])}",
            "own": line is own,
            "period": point.period,
            "value": None if point.value is None else float(point.value),
            "kind": "missing" if point.value is None else "provisional" if point.provisional else "firm",
            "word": point.word or say(language, NOT_REPORTED) if point.value is None else "",
            "breaks": point.breaks,
            "restated": point.restated,
            "shown": "" if point.value is None else printed(point.value, language),
            "last": point is _last(line),
            "said": _said(line, point, language),
        }
        for index, line in enumerate([*others, own])
        for at, point in enumerate(line.points)
    ]


def _last(line: Series) -> Point | None:
    return next((point for point in reversed(line.points) if point.value is not None), None)


def _said(line: Series, point: Point, language: str) -> str:
    figure = (point.word or say(language, NOT_REPORTED)) if point.value is None else printed(point.value, language)
    mark = f" ({words})" if (words := _remarks(point, language)) else ""
    return f"{line.label}, {point.period}: {figure}{mark}"


def _remarks(point: Point, language: str) -> str:
    """What a reader must know of a point, in words: provisional, restated, a break in the series."""
    told = [(point.provisional, PROVISIONAL), (point.breaks, BREAK), (point.restated, RESTATED)]
    return ", ".join(say(language, word) for holds, word in told if holds)


def _cells(line: Series, periods: Sequence[str], language: str) -> list[Cell]:
    found = {point.period: point for point in line.points}
    cells: list[Cell] = []
    for period in periods:
        point = found.get(period, Point(period))
        if point.value is None:
            cells.append(missing(point.word or say(language, NOT_REPORTED)))
        else:
            cells.append(number(point.value, qualifier=_remarks(point, language)))
    return cells


def _finding(series: Sequence[Series], language: str) -> str:
    """First and last figure of each line since its last break; the last ones compared where that is one only."""
    said: list[str] = []
    for line in series:
        known = _since_the_break(line)
        if len(known) > 1:
            first, last = printed(known[0].value or 0, language), printed(known[-1].value or 0, language)
            start, end = known[0].period, known[-1].period
            said.append(say(language, CHANGE, label=line.label, first=first, start=start, last=last, end=end))
    if said:
        return " ".join(said)
    lasts = [(line.label, _last(line), line.points[-1].word if line.points else "") for line in series]
    return comparison([(label, last.value if last else None, word) for label, last, word in lasts], language)


def _since_the_break(line: Series) -> list[Point]:
    """The points with a figure that were counted as the last one was."""
    known = [point for point in line.points if point.value is not None]
    last = max((at for at, point in enumerate(known) if point.breaks), default=0)
    return known[last:]


def _declared(
    rows: list[dict[str, Any]], series: Sequence[Series], periods: list[str], columns: int, language: str
) -> dict[str, Any]:
    x, y = _axes(rows, periods)
    panel = _layers(x, y, language).properties(width=146, height=92)
    chart = panel.facet(
        facet=alt.Facet(
            "panel:N",
            sort=[line.label for line in series],
            title=None,
            header=alt.Header(labelAnchor="start"),
        ),
        columns=columns,
        data=alt.Data(values=rows),
        spacing={"row": 14, "column": 34},
    )
    return {**chart.to_dict(), "config": {"locale": {"number": number_locale(language)}}}


def _axes(rows: list[dict[str, Any]], periods: list[str]) -> tuple[alt.X, alt.Y]:
    """Three ticks at most along the periods, and figures from zero."""
    ticks = periods[:: -max(1, -(-len(periods) // 3))][::-1]
    figures = [row["value"] or 0 for row in rows]
    scale = alt.Scale(domain=[min(0, *figures, 0), (max(figures, default=0) or 1) * 1.12])
    along = alt.Axis(labelAngle=0, values=ticks, labelFontSize=9)
    up = alt.Axis(tickCount=3, labelFontSize=9, format=",.3~f", domain=False)
    return (
        alt.X("period:O", sort=periods, title=None, axis=along),
        alt.Y("value:Q", scale=scale, title=None, axis=up),
    )


def _layers(x: alt.X, y: alt.Y, language: str) -> alt.LayerChart | alt.FacetChart:
    """The others' lines, breaks, its own line, its points, its last figure, the words in its gaps."""
    base = alt.Chart().encode(x=x, y=y)
    own = base.transform_filter("datum.own")
    known = own.transform_filter("datum.kind != 'missing'")
    broken = alt.Chart().transform_filter("datum.own && datum.breaks")
    return alt.layer(
        base.transform_filter("!datum.own").mark_line(strokeWidth=0.8, color=LIGHT).encode(detail="line:N"),
        broken.mark_rule(strokeDash=[3, 2], strokeWidth=0.8, color=GREY).encode(x=x),
        broken.mark_text(align="left", baseline="top", dx=3, fontSize=8.5, color=GREY).encode(
            x=x, y=alt.value(0), text=alt.value(say(language, BREAK))
        ),
        own.mark_line(strokeWidth=1.8, color=MAIN).encode(detail="line:N"),
        known.mark_point(filled=False, size=26, strokeWidth=1.4, opacity=1, color=MAIN).encode(
            fill=alt.condition("datum.kind == 'provisional'", alt.value(PAPER), alt.value(MAIN)),
            shape=alt.condition("datum.restated", alt.value("diamond"), alt.value("circle")),
            description="said:N",
        ),
        known.transform_filter("datum.last")
        .mark_text(align="left", dx=6, fontSize=10, color=MAIN)
        .encode(text="shown:N"),
        own.transform_filter("datum.kind == 'missing'")
        .mark_text(angle=270, align="left", fontSize=8.5, fontStyle="italic", color=GREY)
        .encode(y=alt.datum(0), text="word:N"),
    )
