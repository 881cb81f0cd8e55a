"""Who opens a page of the field: the people of the jurisdiction, and the page acts for that jurisdiction alone."""

from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.core.session import set_jurisdictions
from opensalw.incidents.rules.reach import refuse_recording, refuse_seeing_records
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import View, allow, working


def of_jurisdiction(view: View) -> View:
    """Let the people of the jurisdiction in; from here on no row of another one is seen, whatever a query forgets."""

    @wraps(view)
    @working
    def guarded(request: PersonalRequest, jid: str, *args: object, **kwargs: object) -> HttpResponseBase:
        allow(refuse_seeing_records(request.person, jid))
        set_jurisdictions([jid])
        return view(request, jid, *args, **kwargs)

    return guarded


def may_write(request: PersonalRequest, jid: str) -> bool:
    """Whether the page offers acts."""
    return refuse_recording(request.person, jid) is None


@working
def field_desk(request: PersonalRequest, area: str) -> HttpResponse:
    """The way to the own jurisdiction's pages."""
    for seat in seats():
        if refuse_seeing_records(request.person, seat.id) is None:
            return redirect(area, seat.id)
    raise PermissionDenied(_("Records of incidents and stocks are seen by the people of their jurisdiction only."))
