"""How well the figures of a text are found: precision and recall per field against an annotation by hand.

The annotation holds places and values, never the text. Its format: docs/reference/annotation-of-figures.md.
"""

import csv
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from .documents import Document
from .figures import Figure

Span = tuple[int, int]
_COLUMNS = (
    "section", "start", "end", "amount", "low", "high", "unit", "object", "jurisdiction", "actor", "period", "fit",
    "status", "approximate", "direction",
)  # fmt: skip
FIELDS = ("unit", "object", "jurisdiction", "actor", "period", "fit", "status", "approximate", "direction")


@dataclass(frozen=True)
class Marked:
    """A figure as a person marked it."""

    section: str
    span: Span
    amount: Decimal | None
    low: Decimal | None
    high: Decimal | None
    values: dict[str, str]

    @property
    def is_number(self) -> bool:
        """Whether it has an amount or bounds; else it is a direction alone."""
        return any(one is not None for one in (self.amount, self.low, self.high))


@dataclass(frozen=True)
class Gold:
    """An annotation: the hash of its file, where its sections lie, which were used to tune, and its figures."""

    sha256: str
    tuned: tuple[str, ...]
    sections: dict[str, Span]
    figures: tuple[Marked, ...]


@dataclass
class Score:
    """How many were proposed, how many of these are right, and how many there are."""

    name: str
    proposed: int = 0
    right: int = 0
    there: int = 0

    @property
    def precision(self) -> float | None:
        """The share of the proposed that is right."""
        return self.right / self.proposed if self.proposed else None

    @property
    def recall(self) -> float | None:
        """The share of what is there that was found."""
        return self.right / self.there if self.there else None


@dataclass
class Group:
    """The scores of some sections together."""

    title: str
    sections: tuple[str, ...]
    scores: list[Score] = field(default_factory=list)


def read_gold(path: Path) -> Gold:
    """The annotation in a file; a row that cannot be read is named."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise Refused(_("%(file)s cannot be read: %(problem)s.") % {"file": path, "problem": problem}, "gold") from None
    notes = "\n".join(line for line in lines if line.startswith("#"))
    rows = csv.DictReader(line for line in lines if line and not line.startswith("#"))
    if tuple(rows.fieldnames or ()) != _COLUMNS:
        raise Refused(_("%(file)s needs the columns %(columns)s.") % {
            "file": path, "columns": ", ".join(_COLUMNS)}, "gold")  # fmt: skip
    digest = re.search(r"^# sha256:\s*([0-9a-f]{64})", notes, re.MULTILINE)
    tuned = re.search(r"^# tuned on:\s*(.*)", notes, re.MULTILINE)
    sections = {
        name: (int(start), int(end))
        for name, start, end in re.findall(r"^# section (\S+): (\d+) (\d+)$", notes, re.MULTILINE)
    }
    marked = tuple(_marked(row, number, path) for number, row in enumerate(rows, start=1))
    names = tuple(re.split(r"[,\s]+", tuned[1].strip())) if tuned else ()
    return Gold(digest[1] if digest else "", names, sections, marked)


def measure(found: Sequence[Figure], document: Document, gold: Gold) -> list[Group]:
    """The scores of the sections that were tuned on, of the others, and of all."""
    if gold.sha256 and gold.sha256 != document.sha256:
        words = _("The annotation belongs to another file: SHA-256 %(gold)s, this one is %(own)s.")
        raise Refused(words % {"gold": gold.sha256[:12], "own": document.sha256[:12]}, "gold")
    sections = gold.sections or {"": (0, len(document.text) + 1)}
    others = tuple(name for name in sections if name not in gold.tuned)
    groups = [Group(name, (name,)) for name in sections]
    groups += [Group(_("tuned on"), gold.tuned), Group(_("not tuned on"), others), Group(_("all"), tuple(sections))]
    for group in groups:
        spans = [sections[name] for name in group.sections if name in sections]
        own = [one for one in found if any(start <= one.span[0] < end for start, end in spans)]
        there = [one for one in gold.figures if any(start <= one.span[0] < end for start, end in spans)]
        group.scores = _scores(own, there)
    return groups


def _scores(found: Sequence[Figure], there: Sequence[Marked]) -> list[Score]:
    numbers = [one for one in found if _is_number(one)]
    wanted = [one for one in there if one.is_number]
    pairs = _pairs(found, there)
    scores = [
        _score("amount", numbers, wanted, pairs, _same_amount),
        _score(
            "amount + unit",
            numbers,
            wanted,
            pairs,
            lambda one, gold: _same_amount(one, gold) and _same(one, gold, "unit"),
        ),
        _score("amount + unit + object", numbers, wanted, pairs, _same_thing),
        _score(
            "direction alone",
            [one for one in found if not _is_number(one)],
            [one for one in there if not one.is_number],
            pairs,
            lambda one, gold: _same(one, gold, "direction"),
        ),
    ]
    return scores + [_score(name, found, there, pairs, _comparing(name)) for name in FIELDS]


def _score(
    name: str,
    found: Sequence[Figure],
    there: Sequence[Marked],
    pairs: dict[Span, Marked],
    same: Callable[[Figure, Marked], bool],
) -> Score:
    right = sum(1 for one in found if one.span in pairs and pairs[one.span] in there and same(one, pairs[one.span]))
    return Score(name, len(found), right, len(there))


def _pairs(found: Sequence[Figure], there: Sequence[Marked]) -> dict[Span, Marked]:
    """Which marked figure each proposed one stands for: their places overlap, each is used once."""
    pairs: dict[Span, Marked] = {}
    free = list(there)
    for one in found:
        for gold in free:
            if one.span[0] < gold.span[1] and gold.span[0] < one.span[1] and _is_number(one) == gold.is_number:
                pairs[one.span] = gold
                free.remove(gold)
                break
    return pairs


def _is_number(one: Figure) -> bool:
    return any(value is not None for value in (one.amount, one.low, one.high))


def _same_amount(one: Figure, gold: Marked) -> bool:
    bounds = gold.amount is not None or (one.low, one.high) == (gold.low, gold.high)
    return one.amount == gold.amount and bounds


def _same_thing(one: Figure, gold: Marked) -> bool:
    return _same_amount(one, gold) and _same(one, gold, "unit") and _same(one, gold, "object")


def _comparing(name: str) -> Callable[[Figure, Marked], bool]:
    return lambda one, gold: _same(one, gold, name)


def _same(one: Figure, gold: Marked, name: str) -> bool:
    own = getattr(one, name)
    if name == "approximate":
        own = "yes" if own else "no"
    return str(own or "") == gold.values[name]


def _marked(row: dict[str, str], number: int, path: Path) -> Marked:
    try:
        amount, low, high = (Decimal(row[name]) if row[name] else None for name in ("amount", "low", "high"))
        span = (int(row["start"]), int(row["end"]))
    except (InvalidOperation, ValueError, TypeError):
        words = _("%(file)s, figure %(number)d: start, end, amount, low and high must be digits.")
        raise Refused(words % {"file": path, "number": number}, "gold") from None
    return Marked(row["section"], span, amount, low, high, {name: row[name] or "" for name in FIELDS})
