"""What must hold for the lost-and-stolen service: a purpose, a pace, an address that is told in secret."""

import ipaddress
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_border_check
from opensalw.registers.marks import LONGEST, WILD, normalised

from ..models import WeaponCheck

Wrong = tuple[str, str] | None
A_MINUTE, A_DAY = 60, 5000


def refuse_checking(person: Person, jurisdiction: str) -> str | None:
    """The question is put by the registry, border police and customs, and by who holds a token of theirs."""
    return refuse_border_check(person, jurisdiction)


def refuse_question(text: str, purpose: str, desk: str) -> Wrong:
    """A mark that can be looked up exactly, and a purpose that can be told."""
    if len(text) > LONGEST:
        return _("A mark holds at most %(most)s characters.") % {"most": LONGEST}, "mark"
    if not text.isprintable() or not normalised(text).strip(WILD):
        return _("Type the serial as it stands on the weapon."), "mark"
    if set(text) & set(WILD):
        return _("This service looks up whole marks. Send a trace request where characters are missing."), "mark"
    if len(purpose.strip()) < len("check"):
        return _("Say for which purpose you ask."), "purpose"
    if desk not in WeaponCheck.Desk.values:
        known = {"desk": desk, "desks": ", ".join(WeaponCheck.Desk.values)}
        return _("“%(desk)s” is no desk. The desks are: %(desks)s.") % known, "desk"
    return None


def refuse_pace(in_a_minute: int, in_a_day: int) -> str | None:
    """So many questions a minute and a day; a register is not read out question by question."""
    if in_a_minute >= A_MINUTE:
        return _("%(most)s questions a minute are answered. Wait a minute.") % {"most": A_MINUTE}
    if in_a_day >= A_DAY:
        return _("%(most)s questions a day are answered. Ask the registry for a batch search.") % {"most": A_DAY}
    return None


def refuse_address(url: str) -> Wrong:
    """Only https, and no address of this machine or its own network."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.username:
        return _("Give an address that begins with https:// and holds no password."), "url"
    if parts.hostname == "localhost" or parts.hostname.endswith((".local", ".internal")):
        return _("This address lies within the own network."), "url"
    return refuse_numeric(parts.hostname)


def refuse_numeric(host: str) -> Wrong:
    """A numeric address is one of the public network."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    return None if address.is_global else (_("This address lies within the own network."), "url")
