"""A description of a weapon, understood as far as the catalogue goes."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from opensalw.registers.catalogue import Coded, coded
from opensalw.registers.marks import Answer
from opensalw.registers.nonsense import nonsense_of

from .serials import Pattern, bare_serial, cleaned, patterns, refuse_serial

LONGEST = 120
OBLITERATED = ("obliterated", "izbrisan", "избрисан", "izglancan", "избрушен", "i fshirë", "i fshire", "ausgeschliffen")
FIELDS = ("make", "model", "calibre", "type", "origin", "factory")


@dataclass(frozen=True, slots=True)
class Description:
    """What was said of a weapon, as it was written; empty where nothing was said."""

    serial: str = ""
    make: str = ""
    model: str = ""
    calibre: str = ""
    type: str = ""
    origin: str = ""
    factory: str = ""
    year: int | None = None
    marks: tuple[str, ...] = field(default=())

    @property
    def answer(self) -> Answer | None:
        """What stands in place of a serial: there is none, it is illegible, it is not known."""
        bare = cleaned(self.serial)
        if bare.casefold() in OBLITERATED:
            return Answer.ILLEGIBLE
        found = nonsense_of(bare) if bare else None
        return found.answer if found else None

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """The ways to read the serial; none where there is an answer instead."""
        return () if not self.serial or self.answer else patterns(self.serial)

    @property
    def coded(self) -> Coded:
        """The makes, models and calibres that may be meant."""
        return coded(self.make, self.model, self.calibre)

    @property
    def says_nothing(self) -> bool:
        """Whether there is nothing to search by."""
        fields = (getattr(self, name) for name in FIELDS)
        return not (any(one.known for one in self.patterns) or any(fields) or self.year or self.marks)


def described(**words: str) -> Description:
    """A description from the fields of a form or the columns of a file; refused fields are left to the rule."""
    year = words.pop("year", "").strip()
    marks = tuple(filter(None, (cleaned(one) for one in words.pop("marks", "").split(";"))))
    plain = {name: cleaned(words.get(name, ""))[:LONGEST] for name in FIELDS}
    serial = words.get("serial", "")
    return Description(
        serial=serial if len(serial) > LONGEST else cleaned(serial), year=int(year) if year.isdecimal() else None,
        marks=marks, **plain,
    )  # fmt: skip


def refuse_description(one: Description) -> tuple[str, str] | None:
    """Why a description cannot be searched, and the field to mend; None when it can."""
    if one.answer is None and (why := refuse_serial(one.serial)):
        return why, "serial"
    if one.serial and one.answer is None and (model := _model_as_serial(one)):
        return (
            _("“%(text)s” is the model %(model)s, not a serial. Put it into the field for the model.")
            % {"text": bare_serial(one.serial), "model": model},
            "serial",
        )
    if one.year is not None and not 1800 <= one.year <= 2053:
        return _("%(year)s is no year in which a weapon was made.") % {"year": one.year}, "year"
    if one.says_nothing:
        return _("Say something of the weapon: a part of its serial, its make, its model."), "serial"
    return None


def _model_as_serial(one: Description) -> str:
    """A model's name in place of the serial; only where it holds letters, since many models are bare numbers."""
    bare = bare_serial(one.serial)
    if one.model or bare.isdecimal() or any(sign in bare for sign in "?*[") or not any(map(str.isalpha, bare)):
        return ""
    found = coded(one.make, bare, "")
    return found.models[0][1] if found.models else ""
