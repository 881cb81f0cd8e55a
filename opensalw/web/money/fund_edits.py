"""The pages on which a fund is entered and changed: facts, seats, rules, money."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from opensalw.coordination.commands import funds as commands
from opensalw.coordination.commands.removing import remove_seat
from opensalw.coordination.deciding import money
from opensalw.coordination.models import Fund, FundMoney, Seat
from opensalw.coordination.queries.funds import read_rules
from opensalw.coordination.queries.organisations import free_key
from opensalw.coordination.rules.funds import refuse_removing_seat
from opensalw.web.public.frame import in_use
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only

from .entering import Asked, WhyForm, entered
from .fund_desk import find_fund
from .fund_forms import FundForm, FundMoneyForm, LeaveForm, SeatForm
from .rule_forms import RulesForm


def above_funds() -> tuple[str, str]:
    """The list that stands above the pages of a fund."""
    return reverse("fund_desk"), _("Funds")


def above(fund: Fund, part: str = "") -> list[tuple[str, str]]:
    """The pages above a page of a fund, the last with the part of the fund to come back to."""
    return [above_funds(), (reverse("fund_work", args=[fund.pk]) + part, fund.title)]


@secretariat_only
def fund_new(request: PersonalRequest) -> HttpResponse:
    """Enter a fund."""
    form, frame = FundForm(None, request.POST or None), in_use()

    def keep() -> str:
        facts = form.cleaned_data
        wish = slugify(facts["title"])[:50].strip("-") or "fund"
        made = commands.keep_fund(
            key=free_key(wish, Fund.objects.all()), framework_key=frame.spec.key if frame else "", by=request.person,
            **facts,
        )  # fmt: skip
        return reverse("fund_work", args=[made.pk])

    meaning = _("Money of several contributors that a committee awards. Seats, rules and money come after this.")
    return entered(request, form, keep, Asked(_("Enter a fund"), [above_funds()], meaning))


@secretariat_only
def fund_facts(request: PersonalRequest, key: str) -> HttpResponse:
    """Change what is known of a fund."""
    found = find_fund(key)
    form = FundForm(found, request.POST or None)

    def keep() -> None:
        commands.keep_fund(key=found.pk, framework_key=found.framework_key, by=request.person, **form.cleaned_data)

    return entered(request, form, keep, Asked(_("Facts of the fund"), above(found)))


@secretariat_only
def seat_new(request: PersonalRequest, key: str) -> HttpResponse:
    """Give an organisation a seat."""
    found = find_fund(key)
    form = SeatForm(request.POST or None)

    def keep() -> None:
        given = form.cleaned_data
        commands.take_seat(found, given["organisation"], given["part"], since=given["since"], by=request.person)

    meaning = _("An organisation that is not in the list is entered under Organisations first.")
    return entered(request, form, keep, Asked(_("Give a seat"), above(found, "#seats"), meaning))


def _seat(fund: Fund, id: int) -> Seat:
    return get_object_or_404(Seat.objects.select_related("organisation", "fund"), pk=id, fund=fund)


@secretariat_only
def seat_leave(request: PersonalRequest, key: str, id: int) -> HttpResponse:
    """End a seat from a day on."""
    found = find_fund(key)
    seat = _seat(found, id)
    form = LeaveForm(request.POST or None, initial={"until": seat.until or timezone.localdate()})

    def keep() -> None:
        commands.leave_seat(seat, until=form.cleaned_data["until"], by=request.person)

    meaning = _("%(seat)s. Decisions taken before keep it at their table.") % {"seat": seat}
    return entered(request, form, keep, Asked(_("End the seat"), above(found, "#seats"), meaning, _("End it")))


@secretariat_only
def seat_remove(request: PersonalRequest, key: str, id: int) -> HttpResponse:
    """Take away a seat that was entered by mistake."""
    found = find_fund(key)
    seat = _seat(found, id)
    form = WhyForm(request.POST or None)

    def keep() -> None:
        remove_seat(seat, reason=form.cleaned_data["reason"], by=request.person)

    meaning = _("%(seat)s: entered by mistake. The history keeps that it was there.") % {"seat": seat}
    return entered(request, form, keep, Asked(
        _("Take the seat away"), above(found, "#seats"), meaning, _("Take it away"), _("Taken away."),
        refuse_removing_seat(seat),
    ))  # fmt: skip


@secretariat_only
def fund_rules(request: PersonalRequest, key: str) -> HttpResponse:
    """Put a new version of the rules in force."""
    found = find_fund(key)
    last = found.rule_sets.order_by("number").last()
    form = RulesForm(read_rules(last), request.POST or None)

    def keep() -> None:
        commands.set_rules(found, form.rules(), by=request.person, **form.around())

    meaning = _(
        "What is not known stays not known: it is said on the page of the fund, and before a decision is closed the "
        "chair says how the committee handled it. A version is never changed; a mistake is mended by the next one."
    )
    return entered(request, form, keep, Asked(
        _("Rules, version %(n)d") % {"n": last.number + 1 if last else 1}, above(found, "#rules"), meaning,
        _("Put in force"), _("The rules are in force."),
    ))  # fmt: skip


@secretariat_only
def fund_money_new(request: PersonalRequest, key: str) -> HttpResponse:
    """Enter money of a fund."""
    found = find_fund(key)
    form = FundMoneyForm(found, request.POST or None)

    def keep() -> None:
        commands.enter_fund_money(found, by=request.person, **form.cleaned_data)

    meaning = _("What contributors paid in, what came back from a project, what was taken as a fee. Awards are not "
                "entered here: they follow from decisions.")  # fmt: skip
    return entered(request, form, keep, Asked(_("Money of the fund"), above(found, "#money"), meaning))


@secretariat_only
def fund_money_strike(request: PersonalRequest, key: str, id: UUID) -> HttpResponse:
    """Strike out an amount of a fund that was wrong."""
    found = find_fund(key)
    row = get_object_or_404(FundMoney.objects.select_related("contributor"), pk=id, fund=found)
    form = WhyForm(request.POST or None)

    def keep() -> None:
        commands.withdraw_fund_money(row, reason=form.cleaned_data["reason"], by=request.person)

    meaning = _("%(kind)s, %(amount)s, %(who)s: it no longer counts and stays readable.") % {
        "kind": row.get_kind_display(), "amount": money(row.amount, row.currency),
        "who": row.contributor or _("nobody named"),
    }  # fmt: skip
    refused = _("It was struck out already.") if row.withdrawn_at else None
    return entered(request, form, keep, Asked(
        _("Strike out"), above(found, "#money"), meaning, _("Strike out"), _("Struck out."), refused
    ))  # fmt: skip
