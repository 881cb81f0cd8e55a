"""Who opens the desk: the focal point of the jurisdiction, and the page acts for that jurisdiction alone."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import ids, jurisdiction, seats
from opensalw.tracing.models import TraceRequest
from opensalw.tracing.queries.requests import request_numbered
from opensalw.tracing.rules.reach import refuse_tracing
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import of_own, working

of_desk = of_own(refuse_tracing)


@working
def trace_desk(request: PersonalRequest) -> HttpResponse:
    """The way to the own desk."""
    for seat in seats():
        if refuse_tracing(request.person, seat.id) is None:
            return redirect("trace_inbox", seat.id)
    raise PermissionDenied(_("Tracing is done by the focal point: contributors of the police or a ministry."))


def find_request(jid: str, number: str) -> TraceRequest:
    """The request of an address."""
    found = request_numbered(jid, number)
    if found is None:
        raise Http404(number)
    return found


def who(other: str) -> str:
    """The other side in words: a seat, or what was typed."""
    return jurisdiction(other).seat if other in ids() else other
