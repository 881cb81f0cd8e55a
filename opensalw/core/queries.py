"""Questions about people and institutions."""

from datetime import date
from hashlib import sha256

from django.db.models import Q, QuerySet
from django.utils import timezone

from .models import AccessToken, AdministrativeAct, Institution, Membership, OneTimeLink, User
from .permissions import PUBLIC, Person, Post


def hashed(secret: str) -> str:
    """The form in which the secret of a link or token is kept."""
    return sha256(secret.encode()).hexdigest()


def current_memberships(day: date | None = None) -> QuerySet[Membership]:
    """The memberships in force on ``day`` (today), with their institutions."""
    day = day or timezone.localdate()
    return Membership.objects.filter(Q(until__isnull=True) | Q(until__gte=day), since__lte=day).select_related(
        "institution", "user"
    )


def people_of_part(jurisdiction: str) -> QuerySet[Membership]:
    """Who works on the parts of a jurisdiction: those who hold a post in it, and the secretariat."""
    own = Q(institution__jurisdiction=jurisdiction, role__in=["officer", "chair", "contributor"])
    found = current_memberships().filter(own | Q(role="secretariat"), user__is_active=True)
    return found.order_by("role", "user__shown_as", "institution_id")


def person_of(user: object) -> Person:
    """The facts that permissions ask of a signed-in ``user``; PUBLIC for anyone else."""
    if not isinstance(user, User) or not user.is_active:
        return PUBLIC
    posts = frozenset(
        Post(held.role, held.institution_id, held.institution.type, held.institution.jurisdiction)
        for held in current_memberships().filter(user=user)
    )
    return Person(id=str(user.pk), shown_as=user.shown_as, posts=posts)


def person_of_token(token: AccessToken) -> Person:
    """The facts of a machine that signs in with ``token``: an officer of its institution's jurisdiction."""
    institution = token.institution
    role = {"secretariat": "secretariat", "donor": "donor", "implementer": "donor", "commission": "officer"}.get(
        institution.type, "contributor"
    )
    post = Post(role, institution.key, institution.type, institution.jurisdiction)
    return Person(id=f"token:{token.pk}", shown_as=token.label, posts=frozenset({post}))


def valid_token(secret: str) -> AccessToken | None:
    """The token with this secret, unless it is revoked or has expired."""
    found = AccessToken.objects.select_related("institution").filter(secret_hash=hashed(secret)).first()
    if found is None or found.revoked_at or found.expires_at <= timezone.now():
        return None
    return found


def usable_link(secret: str) -> OneTimeLink | None:
    """The unused, unexpired link with this secret."""
    found = OneTimeLink.objects.select_related("user").filter(secret_hash=hashed(secret)).first()
    if found is None or found.used_at or found.expires_at <= timezone.now():
        return None
    return found


def people() -> QuerySet[User]:
    """Everyone who can sign in or could, with what they hold."""
    return User.objects.prefetch_related("memberships__institution").order_by("-is_active", "shown_as")


def institutions(jurisdiction: str | None = None) -> QuerySet[Institution]:
    """The institutions, of one jurisdiction if it is given."""
    found = Institution.objects.select_related("parent")
    return found.filter(jurisdiction=jurisdiction) if jurisdiction else found


def administrative_acts(limit: int = 100) -> QuerySet[AdministrativeAct]:
    """The latest changes to people, roles and tokens."""
    return AdministrativeAct.objects.all()[:limit]


def names_of(ids: set[str]) -> dict[str, str]:
    """How the actors with these opaque ids are shown."""
    users = {str(user.pk): user.shown_as for user in User.objects.filter(pk__in=[i for i in ids if is_uuid(i)])}
    tokens = {i.removeprefix("token:") for i in ids if i.startswith("token:")}
    shown = {f"token:{token.pk}": token.label for token in AccessToken.objects.filter(pk__in=tokens)} if tokens else {}
    return {**{i: i for i in ids}, **users, **shown}


def is_uuid(text: str) -> bool:
    """Whether ``text`` has the form of a user's id."""
    return len(text) == 36 and text.count("-") == 4
