"""Questions of the pages about people: who is there, in which state, and what they hold."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opensalw.core.models import Institution, Membership, OneTimeLink, User
from opensalw.core.permissions import Person, Post

from .gates import led_by, refuse_seeing

STATES = {
    "active": _("active"),
    "invited": _("invited"),
    "expired": _("no valid link"),
    "deactivated": _("deactivated"),
}


def in_force(user_or_institution: str = "") -> Q:
    """Memberships held today; with a prefix for a question that reaches them from elsewhere."""
    prefix, day = user_or_institution, timezone.localdate()
    return Q(**{f"{prefix}since__lte": day}) & (
        Q(**{f"{prefix}until__isnull": True}) | Q(**{f"{prefix}until__gte": day})
    )


def roster() -> QuerySet[User]:
    """Everyone, with the posts held today as ``held`` and whether a link is waiting as ``is_awaited``."""
    held = Membership.objects.filter(in_force()).select_related("institution")
    waiting = OneTimeLink.objects.filter(user=OuterRef("pk"), used_at__isnull=True, expires_at__gt=timezone.now())
    return User.objects.annotate(is_awaited=Exists(waiting)).prefetch_related(
        Prefetch("memberships", held, to_attr="held")
    )


def seen_by(person: Person) -> QuerySet[User]:
    """Those of the roster whom ``person`` may see."""
    if person.is_secretariat:
        return roster()
    return roster().filter(_holding(institution__jurisdiction__in=led_by(person)))


def filtered(found: QuerySet[User], wanted: dict[str, str]) -> QuerySet[User]:
    """The roster by words, role, jurisdiction and state; what is empty does not narrow it."""
    if words := wanted.get("q", "").strip():
        found = found.filter(Q(shown_as__icontains=words) | Q(email__icontains=words))
    if role := wanted.get("role"):
        found = found.filter(_holding(role=role))
    if jurisdiction := wanted.get("jurisdiction"):
        found = found.filter(_holding(institution__jurisdiction=jurisdiction))
    unusable = Q(password__startswith=UNUSABLE_PASSWORD_PREFIX)
    narrowing = {
        "active": Q(is_active=True) & ~unusable,
        "invited": Q(is_active=True, is_awaited=True) & unusable,
        "expired": Q(is_active=True, is_awaited=False) & unusable,
        "deactivated": Q(is_active=False),
    }
    state = wanted.get("state")
    return found.filter(narrowing[state]) if state in narrowing else found


def _holding(**where: object) -> Exists:
    return Exists(Membership.objects.filter(in_force(), user=OuterRef("pk"), **where))


def state_of(user: User) -> str:
    """Where an account stands: a key of ``states.STATES``."""
    if not user.is_active:
        return "deactivated"
    if user.has_usable_password():
        return "active"
    return "invited" if user.is_awaited else "expired"  # type: ignore[attr-defined]


def facts_of(user: User) -> Person:
    """The posts of somebody else, closed accounts included, as permissions ask for them."""
    posts = frozenset(
        Post(one.role, one.institution_id, one.institution.type, one.institution.jurisdiction)
        for one in user.held  # type: ignore[attr-defined]
    )
    return Person(id=str(user.pk), shown_as=user.shown_as, posts=posts)


@dataclass(frozen=True)
class Row:
    """A line of the list of people."""

    user: User
    state: str

    @property
    def held(self) -> list[Membership]:
        """The posts held today."""
        return self.user.held  # type: ignore[attr-defined]


def found_person(request: HttpRequest, id: UUID) -> tuple[User | None, str | None]:
    """The person of this id and why the one who asks may not see them; a wrong id tells an officer nothing."""
    person: Person = request.person  # type: ignore[attr-defined]
    user = roster().filter(pk=id).first()
    nobody = Person(id="", shown_as="")
    return user, refuse_seeing(person, facts_of(user) if user else nobody)


def institutions_for(person: Person) -> QuerySet[Institution]:
    """The institutions whose people or tokens ``person`` may look after, in the order of jurisdictions."""
    found = Institution.objects.select_related("parent")
    if person.is_secretariat:
        return found
    return found.filter(jurisdiction__in=led_by(person)).exclude(type__in=["secretariat", "donor", "implementer"])
