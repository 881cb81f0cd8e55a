"""Funds, calls and decisions for everybody: who sits where, under which rules, what was asked and what was decided."""

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.coordination.fund_rules import PARTS, in_words
from opensalw.coordination.models import Call, Decision, Organisation
from opensalw.coordination.queries.decisions import decisions_seen_by, shown, whole
from opensalw.coordination.queries.funds import (
    balance,
    funds_seen_by,
    paid_in,
    read_rules,
    rules_on,
    seats_on,
)
from opensalw.coordination.queries.proving import prove_decision
from opensalw.coordination.rules.funds import refuse_call_time
from opensalw.core.permissions import PUBLIC
from opensalw.web.transactions import PersonalRequest

from .doors import doors_of_points
from .tables import Listed, table_file

ALL = Q(is_public=True)


def fund_list(request: PersonalRequest) -> HttpResponse:
    """The funds and their calls."""
    found = list(funds_seen_by(request.person).prefetch_related("calls"))
    rows = [(one, [call for call in one.calls.all() if call.is_public]) for one in found]
    return render(request, "money/funds.html", {"rows": rows})


def fund(request: PersonalRequest, key: str) -> HttpResponse:
    """A fund: parties, rules with what is not known, money, calls, decisions."""
    found = get_object_or_404(funds_seen_by(request.person), pk=key)
    today = timezone.localdate()
    version = rules_on(found, today)
    rules = read_rules(version)
    sitting = seats_on(found, today)
    table = Organisation.objects.in_bulk(sitting)
    seats = [(PARTS[part], [table[one] for one, parts in sitting.items() if part in parts]) for part in PARTS]
    voting = {one for one, parts in sitting.items() if set(parts) & set(rules.voting or ())}
    applying = {one for one, parts in sitting.items() if "participant" in parts}
    context = {
        "fund": found, "seats": [(name, held) for name, held in seats if held], "rules": in_words(rules),
        "version": version, "money": paid_in(found), "balance": balance(found), "calls": found.calls.filter(ALL),
        "both": [str(table[one]) for one in sorted(voting & applying)] if version else [],
        "decisions": decisions_seen_by(request.person).filter(fund=found, state="closed"),
        "projects": found.projects.filter(is_public=True).select_related("organisation"),
    }  # fmt: skip
    return render(request, "money/fund.html", context)


def call(request: PersonalRequest, key: str) -> HttpResponse:
    """A call: its end, budget, goals and terms."""
    seen = funds_seen_by(request.person)
    found = get_object_or_404(Call.objects.select_related("fund", "source").filter(ALL, fund__in=seen), pk=key)
    context = {"call": found, "closed": refuse_call_time(found, timezone.now()), "terms": found.terms}
    return render(request, "money/call.html", context)


def decision_list(request: PersonalRequest) -> HttpResponse:
    """The decisions that were released."""
    found = decisions_seen_by(PUBLIC).prefetch_related("points__proposal__organisation")
    return render(request, "money/decisions.html", {"rows": list(found)})


def decision_file(request: PersonalRequest, ending: str) -> HttpResponse:
    """The points of released decisions as a file."""
    found = decisions_seen_by(PUBLIC).prefetch_related("points__proposal__organisation")
    columns = [
        ("decision", _("Decision")), ("fund", _("Fund")), ("closed_on", _("Day")), ("proposal", _("Proposal")),
        ("title", _("Title")), ("organisation", _("Organisation")), ("outcome", _("Outcome")),
        ("carried", _("Carried")), ("amount", _("Amount")), ("currency", _("Currency")),
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        {
            "decision": one.number, "fund": one.fund.title,
            "closed_on": one.closed_at.date() if one.closed_at else None,
            "proposal": point.proposal.number, "title": point.proposal.title,
            "organisation": str(point.proposal.organisation), "outcome": str(point.get_outcome_display()),
            "carried": _("yes") if point.carried else _("no"), "amount": point.amount, "currency": point.currency,
        }
        for one in found for point in one.points.all()
    ]  # fmt: skip
    return table_file(Listed("decisions", _("Decisions"), columns, rows), ending)


def decision(request: PersonalRequest, number: str) -> HttpResponse:
    """A released decision with its votes, and whether its signature holds."""
    found: Decision = get_object_or_404(whole(decisions_seen_by(PUBLIC)), number=number)
    points = shown(found)
    context = {"held": found, "points": points, "proof": prove_decision(found), "doors": doors_of_points(points, None)}
    return render(request, "money/decision.html", context)
