"""What an incident does to the weapons of the register that it names: their lives show it, and follow a correction."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.registers import commands as register
from opensalw.registers.events import weapons as steps
from opensalw.registers.lifecycle import State
from opensalw.registers.models import Firearm
from opensalw.registers.queries import happenings, life_of, step_of_incident, weapon_called

from ..models import Incident, Item
from ..rules.records import BadIncident
from ..vocabulary import ARMS, Kind

TAKEN: dict[str, str] = {Kind.SEIZURE: "seized", Kind.FIND: "found", Kind.SURRENDER: "surrendered"}
MISSING: dict[str, type[steps.Missing]] = {Kind.THEFT: steps.Stolen, Kind.LOSS: steps.Lost}
ALREADY = {"stolen": State.STOLEN, "lost": State.LOST, "recovered": State.HELD, "given_back": State.HELD}
Step = steps.TakenIn | steps.Missing | steps.GivenBack


def name_weapons(jurisdiction: str, pieces: Sequence[dict[str, Any]]) -> None:
    """Put the register's id where a weapon is named by its number; refuse what the register does not know."""
    seen: set[UUID] = set()
    for row, piece in enumerate(pieces, 1):
        if not piece["firearm"]:
            continue
        found = weapon_called(piece["firearm"], jurisdiction=jurisdiction)
        if found is None:
            reason = _("The register knows no weapon %(number)s. Look at the number, or leave it out.")
            raise BadIncident(reason % {"number": piece["firearm"]}, "firearm", row)
        if piece["thing"] not in ARMS:
            raise BadIncident(_("Only a firearm is a weapon of the register."), "firearm", row)
        if found.pk in seen:
            raise BadIncident(_("%(number)s stands in two rows.") % {"number": found.number}, "firearm", row)
        seen.add(found.pk)
        piece["firearm"] = found.pk


def tell_lives(
    record: Incident, items: Iterable[Item], by: Person, *, before: Iterable[UUID] = (), reason: str = ""
) -> None:
    """Let the lives of the weapons named now say what the record says; those of ``before`` no longer do."""
    rows = {item.firearm: item.position for item in items if item.firearm}
    wanted = _step(record)
    named = set(rows) if wanted and not record.withdrawn else set()
    for id in sorted(named | set(before), key=str):
        firearm = Firearm.objects.get(pk=id, jurisdiction=record.jurisdiction)
        try:
            _tell_one(firearm, wanted if id in named else None, record, by, reason)
        except Refused as refused:
            raise BadIncident(f"{firearm.number}: {refused.reason}", "firearm", rows.get(id)) from None


def _step(record: Incident) -> Step | None:
    if record.kind in TAKEN:
        return steps.TakenIn(how=TAKEN[record.kind], incident=record.number)
    if record.kind in MISSING:
        told_as = MISSING[record.kind]
        return told_as(place=record.where, reference=record.reference or record.number, incident=record.number)
    return None


def _tell_one(firearm: Firearm, step: Step | None, record: Incident, by: Person, reason: str) -> None:
    known = step_of_incident(firearm, record.number)
    day = record.happened_on
    if step is None:
        if known is not None:
            register.withdraw_step(firearm, known, by=by, reason=reason, permitted=True)
    elif known is None:
        _happen(firearm, step, on=day, by=by, reason=reason)
    elif (known.happened_on, known.payload) != (day, step.public_part()):
        register.correct(firearm, known, step, on=day, by=by, reason=reason, permitted=True)


def _happen(firearm: Firearm, step: Step, *, on: date, by: Person, reason: str) -> None:
    """Add the step, unless the registry recorded the same already; what another incident told is refused."""
    if step.name in ALREADY and life_of(firearm, on).state == ALREADY[step.name]:
        known = [one for one in happenings(firearm.pk, jurisdiction=firearm.jurisdiction) if one.name == step.name]
        if not any(one.on <= on and one.payload.get("incident") for one in known[-1:]):
            return
    register.happened(firearm, step, on=on, by=by, reason=reason, permitted=True)


def tell_return(item: Item, *, on: date, by: Person, reason: str) -> None:
    """A weapon of the register goes back to its holder: given back, or recovered after theft or loss."""
    if item.firearm is None:
        return
    record = item.incident
    firearm = Firearm.objects.get(pk=item.firearm, jurisdiction=item.jurisdiction)
    gone = record.kind in MISSING
    if not gone and record.kind not in TAKEN:
        return
    step: Step = steps.Recovered(reference=record.number) if gone else steps.GivenBack()
    _happen(firearm, step, on=on, by=by, reason=reason)
