"""The rule by which a project is fully, partly or not funded, against a slow version of it; rates are dated."""

from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opensalw.coordination.commands.money import enter_rate
from opensalw.coordination.funding import FundingState, Sum, funding
from opensalw.coordination.queries.rates import Rates
from opensalw.core.refusal import Refused
from tests.cast import DONOR, SECRETARIAT

EUR = "EUR"


def budget(amount, currency=EUR):
    return Sum("budget", Decimal(amount), currency)


def gift(amount, kind="commitment", donor="a", currency=EUR):
    return Sum(kind, None if amount is None else Decimal(amount), currency if amount is not None else "", donor)


CASES = {
    "nothing is known": ([], "", "not_known", "silent"),
    "nothing but the word": ([], "not", "not", "said"),
    "a budget and no gift is not zero": ([budget(100)], "", "not_known", "silent"),
    "a budget, no gift, and the word": ([budget(100)], "not", "not", "said"),
    "the whole": ([budget(100), gift(100)], "", "fully", "covered"),
    "more than the whole": ([budget(100), gift(60), gift(60, donor="b")], "", "fully", "covered"),
    "a part": ([budget(100), gift(60)], "", "partly", "part"),
    "a disbursement pays a commitment": ([budget(100), gift(60), gift(60, "disbursement")], "", "partly", "part"),
    "a pledge is no money": ([budget(100), gift(100, "pledge")], "", "not_known", "silent"),
    "an expenditure is no gift": ([budget(100), gift(100, "expenditure")], "", "not_known", "silent"),
    "a gift whose amount is not known": ([budget(100), gift(60), gift(None, donor="b")], "", "not_known", "silent"),
    "covered all the same": ([budget(100), gift(100), gift(None, donor="b")], "", "fully", "covered"),
    "another currency without a rate": ([budget(100), gift(500, currency="USD")], "", "not_known", "silent"),
    "two budgets of one currency": ([budget(60), budget(40), gift(100)], "", "fully", "covered"),
    "two budgets of two currencies": ([budget(60), budget(40, "USD"), gift(100)], "partly", "partly", "said"),
    "gifts without a budget": ([gift(100)], "", "not_known", "silent"),
    "stated of the whole": ([Sum("stated", Decimal(9), "USD"), gift(9)], "", "not_known", "silent"),
}


@pytest.mark.parametrize("name", CASES)
def test_the_rule(name):
    money, said, state, rule = CASES[name]
    found = funding(money, said)
    assert (str(found.state), found.rule) == (state, rule)
    assert found.why


def test_amounts_that_contradict_the_word_win_and_say_so():
    found = funding([budget(100), gift(40)], "fully")
    assert (found.state, found.disagrees, found.missing) == (FundingState.PARTLY, True, Decimal(60))


def slow(money, said):
    """The rule once more, by counting on fingers."""
    budgets = [one for one in money if one.kind == "budget"]
    gifts = [one for one in money if one.kind in ("commitment", "disbursement")]
    decided = None
    if budgets and all(one.amount is not None for one in budgets) and len({one.currency for one in budgets}) == 1:
        whole, currency, total, gap, some = sum(one.amount for one in budgets), budgets[0].currency, 0, False, False
        for _donor, rows in groupby(sorted(gifts, key=lambda one: one.donor), key=lambda one: one.donor):
            sums = Counter()
            for row in rows:
                if row.amount is None or row.currency != currency:
                    gap = True
                else:
                    some = True
                    sums[row.kind] += row.amount
            total += max(sums.values(), default=0)
        if some and total >= whole:
            decided = "fully"
        elif some and not gap and total > 0:
            decided = "partly"
    return decided or said or "not_known"


SUMS = st.builds(
    lambda kind, amount, currency, donor: Sum(kind, amount, currency if amount is not None else "", donor),
    st.sampled_from(["budget", "pledge", "commitment", "disbursement", "expenditure"]),
    st.one_of(st.none(), st.integers(1, 50).map(Decimal)), st.sampled_from([EUR, EUR, "USD"]), st.sampled_from("abc"),
)  # fmt: skip


@given(st.lists(SUMS, max_size=7), st.sampled_from(["", "fully", "partly", "not"]))
def test_the_rule_is_the_slow_one(money, said):
    assert str(funding(money, said).state) == slow(money, said)


@given(st.lists(SUMS, max_size=7))
def test_the_order_of_the_amounts_does_not_matter_within_a_currency(money):
    money = [one for one in money if one.currency != "USD"]
    assert funding(money).state == funding(money[::-1]).state


def test_a_rate_is_of_a_day_and_has_a_source(db):
    rate = {"currency": "usd", "into": "EUR", "on": date(2020, 7, 1), "by": SECRETARIAT}
    enter_rate(**rate, rate=Decimal("0.89"), source="A central bank")
    for wrong, word in (({"rate": Decimal(0)}, "above zero"), ({"source": " "}, "whose"), ({"into": "USD"}, "two")):
        with pytest.raises(Refused, match=word):
            enter_rate(**{**rate, "on": date(2020, 7, 2), "rate": Decimal(1), "source": "x", **wrong})
    with pytest.raises(Refused, match="already"):
        enter_rate(**rate, rate=Decimal(1), source="x")
    with pytest.raises(Refused, match="secretariat"):
        enter_rate(**{**rate, "by": DONOR}, rate=Decimal(1), source="x")
    rates = Rates()
    made = rates.convert(Decimal(100), "USD", EUR, date(2020, 7, 3))
    assert (made.amount, made.on, made.source, made.inverse) == (
        Decimal("89.00"), date(2020, 7, 1), "A central bank", False
    )  # fmt: skip
    assert rates.convert(Decimal(89), EUR, "USD", date(2020, 7, 3)).inverse
    assert rates.convert(Decimal(100), "USD", EUR, date(2020, 6, 30)) is None
    assert rates.convert(Decimal(100), "USD", EUR, None) is None
    found = funding([budget(100), Sum("commitment", Decimal(200), "USD", "a", date(2020, 7, 5))], "", rates.amount)
    assert (found.state, found.converted) == (FundingState.FULLY, True)
