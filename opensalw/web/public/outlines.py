"""Figures in outline: as much of each as decides where it stands, so that only those shown are read whole."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast

from opensalw.core.jurisdictions import order
from opensalw.core.periods import Period
from opensalw.roadmap.framework.spec import NOT_STATED, Measure
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import in_view

from .regions import best
from .spans import By, Window, span_of

BESIDE = 30
COLUMNS = ("pk", "line", "jurisdiction", "start", "end", "kind", "reason", "origin", "round_id", "source_id")


class Outline(NamedTuple):
    """What decides where a figure stands."""

    pk: UUID
    line: str
    jurisdiction: str
    start: date | None
    end: date | None
    kind: str
    reason: str
    origin: str
    round_id: str | None
    source_id: str | None
    dims: dict[str, str]


Row = TypeVar("Row", Outline, Observation)


def outlines(found: QuerySet[Observation]) -> list[Outline]:
    """The figures in outline; a split that many share is read once."""
    splits: dict[str, dict[str, str]] = {}
    rows = found.prefetch_related(None).annotate(split=Cast("dims", TextField())).values_list(*COLUMNS, "split")
    read = []
    for *facts, split in rows:
        if split not in splits:
            splits[split] = json.loads(split)
        read.append(Outline._make((*facts, splits[split])))
    return read


@dataclass(frozen=True)
class Arranged:
    """The figures of one line in their places: those that speak for a cell, and those beside."""

    cells: Mapping[tuple[str, Period], list[Any]]
    speaking: Mapping[tuple[str, Period], list[Any]]
    beside: list[Any]
    undecided: list[Any]

    @property
    def used(self) -> list[Any]:
        """Every figure that speaks for a cell."""
        return [row for rows in self.speaking.values() for row in rows]


def arranged(measure: Measure, rows: Iterable[Row], window: Window, by: By) -> Arranged:
    """The figures of one line in the columns of a window."""
    counted, undecided = parted(measure, rows)
    cells: dict[tuple[str, Period], list[Row]] = defaultdict(list)
    beside: list[Row] = []
    columns = set(window.columns)
    for row in counted:
        column = span_of(row.start, row.end, by)
        if column in columns:
            cells[row.jurisdiction, column].append(row)
        elif column is None:
            beside.append(row)
    speaking: dict[tuple[str, Period], list[Row]] = {place: best(own) for place, own in cells.items()}
    for place, own in cells.items():
        spoken = {row.pk for row in speaking[place]}
        beside += [row for row in own if row.pk not in spoken and not is_part(row, speaking[place])]
    return Arranged(dict(cells), speaking, ordered(beside)[:BESIDE], undecided)


def parted(measure: Measure, rows: Iterable[Row]) -> tuple[list[Row], list[Row]]:
    """The figures that a view counts, and those whose source does not say whether they belong to it."""
    kept = list(rows)
    if not measure.view_of:
        return kept, []
    where = measure.view_of.where
    undecided = [row for row in kept if any(row.dims.get(name, NOT_STATED) == NOT_STATED for name in where)]
    return [row for row in kept if in_view(measure, row.dims)], ordered(undecided)


def is_part(row: Row, speaking: Sequence[Row]) -> bool:
    """Whether a figure is a finer split of one that speaks for the cell, from the same source and period."""
    return any(
        len(row.dims) > len(one.dims)
        and (row.start, row.end, row.source_id, row.origin) == (one.start, one.end, one.source_id, one.origin)
        for one in speaking
    )


def ordered(rows: Iterable[Row]) -> list[Row]:
    """By seat, the latest first."""
    return sorted(rows, key=lambda row: (order(row.jurisdiction), -(row.end.toordinal() if row.end else 0), row.line))


def at_column(rows: Iterable[Row], column: Period, by: By) -> dict[tuple[str, str], list[Row]]:
    """The figures that speak for one column, by line and seat."""
    cells: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in rows:
        if span_of(row.start, row.end, by) == column:
            cells[row.line, row.jurisdiction].append(row)
    return {place: best(own) for place, own in cells.items()}


def split_rows(rows: Iterable[Outline], name: str, by: By) -> list[Outline]:
    """Of the figures that state their member of a dimension those of the latest column."""
    told = [(span_of(row.start, row.end, by), row) for row in rows if row.dims.get(name, NOT_STATED) != NOT_STATED]
    latest = max((column for column, _row in told if column), default=None)
    return [row for column, row in told if column and column == latest]
