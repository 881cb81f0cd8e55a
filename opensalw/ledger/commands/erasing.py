"""Erasing a person: the key goes, the entries and their chain stay."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.models import AdministrativeAct
from opensalw.core.refusal import require

from ..keys import erase_person_key

ERASED = "person_erased"


@transaction.atomic
def erase_person(person: UUID, *, by: str, reason: str) -> bool:
    """Make all personal parts about ``person`` unreadable for ever; whether there was a key to destroy.

    The act is noted first, so that nothing of the note can fail once the key is gone; the file of keys
    remembers the erasure by itself too.
    """
    require(None if reason.strip() else _("Say why the person is erased."), "reason")
    AdministrativeAct.objects.create(by=by, act=ERASED, about=str(person), details={"reason": reason})
    return erase_person_key(person)


def repeat_erasures() -> int:
    """After keys were put back from a copy: destroy again the keys of all who were erased since."""
    persons = AdministrativeAct.objects.filter(act=ERASED).values_list("about", flat=True).distinct()
    return sum(erase_person_key(UUID(person)) for person in persons)
