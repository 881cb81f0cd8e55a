"""Weapons and components whose marks are near a description, from the tables of PostgreSQL alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

import numpy as np
from django.db import connection

from opensalw.registers.marks import CONFUSED, Kind

from ..asked import SYMBOLS, Asked, Reading
from ..describing import Description
from ..keys import SEARCHED, bases_of, keys_near, keys_of_number
from ..words import words_of

MOST = 20_000
CLASS_OF = np.array([ord(sign.translate(CONFUSED)) for sign in SYMBOLS] + [0])


@dataclass(slots=True)
class Near:
    """A mark that may be the one asked for, and what is on record of its weapon."""

    jurisdiction: str
    mark: int
    subject: UUID
    weapon: UUID | None
    kind: str
    seen: str
    serial: str
    words: dict[str, str]
    state: str


def near(
    keys: Iterable[int], jurisdictions: Sequence[str], *, kinds: Sequence[Kind] = SEARCHED, most: int = MOST
) -> list[Near]:
    """The marks of these jurisdictions under some keys, and those that have no keys yet."""
    wanted = list(keys)
    found: list[Near] = []
    with connection.cursor() as cursor:
        for jurisdiction in sorted(set(jurisdictions)):
            cursor.execute(
                "select * from tracing_near(%s, %s, %s, %s)",
                [jurisdiction, wanted, list(map(str, kinds)), most],
            )
            found += [near_row(jurisdiction, row) for row in cursor.fetchall()]
    return found


def first_keys(one: Description) -> set[int]:
    """The keys of everything one error away from a description."""
    return {key for base in _bases(one) for key in keys_near(base) or ()}


def further_keys(one: Description) -> set[int]:
    """The keys of everything two errors away."""
    return {key for base in _bases(one) for key in keys_near(base, further=True) or ()}


def loose_keys(one: Description) -> set[int]:
    """The keys of a number whose letters were left out, in the description or on the weapon."""
    return {key for pattern in one.patterns for key in keys_of_number(pattern)}


def certain_up_to(asked: Asked) -> int:
    """What a row that is not among the first keys costs at least: two errors that the fold does not hide."""
    fields = sum(int(costs.min()) for costs in asked.fields.values())
    return fields + min((_two_errors(one) for one in asked.readings), default=0)


def _bases(one: Description) -> list[str]:
    return list(dict.fromkeys(base for pattern in one.patterns if not pattern.runs for base in bases_of(pattern)))


def _two_errors(reading: Reading) -> int:
    cheapest = reading.read.min(axis=1).astype(int)
    errors = [int(reading.lost.min())] * 2 + [reading.swapped] * 2
    for place, low in zip(reading.read, cheapest, strict=True):
        errors.append(int(place[CLASS_OF[place.argmin()] != CLASS_OF].min()) - int(low))
    errors += [max(0, int(one) - int(low)) for one, low in zip(reading.added, cheapest, strict=True)]
    return reading.start + int(cheapest.sum()) + sum(sorted(errors)[:2])


def merged(rows: list[Near], more: list[Near]) -> list[Near]:
    """Both lists, each mark once."""
    return list({(row.jurisdiction, row.mark, row.subject): row for row in (*rows, *more)}.values())


def near_row(jurisdiction: str, row: tuple) -> Near:
    """A row of the tables as a mark that may be it."""
    mark, subject, weapon, kind, seen, serial, *told, state = row
    return Near(jurisdiction, mark, subject, weapon, kind, seen, serial, _words(*told), state or "")


def _words(*told: object) -> dict[str, str]:
    make, make_seen, model, model_seen, calibre, calibre_seen, type_, year = (one or "" for one in told)
    return words_of(
        make=str(make), make_seen=str(make_seen), model=str(model), model_seen=str(model_seen), calibre=str(calibre),
        calibre_seen=str(calibre_seen), type=str(type_), year=year if isinstance(year, int) else None,
    )  # fmt: skip
