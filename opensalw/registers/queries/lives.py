"""A weapon's life, read from the ledger."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from opensalw.ledger import queries as ledger
from opensalw.ledger.models import Entry

from ..lifecycle import Happening, Life, life
from ..models import Firearm


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as it stands on the timeline."""

    entry: Entry
    stands: bool
    fits: bool


def happenings(subject: UUID, *, jurisdiction: str) -> list[Happening]:
    """The entries of a weapon that stand, as far as its life is concerned."""
    entries = ledger.standing(ledger.history(subject, jurisdiction=jurisdiction))
    return [Happening(one.name, one.happened_on, one.id, one.payload) for one in entries]


def life_of(firearm: Firearm, on: date | None = None) -> Life:
    """How the weapon stood at the end of a day, or stands now."""
    return life(happenings(firearm.pk, jurisdiction=firearm.jurisdiction), on)


def step_of_incident(firearm: Firearm, incident: str) -> Entry | None:
    """The entry with which an incident stands in the life of a weapon, the latest if there are several."""
    entries = ledger.standing(ledger.history(firearm.pk, jurisdiction=firearm.jurisdiction))
    return next((one for one in reversed(entries) if one.payload.get("incident") == incident), None)


def destroyed_by(firearm: Firearm, on: date) -> bool:
    """Whether a weapon had been destroyed by a day, whatever was recorded of it since."""
    known = happenings(firearm.pk, jurisdiction=firearm.jurisdiction)
    return any(one.name == "destroyed" and one.on <= on for one in known)


def timeline(firearm: Firearm) -> list[Line]:
    """All entries of a weapon by the day on which they happened, newest first."""
    entries = ledger.history(firearm.pk, jurisdiction=firearm.jurisdiction)
    standing = {one.id for one in ledger.standing(entries)}
    read = life(Happening(one.name, one.happened_on, one.id, one.payload) for one in entries if one.id in standing)
    odd = {one.order for one in read.conflicts}
    ordered = sorted(entries, key=lambda one: (one.happened_on, one.id), reverse=True)
    return [Line(one, one.id in standing, one.id not in odd) for one in ordered]
