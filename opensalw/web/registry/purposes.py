"""Why personal data is looked at: asked for each person, noted at each look, remembered for a quarter of an hour."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused, require
from opensalw.registers.commands import consulted
from opensalw.registers.rules import refuse_purpose
from opensalw.web.transactions import PersonalRequest

from .access import of_registry

LASTS = 15 * 60
KEY = "register_purpose"
SEARCH = "search"


def _kept(request: PersonalRequest, jid: str) -> dict:
    kept = request.session.get(KEY) or {}
    fresh = kept.get("jid") == jid and timezone.now().timestamp() - kept.get("at", 0) < LASTS
    return kept if fresh else {}


def last_purpose(request: PersonalRequest, jid: str) -> str:
    """The purpose that was said last; offered again, never taken for granted."""
    return _kept(request, jid).get("purpose", "")


def may_look(request: PersonalRequest, jid: str, subject: UUID | str) -> bool:
    """Whether a purpose was said for this person, or for searching by name."""
    return str(subject) in _kept(request, jid).get("for", [])


def look(request: PersonalRequest, jid: str, what: str, subject: UUID | None) -> bool:
    """Note a look for which a purpose was said; False when none was."""
    if not may_look(request, jid, subject or SEARCH):
        return False
    consulted(jurisdiction=jid, what=what, subject=subject, purpose=last_purpose(request, jid), by=request.person)
    return True


def remember(request: PersonalRequest, jid: str, purpose: str, subject: str) -> None:
    """Keep a purpose and for whom it was said."""
    require(refuse_purpose(purpose), "purpose")
    kept = _kept(request, jid)
    same = kept.get("purpose") == purpose.strip()
    known = [one for one in kept.get("for", []) if same and one != subject][-50:]
    request.session[KEY] = {
        "jid": jid, "purpose": purpose.strip()[:200], "at": int(timezone.now().timestamp()), "for": [*known, subject],
    }  # fmt: skip


@of_registry
@require_POST
def register_purpose(request: PersonalRequest, jid: str) -> HttpResponse:
    """Take the purpose, and go back to what was to be seen."""
    next_url = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(next_url, {request.get_host()}, require_https=request.is_secure()):
        next_url = reverse("register_search", args=[jid])
    purpose, subject = request.POST.get("purpose", ""), request.POST.get("subject", SEARCH)[:40]
    try:
        remember(request, jid, purpose, subject)
    except Refused as refused:
        return asked(request, jid, next_url, subject, refused.reason)
    return redirect(next_url)


def asked(request: PersonalRequest, jid: str, next_url: str, subject: UUID | str, problem: str = "") -> HttpResponse:
    """The page that asks for the purpose before anything is shown."""
    context = {
        "jid": jid, "next_url": next_url, "subject": subject, "problem": problem,
        "purpose": request.POST.get("purpose", last_purpose(request, jid)),
    }  # fmt: skip
    return render(request, "registry/purpose.html", context, status=422 if problem else 200)
