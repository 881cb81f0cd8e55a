"""The narrative of one goal of a part: its points, the activities of the plan, the evidence."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.drafting import ChangedMeanwhile, remove_text, report_activity, save_text
from opensalw.roadmap.models import Activity, Submission, TextItem
from opensalw.roadmap.queries.forms import GoalState
from opensalw.roadmap.queries.plans import activities_of
from opensalw.roadmap.queries.rounds import statements
from opensalw.web.transactions import PersonalRequest

from .access import find_part, working
from .activities import ActivityForm, ReportEntry, report_entries
from .lines import number_of
from .parts import PartPage, is_htmx, part_page
from .texts import TextEntry, by_kind, entry_of, item_id


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
    kinds = [
        (kind, label, [_same(text, one) for one in held], _same(text, new)) for kind, label, held, new in by_kind(goal)
    ]
    reports = report_entries(activities_of(page.part, number), activity)
    others = [one for one in statements(page.round, page.part.jurisdiction) if one.goal in (None, number)]
    context = {
        "page": page,
        "tab": "goal",
        "open_goal": number,
        "goal": goal,
        "word": page.spec.goal_word.singular,
        "kinds": kinds,
        "reports": reports,
        "statements": others,
        "problems": [*(text.problems if text else []), *(problem for one in reports for problem in one.problems)],
    }
    return render(request, "work/goal.html", context, status=status)


def _goal(page: PartPage, number: int) -> GoalState:
    goal = page.goal(number)
    if goal is None:
        raise Http404(_("The framework has no goal of that number."))
    return goal


def _same(sent: TextEntry | None, shown: TextEntry) -> TextEntry:
    """The form that was sent, in the place of the one that stands for the same item."""
    return sent if sent and sent.form.prefix == shown.form.prefix else shown


@working
@require_POST
def part_text(request: PersonalRequest, round: str, jid: str, goal: int, kind: str) -> HttpResponse:
    """Keep a text item: the whole page for a browser without scripts, its state for one that saves as it goes."""
    part = find_part(request, round, jid)
    data = request.POST
    if remove := item_id(data.get("remove", "")):
        return _remove(request, part, goal, remove)
    pk = item_id(data.get("item", ""))
    item = TextItem.objects.filter(pk=pk, submission=part).first() if pk else None
    entry = entry_of(kind, item, data, key=data.get("key", ""))
    typed = {name: entry.form[name].value() or "" for name in ("text", "language", "translation")}
    seen = None if data.get("override") or item is None else number_of(data.get("revision"))
    try:
        if pk and item is None:  # what was typed moves to the form that adds one
            entry = entry_of(kind, None, {f"new-{kind}-{name}": value for name, value in typed.items()})
            raise Refused(_("This text was removed meanwhile. Save it again to keep yours as a new one."))
        entry.seen = seen or 0
        entry.item = save_text(part, goal=goal, kind=kind, by=request.person, item=pk, revision=seen, **typed)
        entry.seen = entry.item.revision
    except ChangedMeanwhile as conflict:
        entry.theirs = conflict.theirs
        entry.page_url = reverse("part_goal", args=[part.round_id, part.jurisdiction, goal])
        entry.form.add_error("text", conflict.reason)
    except Refused as refused:
        entry.form.add_error("text", refused.reason)
    return _answer(request, part, goal, entry)


def _answer(request: PersonalRequest, part: Submission, goal: int, entry: TextEntry) -> HttpResponse:
    wrong = bool(entry.problems)
    if is_htmx(request):
        context = {"entry": entry, "swapped": True}
        return render(request, "work/_text_state.html", context, status=422 if wrong else 200)
    if wrong:
        return goal_page(request, part_page(request, part), goal, text=entry, status=422)
    messages.success(request, _("Saved."))
    return redirect(redirect("part_goal", part.round_id, part.jurisdiction, goal).url + f"#{entry.kind}")


def _remove(request: PersonalRequest, part: Submission, goal: int, item: UUID) -> HttpResponse:
    try:
        remove_text(part, item, by=request.person)
        messages.success(request, _("The text was removed from the draft."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("part_goal", part.round_id, part.jurisdiction, goal)


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
