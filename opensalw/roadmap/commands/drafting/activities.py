"""What a part says of the activities of its action plan."""

from django.db import transaction
from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused, require

from ... import rules
from ...history import activity_facts
from ...models import Activity, ActivityReport, Submission
from .changes import Change, note
from .opening import open_for


@transaction.atomic
def report_activity(
    submission: Submission,
    activity: Activity,
    *,
    status: str,
    by: Person,
    delay: str = "",
    share_done: int | None = None,
    text: str = "",
) -> ActivityReport:
    """Say in a part how an activity of the own action plan stands."""
    part = open_for(submission, by)
    if activity.plan.jurisdiction != part.jurisdiction:
        raise Refused(_("This activity is of another jurisdiction's plan."))
    require(rules.refuse_goal(part, activity.goal, by), field="status")
    require(rules.refuse_activity_report(status, delay, share_done), field="status")
    values = {"status": status, "delay": delay, "share_done": share_done, "text": text.strip(), "touched_by": by.id}
    held = ActivityReport.objects.filter(submission=part, activity=activity).first()
    before = activity_facts(held) if held else None
    kept = ActivityReport.objects.update_or_create(submission=part, activity=activity, defaults=values)[0]
    note(part, [Change("activity", activity.code, before, activity_facts(kept))], by=by, via="form")
    return kept
