"""The search without another process: keys in PostgreSQL give the rows, which are scored as every engine does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from uuid import UUID

import numpy as np

from ..asked import FIELDS, Asked
from ..describing import Description
from ..scoring import ErrorModel, Vocabulary, asked_from
from ..scoring.ranking import field_costs, serial_costs, symbols_of
from . import near
from .commonness import Commonness
from .walking import by_words, with_runs

ENOUGH = 50


@dataclass(frozen=True, slots=True)
class Scored:
    """A mark and what it costs; a mark of 0 is a weapon that was found by its fields alone."""

    mark: int
    subject: UUID
    cost: int
    serial_cost: int
    field_costs: dict[str, int] = field(default_factory=dict)


def from_tables(
    one: Description, jurisdictions: Sequence[str], common: Commonness, model: ErrorModel, *, loose: bool
) -> tuple[list[Scored], Asked, tuple[str, ...]]:
    """Rows by their keys: first one error away, and two only where a row there may still be better."""
    runs = any(pattern.runs for pattern in one.patterns)
    keys = near.first_keys(one)
    if loose:
        keys |= near.loose_keys(one)
    rows = near.near(keys, jurisdictions)
    notes: tuple[str, ...] = ()
    if runs:
        more, notes = with_runs(one, jurisdictions)
        rows = near.merged(rows, more)
    scored, asked = score(one, rows, common, model, loose=loose)
    bound = near.certain_up_to(asked)
    if min((row.cost for row in scored), default=bound + 1) > bound:
        further = near.further_keys(one) - keys
        if further:
            rows = near.merged(rows, near.near(further, jurisdictions))
            scored, asked = score(one, rows, common, model, loose=loose)
    return scored, asked, notes


def by_fields(
    one: Description, jurisdictions: Sequence[str], common: Commonness, model: ErrorModel, *, loose: bool
) -> tuple[list[Scored], Asked, tuple[str, ...]]:
    """Weapons by their words alone, where nothing is known of the serial."""
    rows, note = by_words(one, jurisdictions)
    scored, asked = score(one, rows, common, model, loose=loose)
    return scored, asked, note


def score(
    one: Description, rows: list[near.Near], common: Commonness, model: ErrorModel, *, loose: bool = False
) -> tuple[list[Scored], Asked]:
    """What each row costs, best first; the words of the rows are the vocabulary."""
    words = {name: {row.words[name] for row in rows} for name in FIELDS}
    vocabulary = Vocabulary.of_counts(common.words, words)
    asked = asked_from(one, vocabulary, model, loose=loose)
    if not rows:
        return [], asked
    alone = serial_costs(asked, symbols_of([row.serial for row in rows]))[0]
    if not asked.readings:
        alone = np.zeros(len(rows), np.int32)
    codes = {
        name: np.array([vocabulary.codes[name].get(row.words[name], 0) for row in rows], np.int32)
        for name in asked.fields
    }
    fields = field_costs(asked, codes)
    costs = alone + sum(fields.values()) if fields else alone
    order = np.lexsort((np.array([row.mark for row in rows]), costs))[: ENOUGH * 2]
    return [
        Scored(rows[at].mark, rows[at].subject, int(costs[at]), int(alone[at]),
               {name: int(each[at]) for name, each in fields.items()})
        for at in order
    ], asked  # fmt: skip
