"""The data of the UNODC illicit arms flows questionnaire: read, mapped, and their faults flagged.

Every row of the file comes out either as an observation or as not mapped with a reason.
"""

import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from opensalw.core.units import Unit
from opensalw.roadmap.cells import UNVALIDATED, Cell, amount, missing
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.real_round.iafq_mapping import AREAS, NOT_OF_THE_SIX, TWICE, Target, target
from opensalw.roadmap.real_round.reading import DATA, ObservationRecord

SOURCE = "unodc-iafq"
YEARS_WITHOUT_REPORT = {("SRB", 2021), ("SRB", 2022)}

BREAKDOWN = "breakdown"
TYPES_EXCEED = "types_exceed_total"
TYPES_FALL_SHORT = "types_fall_short"
ZERO_AS_MISSING = "zero_read_as_not_reported"
CONTRADICTS = "marked_and_not_identifiable"
MISFILED = "filed_under_location"
OTHER_COLLECTION = "from_another_collection"

CAVEATS = {
    TYPES_EXCEED: "The types add up to more than the total of the year.",
    TYPES_FALL_SHORT: "The types add up to less than the total of the year; the rest is not split.",
    ZERO_AS_MISSING: "The file prints 0; read as not reported, as zeros of these two years stand for empty fields.",
    CONTRADICTS: "862 arms of that year stand as uniquely marked and 862 as not identifiable.",
    MISFILED: "An outcome of tracing that the file puts under location.",
    OTHER_COLLECTION: "Filled by the publisher wholly or partly from other collections ({collection}).",
}


@dataclass(frozen=True)
class Row:
    """A row of the file."""

    row: int
    area: str
    indicator: str
    dimension: str
    category: str
    sex: str
    age: str
    year: int
    value: int
    collection: str

    @property
    def key(self) -> tuple[str, ...]:
        """What should be unique in the file."""
        return (self.area, self.indicator, self.dimension, self.category, self.sex, self.age, str(self.year))


@dataclass(frozen=True)
class RowNotMapped:
    """A row that stands on no line, and why."""

    row: int
    what: str
    why: str


@dataclass(frozen=True)
class IafqReading:
    """Everything that the file holds, mapped or not."""

    observations: tuple[ObservationRecord, ...]
    not_mapped: tuple[RowNotMapped, ...]


@cache
def read_iafq() -> IafqReading:
    """The file's rows as observations, and those that stand on no line with the reason."""
    rows = _rows()
    spec = builtin_spec("wb_2018")
    times = Counter(row.key for row in rows)
    sums = _type_sums(rows)
    observations, left = [], []
    for row in rows:
        found = _target(row, times)
        if isinstance(found, Target):
            observations.append(_observation(row, found, spec, _flags(row, found, sums)))
        else:
            left.append(RowNotMapped(row.row, _what(row), found))
    return IafqReading(tuple(observations), tuple(left))


def _rows() -> tuple[Row, ...]:
    with (DATA / "iafq.csv").open(encoding="utf-8", newline="") as file:
        return tuple(_row(row) for row in csv.DictReader(file))


def _row(row: dict[str, str]) -> Row:
    return Row(
        row=int(row["row"]),
        year=int(row["year"]),
        value=int(row["value"]),
        area=row["area"],
        indicator=row["indicator"],
        dimension=row["dimension"],
        category=row["category"],
        sex=row["sex"],
        age=row["age"],
        collection=row["collection"],
    )


def _target(row: Row, times: Counter) -> Target | str:
    if row.area not in AREAS:
        return NOT_OF_THE_SIX
    if times[row.key] > 1:
        return TWICE
    return target(row.indicator, row.dimension, row.category, row.sex)


def _type_sums(rows: Iterable[Row]) -> dict[tuple[str, str, int], tuple[int, int]]:
    """Per area, indicator and year: what the types add up to, and the total."""
    types, totals = defaultdict(list), {}
    for row in rows:
        place = (row.area, row.indicator, row.year)
        if row.dimension == "by type" and row.category != "Total":
            types[place].append(row.value)
        elif row.category == "Total" and (row.dimension == "Total" or row.dimension == "by type"):
            totals[place] = row.value
    return {place: (sum(values), totals[place]) for place, values in types.items() if place in totals}


def _flags(row: Row, found: Target, sums: dict[tuple[str, str, int], tuple[int, int]]) -> tuple[str, ...]:
    """Everything that a reader of the figure must know."""
    by_type, total = sums.get((row.area, row.indicator, row.year), (0, 0))
    about_types = row.dimension == "by type" or row.category == "Total"
    marks = {
        BREAKDOWN: bool(set(found.dims) - {"offence"}),
        TYPES_EXCEED: about_types and by_type > total,
        TYPES_FALL_SHORT: about_types and 0 < by_type < total,
        ZERO_AS_MISSING: row.value == 0 and (row.area, row.year) in YEARS_WITHOUT_REPORT,
        CONTRADICTS: (row.area, row.year, row.indicator) == ("ALB", 2018, "Arms seized")
        and (row.value, row.category) in _CONTRADICTING,
        MISFILED: found.misfiled,
        OTHER_COLLECTION: row.collection != "IAFQ",
    }
    return tuple(name for name, holds in marks.items() if holds)


_CONTRADICTING = {
    (862, "uniquely marked"),
    (862, "Total not uniquely identifiable through marking"),
    (431, "Not uniquely identifiable - Erased or altered marking"),
    (431, "Not uniquely identifiable - No further information available"),
}


def _observation(row: Row, found: Target, spec: FrameworkSpec, flags: tuple[str, ...]) -> ObservationRecord:
    measure, _, line = found.line.partition(".")
    cell = _cell(row, spec.line(found.line).unit, flags)
    return ObservationRecord(
        id=f"iafq-{row.row}",
        framework=spec.key,
        measure=measure,
        measure_version=spec.measure(measure).version,
        line=line,
        jurisdiction=AREAS[row.area],
        start=date(row.year, 1, 1),
        end=date(row.year, 12, 31),
        fit="wider",
        dims=dict(found.dims),
        cell=cell,
        unit_as_reported="counts",
        obs_status=_status(cell, flags),
        source=SOURCE,
        locator=f"row {row.row} of the data file",
        statement=_statement(row, found, spec, cell),
        actor="ORG/unodc",
        caveats=tuple(CAVEATS[flag].format(collection=row.collection) for flag in flags if flag in CAVEATS),
        flags=flags,
    )


def _cell(row: Row, unit: Unit, flags: tuple[str, ...]) -> Cell:
    return missing("not_reported", unit) if ZERO_AS_MISSING in flags else amount(row.value, unit)


def _status(cell: Cell, flags: tuple[str, ...]) -> str:
    if TYPES_EXCEED in flags or CONTRADICTS in flags or ZERO_AS_MISSING in flags:
        return UNVALIDATED
    return cell.default_status


def _statement(row: Row, found: Target, spec: FrameworkSpec, cell: Cell) -> str:
    split = [
        f"{spec.dimensions[name].title.lower()}: {_member_title(spec, name, key)}"
        for name, key in found.dims.items()
        if name != "offence"
    ]
    what = ", ".join([found.words, *split])
    if cell.is_missing:
        return f"Nothing reported for {row.year}: {what}."
    return f"{row.value:,} in {row.year}: {what}."


def _member_title(spec: FrameworkSpec, name: str, key: str) -> str:
    members = spec.dimensions[name].members
    return next(member.title for member in members if member.key == key).lower()


def _what(row: Row) -> str:
    split = "" if row.dimension == "Total" else f", {row.dimension}: {row.category}"
    sex = "" if row.sex in ("na", "Total") else f", {row.sex.lower()}"
    return f"{row.area} {row.year}: {row.indicator}{split}{sex}, {row.value}"
