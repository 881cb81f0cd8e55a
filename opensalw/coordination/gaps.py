"""What is asked and has no money, where two projects do the same, where money ends soon.

Pure: nothing here touches the database. A project whose days are not known may overlap; it is said so.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from django.utils.translation import gettext_lazy as _

from .funding import FundingState

YEAR = 365


class Support(StrEnum):
    """How a need is served, the worst first."""

    NONE = "none"
    UNFUNDED = "unfunded"
    NOT_KNOWN = "not_known"
    PARTLY = "partly"
    FUNDED = "funded"

    @property
    def label(self) -> str:
        """The state in words."""
        return str(_WORDS[self])

    @property
    def is_gap(self) -> bool:
        """Whether it is asked for and no money for it is known to be there or to be hoped for."""
        return self in (Support.NONE, Support.UNFUNDED)


_WORDS = {
    Support.NONE: _("no project"),
    Support.UNFUNDED: _("project without money"),
    Support.NOT_KNOWN: _("project, money not known"),
    Support.PARTLY: _("partly funded"),
    Support.FUNDED: _("funded"),
}
_OF_FUNDING = {
    FundingState.NOT: Support.UNFUNDED,
    FundingState.NOT_KNOWN: Support.NOT_KNOWN,
    FundingState.PARTLY: Support.PARTLY,
    FundingState.FULLY: Support.FUNDED,
}
_RANK = {support: at for at, support in enumerate(Support)}


@dataclass(frozen=True)
class Asking:
    """A need as the view reads it."""

    number: str
    jurisdiction: str
    goal: int


@dataclass(frozen=True)
class Helping:
    """A project as the view reads it; ``is_over``: finished, cancelled or past its end on the day."""

    key: str
    goals: frozenset[int] = frozenset()
    jurisdictions: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    needs: frozenset[str] = frozenset()
    donors: frozenset[str] = frozenset()
    starts_on: date | None = None
    ends_on: date | None = None
    funding: FundingState = FundingState.NOT_KNOWN
    is_over: bool = False


@dataclass(frozen=True)
class Overlap:
    """Two projects of the same kinds under the same goals in the same jurisdictions.

    ``certain``: the days of both are known and meet; otherwise they may meet.
    """

    one: str
    other: str
    goals: tuple[int, ...]
    jurisdictions: tuple[str, ...]
    kinds: tuple[str, ...]
    certain: bool


@dataclass
class Square:
    """What meets under a goal in a jurisdiction."""

    asked: int = 0
    gaps: int = 0
    projects: set[str] = field(default_factory=set)
    donors: set[str] = field(default_factory=set)


def supports(needs: Iterable[Asking], projects: Iterable[Helping]) -> dict[str, Support]:
    """How each need is served: by the best of the projects that serve it and are not over."""
    best: dict[str, Support] = {need.number: Support.NONE for need in needs}
    for project in projects:
        if project.is_over:
            continue
        offered = _OF_FUNDING[project.funding]
        for number in project.needs & best.keys():
            best[number] = max(best[number], offered, key=_RANK.__getitem__)
    return best


def overlaps(projects: Iterable[Helping]) -> list[Overlap]:
    """The pairs that do the same at the same time; found by what they share, not by trying every pair."""
    at_place: dict[tuple[int, str, str], list[Helping]] = defaultdict(list)
    for project in projects:
        if not project.is_over:
            for goal in project.goals:
                for jurisdiction in project.jurisdictions:
                    for kind in project.kinds:
                        at_place[goal, jurisdiction, kind].append(project)
    pairs: dict[tuple[str, str], tuple[Helping, Helping]] = {}
    for there in at_place.values():
        for one, other in combinations(sorted(there, key=lambda project: project.key), 2):
            pairs[one.key, other.key] = (one, other)
    found = (_overlap(one, other) for one, other in pairs.values())
    return sorted((one for one in found if one), key=lambda pair: (not pair.certain, pair.one, pair.other))


def _overlap(one: Helping, other: Helping) -> Overlap | None:
    known = None not in (one.starts_on, one.ends_on, other.starts_on, other.ends_on)
    apart = (one.ends_on and other.starts_on and one.ends_on < other.starts_on) or (
        other.ends_on and one.starts_on and other.ends_on < one.starts_on
    )
    if apart:
        return None
    return Overlap(
        one.key, other.key, tuple(sorted(one.goals & other.goals)),
        tuple(sorted(one.jurisdictions & other.jurisdictions)), tuple(sorted(one.kinds & other.kinds)), known,
    )  # fmt: skip


def ending(projects: Iterable[Helping], day: date, within: int = YEAR) -> list[Helping]:
    """The projects whose money ends within so many days, the first end first."""
    last = day + timedelta(days=within)
    found = (one for one in projects if not one.is_over and one.ends_on and day <= one.ends_on <= last)
    return sorted(found, key=lambda one: (one.ends_on or day, one.key))


def matrix(
    needs: Sequence[Asking], projects: Sequence[Helping], served: dict[str, Support]
) -> dict[tuple[int, str], Square]:
    """Goal by jurisdiction: what is asked, what of it is a gap, which projects and donors stand there."""
    squares: dict[tuple[int, str], Square] = defaultdict(Square)
    for need in needs:
        square = squares[need.goal, need.jurisdiction]
        square.asked += 1
        square.gaps += served[need.number].is_gap
    for project in projects:
        if project.is_over:
            continue
        for goal in project.goals:
            for jurisdiction in project.jurisdictions:
                square = squares[goal, jurisdiction]
                square.projects.add(project.key)
                square.donors |= project.donors
    return dict(squares)
