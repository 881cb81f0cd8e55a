"""Who may do a thing: each function returns the reason for refusing, or None.

Whether it may happen *now* is a rule of the package concerned (``rules.py``).
"""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .jurisdictions import REGIONAL
from .session import everywhere


@dataclass(frozen=True)
class Post:
    """A role held at an institution of a jurisdiction."""

    role: str
    institution: str
    institution_type: str
    jurisdiction: str


@dataclass(frozen=True)
class Person:
    """Who acts: the opaque id that entries carry, how it is shown, and the posts held today."""

    id: str
    shown_as: str
    posts: frozenset[Post] = field(default_factory=frozenset)
    signed_in: bool = True

    def holds(self, role: str, jurisdiction: str | None = None) -> bool:
        """Whether the person holds ``role``, in ``jurisdiction`` if that is given."""
        return any(post.role == role and jurisdiction in (None, post.jurisdiction) for post in self.posts)

    @property
    def is_secretariat(self) -> bool:
        """Whether the person works for the secretariat."""
        return self.holds("secretariat")

    @property
    def jurisdictions(self) -> tuple[str, ...]:
        """The jurisdictions whose guarded rows this person's transactions may touch."""
        if self.is_secretariat:
            return everywhere()
        return tuple(sorted({post.jurisdiction for post in self.posts if post.role != "donor"}))

    def institutions_in(self, jurisdiction: str) -> frozenset[str]:
        """The keys of the person's institutions in ``jurisdiction``."""
        return frozenset(post.institution for post in self.posts if post.jurisdiction == jurisdiction)


PUBLIC = Person(id="public", shown_as="", signed_in=False)


def refuse_working(person: Person) -> str | None:
    """The workspace is for people who hold a post."""
    return None if person.posts else _("Your account holds no post. Ask the secretariat for one.")


def refuse_seeing_part(person: Person, jurisdiction: str) -> str | None:
    """An unreleased part is seen by its jurisdiction and the secretariat only."""
    if person.is_secretariat or any(person.holds(role, jurisdiction) for role in ("officer", "chair", "contributor")):
        return None
    return _("This part has not been released. Only its jurisdiction and the secretariat can see it.")


def refuse_conversing(person: Person, jurisdiction: str) -> str | None:
    """Who sees a part may speak of it: its contributors, officers and chair, and the secretariat."""
    return refuse_seeing_part(person, jurisdiction)


def refuse_filling(person: Person, jurisdiction: str) -> str | None:
    """Who may write figures and text of a part; the secretariat may on behalf of a late seat."""
    if person.is_secretariat or any(person.holds(role, jurisdiction) for role in ("officer", "contributor")):
        return None
    return _("Only an officer or contributor of this jurisdiction, or the secretariat, fills this part.")


def refuse_handing_out(person: Person, jurisdiction: str) -> str | None:
    """Sections of a part are handed to institutions by the officer or the chair of the Commission."""
    if person.holds("officer", jurisdiction) or person.holds("chair", jurisdiction):
        return None
    return _("Only an officer or the chair of this jurisdiction hands out sections.")


def refuse_clearing(person: Person, jurisdiction: str) -> str | None:
    """Clearing after the ministries is the chair's; the regional part is cleared by the secretariat."""
    if person.holds("chair", jurisdiction) or (jurisdiction == REGIONAL and person.is_secretariat):
        return None
    return _("Only the chair of the SALW Commission clears a part.")


def refuse_submitting(person: Person, jurisdiction: str) -> str | None:
    """Sending is the officer's or the chair's; the secretariat sends its own part or on behalf."""
    if person.is_secretariat or person.holds("officer", jurisdiction) or person.holds("chair", jurisdiction):
        return None
    return _("Only an officer or the chair of this jurisdiction sends a part.")


def refuse_confirming(person: Person, jurisdiction: str) -> str | None:
    """What the secretariat entered on behalf of a seat is confirmed by that seat."""
    if person.holds("officer", jurisdiction) or person.holds("chair", jurisdiction):
        return None
    return _("Only an officer or the chair of this jurisdiction confirms what was entered on its behalf.")


def refuse_secretariat_work(person: Person) -> str | None:
    """Rounds, review, release, frameworks and people belong to the secretariat."""
    return None if person.is_secretariat else _("Only the secretariat does this.")


def refuse_stating(person: Person) -> str | None:
    """Statements on a part are made by organisations and donors, or entered by the secretariat."""
    if person.is_secretariat or person.holds("donor"):
        return None
    return _("Only a donor, an implementing organisation or the secretariat makes a statement.")


def refuse_inviting(person: Person, role: str, jurisdiction: str) -> str | None:
    """The secretariat invites anyone; an officer or chair invites contributors of the jurisdiction."""
    if person.is_secretariat:
        return None
    if role == "contributor" and (person.holds("officer", jurisdiction) or person.holds("chair", jurisdiction)):
        return None
    return _("Only the secretariat invites people; an officer may invite contributors of the own jurisdiction.")


REGISTRY = frozenset({"ministry", "police"})
CHECKING = REGISTRY | {"border_police", "customs"}


def refuse_registry(person: Person, jurisdiction: str) -> str | None:
    """The register is kept by contributors of the own police or ministry."""
    for post in person.posts:
        if post.jurisdiction == jurisdiction and post.role == "contributor" and post.institution_type in REGISTRY:
            return None
    return _("Only the registry (a contributor of the police or a ministry of this jurisdiction) does this.")


def refuse_border_check(person: Person, jurisdiction: str) -> str | None:
    """Whether a weapon is wanted may be asked by the registry, border police and customs."""
    for post in person.posts:
        if post.jurisdiction == jurisdiction and post.role == "contributor" and post.institution_type in CHECKING:
            return None
    return _("Only the police, a ministry, border police or customs of this jurisdiction ask this.")


def refuse_consultation_log(person: Person, jurisdiction: str) -> str | None:
    """Who looked at personal data is shown to the data-protection officer, and to the chair."""
    if person.holds("protection", jurisdiction) or person.holds("chair", jurisdiction):
        return None
    return _("Only the data-protection officer or the chair of this jurisdiction sees who consulted personal data.")


def refuse_person_file(person: Person, jurisdiction: str) -> str | None:
    """What the register says of a person is printed for that person by the data-protection officer or the registry."""
    if person.holds("protection", jurisdiction) or refuse_registry(person, jurisdiction) is None:
        return None
    return _("Only the data-protection officer or the registry of this jurisdiction prints a person's file.")
