"""Action plans: adopt a version, change an activity's status."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person, refuse_filling
from opensalw.core.refusal import require
from opensalw.ledger.commands import append

from ..events import ActivityStatus, PlanAdopted
from ..models import ActionPlan, Activity
from ..rules import refuse_activity_report
from .subjects import subject


@transaction.atomic
def adopt_plan(
    *,
    jurisdiction: str,
    framework_key: str,
    title: str,
    activities: Sequence[Mapping[str, object]],
    by: Person,
    valid_from: date | None = None,
    valid_until: date | None = None,
    derived: bool = False,
    note: str = "",
) -> ActionPlan:
    """Enter a version of a jurisdiction's action plan with its activities; it follows the one before."""
    require(refuse_filling(by, jurisdiction))
    require(None if title.strip() else _("Give the plan a title."), field="title")
    last = ActionPlan.objects.filter(jurisdiction=jurisdiction, framework_key=framework_key).first()
    version = last.version + 1 if last else 1
    plan = ActionPlan(
        id=subject("plan", f"{framework_key}:{jurisdiction}:{version}"), jurisdiction=jurisdiction,
        framework_key=framework_key, version=version, title=title, valid_from=valid_from,
        valid_until=valid_until, derived=derived, note=note,
    )  # fmt: skip
    plan.full_clean()
    plan.save(force_insert=True)
    for facts in activities:
        activity = Activity(plan=plan, **facts)
        activity.full_clean(exclude=["plan"])
        activity.save(force_insert=True)
    event = PlanAdopted(version=version, activities=len(activities), derived=derived)
    append(event, subject=plan.pk, jurisdiction=jurisdiction, by=by.id, on=timezone.localdate())
    return plan


@transaction.atomic
def set_activity_status(
    activity: Activity, *, status: str, by: Person, delay: str = "", share_done: int | None = None, reason: str = ""
) -> Activity:
    """Change an activity's status outside a submission, with a reason."""
    plan = activity.plan
    require(refuse_filling(by, plan.jurisdiction))
    require(refuse_activity_report(status, delay, share_done), field="status")
    kept = Activity.objects.select_for_update().get(pk=activity.pk)
    kept.status, kept.delay, kept.share_done = status, delay, share_done
    kept.save()
    event = ActivityStatus(code=kept.code, status=status, delay=delay, share_done=share_done)
    append(
        event, subject=plan.pk, jurisdiction=plan.jurisdiction, by=by.id, on=timezone.localdate(), reason=reason
    )  # fmt: skip
    return kept
