"""Who may open which page of the office, and who manages whom. Each rule gives its reason, or None."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.models import AccessToken, Institution
from opensalw.core.permissions import Person, refuse_inviting, refuse_secretariat_work, refuse_working

LEADING = ("officer", "chair")
MACHINES_OF_THE_REGION = ("secretariat", "donor", "implementer")


def forbid(reason: str | None) -> None:
    """Answer with the page 403 that says ``reason``; a rule that gave none lets the person through."""
    if reason:
        raise PermissionDenied(reason)


def open_to(refuse: Callable[[Person], str | None]) -> Callable:
    """A view for those whom ``refuse`` lets through; whoever is not signed in is asked to sign in first."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, **where: object) -> HttpResponse:
            person: Person = request.person  # type: ignore[attr-defined]
            if not person.signed_in:
                return redirect_to_login(request.get_full_path())
            forbid(refuse(person))
            return view(request, **where)

        return guarded

    return guard


def led_by(person: Person) -> tuple[str, ...]:
    """The jurisdictions in which the person is an officer or the chair."""
    return tuple(sorted({post.jurisdiction for post in person.posts if post.role in LEADING}))


def refuse_people(person: Person) -> str | None:
    """The pages of people are for the secretariat, officers and chairs."""
    if person.is_secretariat or led_by(person):
        return None
    return _("Only the secretariat, officers and chairs look after people.")


def refuse_seeing(person: Person, other: Person) -> str | None:
    """An officer or chair sees the people of the own jurisdiction."""
    if person.is_secretariat or {post.jurisdiction for post in other.posts} & set(led_by(person)):
        return None
    return _("You see the people of your own jurisdiction only.")


def refuse_managing(person: Person, other: Person) -> str | None:
    """Who may reset, close or dismiss: the secretariat; an officer, those who are contributors there and nothing else.

    Somebody with a further post elsewhere is left to the secretariat: a password reset would open that post too.
    """
    if person.is_secretariat:
        return None
    if other.posts and all(
        post.role == "contributor" and refuse_inviting(person, post.role, post.jurisdiction) is None
        for post in other.posts
    ):
        return None
    return _("You manage contributors of your own jurisdiction only. Ask the secretariat.")


def refuse_pairing(role: str, institution: Institution) -> str | None:
    """A role fits its institution: the secretariat's at the secretariat, the seats' in a seat."""
    regional = {"secretariat": ("secretariat",), "donor": ("donor", "implementer")}
    if role in regional:
        if institution.type in regional[role]:
            return None
        return _("This role is held at an institution of that kind only.")
    if institution.jurisdiction == REGIONAL or institution.type in MACHINES_OF_THE_REGION:
        return _("Officers, chairs and contributors belong to an institution of a seat.")
    return None


def refuse_tokens(person: Person, institution: Institution) -> str | None:
    """The secretariat issues any token; an officer or chair those of the own jurisdiction's institutions."""
    if person.is_secretariat:
        return None
    if institution.jurisdiction in led_by(person) and institution.type not in MACHINES_OF_THE_REGION:
        return None
    return _("You issue and revoke tokens of your own jurisdiction only.")


def refuse_own_end(person: Person, user_id: object) -> str | None:
    """Nobody ends the own post or account, so that the secretariat is never left without a member."""
    return _("You cannot end your own post or account. Ask a colleague.") if person.id == str(user_id) else None


def is_live(token: AccessToken, now: object) -> bool:
    """Whether a token still works."""
    return token.revoked_at is None and token.expires_at > now  # type: ignore[operator]


secretariat_only = open_to(refuse_secretariat_work)
leaders_only = open_to(refuse_people)
post_holders_only = open_to(refuse_working)
