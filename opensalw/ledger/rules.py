"""What must hold of an entry: each function returns the reason for refusing it, or None."""

from typing import Any, Protocol
from uuid import UUID

from django.utils.translation import gettext as _

LARGEST = 2**63 - 1


class Corrected(Protocol):
    """What a rule asks of the entry that is to be corrected."""

    id: int
    subject: UUID


def refuse_payload(payload: dict[str, Any]) -> str | None:
    """Only what PostgreSQL and the seal both keep unchanged: no floats, no NUL, no huge integers."""
    if all(map(_is_plain, payload.values())):
        return None
    return _unkept(payload, "")


def _is_plain(value: Any) -> bool:
    """A quick look that nearly every value passes; the others are looked at closely."""
    kind = type(value)
    if kind is str:
        return value.isprintable()
    return value is None or kind is bool or (kind is int and -LARGEST <= value <= LARGEST)


def _unkept(value: Any, place: str) -> str | None:
    if value is None or value is True or value is False:
        return None
    if isinstance(value, str):
        return _unkept_text(value, place)
    if isinstance(value, int):
        return None if -LARGEST <= value <= LARGEST else _("%(place)s is too large a number.") % {"place": place}
    if isinstance(value, dict):
        return _first_reason([*value.items()], place) or _first_reason([(key, key) for key in value], place)
    if isinstance(value, (list, tuple)):
        return _first_reason(list(enumerate(value, 1)), place)
    return _("%(place)s is neither text, a whole number, a list nor empty.") % {"place": place or type(value).__name__}


def _first_reason(parts: list[tuple[Any, Any]], place: str) -> str | None:
    for key, value in parts:
        if reason := _unkept(value, f"{place}.{key}" if place else str(key)):
            return reason
    return None


def _unkept_text(text: str, place: str) -> str | None:
    if "\0" in text:
        return _("%(place)s holds a NUL character, which cannot be stored. Remove it.") % {"place": place}
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        return _("%(place)s holds half a character. Type it again.") % {"place": place}
    return None


def refuse_act(by: str, reason: str) -> str | None:
    """An entry says who acted; both texts can be stored."""
    if not by:
        return _("An entry needs to say who acted.")
    return _unkept_text(by, "by") or _unkept_text(reason, "reason")


def refuse_personal(part: object | None, person: UUID | None) -> str | None:
    """Personal fields need the person whom they concern."""
    if part is not None and person is None:
        return _("This event holds personal fields: say whom they concern.")
    return None


def refuse_correction(corrects: int, *, is_of_the_subject: bool, corrected_by: int | None) -> str | None:
    """A correction names an entry of its own subject that no other entry has corrected yet."""
    known = {"entry": corrects, "by": corrected_by}
    if not is_of_the_subject:
        return _("Entry %(entry)s is not an entry of this subject, so it cannot be corrected here.") % known
    if corrected_by is not None:
        return _("Entry %(entry)s has already been corrected by entry %(by)s. Correct that one.") % known
    return None
