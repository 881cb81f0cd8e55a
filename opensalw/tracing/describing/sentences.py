"""One box for everything: which word of a sentence is the maker, which the model, the calibre, the serial, the year.

Each word is told back with what it was taken for, so that a person can put it right. The longest run of words that
the catalogue knows wins; what announces a serial (“br.”, “s/n”, “№”) counts before all else.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.quick_yaml import read_yaml
from opensalw.core.refusal import Refused
from opensalw.registers.catalogue import calibres, calibres_of, coded, makes, models
from opensalw.registers.marks import Answer, spoken
from opensalw.registers.nonsense import nonsense_of

from .descriptions import OBLITERATED, Description, described
from .serials import CALIBRE_SHAPE, NUMBER_WORD, cleaned

LONGEST = 300
MOST_TOGETHER = 4
SERIES_AND_NUMBER = re.compile(r"^[^\W\d_]{1,4}$")
YEAR = re.compile(r"^(1[89]\d\d|20[0-5]\d)\.?$")
FIELDS = {
    "serial": gettext_lazy("Serial"), "make": gettext_lazy("Make"), "model": gettext_lazy("Model"),
    "calibre": gettext_lazy("Calibre"), "type": gettext_lazy("Type"), "year": gettext_lazy("Year"),
    "": gettext_lazy("Not understood"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Word:
    """Some words of the sentence, the field they were taken for (none when not understood), and their meanings."""

    text: str
    field: str
    meanings: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """The field in words."""
        return str(FIELDS[self.field])


@dataclass(frozen=True, slots=True)
class Understanding:
    """A description, and how each word of the sentence was understood."""

    description: Description
    words: tuple[Word, ...] = field(default=())

    @property
    def unknown(self) -> tuple[str, ...]:
        """The words that nothing was made of."""
        return tuple(word.text for word in self.words if not word.field)


def understood(sentence: str) -> Understanding:
    """What a sentence says of a weapon."""
    if len(sentence) > LONGEST:
        raise Refused(
            _("A description holds at most %(most)s characters; this one has %(count)s. Leave out the circumstances.")
            % {"most": LONGEST, "count": len(sentence)},
            "q",
        )
    reading = _Reading(cleaned(sentence))
    reading.take_all()
    found: dict[str, str] = {}
    for word in reading.words():
        if word.field == "type":
            found.setdefault("type", word.meanings[0])
        elif word.field:
            found.setdefault(word.field, word.text.rstrip(".") if word.field == "year" else word.text)
    return Understanding(described(**found), tuple(reading.words()))


class _Reading:
    """The words of a sentence while they are taken, one group after the other."""

    def __init__(self, sentence: str) -> None:
        self.tokens = [one for piece in sentence.split() if (one := piece.strip(";,()“”\"'"))]
        self.taken: list[Word | None] = [None] * len(self.tokens)
        self.covers: list[int] = [1] * len(self.tokens)

    def take_all(self) -> None:
        """In the order of certainty."""
        self._take_answer()
        self._take_announced()
        self._take_longest("make", lambda text: tuple(makes()[one].name for one in coded(text, "", "").makes))
        self._take_longest("model", self._models)
        self._take_longest("calibre", _calibres)
        self._take_longest("type", lambda text: _types().get(text.casefold(), ()))
        self._take_year()
        self._take_serial()

    def words(self) -> Iterator[Word]:
        """The groups in the order of the sentence; words that say nothing are left out."""
        for at, token in enumerate(self.tokens):
            if (word := self.taken[at]) is not None:
                if self.covers[at]:
                    yield word
            elif token.casefold().strip(".:") not in _silent():
                yield Word(token, "")

    def _free(self, first: int, last: int) -> bool:
        return all(one is None for one in self.taken[first:last])

    def _take(self, first: int, last: int, field: str, meanings: tuple[str, ...] = (), text: str = "") -> None:
        word = Word(text or " ".join(self.tokens[first:last]), field, meanings)
        for at in range(first, last):
            self.taken[at], self.covers[at] = word, int(at == first)

    def _take_longest(self, field: str, meanings: Callable[[str], tuple[str, ...]]) -> None:
        for length in range(min(MOST_TOGETHER, len(self.tokens)), 0, -1):
            for first in range(len(self.tokens) - length + 1):
                if self._free(first, first + length):
                    text = " ".join(self.tokens[first : first + length])
                    if any(map(str.isalnum, text)) and (found := self._meant(field, text, first, meanings)):
                        return self._take(first, first + length, field, found)
        return None

    def _meant(self, field: str, text: str, first: int, meanings: Callable) -> tuple[str, ...]:
        """A bare number is a model only right after its make, and never a make."""
        if field == "make" and (not any(map(str.isalpha, text)) or len(spoken(text)) < 2):
            return ()
        if field == "model" and not any(map(str.isalpha, text)):
            before = self.taken[first - 1] if first else None
            if before is None or before.field != "make" or len(text) > 4:
                return ()
        return meanings(text)

    def _models(self, text: str) -> tuple[str, ...]:
        make = next((word.text for word in self.taken if word and word.field == "make"), "")
        if not make and len(spoken(text)) < 3:
            return ()
        found = coded(make, text, "").models
        return tuple(f"{makes()[one].name} {models()[one, code].name}" for one, code in found)

    def _take_answer(self) -> None:
        """“No serial”, “obliterated”, “unknown”."""
        for length in range(min(3, len(self.tokens)), 0, -1):
            for first in range(len(self.tokens) - length + 1):
                text = " ".join(self.tokens[first : first + length])
                if text.casefold() in OBLITERATED:
                    return self._take(first, first + length, "serial", (str(Answer.ILLEGIBLE),))
                found = nonsense_of(text)
                if found and found.answer and any(map(str.isalpha, text)) and not any(map(str.isdigit, text)):
                    return self._take(first, first + length, "serial", (str(found.answer),))
        return None

    def _take_announced(self) -> None:
        for first in range(len(self.tokens)):
            for length in (3, 2, 1):
                head = " ".join(self.tokens[first : first + length]) + " "
                rest = NUMBER_WORD.sub("", head)
                after = first + length
                if rest.strip() or after >= len(self.tokens) or not self._free(first, after + 1):
                    continue
                last = after + 1
                if (
                    SERIES_AND_NUMBER.match(self.tokens[after])
                    and last < len(self.tokens)
                    and self._free(last, last + 1)
                ):
                    last += int(any(map(str.isdigit, self.tokens[last])))
                return self._take(first, last, "serial", text=" ".join(self.tokens[after:last]))
        return None

    def _take_year(self) -> None:
        years = [at for at, one in enumerate(self.tokens) if self._free(at, at + 1) and YEAR.match(one)]
        numbers = [
            at for at in range(len(self.tokens)) if self._free(at, at + 1) and _looks_like_serial(self.tokens[at])
        ]
        for at in years:
            before = self.tokens[at - 1].casefold().strip(".:") if at else ""
            after = self.tokens[at + 1].casefold().strip(".:") if at + 1 < len(self.tokens) else ""
            has_serial = len(numbers) > 1 or any(word and word.field == "serial" for word in self.taken)
            if has_serial or before in _said("year") or after in _said("year"):
                return self._take(at, at + 1, "year")
        return None

    def _take_serial(self) -> None:
        if any(word and word.field == "serial" for word in self.taken):
            return
        free = [at for at, one in enumerate(self.tokens) if self._free(at, at + 1) and _looks_like_serial(one)]
        if free:
            at = max(free, key=lambda at: (sum(map(str.isalnum, self.tokens[at])), -at))
            is_series = at and self._free(at - 1, at) and SERIES_AND_NUMBER.match(self.tokens[at - 1])
            is_word = is_series and self.tokens[at - 1].casefold() in _silent()
            self._take(at - 1 if is_series and not is_word else at, at + 1, "serial")


def _looks_like_serial(token: str) -> bool:
    return any(map(str.isdigit, token)) or ("?" in token and any(map(str.isalnum, token)))


def _calibres(text: str) -> tuple[str, ...]:
    """A calibre by its spelling; a bare number of three digits or more is none."""
    bare = text.strip(". ")
    if bare.isdecimal() and len(bare) > 2 and not CALIBRE_SHAPE.match(bare):
        return ()
    return tuple(calibres()[code].name for code in calibres_of(text))


@cache
def _types() -> dict[str, tuple[str, ...]]:
    return {word.casefold(): (kind,) for kind, words in _lists()["types"].items() for word in words}


@cache
def _silent() -> frozenset[str]:
    return frozenset(map(str, _lists()["silent"]))


def _said(name: str) -> list[str]:
    return _lists()[name]


@cache
def _lists() -> dict:
    return read_yaml((Path(__file__).parent / "words.yaml").read_text(encoding="utf-8"))
