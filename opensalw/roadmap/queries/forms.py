"""What a part is asked and how far it is filled: the entry form as data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Now

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.periods import Period

from ..counts import Computed, answers
from ..framework.spec import FrameworkSpec, Line, Measure
from ..models import DraftCell, Evidence, Observation, Submission, TextItem
from ..record_counts import count_of
from .threads import Conversation, conversations


def asked_measures(spec: FrameworkSpec, jurisdiction: str) -> tuple[Measure, ...]:
    """The measures that a part is asked for, in the order of the framework; views are asked once."""
    part = "regional" if jurisdiction == REGIONAL else "jurisdiction"
    return tuple(m for m in spec.measures if m.part == part and not m.view_of and m.lines)


def asked_lines(spec: FrameworkSpec, jurisdiction: str) -> list[tuple[Measure, Line]]:
    """The lines that a part is asked for; shares that we work out ourselves are not asked."""
    return [(m, line) for m in asked_measures(spec, jurisdiction) for line in m.lines if not line.derived]


def required_lines(spec: FrameworkSpec, jurisdiction: str) -> list[tuple[Measure, Line]]:
    """The asked lines that need a figure or a reason before clearing; supplementary measures are optional."""
    return [(measure, line) for measure, line in asked_lines(spec, jurisdiction) if not measure.supplementary]


def answered_lines(parts: Iterable[Submission]) -> dict[UUID, set[tuple[str, str]]]:
    """The lines, as measure and line, that have a figure or a reason in each of these parts."""
    found: dict[UUID, set[tuple[str, str]]] = {part.pk: set() for part in parts}
    for part, measure, line in (
        DraftCell.objects.filter(submission__in=list(found)).order_by().values_list("submission_id", "measure", "line")
    ):
        found[part].add((measure, line))
    return found


def unanswered_lines(submission: Submission) -> list[tuple[Measure, Line]]:
    """Asked lines with neither a figure nor a reason; supplementary measures are optional."""
    filled = set(submission.cells.values_list("measure", "line"))
    spec = submission.round.framework.spec
    return [
        (measure, line)
        for measure, line in required_lines(spec, submission.jurisdiction)
        if (measure.key, line.key) not in filled
    ]


@dataclass
class LineState:
    """A line of the form: what is filled, what stood before, what our records say."""

    measure: Measure
    line: Line
    cells: list[DraftCell] = field(default_factory=list)
    previous: list[Observation] = field(default_factory=list)
    records: Computed | None = None

    @property
    def computed(self) -> Decimal | None:
        """The whole figure of our records."""
        return self.records.amount if self.records else None

    @property
    def is_stale(self) -> bool:
        """Whether the figure was taken from our records and they say something else by now."""
        whole = self.whole
        if whole is None or whole.origin != DraftCell.Origin.COMPUTED:
            return False
        return self.computed is None or whole.value != self.computed

    @property
    def is_answered(self) -> bool:
        """Whether there is a figure or a reason."""
        return bool(self.cells)

    @property
    def whole(self) -> DraftCell | None:
        """The cell without a disaggregation, if it is filled."""
        return next((cell for cell in self.cells if not cell.dims_key), None)

    @property
    def split(self) -> list[DraftCell]:
        """The cells of a breakdown."""
        return [cell for cell in self.cells if cell.dims_key]


@dataclass
class MeasureState:
    """A measure of the form with its lines and what is said about them."""

    measure: Measure
    lines: list[LineState]
    threads: list[Conversation] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def answered(self) -> int:
        """How many lines have a figure or a reason."""
        return sum(line.is_answered for line in self.lines)

    @property
    def state(self) -> str:
        """Where the work on this measure stands, as a task list says it."""
        return task_state(self.answered, len(self.lines), _has_query(self.threads))


def _has_query(threads: Iterable[Conversation]) -> bool:
    return any(one.is_query and one.is_open for one in threads)


def task_state(answered: int, asked: int, has_query: bool) -> str:
    """``query``, ``done``, ``in_work`` or ``not_started``."""
    if has_query:
        return "query"
    if answered >= asked:
        return "done"
    return "in_work" if answered else "not_started"


@dataclass
class GoalState:
    """A goal of a part: its text items and measures."""

    number: int
    title: str
    texts: list[TextItem]
    measures: list[MeasureState]
    threads: list[Conversation]
    evidence: list[Evidence]

    @property
    def state(self) -> str:
        """Where the narrative of this goal stands."""
        return task_state(min(len(self.texts), 1), 1, _has_query(self.threads))


def form_of(submission: Submission) -> list[GoalState]:
    """The whole part, goal by goal, in a fixed number of queries however much is filled."""
    spec = submission.round.framework.spec
    held = list(submission.cells.all())
    items = list(submission.texts.select_related("source"))
    cells: Mapping[tuple[str, str], list[DraftCell]] = _grouped(held, "measure", "line")
    before = _grouped(previous_observations(submission), "measure", "line")
    threads = conversations(submission, items, held)
    evidence = list(submission.evidence.filter(removed_at__isnull=True))
    texts = _grouped(items, "goal")
    records = computed_figures(spec, submission.jurisdiction, submission.round.figures_period)
    goals = []
    for goal in spec.goals:
        measures = [
            MeasureState(
                measure,
                [
                    LineState(
                        measure, line, cells[measure.key, line.key], before[measure.key, line.key],
                        records.get(f"{measure.key}.{line.key}"),
                    )
                    for line in measure.lines if not line.derived
                ],
                [one for one in threads if one.thread.measure == measure.key],
                [file for file in evidence if file.measure == measure.key],
            )
            for measure in asked_measures(spec, submission.jurisdiction) if measure.goals[0] == goal.number
        ]  # fmt: skip
        own = [one for one in threads if one.thread.goal == goal.number and not one.thread.measure]
        files = [file for file in evidence if file.goal == goal.number and not file.measure]
        goals.append(GoalState(goal.number, goal.title, texts[goal.number,], measures, own, files))
    return goals


def previous_observations(submission: Submission) -> list[Observation]:
    """What is released of this jurisdiction for the round before: the figures beside the fields.

    Its own people see what is withheld in public.
    """
    before = submission.round.figures_period.previous()
    found = Observation.objects.filter(
        jurisdiction=submission.jurisdiction,
        framework__key=submission.round.framework.key,
        known_until__isnull=True,
        end__lte=submission.round.figures_end,
        end__gte=before.start,
    ).exclude(submission=submission)
    found = found.filter(Q(public_from__lte=Now()) | Q(withheld_as__public_from__lte=Now()))
    return list(found.select_related("source", "round").order_by("-end", "dims_key"))


def computed_figures(spec: FrameworkSpec, jurisdiction: str, period: Period) -> dict[str, Computed]:
    """What our records say of every line that a part is asked for, by ``measure.line``."""
    names = {
        f"{measure.key}.{line.key}": name
        for measure, line in asked_lines(spec, jurisdiction)
        if (name := count_of(spec.key, measure.key, line.key, line.computed_by))
    }
    return answers(names, jurisdiction, period)


def _grouped(rows, *names: str) -> defaultdict:
    groups: defaultdict = defaultdict(list)
    for row in rows:
        groups[tuple(getattr(row, name) for name in names)].append(row)
    return groups
