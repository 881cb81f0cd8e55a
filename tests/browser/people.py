"""The people of a fictitious round, by their posts."""

from datetime import date

from opensalw.core.commands import add_institution, add_user, appoint
from opensalw.core.jurisdictions import seats
from opensalw.core.models import User
from opensalw.core.permissions import Person
from opensalw.core.queries import person_of
from opensalw.roadmap.commands.frameworks import load_framework
from opensalw.roadmap.framework.loading import FILES
from opensalw.roadmap.models import FrameworkVersion

from .driving import PASSWORD

BY = "test"


def institution(key: str, jurisdiction: str, kind: str) -> str:
    """An institution with a plain name."""
    add_institution(
        key=key, jurisdiction=jurisdiction, type=kind, name=f"{kind.capitalize()}, {jurisdiction}", parent=None, by=BY
    )
    return key


def person(email: str, at: str, role: str, *, signs_in: bool = True) -> Person:
    """Somebody who holds a post; without a password nobody waits for hashing."""
    user: User = add_user(
        email=email, shown_as=email.split("@")[0].replace(".", ", "), by=BY, password=PASSWORD if signs_in else None
    )
    appoint(user, institution=at, role=role, since=date(2020, 1, 1), by=BY)
    return person_of(user)


def secretariat() -> tuple[Person, Person]:
    """The two people of the secretariat: one opens and returns, the other accepts."""
    at = institution("J-REG/secretariat", "J-REG", "secretariat")
    return person("opener@example.org", at, "secretariat"), person("reviewer@example.org", at, "secretariat")


def commissions(*, signing_chairs: tuple[str, ...] = ("J-BEG",)) -> dict[str, tuple[Person, Person]]:
    """The officer and the chair of each seat; only some chairs sign in themselves."""
    posts = {}
    for seat in seats():
        at, word = institution(f"{seat.id}/commission", seat.id, "commission"), seat.seat.lower()
        officer = person(f"officer.{word}@example.org", at, "officer")
        chair = person(f"chair.{word}@example.org", at, "chair", signs_in=seat.id in signing_chairs)
        posts[seat.id] = (officer, chair)
    return posts


def framework(by: Person) -> FrameworkVersion:
    """The builtin framework of the Western Balkans."""
    return load_framework((FILES / "wb_2018.yaml").read_text(), by=by)
