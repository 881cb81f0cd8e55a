"""The narrative of one goal of a part: its points, the activities of the plan, the evidence."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.drafting import ChangedMeanwhile, report_activity
from opensalw.roadmap.models import Activity, SetAside
from opensalw.roadmap.queries.changes import removed_texts
from opensalw.roadmap.queries.forms import GoalState
from opensalw.roadmap.queries.plans import activities_of, objectives_of
from opensalw.roadmap.queries.rounds import statements
from opensalw.roadmap.reach import goal_section, refuse_seeing
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .activities import ActivityForm, ReportEntry, report_entries
from .parts import PartPage, part_page
from .texts import TextEntry, by_kind


@working
def part_goal(request: PersonalRequest, round: str, jid: str, goal: int) -> HttpResponse:
    """The narrative of a goal."""
    page = part_page(request, find_part(request, round, jid))
    return goal_page(request, page, goal)


def goal_page(
    request: PersonalRequest,
    page: PartPage,
    number: int,
    *,
    text: TextEntry | None = None,
    activity: ReportEntry | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a goal; a form that was refused stands in it as it was typed."""
    goal = _goal(page, number)
    activities = activities_of(page.part, number)
    kinds = [
        (kind, label, [_same(text, one) for one in held], _same(text, new))
        for kind, label, held, new in by_kind(goal, objectives_of(page.part, number), *_aside(page))
    ]
    reports = report_entries(activities, activity)
    others = [one for one in statements(page.round, page.part.jurisdiction) if one.goal in (None, number)]
    context = {
        "page": page,
        "tab": "goal",
        "open_goal": number,
        "goal": goal,
        "word": page.spec.goal_word.singular,
        "kinds": kinds,
        "files": [file for file in goal.evidence if not file.item or file.item not in {one.pk for one in goal.texts}],
        "removed": [] if page.refused else removed_texts(page.part, number),
        "reports": reports,
        "statements": others,
        "problems": [*(text.problems if text else []), *(problem for one in reports for problem in one.problems)],
    }
    return render(request, "work/goal.html", context, status=status)


def _aside(page: PartPage) -> tuple[dict[UUID, SetAside], str]:
    """What this person wrote in texts that somebody else changed meanwhile, and the words that say so."""
    if page.refused:
        return {}, ""
    held = SetAside.objects.filter(submission=page.part, by=page.person.id)
    return {one.item: one for one in held}, ChangedMeanwhile(None).reason


def _goal(page: PartPage, number: int) -> GoalState:
    goal = page.goal(number)
    if number in {known.number for known in page.spec.goals}:
        allow(refuse_seeing(page.part, goal_section(number), page.person))
    if goal is None:
        raise Http404(_("The framework has no goal of that number."))
    return goal


def _same(sent: TextEntry | None, shown: TextEntry) -> TextEntry:
    """The form that was sent, in the place of the one that stands for the same item."""
    if sent and sent.form.prefix == shown.form.prefix:
        sent.evidence = shown.evidence
        return sent
    return shown


@working
@require_POST
def part_activity(request: PersonalRequest, round: str, jid: str, activity: UUID) -> HttpResponse:
    """Say in a part how an activity of the plan stands."""
    part = find_part(request, round, jid)
    found = get_object_or_404(Activity.objects.select_related("plan"), pk=activity, plan__jurisdiction=jid)
    form = ActivityForm(request.POST, prefix=f"a-{found.code}", use_required_attribute=False)
    if form.is_valid():
        try:
            report_activity(part, found, by=request.person, **form.cleaned_data)
            messages.success(request, _("Saved: activity %(code)s.") % {"code": found.code})
            return redirect(redirect("part_goal", round, jid, found.goal).url + "#activities")
        except Refused as refused:
            form.add_error(refused.field if refused.field in form.fields else None, refused.reason)
    entry = ReportEntry(found, None, form)
    return goal_page(request, part_page(request, part), found.goal, activity=entry, status=422)
