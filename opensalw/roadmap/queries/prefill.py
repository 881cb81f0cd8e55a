"""What a part could take over: stocks of an earlier period, figures of another report for the same period.

A flow of the period before speaks of other months. It is taken over only by who confirms that it is the same again,
one by one; the confirmation stays with the figure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from ..cells import Cell, shown
from ..models import DraftCell, Observation, Submission
from .forms import asked_lines, previous_observations

TAKEN = ("amount", "range", "grade")


@dataclass(frozen=True)
class Offer:
    """A figure that can be taken over into an empty place, and where it comes from."""

    measure: str
    line: str
    title: str
    dims: dict[str, str]
    dims_key: str
    cell: Cell
    origin: str
    source: dict[str, Any]

    @property
    def key(self) -> str:
        """How a form names it."""
        return f"{self.measure}.{self.line}|{self.origin}|{self.dims_key}"

    @property
    def words(self) -> str:
        """The figure as it is read."""
        return str(self.source["value"])

    is_flow: bool = False

    @property
    def is_stock(self) -> bool:
        """Whether it is what stood at the end of an earlier period."""
        return self.origin == DraftCell.Origin.PREVIOUS and not self.is_flow


def offers(
    part: Submission, previous: Iterable[Observation] | None = None, cells: Iterable[DraftCell] | None = None
) -> list[Offer]:
    """What can be taken over into the places that are still empty, in the order of the form.

    A page that has read what stood before and what is filled hands it over.
    """
    filled = {(cell.measure, cell.line, cell.dims_key) for cell in (part.cells.all() if cells is None else cells)}
    rows: dict[tuple[str, str], list[Observation]] = {}
    for row in previous_observations(part) if previous is None else previous:
        if row.kind in TAKEN:
            rows.setdefault((row.measure, row.line), []).append(row)
    found = []
    for measure, line in asked_lines(part.round.framework.spec, part.jurisdiction):
        seen: set[tuple[str, str]] = set()
        for row in rows.get((measure.key, line.key), []):
            is_flow = line.across_periods != "latest"
            origin = _origin(part, row, is_flow)
            place = (measure.key, line.key, row.dims_key)
            if not origin or place in filled or row.unit != line.unit or (origin, row.dims_key) in seen:
                continue
            seen.add((origin, row.dims_key))
            grade = line.grade(row.grade) if row.grade else None
            source = {"value": shown(row.cell, grade_title=grade.title if grade else ""), "observation": str(row.pk)}
            if row.cell.level is not None:
                source["level"] = f"{row.cell.level:f}"
            source |= {"period": row.period.code if row.period else f"{row.end}"}
            if row.source is not None:
                source |= {"title": row.source.title, "locator": row.locator}
            title = f"{measure.title}: {line.title}"
            found.append(
                Offer(
                    measure.key, line.key, title, row.dims, row.dims_key, row.cell, origin, source,
                    is_flow and origin == DraftCell.Origin.PREVIOUS,
                )
            )  # fmt: skip
    return found


def _origin(part: Submission, row: Observation, is_flow: bool) -> str:
    """As what a figure can be taken over; empty where it cannot."""
    if row.origin == Observation.Origin.EXTERNAL:
        same = (row.start, row.end) == (part.round.figures_start, part.round.figures_end)
        return DraftCell.Origin.REPORT if same else ""
    earlier = row.end is not None and row.end < part.round.figures_start
    alike = not is_flow or row.period == part.round.figures_period.previous()
    return DraftCell.Origin.PREVIOUS if earlier and alike else ""


def taken_over(cell: DraftCell) -> str:
    """Where a figure was taken over from, and what it was there; empty where it was given by its people."""
    value, origin = cell.source.get("value"), cell.origin
    if not value or origin in (DraftCell.Origin.WORKBOOK, DraftCell.Origin.FILE, DraftCell.Origin.API):
        return ""
    where = cell.source.get("title") or cell.source.get("document") or cell.source.get("period") or ""
    if origin == DraftCell.Origin.TYPED:
        return _("typed over %(value)s, which was taken over (%(where)s)") % {"value": value, "where": where}
    facts = {"origin": cell.get_origin_display(), "value": value}
    words = _("taken over from %(origin)s: %(value)s") % facts
    return _confirmed(f"{words} ({where})" if where else words, cell.source)


def _confirmed(words: str, source: Mapping[str, Any]) -> str:
    """The same with the confirmation that the figure of another period is that of this one."""
    return f"{words}; {_('confirmed as the same value as last period')}" if source.get("confirmed") else words


def published_taken_over(facts: Mapping[str, Any]) -> str:
    """Of a published figure by its provenance: where the authority took it over from, and what it was there."""
    origins = {**dict(DraftCell.Origin.choices), "prose": _("a text")}
    origin = facts.get("origin", "typed")
    if not facts.get("value"):
        return ""
    if origin == "typed":
        return _("typed over %(value)s, which was proposed") % {"value": facts["value"]}
    where = facts.get("title") or facts.get("period") or ""
    words = _("from %(origin)s: %(value)s") % {"origin": origins.get(origin, origin), "value": facts["value"]}
    return _confirmed(f"{words} ({where})" if where else words, facts)
