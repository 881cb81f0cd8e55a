"""The committee's decision: preparing it, the page on which it is taken, closing it, its papers."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import closing
from opensalw.coordination.commands import decisions as commands
from opensalw.coordination.deciding import has_vote, is_recused, money
from opensalw.coordination.fund_rules import in_words
from opensalw.coordination.models import Call, Decision, Organisation, Point, Proposal
from opensalw.coordination.queries.decisions import Standing, decisions_seen_by, standing_of, whole
from opensalw.coordination.queries.funds import organisations_of
from opensalw.coordination.queries.proving import prove_decision
from opensalw.coordination.rules import decisions as rules
from opensalw.core.refusal import Refused
from opensalw.documents.content import decision_papers
from opensalw.documents.queries.documents import MEDIA_TYPES, printed
from opensalw.web.files import attached
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working
from opensalw.web.work.rounds import add_problems

from .committee_forms import MotionForm, PrepareForm
from .doors import doors_of_points

PAPERS = {"pack": decision_papers.pack, "minute": decision_papers.minute}


def find_decision(request: PersonalRequest, number: str) -> Decision:
    """The decision of an address, with everything that its page shows, if this person may see it."""
    return get_object_or_404(whole(decisions_seen_by(request.person)), number=number)


@working
def decision_new(request: PersonalRequest, key: str) -> HttpResponse:
    """Prepare a decision on proposals of a call, or one that corrects another."""
    call = get_object_or_404(Call.objects.select_related("fund"), pk=key)
    corrects = Decision.objects.filter(number=request.GET.get("corrects", ""), call=call, state="closed").first()
    form = PrepareForm(call, corrects, request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        chosen = list(Proposal.objects.filter(call=call, number__in=given.pop("proposals")))
        try:
            made = commands.prepare_decision(
                call.fund, chosen, call=call, corrects=corrects, by=request.person, **given
            )  # fmt: skip
            return redirect("committee", made.number)
        except Refused as refused:
            add_problems(form, refused)
    context = {"call": call, "form": form, "corrects": corrects}
    return render(request, "money/decision_new.html", context, status=422 if form.errors else 200)


@working
def committee(request: PersonalRequest, number: str) -> HttpResponse:
    """The page on which a decision is taken."""
    return _page(request, find_decision(request, number))


def _page(request: PersonalRequest, held: Decision, motion: tuple[UUID, MotionForm] | None = None,
          refused: Refused | None = None) -> HttpResponse:  # fmt: skip
    seats = list(held.attendance.all())
    now = standing_of(held)
    own = organisations_of(request.person)
    leads = rules.refuse_leading(request.person, seats) is None
    points = [
        {
            "now": one, "rows": _voters(now, one, own, leads),
            "form": motion[1] if motion and motion[0] == one.point.pk else MotionForm.of(one.point),
            "asked": money(one.point.proposal.asked, one.point.proposal.currency),
            "needs_finding": one.tally.carried is None, "failed": bool(motion and motion[0] == one.point.pk),
        }
        for one in now.points
    ]  # fmt: skip
    mine = next((seat for seat in seats if seat.organisation_id in own), None)
    context = {
        "held": held, "now": now, "points": points, "seats": seats, "mine": mine, "leads": leads,
        "chairs": rules.chairs(request.person, seats), "rules": in_words(now.rules), "refused": refused,
        "balance": sorted((now.balance or {}).items()), "proof": prove_decision(held),
        "typed": request.POST if refused else {}, "today": timezone.localdate(),
        "doors": doors_of_points(now.points, request.person),
        "record": getattr(held, "record", None) if held.state == "closed" else None,
    }  # fmt: skip
    return render(request, "money/committee.html", context, status=422 if motion or refused else 200)


def _voters(now: Standing, one, own: frozenset[str], leads: bool) -> list[dict[str, object]]:
    """Each organisation with a part in the vote, how it stands, and whether this person answers for it."""
    declared = {said.organisation_id: said for said in one.point.declarations.all()}
    words = {vote.organisation_id: vote for vote in one.point.votes.all()}
    return [
        {
            "voter": voter, "declared": declared.get(voter.key), "vote": words.get(voter.key),
            "recused": is_recused(now.rules, voter), "answers": voter.key in own or leads, "mine": voter.key in own,
        }
        for voter in one.voters if has_vote(now.rules, voter) is not False
    ]  # fmt: skip


@working
@require_POST
def committee_act(request: PersonalRequest, number: str, act: str) -> HttpResponse:
    """Do something with a decision as a whole: open, attend, close, cancel, release."""
    held, by, sent = find_decision(request, number), request.person, request.POST
    acts: dict[str, Callable[[], object]] = {
        "open": lambda: commands.open_decision(held, by=by, address=request.build_absolute_uri("/")),
        "attend": lambda: _attend(held, request),
        "close": lambda: closing.close_decision(
            held, by=by, minute=sent.get("minute", ""),
            handled={name.removeprefix("handled-"): str(sent[name]) for name in sent if name.startswith("handled-")},
            found={point.pk: sent[f"found-{point.pk}"] == "yes" for point in held.points.all()
                   if sent.get(f"found-{point.pk}")},
        ),
        "cancel": lambda: commands.cancel_decision(held, reason=sent.get("reason", ""), by=by),
        "release": lambda: closing.release_decision(held, by=by, public=not held.is_public),
    }  # fmt: skip
    if act not in acts:
        raise Http404
    try:
        acts[act]()
        messages.success(request, _("Closed and signed.") if act == "close" else _("Kept."))
        return redirect("committee", held.number)
    except Refused as refused:
        return _page(request, find_decision(request, number), refused=refused)


def _attend(held: Decision, request: PersonalRequest) -> None:
    for seat in held.attendance.all():
        present = f"present-{seat.pk}" in request.POST
        function = request.POST.get(f"function-{seat.pk}", "")
        if seat.present != present or seat.by_function != function:
            commands.note_attendance(seat, present=present, by_function=function, by=request.person)


@working
@require_POST
def point_motion(request: PersonalRequest, number: str, point: UUID) -> HttpResponse:
    """Say what is moved on a proposal."""
    held = find_decision(request, number)
    kept = get_object_or_404(Point.objects.select_related("decision", "proposal"), pk=point, decision=held)
    form = MotionForm(request.POST, prefix=str(kept.pk))
    if form.is_valid():
        try:
            commands.put_motion(kept, form.motion(), by=request.person)
            messages.success(request, _("Moved."))
            return redirect(reverse("committee", args=[held.number]) + f"#{kept.proposal.number}")
        except Refused as refused:
            add_problems(form, refused)
    return _page(request, held, (kept.pk, form))


@working
@require_POST
def point_vote(request: PersonalRequest, number: str, point: UUID) -> HttpResponse:
    """Declare a conflict of interest or deny it, and vote, for an organisation at the table."""
    held, sent = find_decision(request, number), request.POST
    kept = get_object_or_404(Point.objects.select_related("decision", "proposal"), pk=point, decision=held)
    one = get_object_or_404(Organisation, pk=sent.get("organisation", ""))
    try:
        if sent.get("conflict"):
            commands.declare_conflict(
                kept, one, conflict=sent["conflict"] != "no", aside=sent["conflict"] == "aside",
                words=sent.get("conflict_words", ""), by=request.person,
            )  # fmt: skip
        if sent.get("choice"):
            commands.cast_vote(kept, one, sent["choice"], words=sent.get("words", ""), by=request.person)
        messages.success(request, _("Kept for %(name)s.") % {"name": one})
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect(reverse("committee", args=[held.number]) + f"#{kept.proposal.number}")


@working
def decision_paper(request: PersonalRequest, number: str, paper: str, ending: str) -> HttpResponse:
    """The pack for the committee, or the minute of the decision, as DOCX or PDF."""
    held = find_decision(request, number)
    if paper not in PAPERS or ending not in ("docx", "pdf"):
        raise Http404
    return attached(printed(PAPERS[paper](held), ending), MEDIA_TYPES[ending], f"{held.number}-{paper}.{ending}")


@working
def decision_record(request: PersonalRequest, number: str) -> HttpResponse:
    """The signed text of a closed decision, as it was signed."""
    held = find_decision(request, number)
    if held.state != Decision.State.CLOSED:
        raise Http404
    return attached(held.record.text, "application/json", f"{held.number}.json")
