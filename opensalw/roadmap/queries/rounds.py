"""Questions about rounds: who is late, what stands where, what the region needs."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from opensalw.core.jurisdictions import REGIONAL, order

from .. import rules
from ..checks import Report
from ..models import Activity, Round, Statement, Submission, TextItem, Thread
from ..states import State
from .forms import answered_lines, required_lines, task_state
from .plans import latest_plans
from .publicity import public_now
from .threads import OPEN_QUERY


def rounds() -> QuerySet[Round]:
    """All rounds, the latest period first."""
    return Round.objects.select_related("framework")


def latest_public_round(framework_key: str = "") -> Round | None:
    """The latest round of which something is public: released, closed or reconstructed."""
    public = Q(state__in=[Round.State.RECONSTRUCTED, Round.State.CLOSED]) | public_now("submissions__")
    found = rounds().filter(public)
    return (found.filter(framework__key=framework_key) if framework_key else found).distinct().first()


def open_rounds() -> QuerySet[Round]:
    """The rounds that parts can be filled for."""
    return rounds().filter(state=Round.State.OPEN)


@dataclass
class PartRow:
    """A part in the matrix of a round: by goal, its required figures, state and day."""

    submission: Submission
    goals: dict[int, str]
    asked: int
    answered: int
    open_queries: int
    due: date | None
    overdue: bool
    counts: dict[int, int] = field(default_factory=dict)
    report: Report | None = None


def matrix(round: Round, today: date | None = None) -> list[PartRow]:
    """Jurisdiction by goal with states, in the order of the seats; three queries for the whole round."""
    today = today or timezone.localdate()
    spec = round.framework.spec
    parts = list(round.submissions.annotate(waiting=Count("threads", filter=OPEN_QUERY, distinct=True)))
    texts: dict = defaultdict(Counter)
    for part, goal, count in (
        TextItem.objects.filter(submission__round=round)
        .order_by()
        .values_list("submission_id", "goal")
        .annotate(count=Count("id"))
    ):
        texts[part][goal] = count
    queries = set(
        Thread.objects.filter(submission__round=round, kind=Thread.Kind.QUERY, resolved_at__isnull=True)
        .values_list("submission_id", "goal")
    )  # fmt: skip
    answered = answered_lines(parts)
    rows = []
    for part in sorted(parts, key=lambda one: order(one.jurisdiction)):
        part.round = round
        goals = {
            goal.number: task_state(min(texts[part.id][goal.number], 1), 1, (part.id, goal.number) in queries)
            for goal in spec.goals
        }
        asked = {(measure.key, line.key) for measure, line in required_lines(spec, part.jurisdiction)}
        rows.append(
            PartRow(
                part, goals, len(asked), len(asked & answered[part.id]), part.waiting, rules.due_on(part),
                rules.is_overdue(part, today), dict(texts[part.id]),
            )
        )  # fmt: skip
    return rows


def visible_texts() -> QuerySet[TextItem]:
    """The text items that the public may read: of a part that is being changed, those that were accepted."""
    settled = Q(stands_for__isnull=True, submission__state__in=[State.RELEASED, State.RECONSTRUCTED])
    found = TextItem.everything.filter(public_now("submission__"), settled | Q(stands_for__isnull=False))
    return found.select_related("submission", "source")


def narrative(round: Round) -> dict[int, dict[str, list[TextItem]]]:
    """The public text of a round: by goal, by jurisdiction in the order of the seats."""
    return arranged(visible_texts().filter(submission__round=round))


def arranged(items: Iterable[TextItem]) -> dict[int, dict[str, list[TextItem]]]:
    """Text items by goal and jurisdiction, in the order of kinds."""
    kinds = list(TextItem.Kind.values)
    found: dict[int, dict[str, list[TextItem]]] = defaultdict(lambda: defaultdict(list))
    ordered = sorted(
        items, key=lambda item: (order(item.submission.jurisdiction), kinds.index(item.kind), item.position)
    )
    for item in ordered:
        found[item.goal][item.submission.jurisdiction].append(item)
    return {goal: dict(seats) for goal, seats in found.items()}


def statements(round: Round, jurisdiction: str | None = None) -> QuerySet[Statement]:
    """What third parties said in a round, about one jurisdiction if it is given."""
    found = round.statements.select_related("source")
    return found.filter(jurisdiction=jurisdiction) if jurisdiction else found


def points(
    kinds: Iterable[str],
    *,
    jurisdiction: str = "",
    goal: int | None = None,
    round_key: str = "",
    words: str = "",
) -> QuerySet[TextItem]:
    """Public needs, challenges and the like, filtered; the latest round first."""
    found = visible_texts().filter(kind__in=list(kinds)).select_related("submission__round", "source")
    if jurisdiction:
        found = found.filter(submission__jurisdiction=jurisdiction)
    if goal:
        found = found.filter(goal=goal)
    if round_key:
        found = found.filter(submission__round_id=round_key)
    if words:
        found = found.filter(Q(text__icontains=words) | Q(translation__icontains=words))
    return found.order_by("-submission__round__figures_end", "goal", "submission__jurisdiction", "position")


def troubled_activities(today: date | None = None) -> dict[str, list[Activity]]:
    """Overdue, postponed and unfunded activities of the plans that are the latest of their seat."""
    today = today or timezone.localdate()
    live = [Activity.Status.NOT_STARTED, Activity.Status.ONGOING, Activity.Status.POSTPONED]
    found = (
        Activity.objects.filter(status__in=live, plan__in=latest_plans().values("pk"))
        .select_related("plan")
        .order_by("plan__jurisdiction", "goal", "code")
    )
    return {
        "overdue": list(found.filter(deadline__lt=today)),
        "postponed": list(found.filter(status=Activity.Status.POSTPONED)),
        "unfunded": list(found.filter(Q(budget__isnull=True), budget_source="")),
    }


def my_parts(jurisdictions: Iterable[str]) -> QuerySet[Submission]:
    """The parts of open rounds that these jurisdictions fill, most urgent first."""
    return (
        Submission.objects.filter(jurisdiction__in=list(jurisdictions), round__state=Round.State.OPEN)
        .select_related("round__framework")
        .order_by("round__deadline", "round")
    )


def review_queue() -> QuerySet[Submission]:
    """Parts that wait for a reviewer, the oldest first."""
    return Submission.objects.filter(state=State.SUBMITTED).select_related("round__framework").order_by("sent_at")


def reported_seats(round: Round) -> list[str]:
    """The seats whose part of a round is public with at least one figure or text."""
    public = round.submissions.filter(public_now()).exclude(jurisdiction=REGIONAL)
    with_content = public.filter(Q(observations__isnull=False) | Q(texts__isnull=False)).values_list(
        "jurisdiction", flat=True
    )
    return sorted(set(with_content), key=order)
