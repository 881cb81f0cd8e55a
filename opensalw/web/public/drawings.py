"""The chart of a series: one bar for each seat in a single period, small multiples over several."""

from decimal import Decimal
from functools import lru_cache

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.documents.blocks import Chart
from opensalw.documents.charts import Bar, Point, bars_by_jurisdiction, small_multiples, svg
from opensalw.documents.charts import Series as Panel
from opensalw.roadmap.framework.spec import Line

from .doors import Shown
from .series import Series

SILENT = "\u00a0"


@lru_cache(maxsize=512)
def _bars(bars: tuple[Bar, ...], unit: str, title: str, language: str) -> tuple[Chart, str]:
    chart = bars_by_jurisdiction(bars, unit, title, language)
    return chart, svg(chart)


@lru_cache(maxsize=512)
def _panels(panels: tuple[Panel, ...], unit: str, title: str, language: str) -> tuple[Chart, str]:
    chart = small_multiples(panels, unit, title, language)
    return chart, svg(chart)


def chart_of(series: Series, title: str) -> tuple[Chart, str] | None:
    """The chart of a series and its drawing; None where there is no amount to draw."""
    if series.line.kind == "grade" or not any(cell.level is not None for row in series.rows for cell in row.cells):
        return None
    language = (get_language() or "en").split("-")[0]
    unit = unit_words(series.line)
    drawn = [
        index
        for index, _column in enumerate(series.window.columns)
        if any(row.cells[index].level is not None for row in series.rows)
    ]
    if len(drawn) == 1:
        at = drawn[0]
        bars = tuple(_bar(row.seat.id, row.cells[at]) for row in series.rows)
        heading = _("%(title)s, %(period)s") % {"title": title, "period": series.window.columns[at].label}
        return _bars(bars, unit, heading, language)
    panels = tuple(Panel(label(row.seat.id), _points(series, row.cells)) for row in series.rows)
    return _panels(panels, unit, title, language)


def unit_words(line: Line) -> str:
    """The unit of a line as a heading names it."""
    return line.unit.plural if line.kind != "grade" else ""


def _bar(jid: str, cell: Shown) -> Bar:
    if cell.level is None:
        return Bar(label(jid), None, _gap(cell))
    return Bar(label(jid), _whole(cell.level), provisional=_is_provisional(cell))


def _points(series: Series, cells: tuple[Shown, ...]) -> tuple[Point, ...]:
    return tuple(_point(column.code, cell) for column, cell in zip(series.window.columns, cells, strict=True))


def _point(code: str, cell: Shown) -> Point:
    if cell.level is None:
        return Point(code, None, _gap(cell))
    return Point(code, _whole(cell.level), provisional=_is_provisional(cell), breaks=_has(cell, "b"))


def _gap(cell: Shown) -> str:
    """The words of a gap: why there is no figure; a period of which nothing is known stays silent."""
    if cell.figures:
        return str(cell.figures[0][0].text)
    return cell.absent or SILENT


def _whole(value: Decimal) -> int | Decimal:
    return int(value) if value == value.to_integral_value() else value


def _is_provisional(cell: Shown) -> bool:
    return _has(cell, "p") or _has(cell, "e")


def _has(cell: Shown, mark: str) -> bool:
    return any(mark in figure.marks for figure, _when in cell.figures)
