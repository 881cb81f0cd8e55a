"""How a line moved between its two latest periods, seat by seat, or why that cannot be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import Jurisdiction
from opensalw.core.periods import Period
from opensalw.core.units import Unit, figure
from opensalw.roadmap.calculating import Change, NotCalculated, change
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import figure_of

from .doors import printed
from .regions import best
from .series import Series


@dataclass(frozen=True)
class Movement:
    """A seat's two figures and the change between them, or the reason why there is none."""

    seat: Jurisdiction
    change: Change | None
    reason: str = ""

    @property
    def difference(self) -> str:
        """The change with its sign: ``+3,426``."""
        return signed(figure(self.change.difference), self.change.difference > 0) if self.change else ""

    @property
    def percent(self) -> str:
        """The change in per cent; words where there was nothing before."""
        if self.change is None:
            return ""
        if self.change.percent is None:
            return _("none: it was zero before")
        return signed(printed(self.change.percent, Unit.percent), self.change.percent > 0)


@dataclass(frozen=True)
class Movements:
    """The change of a line against the period before."""

    before: Period
    after: Period
    rows: list[Movement]


def signed(text: str, rising: bool) -> str:
    """A figure with its sign, a true minus for a fall."""
    return f"+{text}" if rising else text.replace("-", "\N{MINUS SIGN}")


def movements_of(series: Series) -> Movements | None:
    """Each seat's change between the two latest columns; None where no seat has a figure in both."""
    columns = series.window.columns
    if len(columns) < 2 or series.line.kind == "grade":
        return None
    before, after = columns[-2], columns[-1]
    rows = [_movement(series, one.seat, before, after) for one in series.rows]
    return Movements(before, after, rows) if any(row.change for row in rows) else None


def _movement(series: Series, seat: Jurisdiction, before: Period, after: Period) -> Movement:
    pair = [_speaking(series.placed.get((seat.id, column), [])) for column in (before, after)]
    if pair[0] is None or pair[1] is None or pair[0].dims != pair[1].dims:
        return Movement(seat, None, _("no figure in both periods"))
    found = change(figure_of(pair[0], before), figure_of(pair[1], after))
    return Movement(seat, None, found.reason) if isinstance(found, NotCalculated) else Movement(seat, found)


def _speaking(rows: Sequence[Observation]) -> Observation | None:
    """The one figure that speaks for a cell; None where parts speak, or nothing does."""
    spoken = best(rows)
    return spoken[0] if len(spoken) == 1 else None
