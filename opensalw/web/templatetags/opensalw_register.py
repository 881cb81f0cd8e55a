"""Words of the register in templates: how a weapon stands, what a mark is, numbers as they are printed."""

from collections.abc import Mapping
from datetime import date
from functools import cache

from django import template
from django.template.loader import render_to_string
from django.urls import NoReverseMatch, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from opensalw.incidents.vocabulary import ArmType
from opensalw.registers import numbers
from opensalw.registers.lifecycle import LABELS, State
from opensalw.registers.models import Permit
from opensalw.web.registry.holder_forms import USES
from opensalw.web.registry.words import ANSWERS, CONDITIONS, FLAGS, KINDS, POSITIONS, SCRIPTS

register = template.Library()

LOOKS = {
    State.HELD: ("good", "check"),
    State.LOST: ("bad", "question"),
    State.STOLEN: ("bad", "triangle"),
    State.TAKEN: ("wait", "lock"),
    State.EXPORTED: ("calm", "next"),
    State.DEACTIVATED: ("calm", "cross"),
    State.DESTROYED: ("calm", "cross-solid"),
    State.MERGED: ("calm", "same"),
}
PERMITS = {
    "valid": ("good", "check"),
    "refused": ("bad", "cross"),
    "withdrawn": ("bad", "cross-solid"),
    "expired": ("wait", "clock"),
}
WORDS: dict[str, Mapping[str, object]] = {
    "kind": KINDS, "condition": CONDITIONS, "answer": ANSWERS, "script": SCRIPTS, "position": POSITIONS, "flag": FLAGS,
    "type": dict(ArmType.choices), "use": dict(USES),
}  # fmt: skip
FIELDS = {
    "make": _("Make"), "model": _("Model"), "calibre": _("Calibre"), "type": _("Type"), "year": _("Year"),
    "origin": _("Origin"), "factory": _("Factory mark"),
}  # fmt: skip
TABS = (
    ("register_search", _("Search and weapons")),
    ("counter_desk", _("Counter")),
    ("dealer_list", _("Dealers' books")),
    ("border_check", _("Border check")),
    ("permits_expiring", _("Permits that run out")),
    ("second_queue", _("Waits for a second person")),
    ("import_list", _("Files")),
)


def _shown(word: object, look: tuple[str, str], large: bool = False) -> SafeString:
    facts = {"word": word, "tone": look[0], "shape": look[1], "only": False, "large": large, "note": ""}
    return mark_safe(render_to_string("_state.html", facts).strip())


@register.simple_tag
def weapon_state(state: str, large: bool = False) -> SafeString:
    """How a weapon stands."""
    known = State(state)
    return _shown(LABELS[known], LOOKS[known], large)


@register.simple_tag
def permit_state(permit: Permit, today: date | None = None) -> SafeString:
    """How a permit stands; one whose day has passed says so before the timer has."""
    ran_out = permit.state == Permit.State.VALID and permit.valid_until and today and permit.valid_until < today
    if ran_out:
        return _shown(_("ran out"), PERMITS["expired"])
    return _shown(permit.get_state_display(), PERMITS[permit.state])


@register.filter
def in_words(key: str, of: str) -> str:
    """A coded value of a mark or a flag in words."""
    return str(WORDS[of].get(key, key))


@register.filter
def field_word(name: str) -> str:
    """A field of a description in words."""
    return str(FIELDS.get(name, name))


@register.filter
def spaced(number: str) -> str:
    """A number of the register as it is printed."""
    return numbers.spaced(number) if number else ""


@register.simple_tag
def register_tabs() -> list[tuple[str, object]]:
    """The pages of the register; one that is not routed is not offered."""
    return [(name, label) for name, label in TABS if _is_routed(name)]


@cache
def _is_routed(name: str) -> bool:
    try:
        return bool(reverse(name, args=["J-REG"]))
    except NoReverseMatch:
        return False
