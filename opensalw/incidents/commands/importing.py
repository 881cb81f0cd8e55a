"""Incidents from a file: the good ones are recorded, the others are said with row, field and mend."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils import timezone

from opensalw.core.permissions import Person
from opensalw.core.refusal import require

from ..files.reading import Mistake, Told, read_incidents
from ..models import Incident
from ..rules import reach
from ..rules.records import BadIncident
from .recording import record_incident

MOST = 20_000


@dataclass
class Imported:
    """What became of a file: the records made, those that were there already, and what is wrong with the rest."""

    made: list[Incident] = field(default_factory=list)
    known: list[Incident] = field(default_factory=list)
    refused: list[Told] = field(default_factory=list)

    @property
    def mistakes(self) -> list[Mistake]:
        """Every mistake, in the order of the rows."""
        return sorted((one for told in self.refused for one in told.mistakes), key=lambda one: (one.row, one.field))

    def refused_rows(self, columns: list[str]) -> Iterator[list[str]]:
        """The rows of refused incidents as they came, with what is wrong; can be mended and sent again."""
        yield [*columns, "_wrong"]
        for told in self.refused:
            for row, cells in told.cells.items():
                wrong = [f"{one.field}: {one.reason}" for one in told.mistakes if one.row == row]
                known = {**cells, "no": cells.get("no") or told.no}
                yield [*(known.get(name, "") for name in columns), "; ".join(wrong)]


def import_incidents(path: Path, *, name: str, jurisdiction: str, by: Person, most: int = MOST) -> Imported:
    """Record the incidents of a file, each by itself; one that was recorded from it before is not recorded again."""
    require(reach.refuse_recording(by, jurisdiction))
    found = Imported()
    for told in read_incidents(path, name=name, today=timezone.localdate(), most=most):
        if told.mistakes:
            found.refused.append(told)
            continue
        id = _id_of(jurisdiction, told)
        known = Incident.objects.filter(pk=id, jurisdiction=jurisdiction).first()
        if known is not None:
            found.known.append(known)
            continue
        try:
            found.made.append(_recorded(told, id, jurisdiction, by))
        except BadIncident as bad:
            told.mistakes.append(told.at(bad.field or "", bad.reason, _row_of(told, bad)))
            found.refused.append(told)
    return found


def look_at_incidents(path: Path, *, name: str, jurisdiction: str, by: Person, most: int = MOST) -> Imported:
    """What recording a file would do; nothing is kept of it."""
    with transaction.atomic():
        found = import_incidents(path, name=name, jurisdiction=jurisdiction, by=by, most=most)
        transaction.set_rollback(True)
    return found


@transaction.atomic
def _recorded(told: Told, id: UUID, jurisdiction: str, by: Person) -> Incident:
    facts = {name: value for name, value in told.facts.items() if value}
    return record_incident(jurisdiction=jurisdiction, by=by, id=id, items=told.items, groups=told.groups, **facts)


def _id_of(jurisdiction: str, told: Told) -> UUID:
    """The same words are the same incident, whenever the file is sent; its own number parts two that are alike."""
    content = [jurisdiction, told.no, told.facts, told.items, told.groups]
    return uuid5(NAMESPACE_URL, json.dumps(content, sort_keys=True, default=str))


def _row_of(told: Told, bad: BadIncident) -> int:
    if bad.row is None:
        return told.row
    rows = told.group_rows if bad.field in ("part", "count", "sex", "age_band", "relation") else told.item_rows
    return rows[bad.row - 1] if bad.row <= len(rows) else told.row
