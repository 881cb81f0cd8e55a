"""The real funds stand as their sources tell them, and what is not known is said; the one for training is made up."""

from opensalw.coordination.commands.real_funds import load_real_funds
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from opensalw.coordination.commands.training_fund import TABLE, load_training_fund
from opensalw.coordination.models import Call, Decision, Fund, Organisation
from opensalw.coordination.queries.funds import balance, read_rules, rules_on, seats_on, today
from opensalw.core.commands import add_institution
from tests.cast import SECRETARIAT


def test_the_real_funds_are_loaded_once_and_guess_nothing(loaded_round):
    load_real_portfolio(by=SECRETARIAT)
    assert load_real_funds(by=SECRETARIAT) == 3
    assert load_real_funds(by=SECRETARIAT) == 0
    trust = Fund.objects.get(pk="roadmap-trust-fund")
    table = seats_on(trust, today())
    assert table["undp"] == ["chair", "member", "participant"]
    assert table["unodc"] == ["member", "participant"]
    rules = read_rules(rules_on(trust, today()))
    assert (rules.quorum_percent, rules.recusal, rules.decides_by, rules.no_objection) == (None, None, None, None)
    assert rules.voting_not_known == ("ex_officio",)
    assert [balance(one) for one in Fund.objects.all()] == [None, None, None]
    assert [call.budget for call in Call.objects.order_by("number")][:2] == [None, None]
    assert not Call.objects.filter(is_open=True).exists()


def test_the_training_fund_has_an_open_call_two_proposals_and_a_decision_under_way(loaded_round):
    assert load_training_fund(by=SECRETARIAT) == 0
    for _key, name, institution, _parts in TABLE:
        add_institution(
            key=institution, jurisdiction="J-REG", type="donor", name=name, parent=None, by=SECRETARIAT.id
        )  # fmt: skip
    assert load_training_fund(by=SECRETARIAT) == 1
    fund = Fund.objects.get(is_training=True)
    assert "made up" in fund.title
    assert all("made up" in one.name for one in Organisation.objects.filter(pk__startswith="training-"))
    decision = Decision.objects.get()
    assert (decision.state, decision.points.count(), balance(fund)["USD"]) == ("open", 2, 120_000)
