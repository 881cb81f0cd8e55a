"""Where to ask: own register, own lost and stolen, iARMS, then who made it or last imported it lawfully."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import jurisdiction as named
from opensalw.core.jurisdictions import search
from opensalw.incidents.models import Item
from opensalw.registers.marks import WILD
from opensalw.registers.queries import border_answer

from ..vocabulary import Channel

WITHOUT_I247 = frozenset({"J-PRN"})


@dataclass(frozen=True)
class Stop:
    """One place to ask: by which channel, whom, why, and what we know already."""

    channel: str
    other: str
    why: str
    known: str = ""
    is_done: bool = False


def route(jurisdiction: str, sheet: Mapping[str, str]) -> list[Stop]:
    """The places in the order in which they are asked; the next one only when the last had nothing."""
    interpol = Channel.LIAISON if jurisdiction in WITHOUT_I247 else Channel.IARMS
    stops = [*_own(jurisdiction, sheet.get("serial", "")), Stop(interpol, "", _interpol(jurisdiction))]
    for key, why in (
        ("importer", _("It was last lawfully imported there; the books of that importer come first.")),
        ("origin", _("It was made there; the maker's books name the first buyer.")),
    ):
        if place := sheet.get(key, "").strip():
            stops.append(_abroad(jurisdiction, place, why))
    if len(stops) == 3:
        said = _("Find out where it was made or last imported: proof and import marks tell. Else most traces fail.")
        stops.append(Stop("", "", said))
    return stops


def _own(jurisdiction: str, serial: str) -> list[Stop]:
    if not serial or set(serial) & set(WILD):
        by_words = _("Search by description; the serial is not complete.")
        missing = _("Then the own lost and stolen weapons, by description.")
        return [Stop(Channel.OWN, jurisdiction, by_words), Stop(Channel.OWN, jurisdiction, missing)]
    found = border_answer(serial, jurisdiction=jurisdiction)
    is_wanted = found.verdict in ("lost", "stolen")
    return [
        Stop(Channel.OWN, jurisdiction, _("The own register comes first."), found.words, found.verdict != "none"),
        Stop(
            Channel.OWN, jurisdiction, _("Then the own lost and stolen weapons."),
            found.words if is_wanted else _("Not among them."), True,
        ),
    ]  # fmt: skip


def _interpol(jurisdiction: str) -> str:
    if jurisdiction in WITHOUT_I247:
        return _("Then iARMS, by the liaison office, since there is no direct access. “Not recorded” is an answer.")
    return _("Then a search in iARMS, before a trace request. “Not recorded” is an answer.")


def _abroad(own: str, place: str, why: str) -> Stop:
    here = [one for one in search(place) if one != own] if len(place) > 2 else []
    if len(here) == 1:
        return Stop(Channel.BILATERAL, here[0], why, _("Works here: %(seat)s.") % {"seat": named(here[0]).seat})
    states = ("usa", "united states", "u.s.")
    channel = Channel.ETRACE if any(word in place.casefold() for word in states) else Channel.IARMS
    return Stop(Channel.LIAISON if channel == Channel.IARMS and own in WITHOUT_I247 else channel, place, why)


def sheet_of(item: Item) -> dict[str, str]:
    """What an item of an incident already says, as the beginning of a request."""
    incident = item.incident
    known = {
        "type": item.type, "make": item.make, "model": item.model, "calibre": item.calibre,
        "serial": item.marks if item.marking in ("unique", "") else "",
        "serial_answer": {"altered": "obliterated", "unmarked": "none"}.get(item.marking, ""),
        "marks": item.marks if item.marking not in ("unique", "") else "", "looks": item.described,
        "ground": incident.context, "found_at": incident.where, "case_number": incident.reference or incident.number,
    }  # fmt: skip
    if not known["serial"] and not known["serial_answer"]:
        known["serial_answer"] = "unknown"
    return {key: value for key, value in known.items() if value}
