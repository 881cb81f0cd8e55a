"""Named counts: what a framework's ``computed_by`` may refer to.

Each answers for a jurisdiction and a period with a figure, or None where our records do not know.
Packages below add theirs to this list when they come (registers, incidents, stockpiles, tracing).
"""

from collections.abc import Callable
from decimal import Decimal

from django.db.models import Q

from opensalw.core.periods import Period

from .models import ActionPlan, Activity

Count = Callable[[str, Period], Decimal | None]


def _plans_in_force(jurisdiction: str, period: Period) -> list[ActionPlan]:
    day = period.end
    known = ActionPlan.objects.filter(jurisdiction=jurisdiction).filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=day), Q(valid_until__isnull=True) | Q(valid_until__gte=day)
    )
    return list(known.filter(derived=False))


def _activities(jurisdiction: str, period: Period, **where: object) -> Decimal | None:
    plans = _plans_in_force(jurisdiction, period)
    if not plans:
        return None
    return Decimal(Activity.objects.filter(plan__in=plans, **where).count())


def activities_planned(jurisdiction: str, period: Period) -> Decimal | None:
    """Activities of the action plans in force on the last day, dropped ones left out."""
    every = _activities(jurisdiction, period)
    dropped = _activities(jurisdiction, period, status=Activity.Status.DROPPED)
    return None if every is None else every - (dropped or 0)


def activities_done(jurisdiction: str, period: Period) -> Decimal | None:
    """Activities of the action plans in force on the last day that are done."""
    return _activities(jurisdiction, period, status=Activity.Status.DONE)


NAMED_COUNTS: dict[str, Count] = {
    "roadmap.activities_planned": activities_planned,
    "roadmap.activities_done": activities_done,
}
