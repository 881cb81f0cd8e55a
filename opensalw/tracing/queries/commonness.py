"""How common each make, model and calibre is in some registers, as it was last counted."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

KEPT_FOR = 600
_kept: dict[frozenset[str], tuple[float, "Commonness"]] = {}


@dataclass(frozen=True, slots=True)
class Commonness:
    """Weapons by field and word, and how many weapons there are."""

    words: dict[str, dict[str, int]]
    weapons: int


def commonness(jurisdictions: Sequence[str]) -> Commonness:
    """How common words are in these registers; kept for ten minutes."""
    whose = frozenset(jurisdictions)
    since, kept = _kept.get(whose, (0.0, None))
    if kept is not None and time.monotonic() - since < KEPT_FOR:
        return kept
    words: dict[str, dict[str, int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            "select field, word, sum(weapons)::bigint from tracing_word where jurisdiction = any(%s) group by 1, 2",
            [sorted(whose)],
        )
        for field, word, weapons in cursor.fetchall():
            words.setdefault(field, {})[word] = weapons
    found = Commonness(words, sum(words.get("make", {}).values()))
    if found.weapons:
        _kept[whose] = time.monotonic(), found
    return found


def forget() -> None:
    """Count anew at the next question."""
    _kept.clear()
