"""Action plans: one per jurisdiction, and the activities that are late, postponed or without money."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.jurisdictions import order
from opensalw.core.permissions import refuse_filling
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.plans import set_activity_status
from opensalw.roadmap.models import ActionPlan, Activity
from opensalw.roadmap.queries.plans import is_lapsed, latest_plans, plan_activities
from opensalw.roadmap.queries.rounds import troubled_activities
from opensalw.web.transactions import PersonalRequest

from .access import working
from .activities import ActivityForm, is_overdue

TROUBLES = (
    ("overdue", gettext_lazy("Overdue")),
    ("postponed", gettext_lazy("Postponed")),
    ("unfunded", gettext_lazy("Without money")),
)


@working
def plans(request: PersonalRequest) -> HttpResponse:
    """The plans of the jurisdictions, and the lists of what goes wrong in them."""
    today = timezone.localdate()
    held = troubled_activities(today)
    wanted = request.GET.get("list", "overdue")
    wanted = wanted if wanted in held else "overdue"
    context = {
        "plans": [
            (plan, is_lapsed(plan, today)) for plan in sorted(latest_plans(), key=lambda one: order(one.jurisdiction))
        ],
        "tabs": [(key, title, len(held[key])) for key, title in TROUBLES],
        "wanted": wanted,
        "rows": held[wanted],
        "today": today,
    }
    return render(request, "work/plans.html", context)


@working
def plan(request: PersonalRequest, plan: UUID) -> HttpResponse:
    """One plan with its activities under their objectives."""
    found = get_object_or_404(ActionPlan, pk=plan)
    today = timezone.localdate()
    groups = [
        (objective, [(one, is_overdue(one, one.status, today)) for one in activities])
        for objective, activities in plan_activities(found)
    ]
    context = {
        "plan": found,
        "lapsed": is_lapsed(found, today),
        "groups": groups,
        "changes": refuse_filling(request.person, found.jurisdiction) is None,
    }
    return render(request, "work/plan.html", context)


@working
def activity_status(request: PersonalRequest, plan: UUID, activity: UUID) -> HttpResponse:
    """Change how an activity stands, outside a submission."""
    found = get_object_or_404(Activity.objects.select_related("plan"), pk=activity, plan_id=plan)
    initial = {"status": found.status, "delay": found.delay, "share_done": found.share_done}
    form = ActivityForm(request.POST or None, initial=initial, use_required_attribute=False)
    form.fields["text"].label = _("Why it changes")
    refused = refuse_filling(request.person, found.plan.jurisdiction)
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        try:
            set_activity_status(found, by=request.person, reason=facts.pop("text"), **facts)
            messages.success(request, _("Saved: activity %(code)s.") % {"code": found.code})
            return redirect(redirect("plan", plan).url + f"#activity-{found.code}")
        except Refused as reason:
            form.add_error(reason.field if reason.field in form.fields else None, reason.reason)
    context = {"activity": found, "plan": found.plan, "form": form, "refused": refused}
    return render(request, "work/activity.html", context, status=422 if form.errors else 200)
