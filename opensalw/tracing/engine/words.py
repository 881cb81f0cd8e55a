"""The vocabularies of the columns: which code stands for which make, model, calibre and so on.

One file for all jurisdictions of a node, to which words are only added, so that a code means the same in
every file of columns and in every question.
"""

import fcntl
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from ..asked import FIELDS
from ..words import FIRST_YEAR, LAST_YEAR, words_of
from .columns import OF_CELL

NAME = "words.tsv"
MOST = 65_535
LONGEST = 120


class Seen(NamedTuple):
    """What a register says of a weapon: codes of the catalogue where it knows them, the words as seen."""

    make: str = ""
    make_seen: str = ""
    model: str = ""
    model_seen: str = ""
    calibre: str = ""
    calibre_seen: str = ""
    type: str = ""
    factory: str = ""


def of_cell(seen: Seen) -> tuple[str, ...]:
    """The words of a cell, in its order."""
    told = words_of(**seen._asdict())
    return tuple(told[name] for name in OF_CELL)


class Words:
    """The vocabularies as they stand in a folder; read on when somebody added to them."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / NAME
        self.lists: dict[str, list[str]] = {name: [""] for name in FIELDS}
        self.lists["year"] += [str(year) for year in range(FIRST_YEAR, LAST_YEAR + 1)]
        self.codes: dict[str, dict[str, int]] = {
            name: {word: code for code, word in enumerate(words)} for name, words in self.lists.items()
        }
        self._read = 0
        self.refresh()

    def refresh(self) -> None:
        """Take in what was added meanwhile."""
        if self.path.exists() and self.path.stat().st_size > self._read:
            with self.path.open("rb") as file:
                file.seek(self._read)
                whole, end, _begun = file.read().rpartition(b"\n")
            self._read += len(whole) + len(end)
            for line in whole.decode().splitlines():
                name, _tab, word = line.partition("\t")
                self._know(name, word)

    def codes_of(self, name: str, words: Iterable[str]) -> list[int]:
        """The codes of words; new ones are added to the file."""
        asked = [" ".join(word.split())[:LONGEST] for word in words]
        known = self.codes[name]
        missing = [word for word in dict.fromkeys(asked) if word not in known]
        if missing:
            self._add(name, missing)
        return [known.get(word, MOST) for word in asked]

    def _add(self, name: str, words: list[str]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            self.refresh()
            room = MOST - len(self.lists[name])
            new = [word for word in words if word not in self.codes[name]][: max(0, room)]
            file.write("".join(f"{name}\t{word}\n" for word in new).encode())
            file.flush()
            self.refresh()

    def _know(self, name: str, word: str) -> None:
        if name in self.codes and word not in self.codes[name]:
            self.codes[name][word] = len(self.lists[name])
            self.lists[name].append(word)
