"""Everything that one indicator's page shows, asked of the database once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import Line, Measure
from opensalw.roadmap.models import Observation, Source

from . import reading
from .frame import Frame, current
from .outlines import BESIDE, Arranged, Outline, arranged, at_column, outlines, split_rows
from .series import Absences, Series, every_line, series_of
from .spans import By, Window, periods_by, read, span_of, window


@dataclass(frozen=True)
class Asked:
    """What the address asks of an indicator's page."""

    line: str = ""
    by: str = ""
    until: Period | None = None
    split: str = ""


class IndicatorPage:
    """Everything that one indicator's page shows, asked of the database once."""

    def __init__(self, frame: Frame, measure: Measure, asked: Asked) -> None:
        self.frame, self.measure, self.asked = frame, measure, asked
        self.spec, self.lines = frame.spec, frame.spec.lines_of(measure)
        self.filled = reading.lines_with_figures(frame.spec, measure)

    @cached_property
    def line(self) -> Line:
        """The line that is shown: the one asked for, a headline of the goals, or the first with figures."""
        known = {line.key: line for line in self.lines}
        if self.asked.line in known:
            return known[self.asked.line]
        source = self.spec.source_measure(self.measure).key
        heads = [
            ref.partition(".")[2] for goal in self.spec.goals for ref in goal.headline if ref.startswith(f"{source}.")
        ]
        return known[next((key for key in (*heads, *known) if key in self.filled), next(iter(known)))]

    @cached_property
    def pairs(self) -> list:
        """The distinct first and last days of the line's figures."""
        return reading.spans(self.spec, self.measure, self.line.key)

    @cached_property
    def is_stock(self) -> bool:
        """Whether the line shows what is last known instead of a series."""
        return self.line.across_periods == "latest" and not periods_by(self.pairs, self.by)

    @cached_property
    def by(self) -> By:
        """Half-years, unless years are asked for or only years hold figures."""
        if self.asked.by in ("half", "year"):
            return "half" if self.asked.by == "half" else "year"
        return "half" if periods_by(self.pairs, "half") or not periods_by(self.pairs, "year") else "year"

    @cached_property
    def window(self) -> Window:
        """The columns: periods with figures and those of the rounds."""
        own = [round.figures_period for round in self.rounds if round.figures_period.kind == self.by]
        return window([*periods_by(self.pairs, self.by), *own], self.asked.until)

    @cached_property
    def rounds(self) -> list:
        """The rounds whose periods the columns belong to: those of which something is public."""
        return reading.public_rounds(self.spec.key)

    @cached_property
    def absences(self) -> Absences:
        """Why cells are empty."""
        rounds = {round.figures_period: round for round in self.rounds}
        parts = reading.public_parts(round__in=self.rounds).only("round", "jurisdiction", "state", "released_at")
        return Absences(rounds, {(part.round_id, part.jurisdiction): part.public_state for part in parts})

    @cached_property
    def outlines(self) -> list[Outline]:
        """The line's figures of the window, and those that bear no period, in outline."""
        return outlines(self._figures(line=self.line.key).filter(self._around()))

    @cached_property
    def in_column(self) -> list[Outline]:
        """The figures of all lines in the latest column, in outline."""
        if not self.window.columns or len(self.lines) < 2 or not (column := self.latest_filled()):
            return []
        round = self.absences.rounds.get(column)
        of_round = Q(round_id=round.key) if round else Q()
        return outlines(self._figures().filter(reading.within(column) | of_round))

    @cached_property
    def whole(self) -> dict[UUID, Observation]:
        """The figures that the page shows, whole."""
        shown = {row.pk for row in (*self._of_line(), *self._of_lines())}
        found = reading.whole(shown)
        for row in found.values():
            if row.source_id:
                row.source = self.sources[row.source_id]
        return found

    @cached_property
    def sources(self) -> dict[str, Source]:
        """The sources behind the line and its column."""
        used = {row.source_id for row in (*self.outlines, *self.in_column) if row.source_id}
        return Source.objects.in_bulk(used) if used else {}

    @cached_property
    def found(self) -> Sequence[Observation]:
        """Of the line's figures those that the page shows, whole."""
        return self._whole(self._of_line())

    @cached_property
    def series(self) -> Series:
        """The line by seat and period."""
        shown = arranged(self.measure, self.found, self.window, self.by)
        unsaid = self._arranged.undecided
        return series_of(self.frame, self.measure, self.line, shown, self.window, self.by, self.absences, unsaid)

    @property
    def undecided(self) -> list[Observation]:
        """The first of the figures that do not say whether they belong to a view."""
        return self._whole(self._arranged.undecided[:BESIDE])

    @property
    def in_cells(self) -> list[Outline]:
        """Every figure that belongs to a column, split or not."""
        return [row for rows in self._arranged.cells.values() for row in rows]

    def every_line(self) -> list:
        """All lines in the latest column that holds a figure."""
        if not self.in_column or not (column := self.latest_filled()):
            return []
        found = self._whole(self._of_lines())
        return every_line(self.frame, self.measure, found, column, self.by, self.absences)

    def latest_filled(self) -> Period | None:
        """The latest round's column if it is shown, else the latest column."""
        rounds = [column for column in self.window.columns if column in self.absences.rounds]
        return rounds[-1] if rounds else self.window.columns[-1] if self.window.columns else None

    @cached_property
    def _arranged(self) -> Arranged:
        return arranged(self.measure, self.outlines, self.window, self.by)

    def _of_line(self) -> Sequence[Outline]:
        if self.is_stock:
            return self.outlines
        held = self._arranged
        split = split_rows(self.outlines, self.asked.split, self.by)
        return [*held.used, *held.beside, *held.undecided[:BESIDE], *split]

    def _of_lines(self) -> Sequence[Outline]:
        column = self.latest_filled()
        if not self.in_column or not column:
            return []
        speaking = [row for rows in at_column(self.in_column, column, self.by).values() for row in rows]
        return [*speaking, *(row for row in self.in_column if span_of(row.start, row.end, self.by) != column)]

    def _whole(self, rows: Iterable[Outline]) -> list[Observation]:
        return [self.whole[pk] for pk in dict.fromkeys(row.pk for row in rows)]

    def _around(self):
        span = self.window.span
        undated = Q(end__isnull=True)
        return undated | Q(end__gte=span.start, end__lte=span.end.replace(month=12, day=31)) if span else Q()

    def _figures(self, **where: object):
        return reading.figures(self.spec, measure=self.spec.source_measure(self.measure).key, **where)


def page_of(request: HttpRequest, key: str) -> IndicatorPage:
    """The page that the address asks for; a measure that is not declared is not found."""
    frame = current()
    try:
        measure = frame.spec.measure(key)
    except KeyError:
        raise Http404(_("There is no indicator at this address.")) from None
    get = request.GET.get
    asked = Asked(get("line", ""), get("by", ""), read(get("until", "")), get("split", ""))
    return IndicatorPage(frame, measure, asked)
