"""Weapons that may be one: the same make, model and folded serial. Proposed with the reason, never merged."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from django.db.backends.utils import CursorWrapper
from django.utils.translation import gettext as _

from ..files.cleaning import Clean

SHORTEST = 5
SAME_KEY = (
    "select folded, subject from registers_markseen "
    "where jurisdiction = %s and folded = any(%s) and folded <> '' and kind = 'serial'"
)
NAMES = "select id, make, model from registers_firearm where jurisdiction = %s and id = any(%s)"
PROPOSE = (
    "insert into registers_duplicate (jurisdiction, one, other, reason, decided_by) values (%s, %s, %s, %s, '') "
    "on conflict do nothing"
)


def propose_likely(cursor: CursorWrapper, jurisdiction: str, weapons: Sequence[tuple[UUID, Clean]]) -> int:
    """Propose pairs of new weapons, and of new with known ones, that differ by mistaken characters only."""
    fresh = defaultdict(list)
    for id, row in weapons:
        if len(row.folded) >= SHORTEST and row.codes.make:
            fresh[row.folded].append((id, row.codes.make, row.codes.model))
    if not fresh:
        return 0
    cursor.execute(SAME_KEY, [jurisdiction, list(fresh)])
    known = cursor.fetchall()
    cursor.execute(NAMES, [jurisdiction, [subject for _folded, subject in known]])
    names = {id: (make, model) for id, make, model in cursor.fetchall()}
    pairs = []
    for new in fresh.values():
        pairs += [(one, other) for place, one in enumerate(new) for other in new[:place] if _alike(one[1:], other[1:])]
    for folded, subject in known:
        if subject in names:
            pairs += [(one, (subject, *names[subject])) for one in fresh[folded] if _alike(one[1:], names[subject])]
    reason = _("The same maker, model and number but for characters that are mistaken.")
    found: list[tuple[str, UUID, UUID, str]] = [
        (jurisdiction, min(one[0], other[0]), max(one[0], other[0]), reason) for one, other in pairs
    ]
    if found:
        cursor.executemany(PROPOSE, found)
    return len(found)


def _alike(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """The same make, and the same model or one that is not known."""
    return one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1])
