"""Loading the real funds: again and again without harm; what is not known stays empty."""

from datetime import UTC, datetime, time

from django.db import transaction

from opensalw.core.permissions import Person, refuse_secretariat_work
from opensalw.core.refusal import require
from opensalw.roadmap.models import Source

from ..models import Fund, Organisation
from ..real.funds import CallData, FundData, real_funds
from .calls import keep_call
from .funds import enter_fund_money, keep_fund, set_rules, take_seat

FRAMEWORK = "wb_2018"


@transaction.atomic
def load_real_funds(*, by: Person) -> int:
    """Enter the funds, their tables, rules and calls that are not there yet; returns how many funds."""
    require(refuse_secretariat_work(by))
    known = set(Fund.objects.values_list("pk", flat=True))
    missing = [data for data in real_funds() if data.key not in known]
    for data in missing:
        _enter(data, by)
    return len(missing)


def _enter(data: FundData, by: Person) -> None:
    source = Source.objects.get(pk=data.source)
    table = Organisation.objects.in_bulk()
    fund = keep_fund(
        key=data.key, title=data.title, currency=data.currency, framework_key=FRAMEWORK, code=data.code,
        giver=table.get(data.giver), began_on=data.began_on, source=source, as_of=data.as_of, note=data.note,
        awards_known=False, by=by,
    )  # fmt: skip
    for part, keys in data.seats.items():
        for key in keys:
            take_seat(fund, table[key], part, by=by)
    for key in data.paid_in_by:
        enter_fund_money(fund, kind="paid_in", contributor=table[key], source=source, by=by)
    for paid in data.paid_in:
        enter_fund_money(
            fund, kind="paid_in", contributor=table[paid.contributor], amount=paid.amount, currency=paid.currency,
            source=source, by=by,
        )  # fmt: skip
    if data.rules_note:
        set_rules(fund, data.rules, source=source, note=data.rules_note, by=by)
    for call in data.calls:
        _call(fund, call, by)


def _call(fund: Fund, data: CallData, by: Person) -> None:
    closes = datetime.combine(data.closes_on, time(23, 59), UTC) if data.closes_on else None
    keep_call(
        key=data.key, fund=fund, number=data.number, title=data.title, opens_on=data.opens_on, closes_at=closes,
        budget=data.budget, currency=data.currency, outcome=data.outcome, source=Source.objects.get(pk=data.source),
        by=by,
    )  # fmt: skip
