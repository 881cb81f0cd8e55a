"""The first rows of a file as they would be loaded: what was seen, and what the cleaning makes of it."""

from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path

from opensalw.core.refusal import Refused

from .cleaning import Clean, Problem, cleaned
from .columns import Mapping, resolved
from .reading import Layout, layout_of, rows_of

MOST = 15


@dataclass(frozen=True)
class Shown:
    """A row of the preview: a value for each chosen column, as seen and as read, or why it would be refused."""

    row: int
    values: list[tuple[str, str]]
    problem: Problem | None = None


@dataclass
class Preview:
    """How a file would be read; ``raw`` are its own titles, where it is not known yet which column is which."""

    layout: Layout
    chosen: dict[str, str]
    left: list[str]
    rows: list[Shown] = field(default_factory=list)
    wrong: str = ""
    raw: list[str] = field(default_factory=list)

    @property
    def refused(self) -> int:
        """How many of the shown rows would be refused."""
        return sum(one.problem is not None for one in self.rows)


def preview(path: Path, mapping: Mapping, *, name: str, today: date, most: int = MOST) -> Preview:
    """The first rows of a file under a mapping; what is wrong with the mapping is said in it."""
    layout = layout_of(path, mapping, name=name)
    header = list(layout.header)
    chosen = {ours: title for ours, title in mapping.chosen(header).items() if title in header}
    used = set(chosen.values())
    found = Preview(layout, chosen, [title for title in header if title and title not in used])
    try:
        places = resolved(mapping, header)
    except Refused as refused:
        found.wrong = refused.reason
        return _unmapped(found, most)
    names = [*places, *(ours for ours in mapping.fixed if ours not in places)]
    found.chosen = {ours: chosen.get(ours, "") for ours in names}
    batch = list(islice(rows_of(layout), most))
    rows, problems = cleaned(batch, places, mapping.fixed, len(header), today)
    read: dict[int, Clean | Problem] = {good.row: good for good in rows}
    read |= {bad.row: bad for bad in problems}
    for number, cells in batch:
        seen = {**mapping.fixed, **{ours: cells[at] for ours, at in places.items() if at < len(cells)}}
        one = read[number]
        now = {} if isinstance(one, Problem) else _read(one)
        values = [(seen.get(ours, ""), now.get(ours, "")) for ours in names]
        found.rows.append(Shown(number, values, one if isinstance(one, Problem) else None))
    return found


def _unmapped(found: Preview, most: int) -> Preview:
    """The rows as they are, where it is not known which column is which."""
    found.raw = list(found.layout.header)
    found.rows = [Shown(row, [(cell, "") for cell in cells]) for row, cells in islice(rows_of(found.layout), most)]
    return found


def _read(row: Clean) -> dict[str, str]:
    """What the cleaning makes of a row, by our column; where it is what was seen, nothing."""
    made = {
        "make": row.codes.make, "model": row.codes.model, "calibre": row.codes.calibre,
        "serial": row.answer.replace("_", " ") if row.answer else row.normalised,
        "year": str(row.year or ""), "state": str(row.state), "registered_on": row.on.isoformat(),
        "holder_born_on": _day(row.born_on), "permit_granted_on": _day(row.permit_from),
        "permit_valid_until": _day(row.permit_until), "type": row.kind, "holder_kind": row.holder_kind,
    }  # fmt: skip
    return {ours: value for ours, value in made.items() if value and value != row.cells.get(ours)}


def _day(on: date | None) -> str:
    return on.isoformat() if on else ""
