"""A figure between a file and a part: which one it is, what it says, where it stands in its file. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.roadmap.cells import Cell
from opensalw.roadmap.incoming import Incoming, Trouble

NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Figure:
    """A figure that is written into a file; ``cell`` None is a line that still waits for its answer."""

    jurisdiction: str
    period: Period | None
    measure: str
    line: str
    unit: str
    cell: Cell | None
    dims: Mapping[str, str] = field(default_factory=dict)
    comment: str = ""
    source: str = ""

    @property
    def reference(self) -> str:
        """The line's whole name: ``destroyed.firearm``."""
        return f"{self.measure}.{self.line}"


@dataclass(frozen=True)
class Placed:
    """A figure as a file gives it, and whose part of which period it belongs to."""

    jurisdiction: str
    period: Period
    figure: Incoming


@dataclass
class Reading:
    """What a file holds: the figures that could be read, what could not, and what its sender should know."""

    figures: list[Placed] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    notes: list[Trouble] = field(default_factory=list)


def period_of(figure: Figure) -> Period:
    """The period of a figure; Refused where it is not known, since coded formats have no word for that."""
    if figure.period is None:
        raise Refused(_("The period of this figure is not known."), "period")
    return figure.period


def number_of(place: str) -> int | None:
    """The number in a place such as ``row 12``."""
    found = NUMBER.search(place)
    return int(found[0]) if found else None
