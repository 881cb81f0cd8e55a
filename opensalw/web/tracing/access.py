"""Who opens a page of tracing: the focal point of the jurisdiction."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.tracing.rules.reach import refuse_tracing
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import of_own, working

of_focal_point = of_own(refuse_tracing)


@working
def trace_search_desk(request: PersonalRequest) -> HttpResponse:
    """The way to the search of the own jurisdiction."""
    for seat in seats():
        if refuse_tracing(request.person, seat.id) is None:
            return redirect("trace_search", seat.id)
    raise PermissionDenied(_("Weapons are traced by the focal point of a jurisdiction."))
