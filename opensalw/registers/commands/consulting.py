"""Looking at personal data leaves a trace: who, when, what and for which purpose."""

from uuid import UUID

from opensalw.core.permissions import Person, refuse_person_file
from opensalw.core.refusal import require

from ..models import Consultation, Holder
from ..rules import refuse_purpose, refuse_registry


def consulted(*, jurisdiction: str, what: str, subject: UUID | None, purpose: str, by: Person) -> Consultation:
    """Note that personal data was looked at; without a purpose nothing is shown."""
    require(refuse_registry(by, jurisdiction))
    require(refuse_purpose(purpose), "purpose")
    return Consultation.objects.create(
        jurisdiction=jurisdiction, what=what, subject=subject, purpose=purpose.strip()[:200], by=by.id
    )


def note_access(holder: Holder, *, reference: str, by: Person) -> Consultation:
    """A person's file is printed on request: that too is a look, with the request as its purpose."""
    require(refuse_person_file(by, holder.jurisdiction))
    require(refuse_purpose(reference), "reference")
    return Consultation.objects.create(
        jurisdiction=holder.jurisdiction, what="file", subject=holder.pk, purpose=reference.strip()[:200], by=by.id
    )
