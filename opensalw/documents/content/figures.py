"""Figures as cells and tables: the same shape in every document."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.core.periods import Period
from opensalw.roadmap.cells import DIRECTIONS, OBS_STATUS, shown
from opensalw.roadmap.combining import GradeCount, NotCombined, Total
from opensalw.roadmap.framework.spec import NOT_STATED, FrameworkSpec, Line, Measure
from opensalw.roadmap.models import DraftCell, Observation
from opensalw.roadmap.queries.observations import in_view, regional, regional_share

from ..blocks import Cell, Column, Row, Table, TableNote, between, direction, grade, missing, number, words


def neat(value: Decimal) -> Decimal:
    """The figure with the digits that were reported: 54.1, not 54.100."""
    whole = value.to_integral_value()
    return whole if value == whole else value.normalize()


def cell_of(row: Observation | DraftCell, line: Line | None, note: str = "") -> Cell:
    """An observation, or a figure that was handed in, as a cell of a document."""
    cell = row.cell
    if cell.kind == "amount" and cell.value is not None:
        qualifiers = {"at_least": _("at least"), "about": _("about"), "more_than": _("more than")}
        return number(neat(cell.value), note=note, qualifier=qualifiers.get(cell.qualifier, ""))
    if cell.kind == "range" and cell.low is not None and cell.high is not None:
        return between(neat(cell.low), neat(cell.high), note=note)
    if cell.kind == "grade":
        return grade(grade_title(line, cell.grade), note=note)
    if cell.kind == "direction" and cell.direction:
        way = str(DIRECTIONS[cell.direction])
        word = way if cell.value is None else _("%(way)s by %(size)s") % {"way": way, "size": f"{neat(cell.value):,}"}
        return direction(cell.direction, word, note=note)
    return missing(shown(cell), note=note)


def grade_title(line: Line | None, key: str | None) -> str:
    """The words of a grade."""
    found = line.grade(key or "") if line else None
    return found.title if found else str(key or "").replace("_", " ")


def dims_words(spec: FrameworkSpec, dims: Mapping[str, str], *, all: bool = False) -> str:
    """A disaggregation in words; what is not stated is left out unless ``all``."""
    parts = []
    for name, member in dims.items():
        if member == NOT_STATED and not all:
            continue
        dimension = spec.dimensions[name]
        title = next((m.title for m in dimension.members if m.key == member), member.replace("_", " "))
        parts.append(f"{dimension.title}: {title}")
    return "; ".join(parts)


def period_words(row: Observation) -> str:
    """The value's own period in words, with how it fits."""
    if row.period:
        own = row.period.label
        return _("%(period)s (inferred)") % {"period": own} if row.fit == "inferred" else own
    if row.end:
        return _("as of %(day)s") % {"day": Period(row.end, row.end).label}
    return _("date not given")


@dataclass
class Notes:
    """The remarks under a table, lettered in the order in which they are met; equal ones share a letter."""

    letters: dict[str, str] = field(default_factory=dict)

    def mark(self, text: str) -> str:
        """The letter of a remark, or nothing for an empty one."""
        if not text:
            return ""
        return self.letters.setdefault(text, _letter(len(self.letters)))

    def listed(self) -> list[TableNote]:
        """The remarks in their order."""
        return [TableNote(letter, text) for text, letter in self.letters.items()]


def _letter(index: int) -> str:
    letters = "abcdefghijklmnopqrstuvwxyz"
    return letters[index] if index < 26 else letters[index // 26 - 1] + letters[index % 26]


def remark(
    spec: FrameworkSpec, row: Observation, period: Period, *, with_split: bool = True, with_period: bool = True
) -> str:
    """What a reader must know beside a figure: split, own period, status, caveats, explanation."""
    parts = [dims_words(spec, row.dims) if with_split else ""]
    if with_period and row.end and (row.period != period or row.fit == "inferred"):
        parts.append(period_words(row))
    if row.status not in ("A", "O", "L", "M", "Q", "K"):
        parts.append(str(OBS_STATUS[row.status]))
    if row.restated:
        day = timezone.localdate(row.known_from)
        parts.append(_("restated on %(day)s") % {"day": Period(day, day).label})
    parts += [*row.caveats, row.partial, row.explanation]
    return ". ".join(part.rstrip(".") for part in parts if part)


def measure_table(
    spec: FrameworkSpec, measure: Measure, rows: Sequence[Observation], period: Period
) -> tuple[Table, list[str]]:
    """The table of a measure: a row for each line and split, a column for each seat, and the region.

    Also returns, line by line, why there is no regional figure.
    """
    notes, refusals, body = Notes(), [], []
    by_line = defaultdict(list)
    for row in rows:
        by_line[row.line].append(row)
    for line in spec.lines_of(measure):
        if not by_line[line.key] and not line.derived:
            continue
        combined = _combined(spec, measure, rows, line, period)
        if line.derived and not isinstance(combined, Total) and not by_line[line.key]:
            continue
        if isinstance(combined, NotCombined):
            refusals.append(f"{line.title}: {' '.join(combined.reasons)}")
        body += _line_rows(spec, line, by_line[line.key], period, _regional_cell(line, combined, notes), notes)
    columns = [Column(_("Line"), width=2.2)]
    columns += [Column(label(seat.id), align="right", width=1) for seat in seats()]
    columns.append(Column(_("Region"), align="right", width=1))
    table = Table(tuple(columns), tuple(body), caption=measure.title, notes=notes.listed(), orientation="portrait")
    return table, refusals


def _combined(spec: FrameworkSpec, measure: Measure, rows: Sequence[Observation], line: Line, period: Period):
    counted = [row for row in rows if not measure.view_of or in_view(measure, row.dims)]
    if line.derived and line.numerator and line.denominator:
        return regional_share(spec, counted, line, period)
    return regional(counted, line, period)


def _regional_cell(line: Line, combined: object, notes: Notes) -> Cell:
    if isinstance(combined, Total):
        note = notes.mark(". ".join([combined.coverage, *(c.rstrip(".") for c in combined.caveats)]))
        return number(neat(combined.value), note=note)
    if isinstance(combined, GradeCount):
        counts = "; ".join(f"{grade_title(line, key)} {count}" for key, count in sorted(combined.counts.items()))
        return words(counts)
    return missing(_("no total"))


def _line_rows(
    spec: FrameworkSpec, line: Line, rows: Sequence[Observation], period: Period, region: Cell, notes: Notes
) -> list[Row]:
    """One row when each seat has one figure; otherwise a head row and a row for each split."""
    unit = "" if line.kind == "grade" else f", {line.unit.label}"
    title = f"{line.title}{unit}"
    groups = _splits(spec, rows)
    if len(groups) == 1:
        cells = _seat_cells(spec, line, next(iter(groups.values())), period, notes)
        return [Row((words(title), *cells, region))]
    head = Row((words(title), *(words("") for _seat in seats()), region))
    body = [
        Row(
            (words(name or _("not split")), *_seat_cells(spec, line, part, period, notes, with_split=False), words("")),
            "part",
        )
        for name, part in groups.items()
    ]
    return [head, *body]


def _splits(spec: FrameworkSpec, rows: Sequence[Observation]) -> dict[str, dict[str, Observation]]:
    """Figures by split, then seat; all in one group as long as no seat has two."""
    per_seat: dict[str, list[Observation]] = defaultdict(list)
    for row in rows:
        per_seat[row.jurisdiction].append(row)
    if all(len(found) == 1 for found in per_seat.values()):
        return {"": {jid: found[0] for jid, found in per_seat.items()}}
    groups: dict[str, dict[str, Observation]] = defaultdict(dict)
    for row in rows:
        name = dims_words(spec, row.dims, all=True)
        if row.jurisdiction in groups[name]:
            name = f"{name} ({period_words(row)})" if name else period_words(row)
        groups[name][row.jurisdiction] = row
    return dict(groups)


def _seat_cells(
    spec: FrameworkSpec,
    line: Line,
    by_seat: Mapping[str, Observation],
    period: Period,
    notes: Notes,
    *,
    with_split: bool = True,
) -> list[Cell]:
    cells = []
    for seat in seats():
        row = by_seat.get(seat.id)
        if row is None:
            cells.append(missing("–"))
        else:
            cells.append(cell_of(row, line, notes.mark(remark(spec, row, period, with_split=with_split))))
    return cells


def sources_of(rows: Iterable[Observation]) -> list[str]:
    """The publications that figures come from, and the places in them."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        if row.source is not None:
            found[row.source.title].append(row.locator)
        elif row.submission_id:
            found[_("Submission of %(seat)s") % {"seat": label(row.jurisdiction)}].append(row.locator)
    return [
        f"{title}: {'; '.join(sorted({p for p in places if p}))}" if any(places) else title
        for title, places in sorted(found.items())
    ]
