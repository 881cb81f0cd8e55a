"""How the office words what it shows: choices with the designations they owe, and a page's tabs."""

from collections.abc import Iterable
from itertools import groupby

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.jurisdictions import ids
from opensalw.core.models import Institution
from opensalw.core.permissions import Person

from .gates import refuse_people

Choices = list[tuple[str, object]]
TABS: tuple[tuple[str, str | Promise, str], ...] = (
    ("people", gettext_lazy("People"), "leaders"),
    ("institutions", gettext_lazy("Institutions"), "leaders"),
    ("tokens", gettext_lazy("API tokens"), "leaders"),
    ("acts", gettext_lazy("Administrative acts"), "secretariat"),
    ("frameworks", gettext_lazy("Frameworks"), "secretariat"),
    ("ledger", gettext_lazy("Ledger"), "all"),
)


def tabs(request: HttpRequest) -> list[dict[str, object]]:
    """The pages of the office that this person may open, the present one marked."""
    person: Person = request.person  # type: ignore[attr-defined]
    open_ones = {"all"}
    if refuse_people(person) is None:
        open_ones.add("leaders")
    if person.is_secretariat:
        open_ones.add("secretariat")
    shown = [(reverse(name), label) for name, label, needs in TABS if needs in open_ones]
    return [{"url": url, "label": label, "current": request.path.startswith(url)} for url, label in shown]


def shown(request: HttpRequest, text: object) -> str:
    """A text with the asterisk it owes, its footnote noted for the foot of the page."""
    return request.footnotes.text(str(text))  # type: ignore[attr-defined]


def seat(request: HttpRequest, jid: str) -> str:
    """A jurisdiction's label, its footnote noted."""
    return request.footnotes.label(jid)  # type: ignore[attr-defined]


def ordered(found: Iterable[Institution]) -> list[Institution]:
    """Institutions in the order of jurisdictions, then by name."""
    place = {jid: number for number, jid in enumerate(ids())}
    return sorted(found, key=lambda one: (place.get(one.jurisdiction, 99), one.name))


def institution_choices(request: HttpRequest, found: Iterable[Institution]) -> Choices:
    """Institutions for a select, grouped by jurisdiction."""
    groups: Choices = [("", _("Choose"))]
    for jid, members in groupby(ordered(found), key=lambda one: one.jurisdiction):
        groups.append((seat(request, jid), [(one.key, shown(request, one.name)) for one in members]))
    return groups


def jurisdiction_choices(request: HttpRequest, jids: Iterable[str], first: str) -> Choices:
    """Jurisdictions for a select, in their order."""
    wanted = set(jids)
    return [("", first), *((jid, seat(request, jid)) for jid in ids() if jid in wanted)]
