"""From the rows of a file to incidents; every mistake of every row is said at once."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused, require
from opensalw.registers.files.reading import layout_of, rows_of

from ..rules import records
from ..rules.files import mend_of, refuse_file_length
from .columns import BY_NAME, FACTS, GROUP, ITEM, NEEDED, Column, code_of

DAYS = ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%Y.", "%d/%m/%Y")


@dataclass(frozen=True)
class Mistake:
    """What is wrong in a cell: its row and field, what stands there, the reason and the mend."""

    row: int
    field: str
    value: str
    reason: str
    mend: str = ""


@dataclass
class Told:
    """An incident of a file: its facts, things and persons, and the rows from which they come."""

    no: str
    row: int
    facts: dict[str, Any] = field(default_factory=dict)
    items: list[dict[str, Any]] = field(default_factory=list)
    groups: list[dict[str, Any]] = field(default_factory=list)
    item_rows: list[int] = field(default_factory=list)
    group_rows: list[int] = field(default_factory=list)
    mistakes: list[Mistake] = field(default_factory=list)
    cells: dict[int, dict[str, str]] = field(default_factory=dict)

    def at(self, name: str, reason: str, row: int | None = None) -> Mistake:
        """A mistake of a field, in the row where that field stands."""
        here = row or self.row
        return Mistake(here, name, self.cells.get(here, {}).get(name, ""), str(reason), mend_of(name))


def read_incidents(path: Path, *, name: str, today: date, most: int) -> list[Told]:
    """The incidents of a file, each with all that is wrong with it."""
    layout = layout_of(path, name=name)
    header = [title.strip().casefold().replace(" ", "_") for title in layout.header]
    if lacking := [one for one in NEEDED if one not in header]:
        words = {"names": ", ".join(lacking), "header": ", ".join(layout.header)[:300]}
        reason = _("The file has no column %(names)s. It has: %(header)s. Take the template.")
        raise Refused(reason % words, "file")
    found: dict[str, Told] = {}
    for count, (row, cells) in enumerate(rows_of(layout), 1):
        require(refuse_file_length(count, most), "file")
        given = dict(zip(header, (" ".join(cell.split()) for cell in cells), strict=False))
        no = given.get("no") or f"row {row}"
        one = found.setdefault(no, Told(no, row))
        _take(one, row, {key: value for key, value in given.items() if key in BY_NAME and value})
    for one in found.values():
        one.mistakes += _wrong_with(one, today)
    return list(found.values())


def _take(one: Told, row: int, given: dict[str, str]) -> None:
    """Add a row to its incident; facts stand in its first row, or are the same in all."""
    one.cells[row] = given
    for column in FACTS:
        value = code_of(column, given.get(column.name, ""))
        known = one.facts.get(column.name, "")
        if row == one.row or (value and not known):
            one.facts[column.name] = value
        elif value and value != known:
            reason = _("differs from row %(row)s of the same incident") % {"row": one.row}
            one.mistakes.append(one.at(column.name, reason, row))
    if item := _coded(ITEM, given):
        one.items.append({"quantity": "1", **item})
        one.item_rows.append(row)
    if group := _coded(GROUP, given):
        one.groups.append(group)
        one.group_rows.append(row)


def _coded(columns: Iterable[Column], given: dict[str, str]) -> dict[str, Any]:
    return {column.name: code_of(column, given[column.name]) for column in columns if column.name in given}


def _wrong_with(one: Told, today: date) -> list[Mistake]:
    """Everything that the rules say of an incident, not the first thing only."""
    found = list(_days(one, today)) + list(_numbers(one))
    if wrong := records.refuse_incident(one.facts.get("kind", ""), _facts(one), one.items, one.groups):
        found.append(one.at(wrong[1], wrong[0]))
    for row, item in zip(one.item_rows, one.items, strict=True):
        if isinstance(item["quantity"], Decimal) and (wrong := records.refuse_item(item)):
            found.append(one.at(wrong[1], wrong[0], row))
    for row, group in zip(one.group_rows, one.groups, strict=True):
        if isinstance(group.get("count"), int) and (wrong := records.refuse_group(group)):
            found.append(one.at(wrong[1], wrong[0], row))
    return found


def _facts(one: Told) -> dict[str, Any]:
    return {**one.facts, "anonymous": one.facts.get("anonymous") or "not_stated"}


def _days(one: Told, today: date) -> Iterator[Mistake]:
    days = {}
    for name in ("happened_on", "reported_on"):
        text = str(one.facts.get(name) or "")
        days[name] = day_of(text)
        if days[name] is None and (text or name == "happened_on"):
            yield one.at(name, _("is no day") if text else _("is missing"))
    one.facts |= days
    if happened_on := days["happened_on"]:
        reported_on = days["reported_on"] or max(happened_on, today)
        if wrong := records.refuse_days(happened_on, reported_on, today):
            yield one.at(wrong[1], wrong[0])


def _numbers(one: Told) -> Iterator[Mistake]:
    for row, item in zip(one.item_rows, one.items, strict=True):
        try:
            item["quantity"] = Decimal(item["quantity"].replace(" ", "").replace(",", "."))
        except InvalidOperation:
            yield one.at("quantity", _("is no number"), row)
    for row, group in zip(one.group_rows, one.groups, strict=True):
        text = group.get("count", "")
        if text.lstrip("-").isdigit():
            group["count"] = int(text)
        else:
            yield one.at("count", _("is no number of persons"), row)


def day_of(text: str) -> date | None:
    """The day that a cell writes in one of the usual ways."""
    for way in DAYS:
        try:
            return datetime.strptime(text, way).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None
