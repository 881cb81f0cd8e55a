"""Who records and sees incidents: the people of the jurisdiction itself."""

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person

RECORDING = ("officer", "contributor")
SEEING = (*RECORDING, "chair")


def refuse_recording(person: Person, jurisdiction: str) -> str | None:
    """An officer or contributor records for the own jurisdiction and for no other; the region has no incidents."""
    if jurisdiction != REGIONAL and any(person.holds(role, jurisdiction) for role in RECORDING):
        return None
    return _("Only an officer or contributor of this jurisdiction records here. Nothing was kept.")


def refuse_seeing_records(person: Person, jurisdiction: str) -> str | None:
    """Records of incidents and stocks are seen by the people of their jurisdiction."""
    if jurisdiction != REGIONAL and any(person.holds(role, jurisdiction) for role in SEEING):
        return None
    return _("Records of incidents and stocks are seen by the people of their jurisdiction only.")
