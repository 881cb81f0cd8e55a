"""Marks as seen, and the keys under which they are found again.

The contract, version 1, which tracing and every engine use:

* ``normalised``: compatibility forms decomposed, capitals, accents and separators dropped, letters of
  Cyrillic and Greek that *look* like a Latin one become that one, the others are spelt in Latin
  (Љ = LJ, Џ = DZ, Đ = DJ); ``?`` stands for one illegible character, ``*`` for an unknown run.
* ``spoken``: the same, but Cyrillic is spelt as it sounds (С = S, Н = N, Р = R), as a counter types it.
* ``folded``: leading zeros of the number dropped, then characters that are mistaken for one another
  become one: 0 O D Q, 1 I L | !, 2 Z, 5 S, 6 G, 8 B, U V.

The verbatim text is kept beside the keys and is never changed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

VERSION = 1
LONGEST = 120
WILD = "?*"
LOOKS = dict(zip("АВЕКМНОРСТУХІЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEKMHOPCTYXISJABEZHIKMNOPTYX", strict=True))
SOUNDS = {
    "А": "A", "Б": "B", "В": "V", "Г": "G", "Д": "D", "Ђ": "DJ", "Е": "E", "Ж": "Z", "З": "Z", "И": "I", "І": "I",
    "Ј": "J", "К": "K", "Л": "L", "Љ": "LJ", "М": "M", "Н": "N", "Њ": "NJ", "О": "O", "П": "P", "Р": "R", "С": "S",
    "Ѕ": "DZ", "Т": "T", "Ћ": "C", "У": "U", "Ф": "F", "Х": "H", "Ц": "C", "Ч": "C", "Џ": "DZ", "Ш": "S", "Щ": "ST",
    "Ъ": "", "Ы": "Y", "Ь": "", "Э": "E", "Ю": "JU", "Я": "JA",
}  # fmt: skip
LATIN = {"Đ": "DJ", "Ð": "DJ", "Ø": "O", "Ł": "L", "ẞ": "SS", "Æ": "AE", "Œ": "OE", "Þ": "TH", "|": "1", "!": "1"}
CONFUSED = str.maketrans("ODQILZSGBV", "000112568U")
LEADING_ZEROS = re.compile(r"^([A-Z]*)0+(?=[0-9A-Z?*])", re.MULTILINE)
HEAD = re.compile(r"^[A-Z]*0[A-Z0]*(?=(.)?)", re.MULTILINE)
SERIES = re.compile(r"^([^0-9?*]*)([0-9?*]*)(.*)$", re.DOTALL)


class Kind(StrEnum):
    """What a mark is for; only a serial identifies."""

    SERIAL = "serial"
    IMPORT = "import"
    PROOF = "proof"
    RACK = "rack"
    DEACTIVATION = "deactivation"
    YEAR = "year"
    FACTORY = "factory"


class Condition(StrEnum):
    """How well a mark can be read."""

    INTACT = "intact"
    PARTLY = "partly"
    OBLITERATED = "obliterated"
    RESTORED = "restored"


class Answer(StrEnum):
    """Why there is no text; five different answers, none of which is an empty cell."""

    NONE = "none"
    ILLEGIBLE = "illegible"
    NOT_RECORDED = "not_recorded"
    NOT_YET = "not_yet"
    NOT_IN_CATALOGUE = "not_in_catalogue"


class Script(StrEnum):
    """In which letters a mark is written; digits alone have none."""

    LATIN = "latin"
    CYRILLIC = "cyrillic"
    MIXED = "mixed"
    OTHER = "other"
    NO_LETTERS = "none"


class _Letters(dict[int, str]):
    """What each character becomes; worked out when it is first met, so that translate stays a look-up."""

    def __init__(self, letters: dict[str, str]) -> None:
        super().__init__({ord("\n"): "\n"})
        self.letters = letters

    def __missing__(self, code: int) -> str:
        whole = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", chr(code)).upper())
        found = "".join(self._one(sign) for sign in whole)
        self[code] = found
        return found

    def _one(self, sign: str) -> str:
        if sign in self.letters:
            return self.letters[sign]
        if sign in WILD:
            return sign
        digit = unicodedata.digit(sign, None)
        if digit is not None:
            return str(digit)
        return sign if sign.isalpha() and not unicodedata.combining(sign) else ""


SEEN = _Letters({**SOUNDS, **LOOKS, **LATIN})
SPOKEN = _Letters({**LOOKS, **SOUNDS, **LATIN})


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark as it was seen; ``answer`` says why there is no text."""

    text: str = ""
    kind: Kind = Kind.SERIAL
    position: str = ""
    condition: Condition = Condition.INTACT
    answer: Answer | None = None
    photo: str = ""

    @property
    def script(self) -> Script:
        """The letters that it is written in."""
        return script_of(self.text)


def normalised(text: str) -> str:
    """The mark without what a copyist changes: case, separators, accents, look-alike letters."""
    return text.replace("\n", " ").translate(SEEN)


def spoken(text: str) -> str:
    """The mark as somebody types it who reads its Cyrillic letters by their sound."""
    return text.replace("\n", " ").translate(SPOKEN)


def folded(text: str) -> str:
    """The key of a mark: what is left when mistaken characters are one."""
    return _fold(normalised(text))


def keys(text: str) -> tuple[str, ...]:
    """Every key under which a mark is stored: as it looks and, with Cyrillic letters, as it sounds."""
    looked, sounded = folded(text), _fold(spoken(text))
    return tuple(key for key in dict.fromkeys((looked, sounded)) if key)


def normalised_many(texts: Sequence[str]) -> list[str]:
    """``normalised`` of many at once, in one pass over all their characters."""
    return _together(texts, SEEN)


def keys_many(texts: Sequence[str]) -> tuple[list[str], list[str], list[str]]:
    """``normalised``, ``folded`` and the sounded key of many; the last is empty where it is the same."""
    seen = _together(texts, SEEN)
    looked = _fold("\n".join(seen)).split("\n") if seen else []
    if all(map(str.isascii, texts)):
        return seen, looked, [""] * len(seen)
    sounded = _fold("\n".join(_together(texts, SPOKEN))).split("\n")
    return seen, looked, ["" if one == other else other for one, other in zip(looked, sounded, strict=True)]


def series_and_number(text: str) -> tuple[str, str, str]:
    """Series, number and the rest of a serial: ``AB-12345 K`` gives ``AB``, ``12345``, ``K``."""
    found = SERIES.match(normalised(text))
    return (found[1], found[2], found[3]) if found else ("", "", "")


def script_of(text: str) -> Script:
    """The script of the letters of a text."""
    if text.isascii():
        return Script.LATIN if any(map(str.isalpha, text)) else Script.NO_LETTERS
    names = {_script(sign) for sign in text if sign.isalpha()}
    if not names:
        return Script.NO_LETTERS
    return names.pop() if len(names) == 1 else Script.MIXED


def refuse_mark(mark: Mark) -> str | None:
    """A mark is a text or an answer, never both and never neither."""
    if bool(mark.text.strip()) == (mark.answer is not None):
        return _("Give the mark as it stands there, or say why there is none: none, illegible, not recorded, not yet.")
    if len(mark.text) > LONGEST:
        return _("A mark holds at most %(most)s characters; this one has %(count)s.") % {
            "most": LONGEST, "count": len(mark.text),
        }  # fmt: skip
    if mark.text and not normalised(mark.text).strip(WILD):
        return _("“%(text)s” holds neither a letter nor a digit. Say “illegible” if nothing can be read.") % {
            "text": mark.text
        }
    if not mark.text.isprintable():
        return _("The mark holds a control character. Type it again.")
    return None


def _fold(normal: str) -> str:
    """Fold one normalised text, or many joined by line ends."""
    return HEAD.sub(_without_zeros, LEADING_ZEROS.sub(r"\1", normal).translate(CONFUSED))


def _without_zeros(head: re.Match[str]) -> str:
    """Series letters before the number without its leading zeros; a number of nothing but zeros keeps one."""
    is_all = head[1] is None and head[0].endswith("0")
    return head[0].replace("0", "") + ("0" if is_all else "")


def _together(texts: Iterable[str], letters: _Letters) -> list[str]:
    held = list(texts)
    done = "\n".join(held).translate(letters).split("\n")
    return done if len(done) == len(held) else [text.replace("\n", " ").translate(letters) for text in held]


def _script(sign: str) -> Script:
    name = unicodedata.name(sign, "")
    if name.startswith("CYRILLIC"):
        return Script.CYRILLIC
    return Script.LATIN if name.startswith(("LATIN", "FULLWIDTH LATIN")) else Script.OTHER
