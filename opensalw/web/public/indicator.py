"""The page of an indicator, and the list of all."""

from collections import Counter
from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse

from opensalw.roadmap.models import Observation

from . import drawings, findings, method, rates, reading
from .aims import aims_of
from .doors import door, marks_in, stated, when
from .frame import answer, current, public_page
from .indicator_page import IndicatorPage, page_of
from .movements import movements_of
from .outlines import BESIDE, Outline
from .series import Series, latest_known
from .splits import dimensions_in, split_of


@public_page
def indicator(request: HttpRequest, key: str) -> HttpResponse:
    """An indicator: finding, chart, table, total or why not, method, sources."""
    page = page_of(request, key)
    series = page.series
    goal = page.spec.goal(page.measure.goals[0])
    aims = aims_of(page.frame, page.measure, page.line)
    context = {
        "page": page, "measure": page.measure, "goal": goal, "line": page.line, "series": series,
        "finding": findings.of(page), "chart": drawn(page, series), "stock": stock_rows(page),
        "table": list(zip(series.window.columns, series.regions, strict=True)),
        "lines": page.every_line(), "lines_period": page.latest_filled(),
        "line_choice": [(line, line.key in page.filled) for line in page.lines],
        "beside": listed(page, series.beside), "undecided": listed(page, page.undecided),
        "more_undecided": max(len(series.undecided) - BESIDE, 0),
        "splits": dimensions_in(page.spec, page.in_cells),
        "split": split_of(page.spec, page.line, page.found, page.asked.split, page.by, page.frame.seats),
        "movements": movements_of(series), "aims": aims,
        "rates": rates_of(page, series),
        "facts": method.facts(page.spec, page.measure),
        "references": [] if aims else method.references(page.spec, page.measure),
        "sources": sources_of(page, [*series.used, *series.beside, *series.undecided]),
        "choice": choice(page), "marks": marks_in(page.found),
    }  # fmt: skip
    return answer(request, "indicator", page.frame, context)


@public_page
def indicators(request: HttpRequest) -> HttpResponse:
    """All indicators by goal, the supplementary measures after them."""
    frame = current()
    counts = reading.seats_by_measure(frame.spec)
    goals = []
    for goal in frame.spec.goals:
        own = [one for one in frame.spec.measures_of_goal(goal.number) if one.goals[0] == goal.number]
        rows = [(one, method.number_words(one), len(counts.get(one.key, ()))) for one in own]
        goals.append((goal, rows))
    return answer(request, "indicators", frame, {"goals": goals, "asked": len(frame.seats)})


def choice(page: IndicatorPage) -> str:
    """The choice of the reader as the query of an address, without the period."""
    return f"line={page.line.key}&by={page.by}"


def drawn(page: IndicatorPage, series: Series) -> dict | None:
    """The drawing with its title and its sources."""
    drawing = drawings.drawing_of(series, page.line.title)
    if drawing is None:
        return None
    titles = [source.title for source, _count in sources_of(page, series.used)]
    return {
        "title": drawing.heading,
        "bars": drawing.bars(),
        "panels": drawing.panels(),
        "source": "; ".join(titles[:3]),
    }


def stock_rows(page: IndicatorPage) -> list:
    """Of a stock or a grade: each seat with what is last known."""
    if not page.is_stock:
        return []
    latest = latest_known(page.spec, page.line, page.found, page.frame.asked)
    return [
        (seat, [(door(row, page.line), stated(page.spec, row.dims), when(row)) for row in latest[seat.id]])
        for seat in page.frame.seats
    ]


def listed(page: IndicatorPage, rows: Sequence[Observation]) -> list:
    """Figures one by one: seat, figure, period, split, source."""
    return [
        (row, door(row, page.line, with_unit=page.line.kind != "grade"), when(row), stated(page.spec, row.dims))
        for row in rows
        if not page.is_stock
    ]


def rates_of(page: IndicatorPage, series: Series) -> dict | None:
    """Rates per 100,000 of the latest column; None where the unit has none."""
    if page.line.unit not in rates.COUNTED or not series.last or page.line.kind != "amount":
        return None
    levels = [(row.seat, row.cells[-1].level) for row in series.rows if row.cells[-1].level is not None]
    return {"period": series.last, "rows": rates.rates(levels, page.line.unit, series.last.end.year)}


def sources_of(page: IndicatorPage, rows: Sequence[Observation | Outline]) -> list:
    """The sources behind figures with the number of figures from each, the most used first."""
    found = Counter(row.source_id for row in rows if row.source_id)
    pairs = [(page.sources[key], count) for key, count in found.items()]
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0].title))
