"""Who opens the pages of data protection: its officer, the chair, and for some of them the registry."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.core.permissions import Person, refuse_consultation_log, refuse_person_file
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import of_own, working


def refuse_clocks(person: Person, jurisdiction: str) -> str | None:
    """The clocks are seen by all who see the looks or print files."""
    seen = refuse_consultation_log(person, jurisdiction)
    return seen if refuse_person_file(person, jurisdiction) else None


of_log = of_own(refuse_consultation_log)
of_clocks = of_own(refuse_clocks)
of_files = of_own(refuse_person_file)


@working
def protection_desk(request: PersonalRequest) -> HttpResponse:
    """The way to the own jurisdiction's pages."""
    for seat in seats():
        if refuse_consultation_log(request.person, seat.id) is None:
            return redirect("protection_log", seat.id)
        if refuse_clocks(request.person, seat.id) is None:
            return redirect("protection_clocks", seat.id)
    raise PermissionDenied(_("These pages are for the data-protection officer, the chair and the registry."))


def tabs(request: PersonalRequest, jid: str, here: str) -> dict[str, object]:
    """What every page here needs: its jurisdiction and the tabs that the person may open."""
    rules = (
        ("protection_log", _("Who looked"), refuse_consultation_log),
        ("protection_clocks", _("Retention"), refuse_clocks),
        ("person_file", _("A person's file"), refuse_person_file),
    )  # fmt: skip
    open_ones = [(name, label) for name, label, rule in rules if rule(request.person, jid) is None]
    return {"jid": jid, "here": here, "tabs": open_ones}
