"""Who may open a page of the workspace, and the part that an address names."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404

from opensalw.core.permissions import Person, refuse_secretariat_work, refuse_seeing_part, refuse_working
from opensalw.core.session import set_jurisdictions
from opensalw.roadmap.models import Round, Submission
from opensalw.roadmap.reach import refuse_seeing_whole
from opensalw.web.transactions import PersonalRequest

View = Callable[..., HttpResponseBase]


def working(view: View) -> View:
    """Let people with a post in; others sign in first, or read why not."""

    @wraps(view)
    def guarded(request: PersonalRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if not request.person.signed_in:
            return redirect_to_login(request.get_full_path())
        allow(refuse_working(request.person))
        return view(request, *args, **kwargs)

    return guarded


def secretariat_only(view: View) -> View:
    """Let the secretariat in; others sign in first, or read why not."""

    @wraps(view)
    @working
    def guarded(request: PersonalRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        allow(refuse_secretariat_work(request.person))
        return view(request, *args, **kwargs)

    return guarded


def of_own(refuse: Callable[[Person, str], str | None]) -> Callable[[View], View]:
    """Let in whom ``refuse`` lets into the jurisdiction of the address, and act for that one alone.

    From here on no row of another jurisdiction is seen, whatever a query forgets.
    """

    def let(view: View) -> View:
        @wraps(view)
        @working
        def guarded(request: PersonalRequest, jid: str, *args: object, **kwargs: object) -> HttpResponseBase:
            allow(refuse(request.person, jid))
            set_jurisdictions([jid])
            return view(request, jid, *args, **kwargs)

        return guarded

    return let


def allow(reason: str | None) -> None:
    """Show the page that says why not, when a rule gave a reason."""
    if reason:
        raise PermissionDenied(str(reason))


def find_part(request: PersonalRequest, round: str, jid: str) -> Submission:
    """The part of an address, if this person may see it."""
    found = Submission.objects.select_related("round__framework")
    part = get_object_or_404(found, round_id=round, jurisdiction=jid)
    allow(refuse_seeing_part(request.person, part.jurisdiction))
    return part


def find_whole_part(request: PersonalRequest, round: str, jid: str) -> Submission:
    """The part of an address, if this person may see all of it; a contributor sees the own sections only."""
    part = find_part(request, round, jid)
    allow(refuse_seeing_whole(part, request.person))
    return part


def find_round(key: str) -> Round:
    """The round of an address."""
    return get_object_or_404(Round.objects.select_related("framework"), pk=key)
