"""What a trace request says, declared once: forms, sheets and files are made from this list.

``atf`` is the part of ATF form 3312.1, ``iti`` the letter of paragraph 17 of the International Tracing
Instrument that asks for it. Nothing here is about a natural person; who held the weapon is kept apart.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from opensalw.incidents.vocabulary import ArmType, Context

from .vocabulary import SerialAnswer

LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its key, how it is called, and which forms ask for it."""

    key: str
    title: Promise
    group: str
    atf: str = ""
    iti: str = ""
    longest: int = 200
    choices: type[TextChoices] | None = None
    hint: Promise | str = ""


GROUPS = {
    "weapon": _("The weapon"), "case": _("Why it is asked"), "recovery": _("Where it was found"),
    "asker": _("Who asks"),
}  # fmt: skip
FIELDS = (
    Field("type", _("Type"), "weapon", "V", "b", 20, ArmType),
    Field("make", _("Maker"), "weapon", "V", "b", 120),
    Field("model", _("Model"), "weapon", "V", "b", 120),
    Field("calibre", _("Calibre"), "weapon", "V", "b", 60),
    Field("serial", _("Serial, as it stands on the frame"), "weapon", "V", "b", 120, None,
          _("? for a character that cannot be read, * for an unknown run")),
    Field("serial_answer", _("Or why there is none"), "weapon", "V", "b", 12, SerialAnswer),
    Field("origin", _("Made in"), "weapon", "V", "b", 120, None, _("The State or jurisdiction where it was made")),
    Field("importer", _("Last lawful importer"), "weapon", "V", "b", 160, None,
          _("Where it was last lawfully imported, and by whom")),
    Field("year", _("Year of make or import"), "weapon", "V", "b", 20),
    Field("factory", _("Factory symbol"), "weapon", "V", "b", 60),
    Field("marks", _("Further marks"), "weapon", "V", "b", 400, None,
          _("Import, proof, rack and component marks, each with its place")),
    Field("looks", _("How it looks"), "weapon", "V", "b", 400),
    Field("obliteration", _("How the serial was made illegible"), "weapon", "IX", "b", LONGEST),
    Field("ground", _("Legal ground"), "case", "II", "a", 20, Context),
    Field("why", _("Why the weapon is taken to be illicit"), "case", "II", "a", LONGEST, None,
          _("The legal ground and the circumstances of the find")),
    Field("use", _("What the answer is meant for"), "case", "", "c", LONGEST),
    Field("crime_code", _("Crime code"), "case", "II", "a", 20),
    Field("project", _("Project code"), "case", "II", "", 40),
    Field("instructions", _("Special instructions"), "case", "I", "", LONGEST),
    Field("urgency", _("Why it is urgent"), "case", "I", "", 400),
    Field("found_at", _("Place"), "recovery", "VIII", "a", 200),
    Field("found_how", _("Circumstances"), "recovery", "VIII", "a", LONGEST),
    Field("unit", _("Unit that asks"), "asker", "III", "", 160),
    Field("unit_code", _("Code of the unit (ORI)"), "asker", "III", "", 40),
    Field("function", _("Function of the officer"), "asker", "IV", "", 120, None, _("A function, no name")),
    Field("contact", _("Telephone or address of the desk"), "asker", "IV", "", 160),
    Field("case_number", _("Case number"), "asker", "III", "", 80),
)  # fmt: skip
BY_KEY = {one.key: one for one in FIELDS}
WEAPON = tuple(one.key for one in FIELDS if one.group == "weapon")
COLUMNS = ("type", "make", "model", "calibre", "serial", "serial_answer", "origin", "importer")
MANDATORY_ATF = ("serial", "make", "type", "calibre", "model", "origin", "unit_code", "unit")


def tidied(given: dict[str, Any]) -> dict[str, str]:
    """The fields that were filled in, without needless spaces."""
    known = {one.key: " ".join(str(given.get(one.key) or "").split()) for one in FIELDS}
    return {key: text for key, text in known.items() if text}


def missing_for_atf(sheet: dict[str, str]) -> list[Field]:
    """What form 3312.1 asks for and is not there; an importer is needed where the weapon was made elsewhere."""
    wanted = [BY_KEY[key] for key in MANDATORY_ATF if not sheet.get(key)]
    if sheet.get("serial_answer"):
        wanted = [one for one in wanted if one.key != "serial"]
    if sheet.get("origin") and not sheet.get("importer"):
        wanted.append(BY_KEY["importer"])
    return wanted
