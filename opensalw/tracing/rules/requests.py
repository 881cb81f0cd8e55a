"""What must hold for a trace request: its words, its days, its weapon."""

from collections.abc import Mapping
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL, ids, jurisdiction
from opensalw.registers.marks import WILD, normalised

from ..sheet import BY_KEY
from ..vocabulary import Channel, Handling, Priority

Wrong = tuple[str, str] | None


def refuse_member(value: str, members: type[TextChoices], field: str) -> Wrong:
    """A word of a closed list."""
    if value in members.values:
        return None
    known = {"value": value, "members": ", ".join(members.values)}
    return _("“%(value)s” is not in the list. The members are: %(members)s.") % known, field


def refuse_other(own: str, other: str) -> Wrong:
    """A request goes to somebody else."""
    if not other.strip():
        return _("Say which authority, jurisdiction or State is asked, or asks."), "other"
    if other == own:
        return _("Search the own register itself; a request goes to somebody else."), "other"
    if other == REGIONAL:
        return _("%(place)s keeps no register of weapons. Choose a jurisdiction.") % {
            "place": jurisdiction(other).seat
        }, "other"
    if other.startswith("J-") and other not in ids():
        return _("“%(id)s” is not a jurisdiction.") % {"id": other}, "other"
    return None


def refuse_weapon(sheet: Mapping[str, str]) -> Wrong:
    """A request names a weapon: a serial or why there is none, and something more to tell it by."""
    for key, text in sheet.items():
        field = BY_KEY[key]
        if len(text) > field.longest:
            words = {"field": field.title, "most": field.longest, "count": len(text)}
            return _("%(field)s: at most %(most)s characters; this has %(count)s.") % words, key
        if not text.isprintable():
            return _("%(field)s holds a control character. Type it again.") % {"field": field.title}, key
        if field.choices is not None and (wrong := refuse_member(text, field.choices, key)):
            return wrong
    serial, answer = sheet.get("serial", ""), sheet.get("serial_answer", "")
    if bool(serial) == bool(answer):
        return _("Give the serial, or say why there is none: the weapon bears none, obliterated, not known."), "serial"
    if serial and not normalised(serial).strip(WILD):
        return _("“%(text)s” holds neither a letter nor a digit. Say “obliterated” if nothing can be read.") % {
            "text": serial
        }, "serial"
    if not any(sheet.get(key) for key in ("make", "model", "calibre", "type", "marks", "looks")):
        return _("A serial alone finds many weapons. Give the maker, the model, the calibre or how it looks."), "make"
    if not sheet.get("why"):
        return _("Say why the weapon is taken to be illicit (International Tracing Instrument, paragraph 17a)."), "why"
    if not sheet.get("use"):
        return _("Say what the answer is meant for (International Tracing Instrument, paragraph 17c)."), "use"
    return None


def refuse_ways(channel: str, priority: str, handling: str, restrictions: str, urgency: str) -> Wrong:
    """The way, how it presses and how it may be used are words of the lists; two of them need a reason."""
    for value, members, field in (
        (channel, Channel, "channel"), (priority, Priority, "priority"), (handling, Handling, "handling"),
    ):  # fmt: skip
        if wrong := refuse_member(value, members, field):
            return wrong
    if handling == Handling.H3 and not restrictions.strip():
        return _("H3 stands for restrictions of your own. State them."), "restrictions"
    if priority == Priority.URGENT and not urgency.strip():
        return _("Say why it is urgent."), "urgency"
    return None


def refuse_days(asked_on: date, recovered_on: date | None, due_on: date, today: date) -> Wrong:
    """Asked today or before, after the find, and due after it was asked."""
    if asked_on > today:
        return _("%(day)s is still to come.") % {"day": asked_on.isoformat()}, "asked_on"
    if recovered_on and recovered_on > asked_on:
        return _("The weapon was found after it was asked for. Look at the two days again."), "recovered_on"
    if due_on < asked_on:
        return _("The answer is due before it was asked."), "due_on"
    return None


def refuse_step_day(asked_on: date, on: date, today: date) -> Wrong:
    """A step is made after the request was, and not in the future."""
    if on > today:
        return _("%(day)s is still to come. Give the day on which it happened.") % {"day": on.isoformat()}, "on"
    if on < asked_on:
        return _("The request was made on %(day)s; this cannot have happened before.") % {
            "day": asked_on.isoformat()
        }, "on"
    return None


def refuse_empty(text: str, field: str, said: str) -> Wrong:
    """A reason is given in words."""
    return None if text.strip() else (said, field)
