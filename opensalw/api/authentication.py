"""Who asks: an institution's token, or a person who signed in on the pages. Public data need neither."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from opensalw.core.commands import mark_token_used
from opensalw.core.permissions import PUBLIC, Person
from opensalw.core.queries import person_of_token, valid_token
from opensalw.core.session import set_jurisdictions

from .problems import Problem, not_signed_in


@dataclass(frozen=True)
class Asking:
    """Who asks, as ``request.auth``; always true, also for the public."""

    person: Person


class Token(HttpBearer):
    """A token in the header; it acts for its institution's jurisdiction and never beyond its scopes.

    Without ``scope`` the data are public: a token that may not read sees what everyone sees.
    """

    openapi_bearerFormat = "osw_..."

    def __init__(self, scope: str | None = None) -> None:
        self.scope = scope
        super().__init__()

    def __call__(self, request: HttpRequest) -> Asking | None:
        """Who asks, or None when there is no such header; a bad token is never taken for the public."""
        given = request.headers.get("Authorization")
        if given is None:
            return None
        word, _space, secret = given.strip().partition(" ")
        if word.lower() != "bearer":
            raise not_signed_in()
        return self.authenticate(request, secret.strip())

    def authenticate(self, request: HttpRequest, token: str) -> Asking:
        """The institution's machine that holds this token."""
        found = valid_token(token)
        if found is None:
            raise not_signed_in("invalid_token")
        mark_token_used(found)
        if self.scope and self.scope not in found.scopes:
            challenge = f'Bearer realm="opensalw", error="insufficient_scope", scope="{self.scope}"'
            words = _("This token has no scope “%(scope)s”. Its scopes: %(scopes)s.")
            detail = words % {"scope": self.scope, "scopes": ", ".join(found.scopes)}
            raise Problem(403, detail, headers={"WWW-Authenticate": challenge})
        person = person_of_token(found) if self.scope or "read" in found.scopes else PUBLIC
        return acting(request, person)


class SignedIn(APIKeyCookie):
    """The session of a person who signed in on the pages; what changes something needs the CSRF token."""

    param_name = settings.SESSION_COOKIE_NAME

    def __call__(self, request: HttpRequest) -> Asking | None:
        """Who asks, or None when nobody signed in."""
        person: Person = request.person  # type: ignore[attr-defined]
        if not person.signed_in:
            return None
        if check_csrf(request):
            raise Problem(403, _("Send the CSRF token of your session in the header X-CSRFToken."))
        return Asking(person)

    def authenticate(self, request: HttpRequest, key: str | None) -> Asking | None:
        """Not used: the session middleware has read the cookie already."""
        return self(request)


def anyone(request: HttpRequest) -> Asking:
    """The public."""
    return Asking(PUBLIC)


def acting(request: HttpRequest, person: Person) -> Asking:
    """Let the rest of the request act for ``person`` and its jurisdictions only, whoever's session came along."""
    request.person = person  # type: ignore[attr-defined]
    set_jurisdictions(person.jurisdictions)
    return Asking(person)


OPEN = [Token(), SignedIn(), anyone]
READING = [Token("read"), SignedIn()]
WRITING = [Token("write"), SignedIn()]
PEOPLE = [SignedIn()]
SENDING = [Token("submit"), SignedIn()]
CHECKING = [Token("check"), SignedIn()]
