"""The page of permissions: every rule of who may do what, asked for each role."""

from collections.abc import Callable, Iterator
from inspect import getdoc, getmembers, getsourcelines, isfunction, signature

from opensalw.core import permissions
from opensalw.core.jurisdictions import REGIONAL, seats
from opensalw.core.models import Institution, Role
from opensalw.core.permissions import PUBLIC, Person, Post

from .markdown import code, page, said, table

Refusal = Callable[[Person], str | None]
_OWN, _OTHER = seats()[0].id, seats()[1].id
_OF_THE_REGION = frozenset({Role.SECRETARIAT, Role.DONOR})


def permissions_page() -> str:
    """A table: rule by role, as the program answers it."""
    return page(
        "Permissions",
        "Who may do what. Whether it may be done now is a matter of the state, see [states of a part](states.md).",
        "",
        "Every row is a rule of `opensalw/core/permissions.py`, asked for each role: *own* means in the person's own\n"
        "jurisdiction only, *yes* means everywhere, *regional* means the regional part only.",
        *table(
            ("Rule", *(said(role.label) for role in Role), "Public"),
            (_row(name, rule) for name, rule in _rules()),
        ),
        "A role is held at an institution, from a day to a day.",
        *table(("Role", "Key"), ((said(role.label), code(role)) for role in Role)),
        *table(("Type of institution", "Key"), ((said(one.label), code(one)) for one in Institution.Type)),
    )


def allowed(rule: Refusal, jurisdiction: str) -> list[Role]:
    """The roles whose holder, in ``jurisdiction``, the rule does not refuse."""
    held = [role for role in Role if jurisdiction != REGIONAL or role in _OF_THE_REGION]
    return [role for role in held if rule(_holder(role, jurisdiction)) is None]


def _rules() -> Iterator[tuple[str, Callable]]:
    found = getmembers(permissions, lambda one: isfunction(one) and one.__module__ == permissions.__name__)
    for name, rule in sorted(found, key=lambda pair: getsourcelines(pair[1])[1]):
        if name.startswith("refuse_"):
            yield name, rule


def _row(name: str, rule: Callable) -> tuple[str, ...]:
    title = f"{code(name)} {said((getdoc(rule) or '').splitlines()[0])}"
    return (title, *(_answer(rule, _holder(role, _OWN)) for role in Role), _answer(rule, PUBLIC))


def _answer(rule: Callable, person: Person) -> str:
    own, other, regional = (_ask(rule, person, place) for place in (_OWN, _OTHER, REGIONAL))
    if own and other:
        return "yes"
    if own:
        return "own"
    return "regional" if regional else "no"


def _ask(rule: Callable, person: Person, place: str) -> bool:
    given = {"person": person, "jurisdiction": place, "role": "contributor"}
    return rule(**{name: given[name] for name in signature(rule).parameters}) is None


def _holder(role: Role, jurisdiction: str) -> Person:
    at = REGIONAL if role in _OF_THE_REGION else jurisdiction
    return Person(id="someone", shown_as="", posts=frozenset({Post(role, f"{at}/somewhere", "commission", at)}))
