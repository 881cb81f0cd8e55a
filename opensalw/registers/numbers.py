"""The register's own numbers: a letter for what it names, eleven characters, and one that checks the rest.

The alphabet leaves out what is mistaken for something else (B, I, L, O, S); it has 31 characters, and
31 is prime: every single wrong character and every swap of two is noticed.
"""

import secrets
import time
from uuid import UUID

from django.utils.translation import gettext as _

ALPHABET = "0123456789ACDEFGHJKMNPQRTUVWXYZ"
VALUES = {sign: value for value, sign in enumerate(ALPHABET)}
PRIME = len(ALPHABET)
BODY = 11
LETTERS = {"P": "person", "F": "firm", "A": "authority", "E": "permit", "W": "weapon", "T": "component"}


def new_id() -> UUID:
    """An id that sorts by the time it was made, so that tables and indexes grow at their end."""
    moment = time.time_ns() // 1_000_000
    chance = secrets.randbits(74)
    return UUID(int=moment << 80 | 0x7 << 76 | (chance >> 62) << 64 | 0b10 << 62 | (chance & (1 << 62) - 1))


def number_of(letter: str, id: UUID) -> str:
    """The number of a thing, drawn from the chance in its id."""
    rest = id.int & (1 << 62) - 1
    signs, total = [], 0
    for place in range(1, BODY + 1):
        rest, value = divmod(rest, PRIME)
        signs.append(ALPHABET[value])
        total += place * value
    return letter + "".join(signs) + ALPHABET[(total + (BODY + 1) * VALUES_OF_LETTER[letter]) % PRIME]


def read_number(text: str) -> str | None:
    """The number as it is stored, from what somebody typed; None when it is not one of ours."""
    bare = "".join(text.upper().split()).replace("-", "")
    return bare if len(bare) == BODY + 2 and refuse_number(bare) is None else None


def refuse_number(number: str) -> str | None:
    """A number begins with its letter and ends with the character that checks it."""
    if number[:1] not in LETTERS or len(number) != BODY + 2 or not set(number[1:]) <= VALUES.keys():
        return _("A number is a letter (P, F, A, E, W or T) and twelve characters, without B, I, L, O and S.")
    total = sum(place * VALUES[sign] for place, sign in enumerate(number[1:-1], 1))
    if ALPHABET[(total + (BODY + 1) * VALUES_OF_LETTER[number[0]]) % PRIME] != number[-1]:
        return _("%(number)s was mistyped: its last character does not fit the others.") % {"number": number}
    return None


def spaced(number: str) -> str:
    """A number as it is printed: ``W 7K4M 9XTA 22CD``."""
    return f"{number[0]} " + " ".join(number[start : start + 4] for start in range(1, len(number), 4))


VALUES_OF_LETTER = {letter: place for place, letter in enumerate(LETTERS, 1)}
