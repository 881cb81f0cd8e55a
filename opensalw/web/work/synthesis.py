"""The secretariat's own regional text for each goal of a round."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.rounds import write_synthesis
from opensalw.web.transactions import PersonalRequest

from .access import find_round, secretariat_only
from .parts import is_htmx


@secretariat_only
def synthesis(request: PersonalRequest, round: str) -> HttpResponse:
    """One text field for each goal, each saved as its author goes."""
    held = find_round(round)
    spec, problem = held.framework.spec, ""
    goals = {str(goal.number): goal for goal in spec.goals}
    if request.method == "POST":
        problem = _save(request, held, goals)
        if is_htmx(request):
            return HttpResponse(status=422 if problem else 204)
        if not problem:
            messages.success(request, _("Saved."))
            return redirect("synthesis", held.pk)
        messages.error(request, problem)
    typed = request.POST if problem else {}
    rows = [(goal, typed.get(f"goal-{number}", held.synthesis.get(number, ""))) for number, goal in goals.items()]
    context = {"round": held, "rows": rows, "word": spec.goal_word.singular}
    return render(request, "work/synthesis.html", context, status=422 if problem else 200)


def _save(request: PersonalRequest, held, goals: dict) -> str:
    """Keep every text that differs from what is held; why not, in words."""
    try:
        for number in goals:
            text = request.POST.get(f"goal-{number}")
            if text is not None and text.replace("\r\n", "\n").strip() != held.synthesis.get(number, ""):
                write_synthesis(held, goal=int(number), text=text.replace("\r\n", "\n"), by=request.person)
    except Refused as refused:
        return refused.reason
    return ""
