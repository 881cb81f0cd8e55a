"""Who opens a page of tracing: the focal point of the jurisdiction."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.core.session import set_jurisdictions
from opensalw.tracing.rules.reach import refuse_tracing
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import View, allow, working


def of_focal_point(view: View) -> View:
    """Only the focal point of the jurisdiction in the address, acting for that one."""

    @wraps(view)
    @working
    def guarded(request: PersonalRequest, jid: str, *args: object, **kwargs: object) -> HttpResponseBase:
        allow(refuse_tracing(request.person, jid))
        set_jurisdictions([jid])
        return view(request, jid, *args, **kwargs)

    return guarded


@working
def trace_search_desk(request: PersonalRequest) -> HttpResponse:
    """The way to the search of the own jurisdiction."""
    for seat in seats():
        if refuse_tracing(request.person, seat.id) is None:
            return redirect("trace_search", seat.id)
    raise PermissionDenied(_("Weapons are traced by the focal point of a jurisdiction."))
