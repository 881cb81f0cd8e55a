"""Calls in the workspace: what waits for me, and a call with its proposals, reviews and answers."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.coordination.commands.proposals import begin_proposal, invite_full, refuse_applicant, terms_of
from opensalw.coordination.commands.reviews import ask_no_objection, assign_review
from opensalw.coordination.deciding import money
from opensalw.coordination.models import Call, Organisation, Proposal
from opensalw.coordination.queries.calls import (
    answers_waiting,
    call_proposals,
    calls_seen_by,
    decisions_waiting,
    own_proposals,
    reviewers,
    reviews_waiting,
    spread,
)
from opensalw.coordination.queries.decisions import decisions_seen_by
from opensalw.coordination.queries.funds import organisations_of
from opensalw.coordination.queries.organisations import subject_history
from opensalw.coordination.rules.funds import refuse_call_time, refuse_changing_terms, standing
from opensalw.core.models import User
from opensalw.core.queries import person_of
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only, working

from .entering import told
from .tables import Listed, table_file


@working
def call_desk(request: PersonalRequest) -> HttpResponse:
    """Open calls, my proposals, my reviews, answers and decisions that wait for me."""
    by, today = request.person, timezone.localdate()
    calls = calls_seen_by(by)
    context = {
        "calls": [(one, refuse_call_time(one, timezone.now())) for one in calls if by.is_secretariat or one.is_open],
        "proposals": own_proposals(by), "reviews": reviews_waiting(by),
        "answers": [(one, standing(one, today)) for one in answers_waiting(by)], "decisions": decisions_waiting(by),
        "closed": decisions_seen_by(by).filter(state="closed"),
    }  # fmt: skip
    return render(request, "money/call_desk.html", context)


@working
def call_work(request: PersonalRequest, key: str) -> HttpResponse:
    """A call with its proposals; the secretariat runs it, an organisation begins a proposal."""
    found = get_object_or_404(calls_seen_by(request.person), pk=key)
    own = Organisation.objects.filter(pk__in=organisations_of(request.person))
    closed = refuse_call_time(found, timezone.now())
    context = {
        "call": found, "terms": terms_of(found), "closed": closed,
        "own": [(one, refuse_applicant(found, one)) for one in own] if not closed else [],
        "rows": _rows(found, request), "entries": told(subject_history("call", found.pk)),
        **(_for_its_writers(found) if request.person.is_secretariat else {}),
    }  # fmt: skip
    return render(request, "money/call_work.html", context)


def _for_its_writers(call: Call) -> dict[str, Any]:
    return {"reviewers": reviewers(), "terms_locked": refuse_changing_terms(call)}


def _rows(call: Call, request: PersonalRequest) -> list[dict[str, Any]]:
    terms, today = terms_of(call), timezone.localdate()
    return [
        {
            "proposal": one, "asked": money(one.asked, one.currency), "spread": spread(one, terms),
            "reviews": list(one.reviews.all()),
            "answers": [(asked, standing(asked, today)) for asked in one.no_objections.all()],
        }
        for one in call_proposals(call, request.person)
    ]  # fmt: skip


@working
def call_file(request: PersonalRequest, key: str, ending: str) -> HttpResponse:
    """The proposals of a call as a file."""
    found = get_object_or_404(calls_seen_by(request.person), pk=key)
    columns = [
        ("number", _("No.")), ("title", _("Title")), ("organisation", _("Organisation")), ("stage", _("Stage")),
        ("state", _("State")), ("asked", _("Asked")), ("currency", _("Currency")), ("reviews", _("Reviews sent")),
        ("mean", _("Mean, per cent")), ("lowest", _("Lowest")), ("highest", _("Highest")),
    ]  # fmt: skip
    rows = [
        {
            "number": row["proposal"].number, "title": row["proposal"].title,
            "organisation": str(row["proposal"].organisation), "stage": str(row["proposal"].get_stage_display()),
            "state": str(row["proposal"].get_state_display()), "asked": row["proposal"].asked,
            "currency": row["proposal"].currency, "reviews": row["spread"].count, "mean": row["spread"].mean,
            "lowest": row["spread"].lowest, "highest": row["spread"].highest,
        }
        for row in _rows(found, request)
    ]  # fmt: skip
    return table_file(Listed(f"{found.pk}-proposals", found.title, columns, rows), ending)


@working
@require_POST
def proposal_begin(request: PersonalRequest, key: str) -> HttpResponse:
    """Begin a proposal for an organisation of mine."""
    found = get_object_or_404(calls_seen_by(request.person), pk=key)
    organisation = get_object_or_404(Organisation, pk=request.POST.get("organisation", ""))
    try:
        made = begin_proposal(found, organisation, by=request.person)
    except Refused as refused:
        messages.error(request, refused.reason)
        return redirect("call_work", found.pk)
    return redirect("proposal", made.number)


@secretariat_only
@require_POST
def call_act(request: PersonalRequest, key: str, number: str, act: str) -> HttpResponse:
    """What the secretariat does with a proposal: give it to a reviewer, ask the Commissions, ask for it in full."""
    held = get_object_or_404(
        Proposal.objects.select_related("call__fund", "organisation"), call=key, number=number
    )  # fmt: skip
    try:
        if act == "review":
            user = get_object_or_404(User, pk=request.POST.get("reviewer") or None)
            made = assign_review(held, person_of(user), by=request.person)
            messages.success(request, _("Given to %(who)s.") % {"who": made.reviewer_as})
        elif act == "ask":
            ask_no_objection(held, by=request.person)
            messages.success(request, _("The Commissions are asked."))
        elif act == "full":
            invite_full(held, by=request.person)
            messages.success(request, _("The full proposal is asked for."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(redirect("call_work", key).url + f"#{held.number}")
