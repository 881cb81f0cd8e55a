"""Looking at personal data leaves a trace: who, when, what and for which purpose."""

from uuid import UUID

from opensalw.core.permissions import Person
from opensalw.core.refusal import require

from ..models import Consultation
from ..rules import refuse_purpose, refuse_registry


def consulted(*, jurisdiction: str, what: str, subject: UUID | None, purpose: str, by: Person) -> Consultation:
    """Note that personal data was looked at; without a purpose nothing is shown."""
    require(refuse_registry(by, jurisdiction))
    require(refuse_purpose(purpose), "purpose")
    return Consultation.objects.create(
        jurisdiction=jurisdiction, what=what, subject=subject, purpose=purpose.strip()[:200], by=by.id
    )
