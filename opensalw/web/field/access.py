"""Who opens a page of the field: the people of the jurisdiction, and the page acts for that jurisdiction alone."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import seats
from opensalw.incidents.rules.reach import refuse_recording, refuse_seeing_records
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import of_own, working

of_jurisdiction = of_own(refuse_seeing_records)


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
