"""What a draft said, in words a history can keep, and the seal over each change. Pure."""

from collections.abc import Mapping
from datetime import UTC
from decimal import Decimal
from hashlib import sha256
from typing import Any

import orjson

from opensalw.core.units import Unit

from .cells import Cell
from .models import ActivityReport, DraftCell, DraftChange, TextItem

CELL_FIELDS = (
    "kind", "unit", "value", "low", "high", "grade", "direction", "reason", "qualifier", "explanation", "origin",
)  # fmt: skip


def cell_facts(row: DraftCell) -> dict[str, Any]:
    """What a figure in work says: only the fields that say something."""
    cell = row.cell
    facts = {name: getattr(row, name) for name in CELL_FIELDS}
    numbers = {"value": cell.value, "low": cell.low, "high": cell.high}
    facts |= {name: None if number is None else f"{number:f}" for name, number in numbers.items()}
    if row.source:
        facts["source"] = row.source
    return {name: fact for name, fact in facts.items() if fact not in (None, "", "exact", "typed")}


def cell_from(facts: Mapping[str, Any]) -> Cell:
    """The cell that ``cell_facts`` told of."""
    value, low, high = (Decimal(facts[name]) if name in facts else None for name in ("value", "low", "high"))
    grade, direction, reason = (facts.get(name) for name in ("grade", "direction", "reason"))
    qualifier = facts.get("qualifier", "exact")
    return Cell(facts["kind"], Unit(facts["unit"]), value, low, high, grade, direction, reason, qualifier)


def text_facts(item: TextItem) -> dict[str, Any]:
    """What a text item says."""
    names = ("goal", "kind", "text", "status", "objective", "language", "translation", "position")
    return {name: fact for name in names if (fact := getattr(item, name)) not in (None, "")}


def activity_facts(report: ActivityReport) -> dict[str, Any]:
    """What a part says of an activity."""
    names = ("status", "delay", "share_done", "text")
    return {name: fact for name in names if (fact := getattr(report, name)) not in (None, "")}


def cell_key(row: DraftCell) -> str:
    """The name of a figure in the history: ``destroyed.firearm`` and its split."""
    return f"{row.measure}.{row.line}" + (f"|{row.dims_key}" if row.dims_key else "")


def seal_of(previous: str, row: DraftChange) -> str:
    """The seal of a change that follows the one sealed ``previous``: SHA-256 over all that it says."""
    content = {
        "previous": previous, "submission": str(row.submission_id), "number": row.number,
        "at": row.at.astimezone(UTC).isoformat(timespec="microseconds"), "by": row.by, "thing": row.thing,
        "key": row.key, "before": row.before, "after": row.after, "via": row.via, "why": row.why,
    }  # fmt: skip
    return sha256(orjson.dumps(content, option=orjson.OPT_SORT_KEYS)).hexdigest()
