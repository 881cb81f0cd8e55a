"""Every arm that was taken in has one outcome of the questionnaire; SDG 16.4.2 is recounted arm by arm."""

import csv
from collections import defaultdict
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.incidents.commands.correcting import withdraw_incident
from opensalw.incidents.commands.recording import record_incident
from opensalw.incidents.models import Item
from opensalw.roadmap.framework.loading import builtin_spec
from opensalw.tracing.commands.outcomes import set_outcome
from opensalw.tracing.models import WeaponOutcome
from opensalw.tracing.outcomes import BY_CODE, BY_UNODC, ESTABLISHED, OUTCOMES, derived, table
from opensalw.tracing.queries.outcomes import outcome_of, outcomes
from opensalw.tracing.sdg import CURRENT, FORMULAS, WAYS, share
from tests.cast import officer

from .conftest import ASKER, DAY, HOME, SECOND

FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
QUESTIONNAIRE = Path(__file__).parent / "data" / "iafq_tracing.csv"
WAY = {"Arms seized": "seizure", "Arms found": "find", "Arms surrendered": "surrender"}


def taken(kind="seizure", quantity=1, **facts):
    """One item of an incident."""
    piece = {"thing": "firearm", "quantity": quantity, "type": "pistol", "marking": "unique", **facts}
    record = record_incident(jurisdiction=HOME, kind=kind, items=[piece], happened_on=DAY, by=officer(HOME))
    return record.items.get()


def test_the_codes_are_those_of_the_questionnaire_and_of_the_framework_one_to_one():
    members = builtin_spec("wb_2018").dimensions["trace_outcome"].members
    assert [one.key for one in members] == [one.code for one in OUTCOMES]
    assert len(BY_UNODC) == len(OUTCOMES) == 11
    assert table().count("\n") == 12


def test_an_arm_that_nobody_looked_at_has_the_outcome_that_follows_from_its_marks(home, ask):
    for marking, condition, code in (
        ("unique", "", "not_initiated"), ("altered", "", "not_identifiable_erased"),
        ("unmarked", "assembled", "not_identifiable_illicitly_made"),
        ("unmarked", "industrial", "not_identifiable_no_information"), ("", "", "marking_unknown"),
    ):  # fmt: skip
        item = taken(marking=marking, condition=condition)
        assert outcome_of(item) == [(code, 1, False)]
    traced = taken(quantity=3)
    ask("Elsewhere", item=traced)
    assert outcome_of(traced) == [("pending", 3, False)]


def test_an_outcome_is_set_split_and_set_anew(home):
    item = taken(quantity=5)
    set_outcome(item, code="pending", quantity=Decimal(2), by=ASKER)
    set_outcome(item, code="legitimate_owner_own_registry", quantity=Decimal(3), by=ASKER)
    with pytest.raises(Refused, match="Only 0 of them"):
        set_outcome(item, code="attempted_none_identified", quantity=Decimal(1), by=ASKER)
    set_outcome(item, code="pending", quantity=Decimal(1), by=SECOND)
    assert outcome_of(item) == [
        ("legitimate_owner_own_registry", 3, True), ("pending", 1, True), ("not_initiated", 1, False),
    ]  # fmt: skip
    set_outcome(item, code="attempted_none_identified", by=ASKER)
    assert outcome_of(item) == [("attempted_none_identified", 5, True)]


@pytest.mark.parametrize(
    ("facts", "given", "said"),
    [
        ({"thing": "ammunition", "type": "", "marking": ""}, {}, "Only arms"),
        ({"marking": "unmarked"}, {}, "without marks"),
        ({}, {"code": "solved"}, "no outcome"),
        ({}, {"quantity": Decimal("0.5")}, "whole number"),
        ({}, {"by": officer(HOME)}, "focal point"),
    ],
)
def test_an_outcome_that_cannot_be_is_refused_in_words(home, facts, given, said):
    with pytest.raises(Refused, match=said):
        set_outcome(taken(**facts), **{"code": "pending", "by": ASKER, **given})
    assert not WeaponOutcome.objects.exists()


def test_a_withdrawn_record_is_in_no_component(home):
    item = taken()
    set_outcome(item, code="legitimate_owner_own_registry", by=ASKER)
    assert share(outcomes(HOME, FIRST, LAST).components).percent == 100
    withdraw_incident(item.incident, by=officer(HOME), reason="Entered twice.")
    assert share(outcomes(HOME, FIRST, LAST).components).percent is None


ARMS = st.lists(
    st.tuples(
        st.sampled_from(WAYS), st.integers(1, 4), st.sampled_from(["unique", "altered", "unmarked", ""]),
        st.sampled_from(["", "assembled", "industrial"]), st.none() | st.sampled_from(sorted(BY_CODE)),
        st.integers(1, 4), st.sampled_from(["firearm", "firearm", "weapon_unsplit"]),
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ARMS)
def test_the_indicator_is_what_counting_arm_by_arm_gives(home, arms):
    with transaction.atomic():
        every = []
        for kind, quantity, marking, condition, code, some, thing in arms:
            item = taken(kind, quantity, marking=marking, condition=condition, thing=thing)
            told = 0
            if code and not (marking == "unmarked" and BY_CODE[code].marks == "unique"):
                told = min(some, quantity)
                set_outcome(item, code=code, quantity=Decimal(told), by=ASKER)
            rest = derived(marking, condition, is_being_traced=False)
            if thing == "firearm":
                every += [(kind, code)] * told + [(kind, rest)] * (quantity - told)
        found = outcomes(HOME, FIRST, LAST)
        assert sum(found.beside.values()) == sum(item.quantity for item in Item.objects.filter(thing="weapon_unsplit"))
        for formula in FORMULAS:
            counted = [code for kind, code in every if kind in formula.ways and code not in formula.left_out]
            above = sum(code in ESTABLISHED for code in counted)
            got = share(found.components, formula)
            assert (got.above, got.below) == (above, len(counted))
            expected = round(Decimal(above) * 100 / len(counted), 2) if counted else None
            assert (got.percent is None) == (expected is None)
            assert expected is None or abs(got.percent - expected) <= Decimal("0.01")
        transaction.set_rollback(True)


def reported():
    """What authorities wrote into the questionnaire: place and year -> way -> outcome -> arms."""
    found = defaultdict(lambda: defaultdict(dict))
    with QUESTIONNAIRE.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["category"] in BY_UNODC:
                way = found[row["iso3"], row["year"]][WAY[row["indicator"]]]
                way[BY_UNODC[row["category"]]] = Decimal(row["value"])
    return found


def test_every_tracing_category_that_was_reported_has_its_code():
    with QUESTIONNAIRE.open(encoding="utf-8") as file:
        seen = {row["category"] for row in csv.DictReader(file) if "otal " not in row["category"]}
    assert seen <= set(BY_UNODC)


def test_the_formula_runs_on_what_was_reported_to_the_questionnaire():
    found = {key: share(components, CURRENT).percent for key, components in reported().items()}
    assert found[("MKD", "2022")] == 100
    assert found[("ALB", "2020")] == Decimal("10.71")
    assert found[("MDA", "2016")] == Decimal("3.29")
    assert found[("ALB", "2018")] == 0
    assert found.get(("MDA", "2021")) is None
