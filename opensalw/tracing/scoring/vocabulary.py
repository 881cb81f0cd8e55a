"""The words of a register by code, for every field that is scored; code 0 is “not recorded”."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from ..asked import FIELDS
from ..words import BETWEEN, FIRST_YEAR, LAST_YEAR

YEARS = ("", *map(str, range(FIRST_YEAR, LAST_YEAR + 1)))


@dataclass(frozen=True)
class Vocabulary:
    """The words of each field by code, and how many rows bear them."""

    words: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, Mapping[str, int]]
    totals: Mapping[str, int]
    codes: dict[str, dict[str, int]] = field(init=False, repr=False)
    of_make: NDArray[np.int32] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        codes = {name: {word: code for code, word in enumerate(words)} for name, words in self.words.items()}
        object.__setattr__(self, "codes", codes)
        makes_of = [codes["make"].get(word.partition(BETWEEN)[0], 0) for word in self.words["model"]]
        object.__setattr__(self, "of_make", np.array(makes_of, np.int32))

    @classmethod
    def of_rows(cls, rows: Iterable[Mapping[str, str]]) -> "Vocabulary":
        """The vocabulary of some rows, each as ``words_of`` gives it."""
        seen: dict[str, Counter[str]] = {name: Counter() for name in FIELDS}
        for row in rows:
            for name in FIELDS:
                seen[name][row.get(name, "")] += 1
        return cls.of_counts(seen)

    @classmethod
    def of_counts(
        cls, counts: Mapping[str, Mapping[str, int]], words: Mapping[str, Iterable[str]] | None = None
    ) -> "Vocabulary":
        """The vocabulary of words whose number is known, or of other ``words`` with those numbers."""
        named = words or counts
        listed = {name: ("", *sorted({one for one in named.get(name, ()) if one})) for name in FIELDS}
        return cls.of_lists(listed | {"year": YEARS}, counts)

    @classmethod
    def of_lists(cls, words: Mapping[str, Sequence[str]], counts: Mapping[str, Mapping[str, int]]) -> "Vocabulary":
        """The vocabulary of an engine, whose codes are what they are."""
        known = {name: sum(n for word, n in counts.get(name, {}).items() if word) for name in FIELDS}
        return cls({name: tuple(words[name]) for name in FIELDS}, counts, known)

    def coded(self, row: Mapping[str, str]) -> dict[str, int]:
        """The codes of a row's words; a word that is not in the vocabulary counts as not recorded."""
        return {name: self.codes[name].get(row.get(name, ""), 0) for name in FIELDS}

    def share(self, name: str, word: str) -> float:
        """The share of the rows with a record of the field that bear this word."""
        known = self.totals[name]
        return self.counts.get(name, {}).get(word, 0) / known if known else 0.0
