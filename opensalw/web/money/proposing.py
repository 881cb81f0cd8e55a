"""Writing a proposal as a list of tasks, sending it, and reading what was sent."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import proposals as commands
from opensalw.coordination.deciding import money
from opensalw.coordination.models import Attendance, Proposal
from opensalw.coordination.proposing import SECTIONS, Content
from opensalw.coordination.queries.calls import proposals
from opensalw.coordination.queries.funds import organisations_of
from opensalw.coordination.rules import funds as rules
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working
from opensalw.web.work.rounds import add_problems

from .doors import doors
from .portfolio import framed
from .proposal_forms import RowsForm, section_form

TITLES: dict[str, str | Promise] = {
    "about": gettext_lazy("What it is"),
    "needs": gettext_lazy("Needs that it serves"),
    "budget": gettext_lazy("Budget by line and year"),
    "results": gettext_lazy("Results"),
    "texts": gettext_lazy("Texts that the call asks for"),
}


def find_proposal(request: PersonalRequest, number: str) -> Proposal:
    """The proposal of an address, if this person may read it."""
    held = get_object_or_404(proposals(), number=number)
    own = organisations_of(request.person)
    sits = Attendance.objects.filter(organisation__in=own, decision__points__proposal=held).exists()
    reviews = held.reviews.filter(reviewer=request.person.id, state__in=("reading", "sent")).exists()
    allow(rules.refuse_seeing_proposal(request.person, held, sits=sits, reviews=reviews))
    return held


@working
def proposal(request: PersonalRequest, number: str) -> HttpResponse:
    """A proposal: its tasks and what is missing for its authors, what was sent for all who may read it."""
    held = find_proposal(request, number)
    writes = rules.acts_for(request.person, held.organisation)
    locked = rules.refuse_editing(held, held.call, timezone.now())
    found = commands.findings_of(held) if writes and not locked else []
    wrong = {one.section for one in found}
    last = held.versions.order_by("number").last()
    content = Content.model_validate(held.content if writes or last is None else last.content)
    _frame, spec = framed()
    points = list(held.points.filter(decision__state="closed").select_related("decision"))
    context = {
        "held": held, "writes": writes, "locked": locked, "findings": found,
        "tasks": [(key, TITLES[key], _state(content, key, wrong)) for key in SECTIONS if _asked(held, key)],
        "content": content, "asked": money(content.asked, content.currency), "versions": list(held.versions.all()),
        "differs": writes and last is not None and last.content != held.content,
        "texts": [(part.title, content.parts.get(part.key, "")) for part in commands.terms_of(held.call).parts],
        "measures": {one.key: one.title for one in spec.measures} if spec else {},
        "answers": [(one, rules.standing(one, timezone.localdate())) for one in held.no_objections.all()],
        "points": points, "doors": doors(
            request.person, decisions=[one.decision.number for one in points], needs=content.needs,
            projects=[held.project.key] if held.project else [],
        ),
    }  # fmt: skip
    return render(request, "money/proposal.html", context)


def _asked(held: Proposal, section: str) -> bool:
    return section != "texts" or bool(commands.terms_of(held.call).parts)


def _state(content: Content, section: str, wrong: set[str]) -> str:
    begun = {
        "about": bool(content.title or content.summary), "needs": bool(content.needs), "budget": bool(content.budget),
        "results": bool(content.results), "texts": bool(content.parts),
    }[section]  # fmt: skip
    if section not in wrong:
        return "done"
    return "in_work" if begun else "not_started"


@working
def proposal_section(request: PersonalRequest, number: str, section: str) -> HttpResponse:
    """One section of a proposal; saving sends nothing."""
    if section not in SECTIONS:
        raise Http404
    held, (_frame, spec) = find_proposal(request, number), framed()
    allow(rules.refuse_writing_proposal(request.person, held.organisation))
    form = section_form(section, held, request.person, spec, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            commands.save_proposal(held, form.changes(), by=request.person)
            messages.success(request, _("Saved. Nothing is sent yet."))
            return redirect("proposal", held.number)
        except Refused as refused:
            add_problems(form, refused)
    rows = form.rows() if isinstance(form, RowsForm) else None
    context: dict[str, Any] = {"held": held, "form": form, "title": TITLES[section], "rows": rows}
    return render(request, "money/proposal_section.html", context, status=422 if form.errors else 200)


@working
@require_POST
def proposal_act(request: PersonalRequest, number: str, act: str) -> HttpResponse:
    """Send a proposal, or withdraw it."""
    held = find_proposal(request, number)
    acts: dict[str, Callable[[], object]] = {
        "send": lambda: commands.send_proposal(held, by=request.person),
        "withdraw": lambda: commands.withdraw_proposal(held, reason=request.POST.get("reason", ""), by=request.person),
    }
    if act not in acts:
        raise Http404
    try:
        acts[act]()
        messages.success(request, _("Sent. The receipt stands below.") if act == "send" else _("Withdrawn."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("proposal", held.number)
