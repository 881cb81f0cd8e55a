"""One question to the columns of some jurisdictions; their lists merge exactly, since costs are logarithms."""

import heapq
import time
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
from django.utils.translation import gettext as _

from ..asked import ALPHABET, Asked, Ranked, Reading
from .columns import OF_CELL, Rows, arranged
from .partition import Partition, ranked
from .question import laid_out
from .scanning import NO_ROWS, Found, Search
from .storing import NotReady, home
from .symbols import pack
from .words import Words

SILENT_AFTER = 60
MOST = 1000


def search(asked: Asked, *, jurisdictions: Iterable[str], k: int = 10) -> list[Ranked]:
    """The ``k`` cheapest rows of these jurisdictions and no others, those of the same cost by their marks.

    Raises ``NotReady`` where the columns of one of them are missing, damaged or behind the ledger; then the
    tables of PostgreSQL are to be asked.
    """
    if not 1 <= k <= MOST:
        raise ValueError(f"A list holds between 1 and {MOST} rows.")
    refuse_silence()
    question = laid_out(asked)
    lists = [ranked(_partition(home(), one).segments(), question, k) for one in sorted(set(jurisdictions))]
    return joined(lists, k)


def joined(lists: Iterable[list[Ranked]], k: int) -> list[Ranked]:
    """The lists of several engines or nodes as one: the same as if one engine had held all rows."""
    return list(heapq.merge(*lists))[:k]


def prepare() -> None:
    """Have the loops compiled before somebody waits for an answer; a moment where that was done before."""
    rows = Rows(
        pack([f"A{number:05}" for number in range(100)]), np.zeros((100, len(OF_CELL)), np.uint16),
        np.zeros(100, np.uint8), np.arange(100, dtype=np.int64), np.zeros((100, 16), np.uint8),
    )  # fmt: skip
    read = np.full((6, ALPHABET), 550, np.int16)
    read[:, 0] = 0
    reading = Reading(
        read, np.full(6, 600, np.int16), np.full(ALPHABET, 450, np.int16), 450, np.zeros(7, np.bool_)
    )  # fmt: skip
    one = Search(arranged(rows, with_tries=True), laid_out(Asked((reading,))), NO_ROWS, Found.none(3))
    one.walk(1000)
    one.look(one.levels.top)


def vocabulary() -> dict[str, list[str]]:
    """Per field the words that the codes of ``Asked`` stand for; code 0 is “not recorded”."""
    words = _words(home())
    words.refresh()
    return words.lists


def refuse_silence() -> None:
    """The columns count only while somebody follows the ledger for them."""
    try:
        since = time.time() - (home() / "followed").stat().st_mtime
    except FileNotFoundError:
        raise NotReady(_("Nobody follows the ledger for the engine. Start: opensalw trace engine follow.")) from None
    if since > SILENT_AFTER:
        raise NotReady(_("The engine has not followed the ledger for %d seconds.") % since)


@cache
def _words(folder: Path) -> Words:
    return Words(folder)


@cache
def _partition(folder: Path, jurisdiction: str) -> Partition:
    return Partition(jurisdiction, folder / jurisdiction)
