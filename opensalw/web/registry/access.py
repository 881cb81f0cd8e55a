"""Who opens a page of the register: the registry of the jurisdiction; border police and customs ask one question."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.core.permissions import refuse_border_check, refuse_registry
from opensalw.registers.models import Firearm, Holder
from opensalw.registers.queries.browsing import weapon_numbered
from opensalw.registers.queries.people import holder_numbered
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import of_own, working

of_registry = of_own(refuse_registry)
of_border = of_own(refuse_border_check)


@working
def register_desk(request: PersonalRequest) -> HttpResponse:
    """The way to the own register; who may only ask is led to the question."""
    for seat in seats():
        if refuse_registry(request.person, seat.id) is None:
            return redirect("register_search", seat.id)
        if refuse_border_check(request.person, seat.id) is None:
            return redirect("border_check", seat.id)
    raise PermissionDenied(_("The register is kept by the police or a ministry of its jurisdiction."))


def find_weapon(jid: str, number: str) -> Firearm:
    """The weapon of an address."""
    found = weapon_numbered(number, jid)
    if found is None:
        raise Http404(number)
    return found


def find_holder(jid: str, number: str) -> Holder:
    """The holder of an address, by the register's number alone."""
    found = holder_numbered(number, jid)
    if found is None or found.number != number:
        raise Http404(number)
    return found
