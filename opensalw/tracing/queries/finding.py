"""The weapons that a description may mean, best first, with how likely each is and why.

One way in for pages, the API, the command line and the desk. The engine is asked when its columns are good;
otherwise the tables of PostgreSQL are, and the answer says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from ..asked import Asked
from ..describing import Description, refuse_description
from ..engine import NotReady
from ..engine import search as search_engine
from ..engine import vocabulary as words_of_engine
from ..scoring import ErrorModel, Vocabulary, asked_from, error_model
from ..scoring.aligning import Pair, readings_side_by_side
from ..scoring.asking import ways_to_read
from ..scoring.believing import chances
from .commonness import commonness
from .faces import Face, faces
from .tables import Scored, by_fields, from_tables

SHOWN = 10
LOOKED_AT = 50
PLAUSIBLE = 0.02
CERTAIN_NOT = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A weapon or component that may be the one: how likely, and what speaks for and against it."""

    face: Face
    cost: int
    chance: float
    steps: tuple[Pair, ...]
    field_costs: dict[str, int]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found; ``none`` is the chance that the weapon is not on record here."""

    description: Description
    candidates: tuple[Candidate, ...] = ()
    none: float = 1.0
    by: str = "tables"
    notes: tuple[str, ...] = field(default=())
    version: str = ""

    @property
    def plausible(self) -> tuple[Candidate, ...]:
        """The candidates that are worth a look."""
        return tuple(one for one in self.candidates if one.chance >= PLAUSIBLE)

    @property
    def says_none(self) -> bool:
        """Whether nothing on record is plausible."""
        return not self.plausible


def find(
    one: Description, *, jurisdictions: Sequence[str], k: int = SHOWN, model: ErrorModel | None = None,
    tables_only: bool = False,
) -> Answer:  # fmt: skip
    """Ask the registers of these jurisdictions; the caller acts for them."""
    if refused := refuse_description(one):
        raise Refused(*refused)
    model = model or error_model()
    found = _answer(one, jurisdictions, k, model, tables_only, loose=False)
    if found.says_none and one.patterns:
        looser = _answer(one, jurisdictions, k, model, tables_only, loose=True)
        if looser.plausible:
            return looser
    return found


def _answer(
    one: Description, jurisdictions: Sequence[str], k: int, model: ErrorModel, tables_only: bool, *, loose: bool
) -> Answer:
    common = commonness(jurisdictions)
    notes: tuple[str, ...] = ()
    by = "engine"
    try:
        if tables_only:
            raise NotReady("")
        vocabulary = Vocabulary.of_lists(words_of_engine(), common.words)
        asked = asked_from(one, vocabulary, model, loose=loose)
        scored = [
            Scored(row.mark, UUID(row.subject), row.cost, row.serial_cost, dict(row.field_costs))
            for row in search_engine(asked, jurisdictions=jurisdictions, k=LOOKED_AT)
        ]
    except NotReady as why:
        by, notes = "tables", (_said(why),) if str(why) else ()
        walk = from_tables if one.patterns else by_fields
        scored, asked, more = walk(one, jurisdictions, common, model, loose=loose)
        notes += more
    best = _one_each(scored)[:LOOKED_AT]
    size = max(common.weapons, len(scored))
    shares, none = chances([row.cost for row in best], asked, model, size)
    shown = faces([row.mark for row in best[:k]], [row.subject for row in best[:k]], jurisdictions)
    patterns = [pattern for pattern, _start in ways_to_read(one, model, loose=loose)]
    candidates = tuple(
        Candidate(face, row.cost, chance, _steps(asked, patterns, face), row.field_costs)
        for row, chance in zip(best[:k], shares, strict=False)
        if (face := shown.get((row.mark, row.subject)))
    )
    return replace(Answer(one, candidates, none), by=by, notes=notes, version=model.version)


def _steps(asked: Asked, patterns: list, face: Face) -> tuple[Pair, ...]:
    return tuple(readings_side_by_side(asked, patterns, face.serial)) if asked.readings else ()


def _one_each(scored: list[Scored]) -> list[Scored]:
    """The best mark of each weapon or component, cheapest first."""
    best: dict[UUID, Scored] = {}
    for row in sorted(scored, key=lambda row: (row.cost, row.mark)):
        best.setdefault(row.subject, row)
    return list(best.values())


def _said(why: NotReady) -> str:
    return _("The engine was not asked: %(why)s The tables of the database answered.") % {"why": why}
