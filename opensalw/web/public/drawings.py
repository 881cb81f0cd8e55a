"""The chart of a series: bars in a single period, a panel for each seat over several; and its file."""

from decimal import Decimal

from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import Jurisdiction
from opensalw.documents.blocks import Chart
from opensalw.documents.charts import Bar, Point, bars_by_jurisdiction, small_multiples
from opensalw.documents.charts import Series as Panel
from opensalw.roadmap.framework.spec import Line

from . import panels
from .doors import Shown
from .panels import Mark
from .series import SeatRow, Series

SILENT = "\u00a0"


class Drawing:
    """What is drawn of a series: the columns that hold an amount, in their order."""

    def __init__(self, series: Series, title: str) -> None:
        self.series, self.title = series, title
        columns = range(len(series.window.columns))
        held = [at for at in columns if any(row.cells[at].level is not None for row in series.rows)]
        self.single = held[0] if len(held) == 1 else None
        self.columns = range(held[0], held[-1] + 1) if len(held) > 1 else held

    @property
    def heading(self) -> str:
        """Title, unit and, where there is only one, the period."""
        words = _("%(title)s, %(unit)s") % {"title": self.title, "unit": unit_words(self.series.line)}
        if self.single is None:
            return words
        period = self.series.window.columns[self.single].label
        return _("%(words)s, %(period)s") % {"words": words, "period": period}

    def marks(self, row: SeatRow) -> list[Mark]:
        """The marks of one seat."""
        return [_mark(self.series.window.columns[at].code, row.cells[at]) for at in self.columns]

    def bars(self) -> SafeString | None:
        """The bars of a single period."""
        if self.single is None:
            return None
        marks = [_mark(label(row.seat.id), row.cells[self.single]) for row in self.series.rows]
        return panels.bars(marks, "; ".join(mark.told for mark in marks))

    def panels(self) -> list[tuple[Jurisdiction, SafeString]]:
        """A panel for each seat, all on the same axes."""
        if self.single is not None:
            return []
        lines = {row.seat.id: self.marks(row) for row in self.series.rows}
        top = panels.nice(max(mark.value or Decimal(0) for marks in lines.values() for mark in marks))
        drawn = []
        for row in self.series.rows:
            others = [marks for jid, marks in lines.items() if jid != row.seat.id]
            own = lines[row.seat.id]
            drawn.append((row.seat, panels.panel(own, others, top, _told(row, own))))
        return drawn

    def file(self) -> Chart:
        """The same chart as documents print it, for downloads."""
        language = (get_language() or "en").split("-")[0]
        unit = unit_words(self.series.line)
        if self.single is not None:
            bars = [_bar(row.seat.id, row.cells[self.single]) for row in self.series.rows]
            period = self.series.window.columns[self.single].label
            return bars_by_jurisdiction(bars, unit, f"{self.title}, {period}", language)
        lines = [Panel(label(row.seat.id), [_as_point(mark) for mark in self.marks(row)]) for row in self.series.rows]
        return small_multiples(lines, unit, self.title, language)


def drawing_of(series: Series, title: str) -> Drawing | None:
    """What can be drawn of a series; None where there is no amount."""
    amounts = any(cell.level is not None for row in series.rows for cell in row.cells)
    return Drawing(series, title) if amounts and series.line.kind != "grade" else None


def unit_words(line: Line) -> str:
    """The unit of a line as a heading names it."""
    return line.unit.plural if line.kind != "grade" else ""


def _mark(name: str, cell: Shown) -> Mark:
    if cell.level is None:
        return Mark(name, None, str(cell.figures[0][0].text) if cell.figures else cell.silent_or_absent)
    return Mark(name, cell.level, "", _has(cell, "p") or _has(cell, "e"), _has(cell, "b"), _has(cell, "r"))


def _told(row: SeatRow, marks: list[Mark]) -> str:
    known = [mark for mark in marks if mark.value is not None or mark.words]
    return f"{label(row.seat.id)}. " + ("; ".join(mark.told for mark in known) or _("no figure"))


def _bar(jid: str, cell: Shown) -> Bar:
    mark = _mark(label(jid), cell)
    return Bar(mark.label, _whole(mark.value), mark.words, provisional=mark.hollow, breaks=mark.breaks)


def _as_point(mark: Mark) -> Point:
    return Point(mark.label, _whole(mark.value), mark.words or SILENT, mark.hollow, mark.breaks, mark.restated)


def _whole(value: Decimal | None) -> int | Decimal | None:
    return int(value) if value is not None and value == value.to_integral_value() else value


def _has(cell: Shown, mark: str) -> bool:
    return any(mark in figure.marks for figure, _when in cell.figures)
