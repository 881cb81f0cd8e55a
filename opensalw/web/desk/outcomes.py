"""The half-year's outcomes with SDG 16.4.2, and the flows of seized arms."""

from datetime import date
from decimal import Decimal

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from opensalw.core.periods import Period
from opensalw.core.refusal import Refused
from opensalw.incidents.models import Item
from opensalw.incidents.vocabulary import Kind, Thing
from opensalw.ledger.queries import figures
from opensalw.tracing.models import WeaponOutcome
from opensalw.tracing.outcomes import OUTCOMES
from opensalw.tracing.queries.flows import flows
from opensalw.tracing.queries.outcomes import outcomes
from opensalw.tracing.sdg import CURRENT, FORMULAS, WAYS, share
from opensalw.web.transactions import PersonalRequest

from .access import of_desk
from .drawings import flow_chart

LINES = {
    "requests_sent": _("Requests sent"), "sent_hit": _("of which recorded there"),
    "sent_no_hit": _("of which not recorded there"), "sent_open": _("of which still open"),
    "requests_received": _("Requests received"), "received_answered": _("of which answered"),
}  # fmt: skip
PRODUCTS = [("rapid", _("Rapid report")), ("periodic", _("Periodic analysis")), ("threat", _("Threat assessment"))]
WAITING = 50


def half_year(text: str) -> Period:
    """The half-year of an address, or the one that runs."""
    try:
        return Period.parse(text)
    except (Refused, ValueError):
        today = timezone.localdate()
        return Period.parse(f"{today.year}-H{1 if today.month <= 6 else 2}")


def code_of(period: Period) -> str:
    """The half-year as an address has it."""
    return f"{period.start.year}-H{1 if period.start.month == 1 else 2}"


def neighbours(period: Period) -> tuple[str, str]:
    """The half-years before and after, as an address has them."""
    year, is_first = period.start.year, period.start.month == 1
    before = f"{year - 1}-H2" if is_first else f"{year}-H1"
    after = f"{year}-H2" if is_first else f"{year + 1}-H1"
    return before, after


@of_desk
def trace_outcomes(request: PersonalRequest, jid: str) -> HttpResponse:
    """Each outcome of the questionnaire by the way in which arms came in, the requests, and the indicator."""
    period = half_year(request.GET.get("period", ""))
    found = outcomes(jid, period.start, period.end)
    ways = [found.components[way] for way in WAYS]
    rows = [(one, [way.get(one.code, Decimal(0)) for way in ways]) for one in OUTCOMES]
    lines = figures(jid, period.start, period.end).lines
    counted = [(name, lines[f"lost_traced.{name}"].amount) for name in LINES if f"lost_traced.{name}" in lines]
    context = {
        "jid": jid, "period": period, "rows": [(one, cells, sum(cells)) for one, cells in rows],
        "totals": [sum(way.values(), Decimal(0)) for way in ways], "found": found, "ways": [Kind(way) for way in WAYS],
        "shares": [share(found.components, formula) for formula in FORMULAS], "current": CURRENT,
        "counted": counted, "waiting": _waiting(jid, period.start, period.end), "here": "trace_outcomes",
        "lines": LINES, "products": PRODUCTS, "code": code_of(period), "neighbours": neighbours(period),
        "beside": [(Thing(key), n) for key, n in found.beside.items()],
    }  # fmt: skip
    return render(request, "desk/outcomes.html", context)


def _waiting(jid: str, first: date, last: date) -> list[Item]:
    """Arms of the time for which nobody has set an outcome."""
    done = WeaponOutcome.objects.filter(jurisdiction=jid).values("item")
    found = Item.objects.select_related("incident").filter(
        jurisdiction=jid, thing=Thing.FIREARM, incident__kind__in=WAYS, incident__withdrawn=False,
        incident__happened_on__range=(first, last),
    )  # fmt: skip
    return list(found.exclude(pk__in=done).order_by("-incident__happened_on", "position")[:WAITING])


@of_desk
def trace_flows(request: PersonalRequest, jid: str) -> HttpResponse:
    """Where seized firearms came from and where they were seized: a table and a drawing."""
    period = half_year(request.GET.get("period", ""))
    found = flows(jid, period.start, period.end)
    context = {
        "jid": jid, "period": period, "found": found, "drawing": flow_chart(found.known) if found.known else "",
        "neighbours": neighbours(period), "here": "trace_flows",
    }  # fmt: skip
    return render(request, "desk/flows.html", context)
