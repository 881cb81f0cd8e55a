"""The vocabulary of a language: what can be counted, who acts, and the words that qualify a number."""

import re
from collections.abc import Iterable
from functools import cache, cached_property
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from opensalw.core.quick_yaml import read_yaml
from opensalw.core.units import Unit

FILES = Path(__file__).parent / "vocabulary"
OBJECTS = (
    "firearm",
    "salw_unsplit",
    "weapon_unsplit",
    "component",
    "ammunition",
    "explosive",
    "device",
    "mixed_mass",
)


class Counted(BaseModel):
    """Words for one thing that can be counted; without a unit it is in none of the closed list."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...]
    unit: Unit | None = None
    object: str | None = None


class Vocabulary(BaseModel):
    """Everything that the grammar knows of one language."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    language: str
    counted: tuple[Counted, ...]
    containers: frozenset[str]
    pieces: frozenset[str]
    masses: dict[str, float]
    weighed_alone: frozenset[str]
    weighed_together: frozenset[str]
    abstract: frozenset[str]
    known_sets: frozenset[str]
    durations: frozenset[str]
    currency_codes: tuple[str, ...]
    currency_words: tuple[str, ...]
    words_of_number: dict[str, int]
    scales: dict[str, int]
    dozen: tuple[str, ...]
    qualifiers: dict[str, tuple[str, ...]]
    qualifiers_after: dict[str, tuple[str, ...]]
    months: tuple[str, ...]
    months_short: tuple[str, ...]
    actors: dict[str, tuple[str, ...]]
    organisations: dict[str, tuple[str, ...]]
    places: dict[str, tuple[str, ...]]
    regional_words: tuple[str, ...]
    topics: tuple[str, ...]
    comments: tuple[str, ...]
    status: dict[str, tuple[str, ...]]
    change: dict[str, tuple[str, ...]]
    numbered_things: tuple[str, ...]
    stops: frozenset[str]
    verbs: frozenset[str]
    participles: frozenset[str]
    links: frozenset[str]
    openers: frozenset[str]

    @cached_property
    def nouns(self) -> dict[tuple[str, ...], Counted]:
        """Every phrase that can be counted, word by word in the singular."""
        return {
            tuple(singular(word) for word in re.findall(r"[^\W_]+", phrase.lower())): counted
            for counted in self.counted
            for phrase in counted.words
        }

    @cached_property
    def longest(self) -> int:
        """How many words the longest of these phrases has."""
        return max(len(phrase) for phrase in self.nouns)


@cache
def vocabulary(language: str = "en") -> Vocabulary:
    """The vocabulary of a language, from its file."""
    with (FILES / f"{language}.yaml").open(encoding="utf-8") as file:
        return Vocabulary.model_validate(read_yaml(file))


@cache
def singular(word: str) -> str:
    """The word without the ending of an English plural."""
    low = word.lower()
    if len(low) > 4 and low.endswith("ies"):
        return f"{low[:-3]}y"
    if len(low) > 4 and low.endswith(("ches", "shes", "xes", "sses")):
        return low[:-2]
    return low[:-1] if len(low) > 3 and low.endswith("s") and not low.endswith(("ss", "us", "is")) else low


@cache
def any_of(words: tuple[str, ...], *, exact: bool = False) -> re.Pattern[str]:
    """A pattern for any of these words or phrases, the longest first, as whole words."""
    return re.compile(whole_words(words), 0 if exact else re.IGNORECASE)


def whole_words(words: Iterable[str]) -> str:
    """The text of such a pattern; a sign such as ``~`` needs no limits."""
    forms = []
    for word in sorted(words, key=len, reverse=True):
        form = r"\s+".join(re.escape(part) for part in word.split())
        before = r"(?<![^\W_])" if word[0].isalnum() else ""
        after = r"(?![^\W_])" if word[-1].isalnum() else ""
        forms.append(f"{before}{form}{after}")
    return f"(?:{'|'.join(forms)})"
