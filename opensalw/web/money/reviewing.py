"""A review of a proposal, and the answer of a Commission."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.coordination.commands import reviews as commands
from opensalw.coordination.commands.proposals import terms_of
from opensalw.coordination.deciding import money
from opensalw.coordination.models import NoObjection, Review
from opensalw.coordination.proposing import weighted
from opensalw.coordination.rules.funds import refuse_answering, standing
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working
from opensalw.web.work.rounds import add_problems

from .proposal_forms import ReasonForm, ReviewForm


@working
def review(request: PersonalRequest, id: UUID) -> HttpResponse:
    """A review: first the declaration, then the criteria, then it is sent."""
    found = Review.objects.select_related("proposal__call__fund", "proposal__organisation")
    held = get_object_or_404(found, pk=id)
    mine = held.reviewer == request.person.id
    allow(None if mine or request.person.is_secretariat else _("This review was given to somebody else."))
    form = ReviewForm(held.proposal.call, request.POST or None, initial=_written(held))
    if request.method == "POST":
        try:
            if "declare" in request.POST:
                words = request.POST.get("conflict", "") if request.POST["declare"] == "conflict" else ""
                if request.POST["declare"] == "conflict" and not words.strip():
                    raise Refused(_("Say which conflict of interest it is."))
                commands.declare_for_review(held, conflict=words, by=request.person)
                return redirect("review", held.pk)
            if form.is_valid():
                commands.save_review(held, by=request.person, **form.facts())
                if "send" in request.POST:
                    commands.send_review(held, by=request.person)
                messages.success(request, _("Sent.") if "send" in request.POST else _("Saved."))
                return redirect("review", held.pk)
        except Refused as refused:
            if "declare" in request.POST:
                messages.error(request, refused.reason)
            else:
                add_problems(form, refused)
    terms = terms_of(held.proposal.call)
    context = {
        "held": held, "form": form, "mine": mine, "score": weighted(held.scores, terms), "terms": terms,
        "scores": [(one, held.scores.get(one.key), held.comments.get(one.key, "")) for one in terms.criteria],
    }  # fmt: skip
    return render(request, "money/review.html", context, status=422 if form.errors else 200)


def _written(held: Review) -> dict[str, object]:
    scores = {f"score-{key}": value for key, value in held.scores.items()}
    return {**scores, **{f"comment-{key}": text for key, text in held.comments.items()}, "overall": held.overall}


@working
def no_objection(request: PersonalRequest, id: UUID) -> HttpResponse:
    """What the Commission of a jurisdiction is asked, and its answer."""
    found = NoObjection.objects.select_related("proposal__call__fund", "proposal__organisation")
    held = get_object_or_404(found, pk=id)
    seat = any(request.person.holds(role, held.jurisdiction) for role in ("officer", "chair", "contributor"))
    allow(None if seat or request.person.is_secretariat else _("This was asked of another Commission."))
    form = ReasonForm(request.POST or None, initial={"reason": held.reason})
    if request.method == "POST" and form.is_valid():
        try:
            commands.answer_no_objection(
                held, objects="objects" in request.POST, reason=form.cleaned_data["reason"], by=request.person
            )
            messages.success(request, _("Answered."))
            return redirect("no_objection", held.pk)
        except Refused as refused:
            add_problems(form, refused)
    today = timezone.localdate()
    context = {
        "held": held, "form": form, "standing": standing(held, today),
        "closed": refuse_answering(request.person, held, today),
        "asked": money(held.proposal.asked, held.proposal.currency),
    }  # fmt: skip
    return render(request, "money/no_objection.html", context, status=422 if form.errors else 200)
