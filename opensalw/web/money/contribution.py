"""The half-yearly contribution form of a project: filled, saved, sent, and its receipt."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from opensalw.coordination.commands.contributions import begin_contribution, save_contribution, send_contribution
from opensalw.coordination.contribution_form import FIELDS, NAMES, lacks
from opensalw.coordination.models import Contribution, Project
from opensalw.coordination.queries.contributions import draft_of, last_sent
from opensalw.coordination.rules.projects import refuse_project_work
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Activity
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import find_round, working
from opensalw.web.work.rounds import add_problems

from .own import find_project
from .portfolio import framed, project_context
from .project_forms import ContributionForm


@working
def contribution(request: PersonalRequest, key: str, round: str) -> HttpResponse:
    """The form of a project for a round; it begins with what is known and keeps what is typed."""
    project, held_round = find_project(request, key), find_round(round)
    refused = refuse_project_work(request.person, project.organisation)
    held = draft_of(project, held_round.key)
    if request.method == "POST" and refused is None:
        try:
            held = held or begin_contribution(project, held_round, by=request.person)
        except Refused as refusal:
            messages.error(request, refusal.reason)
            return redirect("project_work", key)
        if request.POST.get("do") == "begin":
            return redirect("contribution", key, round)
        return _typed(request, project, held)
    form = ContributionForm(initial=held.content if held else {})
    return _page(request, project, held, form, refused, held_round.key)


def _typed(request: PersonalRequest, project: Project, held: Contribution) -> HttpResponse:
    """Keep what was typed; send it if that was asked and nothing is missing."""
    form = ContributionForm(request.POST)
    if form.is_valid():
        held = save_contribution(held, form.cleaned_data, by=request.person)
        if request.POST.get("do") != "send":
            messages.success(request, _("Saved."))
            return redirect("contribution", project.key, held.round_id)
        for field, reason in lacks(held.content).items():
            form.add_error(field, reason)
        if not form.errors:
            try:
                sent = send_contribution(held, by=request.person)
                messages.success(request, _("Sent. The receipt is below."))
                return redirect("contribution_receipt", project.key, sent.round_id, sent.number)
            except Refused as refusal:
                add_problems(form, refusal)
    return _page(request, project, held, form, None, held.round_id)


def _page(
    request: PersonalRequest, project: Project, held: Contribution | None, form: ContributionForm,
    refused: str | None, round: str,
) -> HttpResponse:  # fmt: skip
    context = {
        "project": project, "held": held, "form": form, "refused": refused, "round_key": round,
        "last": last_sent(project, round), "money": project_context(project, framed()[1])["money"],
    }  # fmt: skip
    return render(request, "money/contribution.html", context, status=422 if form.errors else 200)


@working
def contribution_receipt(request: PersonalRequest, key: str, round: str, number: int) -> HttpResponse:
    """A form exactly as it was sent."""
    project = find_project(request, key)
    sent = project.contributions.filter(round_id=round, number=number, state=Contribution.State.SENT).first()
    if sent is None:
        raise Http404(_("No form of this number was sent."))
    words: dict[str, dict[str, object]] = {
        "stage": dict(Project.Stage.choices), "delay": dict(Activity.Delay.choices),
        "funding_said": dict(Project.Said.choices),
    }  # fmt: skip
    answers = [
        (asked.label, words.get(asked.name, {}).get(value, value))
        for asked in FIELDS if asked.name in NAMES and (value := sent.content.get(asked.name))
    ]  # fmt: skip
    return render(request, "money/contribution_receipt.html", {"project": project, "sent": sent, "answers": answers})
