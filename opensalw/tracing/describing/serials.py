"""A serial as somebody read it: illegible characters, unknown runs, several readings of one character.

``?`` is one illegible character, ``*`` an unknown run (also of nothing), ``[3/8]`` either of the two; a
bracket may hold any number of characters, with or without strokes between them.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.registers.catalogue import calibres_of
from opensalw.registers.marks import LONGEST, normalised, spoken

from ..asked import LONGEST as PLACES

TOKEN = re.compile(r"\[([^\[\]]*)\]|(\*)|(\?)|(.)", re.DOTALL)
NUMBER_WORD = re.compile(
    r"^\s*(?:(?:ser(?:ijski|iski|ial)?\.?\s*)?(?:broj|br|nr|no|num(?:mer|ri|ber)?|s/n|sn|serial|"
    r"сер(?:иски|ијски)?\.?\s*бро?ј|број|бр|№)[.:\s#]+)+",
    re.IGNORECASE,
)
UNSEEN = {"Cf", "Cc", "Cs", "Co"}
MOST_READINGS = 6
CALIBRE_SHAPE = re.compile(
    r"^\W*\.?\d{1,2}([.,]\d{1,3})?\s*[xхX×*]\s*\d{2,3}\s*R?\W*(mm|мм)?\W*$|^\W*\.\d{2,3}\b|^\d[.,]\d{1,2}\s*(mm|мм)?$"
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Places in order: the characters that each may be, none when it is illegible; and where runs may stand."""

    places: tuple[str, ...] = ()
    runs: frozenset[int] = frozenset()

    def __str__(self) -> str:
        shown = [self.shown(one) for one in self.places]
        return "".join(("*" if at in self.runs else "") + (shown[at] if at < len(shown) else "")
                       for at in range(len(shown) + 1))  # fmt: skip

    @property
    def known(self) -> int:
        """How many places were read."""
        return sum(bool(one) for one in self.places)

    def without(self, first: int, last: int) -> "Pattern":
        """The same without the places from ``first`` up to ``last``."""
        runs = frozenset(at if at <= first else max(first, at - (last - first)) for at in self.runs)
        return Pattern(self.places[:first] + self.places[last:], runs)

    @staticmethod
    def shown(place: str) -> str:
        """A place as it is typed: a character, ``?``, or the readings of one in brackets."""
        return "?" if not place else place if len(place) == 1 else f"[{'/'.join(place)}]"


def cleaned(text: str) -> str:
    """The text without what nobody sees: control characters, marks of direction, joiners."""
    plain = "".join(" " if sign in "\t\n\r" else sign for sign in text if sign in "\t\n\r" or not _unseen(sign))
    return " ".join(plain.split())


def bare_serial(text: str) -> str:
    """The serial without the word that announces it: ``br. 12345`` is ``12345``."""
    return NUMBER_WORD.sub("", cleaned(text))


def patterns(text: str) -> tuple[Pattern, ...]:
    """The ways to read a serial: as its letters look and, where it differs, as they sound."""
    bare = bare_serial(text)
    return tuple(dict.fromkeys(one for one in (_read(bare, spoken=False), _read(bare, spoken=True)) if one.places))


def refuse_serial(text: str) -> str | None:
    """Why a text cannot be searched as a serial; None when it can."""
    if not text.strip():
        return None
    if len(text) > LONGEST:
        return _("A serial holds at most %(most)s characters; this text has %(count)s. Paste only the serial.") % {
            "most": LONGEST, "count": len(text),
        }  # fmt: skip
    bare = bare_serial(text)
    read = patterns(bare)
    if not read:
        return _("“%(text)s” holds neither a letter nor a digit.") % {"text": bare[:40]}
    if not any(one.known for one in read):
        return _("Nothing in “%(text)s” was read. Give at least one character of the serial, or say “illegible”.") % {
            "text": bare[:40]
        }
    if CALIBRE_SHAPE.match(bare) and calibres_of(bare):
        return _("“%(text)s” is a calibre, not a serial. Put it into the field for the calibre.") % {"text": bare}
    return None


def _read(bare: str, *, spoken: bool) -> Pattern:
    places: list[str] = []
    runs: set[int] = set()
    for several, run, unread, sign in TOKEN.findall(bare):
        if run:
            runs.add(len(places))
        elif unread:
            places.append("")
        elif several:
            places += _either(several, spoken)
        else:
            places += _letters(sign, spoken)
    return Pattern(tuple(places[: 2 * PLACES]), frozenset(at for at in runs if at <= 2 * PLACES))


def _either(several: str, by_sound: bool) -> list[str]:
    """One place of several readings; a reading that is spelt with two letters counts by its first."""
    if "?" in several or "*" in several:
        return [""]
    found = dict.fromkeys(one[0] for sign in several if (one := _letters(sign, by_sound)))
    return ["".join(list(found)[:MOST_READINGS])] if found else []


def _letters(sign: str, by_sound: bool) -> list[str]:
    found = spoken(sign) if by_sound else normalised(sign)
    return [one for one in found if one not in "?*"]


def _unseen(sign: str) -> bool:
    return unicodedata.category(sign) in UNSEEN
