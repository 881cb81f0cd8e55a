"""The content of a figure's cell: a value, a range, a grade, a direction, or the reason why it is missing.

Missing is never zero, and a direction is never turned into a figure.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from opensalw.core.units import Unit, as_printed, figure

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

Kind = Literal["amount", "range", "grade", "direction", "missing"]
KINDS = ("amount", "range", "grade", "direction", "missing")
QUALIFIERS = ("exact", "at_least", "about", "more_than")

NORMAL, ESTIMATED, PROVISIONAL, BREAK = "A", "E", "P", "B"
DIFFERS, LOW_RELIABILITY, UNVALIDATED, INCLUDES = "D", "U", "V", "W"


@dataclass(frozen=True)
class MissingReason:
    """Why there is no figure: how it is shown and its SDMX observation status."""

    key: str
    shown: "StrOrPromise"
    obs_status: str


MISSING: Mapping[str, MissingReason] = {
    reason.key: reason
    for reason in (
        MissingReason("not_reported", gettext_lazy("not reported"), "O"),
        MissingReason("not_collected", gettext_lazy("not collected"), "L"),
        MissingReason("not_applicable", gettext_lazy("not applicable"), "M"),
        MissingReason("withheld", gettext_lazy("withheld"), "Q"),
        MissingReason("not_yet", gettext_lazy("not yet available"), "O"),
        MissingReason("included_elsewhere", gettext_lazy("counted elsewhere"), "K"),
    )
}

OBS_STATUS: "Mapping[str, StrOrPromise]" = {
    "A": gettext_lazy("normal value"),
    "B": gettext_lazy("break in the series"),
    "D": gettext_lazy("definition differs"),
    "E": gettext_lazy("estimated"),
    "K": gettext_lazy("counted elsewhere"),
    "L": gettext_lazy("not collected"),
    "M": gettext_lazy("not applicable"),
    "O": gettext_lazy("missing"),
    "P": gettext_lazy("provisional"),
    "Q": gettext_lazy("withheld"),
    "U": gettext_lazy("low reliability"),
    "V": gettext_lazy("unvalidated"),
    "W": gettext_lazy("includes what is missing elsewhere"),
}

DIRECTIONS: "Mapping[str, StrOrPromise]" = {
    "up": pgettext_lazy("direction of a figure", "up"),
    "down": pgettext_lazy("direction of a figure", "down"),
    "unchanged": gettext_lazy("unchanged"),
    "lowest": gettext_lazy("lowest"),
    "highest": gettext_lazy("highest"),
}


class BadCell(ValueError):
    """A cell whose fields contradict its kind."""


@dataclass(frozen=True)
class Cell:
    """One figure, or the reason why there is none.

    In a direction, ``value`` is the size of the change (up by 3) and never a level;
    ``against`` names what is compared with. Take levels from ``level`` only.
    """

    kind: Kind
    unit: Unit
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    grade: str | None = None
    direction: str | None = None
    reason: str | None = None
    qualifier: str = "exact"
    against: str = ""
    expected: str = ""
    included_in: str = ""

    def __post_init__(self) -> None:
        reason = refuse_cell(self)
        if reason:
            raise BadCell(reason)

    @property
    def level(self) -> Decimal | None:
        """The amount that may be combined; None for every other kind of cell."""
        return self.value if self.kind == "amount" else None

    @property
    def is_missing(self) -> bool:
        """Whether there is a reason instead of a figure."""
        return self.kind == "missing"

    @property
    def default_status(self) -> str:
        """The observation status that the cell has when its source says nothing more."""
        if self.kind == "missing":
            return MISSING[str(self.reason)].obs_status
        return ESTIMATED if self.kind == "range" else NORMAL


def refuse_cell(cell: Cell) -> str | None:
    """Why the fields of ``cell`` do not make one cell, or None."""
    if cell.kind not in KINDS:
        return _("A cell is an amount, a range, a grade, a direction or missing.")
    if cell.qualifier not in QUALIFIERS:
        return _("The qualifier %(word)s is not known.") % {"word": cell.qualifier}
    return _refuse_extra(cell) or _refuse_needed(cell)


_FIELDS = {
    "amount": {"value"},
    "range": {"low", "high"},
    "grade": {"grade"},
    "direction": {"direction", "value"},
    "missing": {"reason"},
}


def _refuse_extra(cell: Cell) -> str | None:
    """A cell holds the fields of its kind and no others."""
    for name in ("value", "low", "high", "grade", "direction", "reason"):
        if getattr(cell, name) is not None and name not in _FIELDS[cell.kind]:
            return _("A cell of kind %(kind)s has no %(field)s.") % {"kind": cell.kind, "field": name}
    if cell.against and cell.kind != "direction":
        return _("Only a direction is compared with something.")
    if (cell.expected or cell.included_in) and cell.kind != "missing":
        return _("Only a missing figure is expected later or counted elsewhere.")
    return None


def _refuse_needed(cell: Cell) -> str | None:
    """A cell has what its kind needs."""
    if cell.kind == "amount" and cell.value is None:
        return _("Give a figure, or the reason why there is none.")
    if cell.kind == "range" and (cell.low is None or cell.high is None or cell.low > cell.high):
        return _("A range needs a low and a high figure, the low one first.")
    if cell.kind == "grade" and not cell.grade:
        return _("Give a grade, or the reason why there is none.")
    if cell.kind == "direction" and cell.direction not in DIRECTIONS:
        return _("A direction is up, down, unchanged, lowest or highest.")
    if cell.kind == "missing" and cell.reason not in MISSING:
        return _("Give the reason why the figure is missing.")
    return None


def amount(value: Decimal | int | str, unit: Unit, qualifier: str = "exact") -> Cell:
    """A cell with a figure."""
    return Cell("amount", unit, value=Decimal(value), qualifier=qualifier)


def missing(reason: str, unit: Unit, *, expected: str = "", included_in: str = "") -> Cell:
    """A cell without a figure, and why."""
    return Cell("missing", unit, reason=reason, expected=expected, included_in=included_in)


def shown(cell: Cell, *, grade_title: str = "", with_unit: bool = True) -> str:
    """The words for a cell, as pages and documents print it."""
    if cell.kind == "missing":
        return _shown_missing(cell)
    if cell.kind == "grade":
        return grade_title or str(cell.grade).replace("_", " ")
    if cell.kind == "direction":
        return _shown_direction(cell)
    if cell.kind == "range":
        bounds = {"low": _printed(cell, cell.low, False), "high": _printed(cell, cell.high, with_unit)}
        return _("%(low)s to %(high)s") % bounds
    words = _printed(cell, cell.value, with_unit)
    patterns = {
        "at_least": _("at least %(figure)s"),
        "about": _("about %(figure)s"),
        "more_than": _("more than %(figure)s"),
    }
    return patterns.get(cell.qualifier, "%(figure)s") % {"figure": words}


def spelled(cell: Cell) -> str:
    """The content in one spelling, so that two cells can be told apart: ``amount|15430|exact``."""
    numbers = [f"{value.normalize():f}" for value in (cell.value, cell.low, cell.high) if value is not None]
    words = [word for word in (cell.grade, cell.direction, cell.reason) if word]
    return "|".join([cell.kind, *numbers, *words, cell.qualifier])


def _shown_missing(cell: Cell) -> str:
    if cell.reason == "included_elsewhere" and cell.included_in:
        return _("counted under %(line)s") % {"line": cell.included_in}
    if cell.reason == "not_yet" and cell.expected:
        return _("not yet available, expected %(when)s") % {"when": cell.expected}
    return str(MISSING[str(cell.reason)].shown)


def _shown_direction(cell: Cell) -> str:
    words = str(DIRECTIONS[str(cell.direction)])
    if cell.value is not None:
        size = _printed(cell, cell.value, with_unit=True)
        words = _("%(direction)s by %(size)s, level not given") % {"direction": words, "size": size}
    else:
        words = _("%(direction)s, no figure given") % {"direction": words}
    return _("%(words)s (against %(base)s)") % {"words": words, "base": cell.against} if cell.against else words


def _printed(cell: Cell, value: Decimal | None, with_unit: bool) -> str:
    if value is None:
        return ""
    return as_printed(value, cell.unit) if with_unit else figure(value)
