"""What meetings with a published record concluded, for everybody."""

from django.http import HttpResponse
from django.shortcuts import render

from opensalw.coordination.queries.conclusions import conclusions, seen_by
from opensalw.core.permissions import PUBLIC
from opensalw.web.transactions import PersonalRequest

from .listing import FollowUpFilter, file_of, listed, wanted_of


def public_conclusions(request: PersonalRequest) -> HttpResponse:
    """The conclusions of published records, by their day."""
    form = FollowUpFilter(request.GET, public=True)
    return render(request, "meeting/public_conclusions.html", listed(request, form, PUBLIC))


def public_conclusions_file(request: PersonalRequest, format: str) -> HttpResponse:
    """The same as a file."""
    chosen = FollowUpFilter(request.GET, public=True).chosen()
    return file_of(seen_by(conclusions(wanted_of(chosen)), PUBLIC), format)
