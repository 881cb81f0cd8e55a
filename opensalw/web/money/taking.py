"""Taking the needs and challenges of a round into the register: the list that is proposed, and one act for all."""

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from opensalw.coordination.commands.needs import repeat_need, take_points
from opensalw.coordination.models import Need
from opensalw.coordination.queries.needs import live_needs, points_not_taken
from opensalw.coordination.rules.needs import refuse_stating_need
from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Round, TextItem
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import find_round, working


@dataclass
class Offer:
    """A point that is proposed: what is ticked and chosen beside it."""

    point: TextItem
    similar: list[Need]
    ticked: bool = True
    kind: str = Need.Kind.OTHER
    same_as: str = ""


def offers(round: Round, person: Person) -> list[Offer]:
    """The points of the round that this person may take in, each with the live needs of the same goal."""
    found = [
        point for point in points_not_taken(round)
        if refuse_stating_need(person, point.submission.jurisdiction) is None
    ]  # fmt: skip
    known: dict[tuple[str, int], list[Need]] = {}
    for need in live_needs().order_by("number"):
        known.setdefault((need.jurisdiction, need.goal), []).append(need)
    return [Offer(point, known.get((point.submission.jurisdiction, point.goal), [])) for point in found]


@working
def need_take(request: PersonalRequest, round: str) -> HttpResponse:
    """The points that the register does not know, to be taken in or tied to needs that stand."""
    found = find_round(round)
    proposed = offers(found, request.person)
    if request.method == "POST":
        for one in proposed:
            one.ticked = f"take-{one.point.pk}" in request.POST
            one.kind = request.POST.get(f"kind-{one.point.pk}", one.kind)
            one.same_as = request.POST.get(f"same-{one.point.pk}", "")
        try:
            taken, tied = _take([one for one in proposed if one.ticked], request.person)
            words = _("%(taken)d needs are in the register; %(tied)d were said again.")
            messages.success(request, words % {"taken": taken, "tied": tied})
            return redirect("need_register")
        except Refused as refused:
            messages.error(request, refused.reason)
    context = {"round": found, "offers": proposed, "kinds": Need.Kind.choices}
    return render(request, "money/need_take.html", context, status=422 if request.method == "POST" else 200)


@transaction.atomic
def _take(chosen: list[Offer], person: Person) -> tuple[int, int]:
    fresh = [one for one in chosen if not one.same_as]
    again = [one for one in chosen if one.same_as]
    for one in again:
        need = next((need for need in one.similar if need.number == one.same_as), None)
        if need is None:
            raise Refused(_("%(number)s is not a need of this jurisdiction and goal.") % {"number": one.same_as})
        repeat_need(need, point=one.point, by=person)
    kinds: dict[UUID, str] = {one.point.pk: one.kind for one in fresh}
    if fresh or not again:
        take_points([one.point for one in fresh], kinds=kinds, by=person)
    return len(fresh), len(again)
