"""Questions about action plans: what is planned, what is late, and what a part says of it."""

from datetime import date

from django.db.models import Count, Q, QuerySet

from ..models import ActionPlan, Activity, ActivityReport, Submission


def latest_plans(framework_key: str = "") -> QuerySet[ActionPlan]:
    """The plan that is the latest version of its jurisdiction and framework, with counts of its activities."""
    newest = ActionPlan.objects.order_by("jurisdiction", "framework_key", "-version").distinct(
        "jurisdiction", "framework_key"
    )
    found = ActionPlan.objects.filter(pk__in=newest.values("pk"))
    if framework_key:
        found = found.filter(framework_key=framework_key)
    return found.annotate(
        planned=Count("activities", filter=~Q(activities__status=Activity.Status.DROPPED)),
        done=Count("activities", filter=Q(activities__status=Activity.Status.DONE)),
    )


def activities_of(part: Submission, goal: int | None = None) -> list[tuple[Activity, ActivityReport | None]]:
    """The activities of the latest plan of a part's jurisdiction, with what the part says of each."""
    plans = latest_plans(part.round.framework.key).filter(jurisdiction=part.jurisdiction)
    found = Activity.objects.filter(plan__in=plans.values("pk")).select_related("plan")
    if goal is not None:
        found = found.filter(goal=goal)
    said = {report.activity_id: report for report in part.activity_reports.all()}
    return [(activity, said.get(activity.pk)) for activity in found]


def objectives_of(part: Submission, goal: int) -> list[tuple[str, str]]:
    """What a text under a goal may serve: activities of the seat's plan, and targets of the framework, by code."""
    spec = part.round.framework.spec
    keys = {measure.key for measure in spec.measures if goal in measure.goals}
    targets = [
        (f"target:{one.line}", f"{spec.line(one.line).title}: {one.value} ({one.date})")
        for one in spec.targets
        if one.jurisdiction == part.jurisdiction and one.line.partition(".")[0] in keys
    ]
    plans = latest_plans(part.round.framework.key).filter(jurisdiction=part.jurisdiction)
    planned = Activity.objects.filter(plan__in=plans.values("pk"), goal=goal).order_by("code")
    return [*planned.values_list("code", "title"), *targets]


def plan_activities(plan: ActionPlan) -> list[tuple[str, list[Activity]]]:
    """The activities of a plan under their objectives, in the order of goal and code."""
    groups: dict[str, list[Activity]] = {}
    for activity in plan.activities.order_by("goal", "code"):
        groups.setdefault(activity.objective, []).append(activity)
    return list(groups.items())


def is_lapsed(plan: ActionPlan, today: date) -> bool:
    """Whether the plan's validity has ended."""
    return plan.valid_until is not None and plan.valid_until < today
