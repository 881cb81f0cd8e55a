"""Who traces: the focal point, which is at home in the police or a ministry of the jurisdiction."""

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, refuse_registry


def refuse_tracing(person: Person, jurisdiction: str) -> str | None:
    """Requests are sent, answered and seen by contributors of the own police or a ministry."""
    if jurisdiction != REGIONAL and refuse_registry(person, jurisdiction) is None:
        return None
    return _("Only the focal point (a contributor of the police or a ministry of this jurisdiction) traces here.")
