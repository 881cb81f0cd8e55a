"""A jurisdiction's columns in the memory of this process: the mapped file and the tail read so far."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from ..asked import FIELDS, Ranked
from . import tail
from .columns import OF_CELL, Columns, Rows, arranged
from .fields import YEARS
from .question import Question, field_costs
from .scanning import FAR, Found, best_of
from .storing import CURRENT, NotReady, Place, current, read, set_aside

SETTLES_AT = 4096


@dataclass(frozen=True, slots=True)
class Segment:
    """Columns that are searched together; ``hidden`` marks rows that a later segment has anew."""

    columns: Columns
    hidden: NDArray[np.bool_] | None = None


class Partition:
    """The segments of one jurisdiction: what was built, what settled since, what came last."""

    def __init__(self, jurisdiction: str, folder: Path) -> None:
        self.jurisdiction, self.folder = jurisdiction, folder
        self._lock = threading.Lock()
        self._seen = (0, 0)
        self._place: Place | None = None
        self._base: Segment | None = None
        self._newest = 0
        self._settled: list[Rows] = []
        self._recent: list[Rows] = []
        self._read = 0
        self._segments: tuple[Segment, ...] = ()

    def segments(self) -> tuple[Segment, ...]:
        """What is to be searched now, the tail's last pieces included."""
        with self._lock:
            self._follow_place()
            self._follow_tail()
            return self._segments

    def _follow_place(self) -> None:
        try:
            found = os.stat(self.folder / CURRENT)
        except FileNotFoundError:
            self._seen, self._base, self._segments = (0, 0), None, ()
            raise NotReady(_("The engine's file has not been built for %s.") % self.jurisdiction) from None
        stamp = (found.st_mtime_ns, found.st_ino)
        if stamp == self._seen and self._base is not None:
            return
        place = current(self.folder)
        if place is None:
            raise NotReady(_("The engine's file has not been built for %s.") % self.jurisdiction)
        try:
            columns, facts = read(place.base)
            if facts.get("jurisdiction") != self.jurisdiction:
                raise NotReady(_("The engine's file is damaged: it is of another jurisdiction."))
        except NotReady:
            set_aside(self.folder)
            raise
        self._seen, self._place, self._base, self._newest = stamp, place, Segment(columns), facts["newest_mark"]
        self._settled, self._recent, self._read, self._segments = [], [], 0, (self._base,)

    def _follow_tail(self) -> None:
        if self._place is None or self._base is None:
            return
        try:
            size = os.stat(self._place.tail).st_size
        except FileNotFoundError:
            set_aside(self.folder)
            raise NotReady(_("The engine's file is damaged: its tail is missing.")) from None
        if size <= self._read:
            return
        begun = self._read
        for piece in tail.pieces(self._place.tail, self._read):
            self._recent.append(piece.rows)
            self._read = piece.end
        if self._read > begun:
            self._arrange()

    def _arrange(self) -> None:
        """Lay the tail out in two segments, so that a new piece costs the sorting of few rows."""
        if self._base is None:
            return
        recent = tail.joined(self._recent)
        if len(recent.marks) > SETTLES_AT or not self._settled:
            self._settled = [tail.joined([*self._settled, recent])]
            self._recent = []
            settled = arranged(self._settled[0], with_tries=False)
            hidden = self._hidden(self._base.columns, settled.marks[settled.marks <= self._newest], self._base.hidden)
            self._base = Segment(self._base.columns, hidden)
            self._segments = (self._base, Segment(settled))
            return
        last = arranged(recent)
        before = self._segments[1].columns
        hidden = self._hidden(self._base.columns, last.marks[last.marks <= self._newest], self._base.hidden)
        self._base = Segment(self._base.columns, hidden)
        self._segments = (self._base, Segment(before, self._hidden(before, last.marks, None)), Segment(last))

    @staticmethod
    def _hidden(
        columns: Columns, marks: NDArray[np.int64], before: NDArray[np.bool_] | None
    ) -> NDArray[np.bool_] | None:
        if not len(marks):
            return before
        found = np.isin(columns.marks, marks)
        return found if before is None else found | before


def ranked(segments: tuple[Segment, ...], question: Question, most: int) -> list[Ranked]:
    """The best rows of some segments, with what the serial and each field cost."""
    lists = [(one, best_of(one.columns, question, most, one.hidden)) for one in segments if one.columns.count]
    every = [answer for one, found in lists for answer in _told(one.columns, found, question)]
    return sorted(every)[:most]


def _told(columns: Columns, found: Found, question: Question) -> list[Ranked]:
    told = []
    for cost, mark, row in zip(found.costs.tolist(), found.marks.tolist(), found.rows.tolist(), strict=True):
        if row < 0 or cost >= FAR - 1:
            continue
        cell = int(np.searchsorted(columns.cell_start, row, side="right")) - 1
        codes = dict(zip(OF_CELL, columns.cell_codes[cell].tolist(), strict=True), year=int(columns.years[row]))
        costs = tuple(
            (name, int(field_costs(question, name, max(codes[name] + 1, YEARS if name == "year" else 0))[codes[name]]))
            for name in FIELDS
            if name in question.fields
        )
        subject = str(UUID(bytes=columns.subjects[row].tobytes()))
        told.append(Ranked(cost, mark, subject, cost - sum(one for _name, one in costs), costs))
    return told
