"""The rules of a committee's decision, one case a row; nothing here touches the database."""

from dataclasses import replace
from decimal import Decimal

import pytest

from opensalw.coordination.deciding import (
    Motion,
    Voter,
    refuse_awards,
    refuse_hundred,
    refuse_motion,
    refuse_vote,
    tally,
)
from opensalw.coordination.fund_rules import FundRules, in_words, unknown

KNOWN = FundRules(
    voting=("chair", "member", "ex_officio"), decides_by="majority", quorum_percent=50, recusal="required",
    chair_breaks_tie=True, written=True, written_days=5, silence="consents", no_objection=False,
    no_objection_days=10, no_objection_silence="consents", minimum_award=Decimal(1000), maximum_award=Decimal(90_000),
    partial_award=True, conditions=True,
)  # fmt: skip


def at_table(votes: str, **changes) -> list[Voter]:
    """A committee from a word: chair, then members; + for, - against, 0 abstains, . silent, x away, r steps aside."""
    choices = {"+": "for", "-": "against", "0": "abstain"}
    return [
        Voter(
            f"o{place}", f"O{place}", ("chair",) if place == 0 else ("member",), conflict=sign == "r",
            present=sign != "x", aside=sign == "r", choice=choices.get(sign, ""),
        )
        for place, sign in enumerate(votes)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("votes", "changes", "quorum", "carried", "word"),
    [
        ("++++", {}, True, True, "Nobody voted against"),
        ("+++-", {}, True, True, "majority voted for"),
        ("+---", {}, True, False, "majority voted against"),
        ("0000", {}, True, False, "Nobody voted for"),
        ("++xx", {}, True, True, "Nobody"),
        ("+xxx", {}, False, False, "no quorum"),
        ("++xxx", {}, False, False, "no quorum"),
        ("+++xxx", {}, True, True, "Nobody"),
        ("+..x", {}, True, True, "Nobody"),
        ("++--", {}, True, True, "the chair voted for"),
        ("-+", {}, True, False, "the chair voted against"),
        ("0+-", {}, True, False, "tie, so"),
        ("++--", {"chair_breaks_tie": False}, True, False, "tie, so"),
        ("++--", {"chair_breaks_tie": None}, True, None, "do not say what decides"),
        ("+++-", {"decides_by": "consensus"}, True, False, "by consensus"),
        ("+++0", {"decides_by": "consensus"}, True, True, "Nobody voted against"),
        ("++-", {"decides_by": "two_thirds"}, True, True, "are reached"),
        ("+++--", {"decides_by": "two_thirds"}, True, False, "not reached"),
        ("++--", {"decides_by": None}, True, None, "do not say how many"),
        ("++00", {"decides_by": None}, True, True, "Nobody voted against"),
        ("++++", {"quorum_percent": None}, None, True, "Nobody"),
        ("+xxx", {"quorum_percent": Decimal(25)}, True, True, "Nobody"),
        ("rr", {}, False, False, "Nobody is left"),
        ("r+r-", {}, True, False, "tie, so"),
        ("rrr+", {}, True, True, "Nobody voted against"),
        ("rx+x", {}, False, False, "no quorum"),
    ],
)  # fmt: skip
def test_a_meeting_decides_by_the_funds_rules(votes, changes, quorum, carried, word):
    result = tally(KNOWN.model_copy(update=changes), at_table(votes))
    assert (result.quorum, result.carried) == (quorum, carried)
    assert word in result.why


@pytest.mark.parametrize(
    ("votes", "silence", "quorum", "carried"),
    [
        ("....", "consents", True, True),
        ("-...", "consents", True, True),
        ("--..", "consents", True, False),
        ("+...", "abstains", True, True),
        ("....", "abstains", True, False),
        ("+...", "not_counted", False, False),
        ("++..", "not_counted", True, True),
        ("++..", None, True, True),
        ("+...", None, False, False),
        ("r...", "consents", True, True),
        ("rr", "consents", False, False),
    ],
)
def test_in_writing_silence_counts_as_the_rules_say(votes, silence, quorum, carried):
    result = tally(KNOWN.model_copy(update={"silence": silence}), at_table(votes), written=True)
    assert (result.quorum, result.carried) == (quorum, carried)
    assert ("silence" in result.unknown) == (silence is None and "." in votes)


@pytest.mark.parametrize(
    ("voter", "changes", "word"),
    [
        (Voter("a", "A", ("chair",), conflict=False), {}, None),
        (Voter("a", "A", ("ex_officio",), conflict=False), {}, None),
        (Voter("a", "A", ("ex_officio",), conflict=False), {"voting": ("chair", "member")}, "has no vote"),
        (Voter("a", "A", ("observer",), conflict=False), {}, "as observer and has no vote"),
        (Voter("a", "A", ("secretariat",), conflict=False), {}, "as secretariat and has no vote"),
        (Voter("a", "A", ("contributor", "observer"), conflict=False), {}, "has no vote"),
        (Voter("a", "A", ("observer", "member"), conflict=False), {}, None),
        (Voter("a", "A", (), conflict=False), {}, "as guest"),
        (Voter("a", "A", ("member",), conflict=False), {"voting": None}, "do not say whether A votes"),
        (Voter("a", "A", ("ex_officio",)), {"voting": ("member",), "voting_not_known": ("ex_officio",)}, "whether A"),
        (Voter("a", "A", ("member",), conflict=False, applies=True), {}, "stepped aside"),
        (Voter("a", "A", ("member",), conflict=True), {}, "stepped aside"),
        (Voter("a", "A", ("member",)), {}, "has not said"),
        (Voter("a", "A", ("member",)), {"recusal": "declared"}, "has not said"),
        (Voter("a", "A", ("member",), applies=True), {"recusal": "declared"}, "declares the conflict"),
        (Voter("a", "A", ("member",), applies=True, conflict=True), {"recusal": "declared"}, None),
        (Voter("a", "A", ("member",), applies=True, conflict=True, aside=True), {"recusal": "none"}, "stepped aside"),
        (Voter("a", "A", ("member",), applies=True), {"recusal": "none"}, None),
        (Voter("a", "A", ("member",), applies=True), {"recusal": None}, None),
        (Voter("a", "A", ("member",), conflict=False, present=False), {}, "not noted as taking part"),
    ],
)
def test_only_who_may_vote_votes(voter, changes, word):
    reason = refuse_vote(KNOWN.model_copy(update=changes), voter, "for")
    assert reason is None if word is None else word in reason


def test_a_vote_is_one_of_three():
    assert "for, against" in refuse_vote(KNOWN, Voter("a", "A", ("member",), conflict=False), "maybe")


ASKED = Motion("award", asked=Decimal(50_000), asked_in="USD", amount=Decimal(50_000), currency="USD")


@pytest.mark.parametrize(
    ("changes", "rules", "field"),
    [
        ({}, {}, None),
        ({"outcome": "give"}, {}, "outcome"),
        ({"amount": None}, {}, "amount"),
        ({"amount": Decimal(0)}, {}, "amount"),
        ({"amount": Decimal(50_001)}, {}, "amount"),
        ({"outcome": "award_part", "amount": Decimal(60_000)}, {}, "amount"),
        ({"amount": Decimal(40_000)}, {}, "outcome"),
        ({"outcome": "award_part"}, {}, "outcome"),
        ({"outcome": "award_part", "amount": Decimal(40_000)}, {}, None),
        ({"outcome": "award_part", "amount": Decimal(40_000)}, {"partial_award": False}, "outcome"),
        ({"outcome": "award_part", "amount": Decimal(40_000)}, {"partial_award": None}, None),
        ({"outcome": "award_part", "amount": Decimal(999)}, {}, "amount"),
        ({}, {"maximum_award": Decimal(49_999)}, "amount"),
        ({}, {"maximum_award": "none"}, None),
        ({"currency": "EUR"}, {}, "currency"),
        ({"conditions": ("Report.",)}, {}, None),
        ({"conditions": ("Report.",)}, {"conditions": False}, "conditions"),
        ({"tranches": (Decimal(60), Decimal(40))}, {}, None),
        ({"tranches": (Decimal(60), Decimal(39))}, {}, "tranches"),
        ({"tranches": (Decimal(101), Decimal(-1))}, {}, "tranches"),
        ({"outcome": "refuse", "amount": None, "reason": ""}, {}, "reason"),
        ({"outcome": "refuse", "amount": None, "reason": "Too dear."}, {}, None),
        ({"outcome": "defer", "reason": "Later."}, {}, "amount"),
    ],
)  # fmt: skip
def test_a_motion_is_put_only_if_the_fund_may_do_it(changes, rules, field):
    wrong = refuse_motion(KNOWN.model_copy(update=rules), replace(ASKED, **changes))
    assert (wrong and wrong[1]) == field


@pytest.mark.parametrize(
    ("balance", "amounts", "word"),
    [
        ({"USD": Decimal(100)}, [("USD", 100)], None),
        ({"USD": Decimal(100)}, [("USD", 60), ("USD", 40)], None),
        ({"USD": Decimal(100)}, [("USD", 60), ("USD", 41)], "1 USD too much"),
        ({"USD": Decimal(100)}, [("EUR", 1)], "holds no EUR (it holds: USD)"),
        ({"USD": Decimal(100), "EUR": Decimal(5)}, [("USD", 100), ("EUR", 5)], None),
        ({"USD": Decimal(100), "EUR": Decimal(5)}, [("USD", 99), ("EUR", 6)], "5 EUR"),
        ({}, [("USD", 1)], "it holds: none"),
        ({}, [], None),
        (None, [("USD", 1)], None),
    ],
)
def test_awards_do_not_come_to_more_than_the_fund_holds(balance, amounts, word):
    reason = refuse_awards(balance, [Motion("award", amount=Decimal(n), currency=unit) for unit, n in amounts])
    assert reason is None if word is None else word in reason


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ((50, 50), None), ((100,), None), ((50, 49), "change one by 1"), ((60, 41), "change one by -1"),
        ((0, 100), "above 0"),
    ],
)  # fmt: skip
def test_parts_in_per_cent_are_a_hundred(parts, word):
    wrong = refuse_hundred([Decimal(part) for part in parts], "parts")
    assert wrong is None if word is None else word in wrong[0]


def test_what_is_not_known_is_said_and_blocks_no_vote_in_silence():
    rules = FundRules(voting=("chair", "member"))
    voters = at_table("++")
    voters[1] = replace(voters[1], applies=True, conflict=None)
    result = tally(rules, voters)
    assert (result.carried, result.quorum) == (True, None)
    assert result.unknown == ("quorum_percent", "recusal")
    assert len(unknown(rules)) == 14
    assert ("Quorum", "not known", False) in in_words(rules)


def test_an_observer_that_voted_all_the_same_is_not_counted():
    voters = [*at_table("+-"), Voter("w", "W", ("observer",), conflict=False, choice="against")]
    assert tally(KNOWN, voters).votes == {"for": 1, "against": 1, "abstain": 0}
