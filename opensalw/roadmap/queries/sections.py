"""Who is to supply which section of a part, who delivered, who is silent."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from opensalw.core.models import Institution
from opensalw.core.queries import institutions

from ..coverage import Coverage, coverage_from
from ..models import Assignment, Submission
from ..reach import goal_section, section_title
from .forms import asked_measures

OWN_TYPES = ("commission", "secretariat")
NOT_SUPPLYING = ("donor", "implementer", *OWN_TYPES)
Pair = tuple[str, str]


def coverage_of(part: Submission) -> dict[str, Coverage]:
    """The coverage of every measure of a part that was handed to institutions; others are not in it."""
    return {key: coverage_from(facts) for key, facts in coverage_facts(part).items()}


def coverage_facts(part: Submission) -> dict[str, list[dict[str, str]]]:
    """The coverage of every handed section as a snapshot keeps it: who was asked, and how it stands."""
    found: dict[str, list[dict[str, str]]] = defaultdict(list)
    for one in part.handed:
        state = "silent" if one.is_waited_for else str(one.state)
        found[one.section].append({"institution": one.institution_id, "name": one.institution.name, "state": state})
    return dict(found)


@dataclass
class SectionRow:
    """A row of the officer's matrix: a section, and how it stands with each institution."""

    section: str
    title: str
    goal: int
    cells: list[Assignment | None]
    supplied_by: tuple[str, ...] = ()
    wanted: frozenset[str] = frozenset()


def sections_of(part: Submission) -> list[tuple[str, str, int, tuple[str, ...]]]:
    """Every section that a part can hand out: its key, title, goal and the types that supply it."""
    spec = part.round.framework.spec
    found: list[tuple[str, str, int, tuple[str, ...]]] = []
    for goal in spec.goals:
        key = goal_section(goal.number)
        found.append((key, section_title(spec, key), goal.number, ()))
        for measure in asked_measures(spec, part.jurisdiction):
            if measure.goals[0] == goal.number:
                found.append((measure.key, measure.title, goal.number, measure.supplied_by))
    return found


def suppliers(part: Submission) -> list[Institution]:
    """The institutions of a jurisdiction that sections can be handed to."""
    return list(institutions(part.jurisdiction).exclude(type__in=NOT_SUPPLYING))


def section_matrix(part: Submission, columns: Sequence[Institution], wanted: Iterable[Pair] = ()) -> list[SectionRow]:
    """Section by institution; ``wanted`` are pairs that a proposal would add."""
    held = {(one.institution_id, one.section): one for one in part.handed}
    proposed: dict[str, set[str]] = defaultdict(set)
    for institution, section in wanted:
        proposed[section].add(institution)
    return [
        SectionRow(key, title, goal, [held.get((one.pk, key)) for one in columns], types, frozenset(proposed[key]))
        for key, title, goal, types in sections_of(part)
    ]


def proposed_pairs(part: Submission) -> list[Pair]:
    """Who would be asked for what by the framework: each institution of a type that supplies a measure."""
    columns = suppliers(part)
    return [
        (one.pk, key)
        for key, _title, _goal, types in sections_of(part)
        for one in columns
        if one.type in types
    ]  # fmt: skip


def pairs_of_last_round(part: Submission) -> list[Pair]:
    """What was handed out in the latest earlier round of the same framework, as far as it is still asked."""
    before = (
        Submission.objects.filter(
            jurisdiction=part.jurisdiction, round__framework__key=part.round.framework.key,
            round__figures_end__lt=part.round.figures_end, assignments__isnull=False,
        )
        .order_by("-round__figures_end").first()
    )  # fmt: skip
    if before is None:
        return []
    known = {key for key, *_rest in sections_of(part)}
    return [
        (institution, section)
        for institution, section in before.assignments.values_list("institution_id", "section")
        if section in known
    ]


def waited_for(part: Submission, today: date | None = None) -> list[tuple[Assignment, str, bool]]:
    """The sections that nobody delivered yet: the row, its title, and whether it is late; the earliest day first."""
    today = today or timezone.localdate()
    spec = part.round.framework.spec
    rows = sorted((one for one in part.handed if one.is_waited_for), key=lambda one: (one.due_on or date.max, one.pk))
    return [(one, section_title(spec, one.section), one.is_late(today)) for one in rows]
