"""The table of observations: the same columns, in the same order, in JSON and in CSV."""

import csv
import io
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import QuerySet
from pydantic import BaseModel, ConfigDict, Field

from opensalw.core.designations import Footnotes, label
from opensalw.core.periods import Period
from opensalw.core.spreadsheet_text import neutral
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.prefill import published_taken_over
from opensalw.roadmap.rules import dims_key

from .answers import designated, number


class Row(BaseModel):
    """A figure, or the reason why there is none, in the long form: one row each."""

    model_config = ConfigDict(extra="forbid")
    id: str
    framework: str
    framework_version: int
    measure: str
    measure_version: int = Field(description="Figures of two versions were counted differently: do not combine them.")
    line: str
    jurisdiction: str
    seat: str
    period: str | None = Field(description="The figure's own period, such as `2019-H2`; null for a stock on a date.")
    start: date | None
    end: date | None
    fit: str = Field(description="How the figure's period fits the round's: exact, inside, inferred, wider, as_of ...")
    dimensions: dict[str, str] = Field(description="Empty: the whole. In CSV `origin=surplus|owner=defence`.")
    unit: str
    kind: str = Field(description="amount, range, grade, direction or missing. Missing is not zero.")
    qualifier: str = Field(description="exact, at_least, about or more_than.")
    value: str | None = Field(description="An exact number as text. In a direction: the size of the change, no level.")
    low: str | None
    high: str | None
    grade: str
    direction: str
    against: str = Field(description="What a direction is compared with.")
    reason: str = Field(description="Why there is no figure; empty where there is one.")
    expected: str = Field(description="When a figure that is not yet there is expected.")
    included_in: str = Field(description="The line that counts what is counted elsewhere.")
    obs_status: str = Field(description="SDMX code of the observation's status.")
    origin: str
    source: str | None
    locator: str = Field(description="Where it stands in its source.")
    statement: str = Field(description="What the source says, in our words.")
    actor: str
    explanation: str = Field(description="What the authority says of the figure.")
    taken_over: str = Field(description="Where the authority took the figure over from; empty where it was counted.")
    checks: list[str] = Field(description="Which checks the explanation answers. In CSV separated by ` | `.")
    coverage: list[str] = Field(description="`institution: state` of those asked; a silent one makes it partial.")
    caveats: list[str] = Field(description="What to bear in mind. In CSV separated by ` | `.")
    round: str | None
    restated: bool = Field(description="Whether it corrects a figure that was public; ask for it alone to see why.")
    known_from: datetime
    known_until: datetime | None


FIELDS = tuple(Row.model_fields)
RENAMED = {
    "framework": "framework__key", "framework_version": "framework__number", "dimensions": "dims",
    "source": "source_id", "round": "round_id",
    "taken_over": "provenance",
}  # fmt: skip
DERIVED = ("seat", "period")
STORED = tuple(name for name in FIELDS if name not in DERIVED)
COLUMNS = tuple(RENAMED.get(name, name) for name in STORED)
NUMBERS = frozenset({"value", "low", "high"})


def rows_of(found: QuerySet[Observation]) -> list[dict[str, Any]]:
    """The rows of a query, in its order, in one round trip."""
    return [_row(values) for values in found.values_list(*COLUMNS)]


def _row(values: tuple[Any, ...]) -> dict[str, Any]:
    stored = dict(zip(STORED, values, strict=True))
    stored["id"] = str(stored["id"])
    for name in NUMBERS:
        stored[name] = number(stored[name])
    stored["checks"] = [one["key"] for one in stored["checks"]]
    stored["coverage"] = [f"{one['institution']}: {one['state']}" for one in stored["coverage"]]
    stored["taken_over"] = published_taken_over(stored["taken_over"])
    stored["seat"] = label(stored["jurisdiction"])
    both = stored["start"] and stored["end"]
    stored["period"] = Period(stored["start"], stored["end"]).code if both else None
    return {name: stored[name] for name in FIELDS}


def as_csv(rows: Iterable[dict[str, Any]]) -> str:
    """The rows as CSV with a header; a footnote that they owe is the last record, its first cell begins with ``#``."""
    notes = Footnotes()
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(FIELDS)
    for row in rows:
        shown = designated(row, notes)
        writer.writerow([cell(name, shown[name]) for name in FIELDS])
    for note in notes.owed():
        writer.writerow([f"# {note}", *[""] * (len(FIELDS) - 1)])
    return text.getvalue()


def cell(name: str, value: object) -> str:
    """A value as a cell that no spreadsheet takes for a formula."""
    if value is None:
        return ""
    if name in NUMBERS or isinstance(value, int | Decimal):
        return str(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return neutral(dims_key(value))
    if isinstance(value, list):
        return neutral(" | ".join(value))
    return neutral(str(value))
