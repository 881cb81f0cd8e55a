"""Needs that the minutes ask for: proposed sentence by sentence, entered when a person confirms them."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext

from opensalw.coordination.commands.minuted import Confirmed, confirm_asked
from opensalw.coordination.models import Need
from opensalw.coordination.queries.minuted import Proposal, proposals
from opensalw.core.jurisdictions import declared
from opensalw.core.refusal import Refused
from opensalw.roadmap.queries.observations import latest_framework
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .access import find_meeting


@dataclass
class Offer:
    """A proposal with what is ticked and chosen beside it."""

    proposal: Proposal
    ticked: bool = False
    jurisdiction: str = ""
    goal: str = ""
    kind: str = ""
    same_as: str = ""

    def confirmed(self) -> Confirmed:
        """What the person confirms."""
        goal = int(self.goal) if self.goal.isdecimal() else None
        return Confirmed(self.proposal.key, self.jurisdiction, goal, self.kind, self.same_as)


def _offer(request: PersonalRequest, one: Proposal) -> Offer:
    """A proposal as it was sent, or as it is proposed."""
    goals, sent = [one.asked.goal] if one.asked.goal else one.item.goals, request.POST.get
    return Offer(
        one, sent(f"take-{one.key}") is not None, sent(f"seat-{one.key}", one.jurisdiction),
        sent(f"goal-{one.key}", str(goals[0]) if len(goals) == 1 else ""), sent(f"kind-{one.key}", one.asked.kind),
        sent(f"same-{one.key}", ""),
    )  # fmt: skip


@working
def minuted_needs(request: PersonalRequest, meeting: UUID) -> HttpResponse:
    """What the minutes ask for and the register does not hold; what is ticked is entered."""
    page = find_meeting(request, meeting)
    allow(page.refused_minutes)
    offers = [_offer(request, one) for one in proposals(page.meeting)]
    if request.method == "POST":
        try:
            chosen = [one.confirmed() for one in offers if one.ticked]
            made = confirm_asked(page.meeting, chosen, by=request.person)
            words = ngettext("%(n)d need is in the register.", "%(n)d needs are in the register.", len(made))
            messages.success(request, words % {"n": len(made)})
            return redirect("minuted_needs", page.meeting.pk)
        except Refused as refused:
            messages.error(request, refused.reason)
    spec = latest_framework(page.meeting.series.framework_key).spec
    context = {
        "page": page, "meeting": page.meeting, "tab": "minutes", "offers": offers, "kinds": Need.Kind.choices,
        "goals": [(str(goal.number), goal.title) for goal in spec.goals], "seats": declared(),
    }  # fmt: skip
    return render(request, "meeting/minuted_needs.html", context, status=422 if request.method == "POST" else 200)
