"""Funds and released decisions in the API."""

import pytest

from opensalw.coordination.commands import closing
from opensalw.coordination.commands.real_funds import load_real_funds
from opensalw.coordination.commands.real_portfolio import load_real_portfolio
from tests.cast import SECRETARIAT
from tests.coordination.committee import all_for, call, fund, need, of, opened, propose  # noqa: F401 - fixtures
from tests.coordination.conftest import state  # noqa: F401 - fixture


def test_a_fund_says_what_is_not_known_of_it(loaded_round, client):
    load_real_portfolio(by=SECRETARIAT)
    load_real_funds(by=SECRETARIAT)
    found = {one["key"]: one for one in client.get("/api/v1/funds").json()["funds"]}
    trust = found["roadmap-trust-fund"]
    assert (trust["balance"], trust["rules"]["quorum_percent"], trust["rules"]["recusal"]) == (None, None, None)
    assert trust["seats"]["unodc"] == ["member", "participant"]
    assert len(trust["calls"]) == 3


@pytest.mark.parametrize("public", [True, False])
def test_only_released_decisions_are_read_with_their_record(fund, propose, client, public):  # noqa: F811
    decision = opened(fund, propose())
    all_for(decision)
    closing.close_decision(decision, by=of("agency"))
    if public:
        closing.release_decision(decision, by=SECRETARIAT)
    answer = client.get(f"/api/v1/funds/decisions/{decision.number}")
    assert answer.status_code == (200 if public else 404)
    assert len(client.get("/api/v1/funds/decisions").json()["decisions"]) == public
    if public:
        assert answer.json()["sound"]
        assert answer.json()["record"]["points"][0]["amount"] == "60000.00"
