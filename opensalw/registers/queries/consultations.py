"""Who looked at personal data: the list for the data-protection officer, and the looks at one person."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet

from ..models import Consultation, Holder
from ..numbers import read_number

NOBODY = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Looked:
    """What the list of looks is narrowed to; what is empty narrows nothing."""

    by: str = ""
    what: str = ""
    number: str = ""
    purpose: str = ""
    first: date | None = None
    last: date | None = None


def consultations(jurisdiction: str, wanted: Looked = Looked()) -> QuerySet[Consultation]:
    """The looks at personal data, the newest first."""
    found = Consultation.objects.filter(jurisdiction=jurisdiction).order_by("-id")
    exact = {"by": wanted.by, "what": wanted.what, "at__date__gte": wanted.first, "at__date__lte": wanted.last}
    found = found.filter(**{name: value for name, value in exact.items() if value})
    if wanted.number:
        number = read_number(wanted.number) or ""
        holder = Holder.objects.filter(jurisdiction=jurisdiction, number=number).first()
        found = found.filter(subject=holder.pk if holder else NOBODY)
    for word in wanted.purpose.split():
        found = found.filter(purpose__icontains=word)
    return found


def people_who_looked(jurisdiction: str) -> list[str]:
    """The ids of those who looked."""
    found = Consultation.objects.filter(jurisdiction=jurisdiction).order_by()
    return sorted(found.values_list("by", flat=True).distinct())


def kinds_of_looks(jurisdiction: str) -> list[str]:
    """What was looked at, as the pages name it."""
    found = Consultation.objects.filter(jurisdiction=jurisdiction).order_by()
    return sorted(found.values_list("what", flat=True).distinct())
