"""Funds in the workspace of the secretariat: the list, one fund with everything that can be entered, its history."""

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.coordination.fund_rules import FundRules, in_words, unknown
from opensalw.coordination.models import Fund, Seat
from opensalw.coordination.queries.funds import balance, read_rules, rules_on
from opensalw.coordination.queries.organisations import subject_history
from opensalw.coordination.rules.funds import refuse_call_time
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only

from .entering import told
from .tables import Listed, table_file


@secretariat_only
def fund_desk(request: PersonalRequest) -> HttpResponse:
    """All funds, with how much of each is entered."""
    today = timezone.localdate()
    sitting = Q(seats__until__isnull=True) | Q(seats__until__gte=today)
    found = Fund.objects.annotate(
        sits=Count("seats__organisation", filter=sitting, distinct=True), versions=Count("rule_sets", distinct=True),
        asked=Count("calls", distinct=True),
    )  # fmt: skip
    return render(request, "money/fund_desk.html", {"rows": list(found)})


def find_fund(key: str) -> Fund:
    """The fund of an address."""
    return get_object_or_404(Fund.objects.select_related("source", "giver"), pk=key)


def votes(rules: FundRules, part: str) -> bool | None:
    """Whether a part has a vote under the rules; None where it is not known."""
    if rules.voting is None or part in rules.voting_not_known:
        return None
    return part in rules.voting


@secretariat_only
def fund_work(request: PersonalRequest, key: str) -> HttpResponse:
    """A fund: facts, seats with their vote, versions of the rules, money, calls, history."""
    found, today = find_fund(key), timezone.localdate()
    version = rules_on(found, today)
    rules = read_rules(version)
    order = list(Seat.Part.values)
    seats = sorted(found.seats.select_related("organisation"), key=lambda one: (
        one.until is not None, order.index(one.part), one.organisation.name
    ))  # fmt: skip
    now = timezone.now()
    context = {
        "fund": found, "today": today, "version": version, "rules": in_words(rules), "unknown": len(unknown(rules)),
        "seats": [(one, votes(rules, one.part), bool(one.until and one.until < today)) for one in seats],
        "versions": list(found.rule_sets.select_related("source").order_by("-number")),
        "money": list(found.money.select_related("contributor", "source")), "balance": balance(found),
        "calls": [(one, refuse_call_time(one, now)) for one in found.calls.all()],
        "entries": told(subject_history("fund", key)),
    }  # fmt: skip
    return render(request, "money/fund_work.html", context)


@secretariat_only
def fund_money_file(request: PersonalRequest, key: str, ending: str) -> HttpResponse:
    """The money of a fund as a file, with what was struck out."""
    found = find_fund(key)
    columns = [
        ("kind", _("What it is")), ("contributor", _("From whom")), ("on", _("Day")), ("amount", _("Amount")),
        ("currency", _("Currency")), ("source", _("Source")), ("place", _("Place")), ("struck_out", _("Struck out")),
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        {
            "kind": str(one.get_kind_display()), "contributor": one.contributor.name if one.contributor else "",
            "on": one.on, "amount": one.amount, "currency": one.currency, "source": one.source_id or "",
            "place": one.locator, "struck_out": one.withdrawn_at is not None,
        }
        for one in found.money.select_related("contributor")
    ]  # fmt: skip
    return table_file(Listed(f"{found.pk}-money", found.title, columns, rows), ending)
