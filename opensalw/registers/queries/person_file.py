"""Everything that the register holds about one person, for that person (Directive (EU) 2016/680, Article 14)."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db import connection

from opensalw.ledger.models import Entry
from opensalw.ledger.queries import history, with_personal

from ..models import Consultation, Firearm, Holder, Permit
from .people import permits_of
from .retention import NAMING, Kept, clocks


@dataclass(frozen=True, slots=True)
class PersonFile:
    """What is held about a holder, as it stands on a day."""

    holder: Holder
    as_of: date
    weapons: list[tuple[Firearm, list[Entry]]]
    permits: list[Permit]
    entries: list[Entry]
    looks: list[Consultation]
    clocks: list[Kept]


def person_file(holder: Holder, today: date) -> PersonFile:
    """The holder's row, weapons with the entries that name the holder, permits, own entries, looks and clocks."""
    jurisdiction = holder.jurisdiction
    with connection.cursor() as cursor:
        cursor.execute(NAMING, [jurisdiction, [str(holder.pk)]])
        subjects: set[UUID] = {subject for _holder, subject in cursor.fetchall()}
    weapons = Firearm.objects.filter(jurisdiction=jurisdiction, pk__in=subjects).order_by("number")
    named = [(one, _naming(one, holder)) for one in weapons]
    permits = permits_of(holder)
    entries = history(holder.pk, jurisdiction=jurisdiction)
    for permit in permits:
        entries += history(permit.pk, jurisdiction=jurisdiction)
    looks = Consultation.objects.filter(jurisdiction=jurisdiction, subject=holder.pk).order_by("id")
    ordered = sorted(with_personal(entries), key=lambda one: (one.happened_on, one.id))
    return PersonFile(holder, today, named, permits, ordered, list(looks), list(clocks(jurisdiction).values()))


def _naming(firearm: Firearm, holder: Holder) -> list[Entry]:
    entries = history(firearm.pk, jurisdiction=firearm.jurisdiction)
    return [one for one in entries if one.payload.get("holder") == str(holder.pk)]
