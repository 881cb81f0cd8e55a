"""Legalisation: the window, the checks, the decision, the appeal, and what the figures say of it."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import Error, IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.incidents.commands.campaigns import open_campaign
from opensalw.incidents.commands.legalisation import (
    apply_for,
    check_register,
    hand_in,
    name_applicant,
    name_arm,
    note_check,
    take_back,
)
from opensalw.incidents.commands.ruling import appeal, grant_application, refuse_application
from opensalw.incidents.models import Application, ApplicationCheck, Ruling
from opensalw.incidents.queries.legalisation import Wanted, applications, campaign_report
from opensalw.ledger.queries import figures
from opensalw.registers import commands as register
from opensalw.registers.marks import Mark
from opensalw.registers.models import Firearm
from tests.cast import officer, person

from .conftest import DAY, HOME

ME = officer(HOME)
REGISTRY = person("registry-prn", "contributor", HOME, "ministry")
OTHER = person("registry-prn-2", "contributor", HOME, "ministry")
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)
LATER = DAY + timedelta(days=20)
RIFLE = {"type": "rifle", "make": "Zastava", "model": "M48", "calibre": "7.9 x 57", "marks": "K-4711"}


@pytest.fixture
def window(home, settings, tmp_path):
    """A law that lets people legalise and hand in, also without a name."""
    settings.KEYS = tmp_path / "keys"
    return open_campaign(
        jurisdiction=home, title="Legalisation 2026", law="Law on weapons, article 60", purpose="both",
        opens_on=date(2026, 2, 1), closes_on=date(2026, 4, 30), anonymous_allowed=True, by=ME,
    )  # fmt: skip


@pytest.fixture
def holder(window):
    known = {"jurisdiction": HOME, "kind": "person", "name": "Somebody", "by": REGISTRY, "on": DAY}
    return register.record_holder(**known)


@pytest.fixture
def permit(holder):
    return register.grant(holder=holder, kind="possession", on=DAY, by=REGISTRY)


def applied(window, holder=None, **facts):
    known = {"campaign": window, "applied_on": DAY, "by": ME, "is_anonymous": holder is None, **RIFLE, **facts}
    return apply_for(holder=holder, **known)


def looked_up(application, result="clear", on=DAY):
    check_register(application, on=on, by=ME)
    note_check(application, kind="laboratory", result=result, on=on, by=ME, reference="Lab 12")


def counted():
    found = figures(HOME, FIRST, LAST).lines
    outcomes = found["legalised.applications"].by("application_outcome") if "legalised.applications" in found else {}
    amounts = {line: found[line].amount for line in found if line.startswith("legalised")}
    return amounts, {outcome: amount for (outcome,), amount in outcomes.items()}


def test_an_arm_is_applied_for_checked_legalised_and_registered_for_its_holder(window, holder, permit):
    application = applied(window, holder)
    assert (application.number, len(application.code)) == ("G-PRN-2026-00001", 9)
    assert counted() == ({"legalised.applications": 1}, {"open": 1})
    with pytest.raises(Refused, match="Not answered yet: Own register"):
        grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY)
    looked_up(application)
    with pytest.raises(Refused, match="Only the registry"):
        grant_application(application, decision="D-1", permit=permit, on=LATER, by=ME)
    done = grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY)
    weapon = Firearm.objects.get(pk=done.firearm)
    assert (weapon.state, weapon.holder, weapon.permit, weapon.serial) == ("held", holder.pk, permit.pk, "K-4711")
    assert counted() == ({"legalised.applications": 1, "legalised.legalised": 1}, {"granted": 1})
    with pytest.raises(Refused, match="is: Legalised"):
        grant_application(application, decision="D-2", permit=permit, on=LATER, by=REGISTRY)


def test_who_stays_anonymous_comes_forward_before_the_decision(window, holder, permit):
    application = applied(window)
    looked_up(application)
    with pytest.raises(Refused, match="Name the applicant first"):
        grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY)
    name_applicant(application, holder=holder, on=LATER, by=ME)
    assert grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY).state == "granted"


def test_outside_the_window_and_without_a_name_it_is_refused(window, holder):
    with pytest.raises(Refused, match="ran from 2026-02-01 to 2026-04-30"):
        applied(window, holder, applied_on=date(2026, 5, 1))
    with pytest.raises(Refused, match="Name the applicant, or say"):
        applied(window, is_anonymous=False)
    with pytest.raises(Refused, match="Describe the arm"):
        apply_for(campaign=window, applied_on=DAY, by=ME, holder=holder)
    surrender = open_campaign(
        jurisdiction=HOME, title="Spring", law="Law", opens_on=DAY, closes_on=LATER, by=ME
    )  # fmt: skip
    with pytest.raises(Refused, match="for handing in only"):
        applied(surrender, holder)
    assert not Application.objects.exists()


def test_a_stolen_weapon_is_a_hit_and_is_not_legalised(window, holder, permit):
    weapon = register.register(
        jurisdiction=HOME, by=REGISTRY, on=date(2024, 1, 1), make="Zastava", model="M48", serial=Mark("K4711")
    )
    register.report_missing(weapon, stolen=True, on=date(2025, 1, 1), by=REGISTRY)
    application = applied(window, holder)
    looked_up(application)
    assert ApplicationCheck.objects.get(kind="register").result == "hit"
    with pytest.raises(Refused, match="There is a hit"):
        grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY)


def test_a_weapon_that_the_register_has_is_named_and_not_registered_twice(window, holder, permit):
    weapon = register.register(
        jurisdiction=HOME, by=REGISTRY, on=date(2024, 1, 1), make="Zastava", model="M48", serial=Mark("K4711")
    )
    application = applied(window, holder)
    looked_up(application)
    with pytest.raises(Refused, match="is registered"):
        grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY)
    name_arm(application, number=weapon.number, on=LATER, by=ME)
    assert grant_application(application, decision="D-1", permit=permit, on=LATER, by=REGISTRY).firearm == weapon.pk


def test_an_appeal_is_decided_once_by_another_person(window, holder, permit):
    application = applied(window, holder)
    looked_up(application)
    refuse_application(application, decision="D-1", ground="No good cause.", on=LATER, by=REGISTRY)
    assert counted() == ({"legalised.applications": 1, "legalised.refused": 1}, {"refused": 1})
    appeal(application, ground="Cause is given.", on=LATER, by=ME)
    assert counted() == ({"legalised.applications": 1}, {"open": 1})
    with pytest.raises(Refused, match="Another person decides on the appeal"):
        grant_application(application, decision="A-1", permit=permit, on=LATER, by=REGISTRY)
    refuse_application(application, decision="A-1", ground="As before.", on=LATER, by=OTHER)
    with pytest.raises(Refused, match="This refusal is final"):
        appeal(application, ground="Again.", on=LATER, by=ME)
    surrender = hand_in(application, on=LATER, by=ME)
    assert (surrender.campaign, surrender.reference) == (window, "G-PRN-2026-00001")
    with pytest.raises(IntegrityError), transaction.atomic():
        Ruling.objects.create(
            jurisdiction=HOME, application=application, instance="first", granted=True, decision="X", ground="",
            on=LATER, by="third", entry=1,
        )  # fmt: skip
    with pytest.raises(Error), transaction.atomic():
        Ruling.objects.update(granted=True)


def test_what_is_taken_back_counts_nowhere_and_can_be_handed_in(window):
    application = applied(window)
    take_back(application, on=DAY, by=ME)
    assert counted() == ({}, {})
    assert hand_in(application, on=DAY, by=ME).anonymous == "yes"
    with pytest.raises(Refused, match="handed in already"):
        hand_in(application, on=DAY, by=ME)


def test_the_report_of_a_campaign_says_what_came_of_it(window, holder, permit):
    one, two, three = applied(window, holder), applied(window, marks="B 2"), applied(window, marks="C 3", type="pistol")
    looked_up(one)
    grant_application(one, decision="D-1", permit=permit, on=LATER, by=REGISTRY)
    refuse_application(two, decision="D-2", ground="None.", on=DAY, by=REGISTRY)
    hand_in(two, on=DAY, by=ME)
    take_back(three, on=DAY, by=ME)
    report = campaign_report(window, LATER)
    assert dict(report.states) == {
        "Open": 0, "Under appeal": 0, "Legalised": 1, "Refused": 1, "Taken back": 1
    }  # fmt: skip
    assert (report.applied, report.anonymous, report.days_to_decide) == (2, 1, 10)
    assert report.types == [("Rifle", 2, 1)]
    assert [(thing.value, amount) for thing, amount in report.handed_in] == [("firearm", 1)]
    assert [one.number for one in applications(HOME, Wanted(words="b 2"))] == [two.number]


def test_the_applications_of_a_neighbour_are_not_seen(window):
    applied(window)
    with acting_for("J-BEG"):
        assert Application.objects.count() == ApplicationCheck.objects.count() == 0


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["apply", "check", "hit", "name", "grant", "refuse", "appeal", "back", "hand"]),
        st.integers(0, 2),
        st.booleans(),
    ),
    min_size=1,
    max_size=9,
)


def play(act, number, twice, window, holder, permit):
    held = list(Application.objects.order_by("number"))
    if act == "apply" or not held:
        return applied(window, marks=f"M {len(held)}")
    one, by = held[number % len(held)], OTHER if twice else REGISTRY
    acts = {
        "check": lambda: looked_up(one, on=LATER), "hit": lambda: looked_up(one, "hit", LATER),
        "name": lambda: name_applicant(one, holder=holder, on=LATER, by=ME),
        "grant": lambda: grant_application(one, decision="D", permit=permit, on=LATER, by=by),
        "refuse": lambda: refuse_application(one, decision="D", ground="No.", on=LATER, by=by),
        "appeal": lambda: appeal(one, ground="Yes.", on=LATER, by=ME),
        "back": lambda: take_back(one, on=LATER, by=ME), "hand": lambda: hand_in(one, on=LATER, by=ME),
    }  # fmt: skip
    return acts[act]()


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_rows_and_figures_never_disagree(window, holder, permit, acts):
    with transaction.atomic():
        for act, number, twice in acts:
            with suppress(Refused), transaction.atomic():
                play(act, number, twice, window, holder, permit)
        states = [one.state for one in Application.objects.all()]
        granted, refused = states.count("granted"), states.count("refused")
        standing = sum(state in ("open", "appealed") for state in states)
        expected = {"open": standing, "granted": granted, "refused": refused}
        amounts, outcomes = counted()
        assert outcomes == {name: count for name, count in expected.items() if count}
        assert amounts.get("legalised.legalised", 0) == granted == Firearm.objects.count()
        assert amounts.get("legalised.refused", 0) == refused
        transaction.set_rollback(True)
