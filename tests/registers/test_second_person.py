"""Four eyes: by rule and by the database."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from opensalw.core.refusal import Refused
from opensalw.registers import commands
from opensalw.registers.categories import Facts
from opensalw.registers.events import weapons as events
from opensalw.registers.models import Firearm, SecondCheck

from .conftest import DAY, OFFICER, SECOND, weapon

LATER = DAY + timedelta(days=30)


def propose(register):
    return commands.propose_deactivation(register.weapon, certificate="C-1", on=LATER, by=OFFICER, reason="Worn out")


def test_who_proposed_a_deactivation_does_not_confirm_it(register):
    check = propose(register)
    with pytest.raises(Refused, match="Another person"):
        commands.confirm(check, by=OFFICER)
    after = commands.confirm(check, by=SECOND)
    assert (after.state, after.second_check) == ("deactivated", check.pk)


def test_a_deactivation_never_happens_without_a_proposal(register):
    event = events.Deactivated(certificate="C-1", check="", proposed_by="x")
    with pytest.raises(Refused, match="second person"):
        commands.happened(register.weapon, event, on=LATER, by=OFFICER)


def test_the_database_refuses_one_person_for_two(register):
    check = propose(register)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondCheck.objects.filter(pk=check.pk).update(decided_by=OFFICER.id, confirmed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Firearm.objects.filter(pk=register.weapon.pk).update(state="deactivated", second_check=check.pk)


def test_the_database_keeps_what_was_proposed(register):
    check = propose(register)
    with pytest.raises(IntegrityError), transaction.atomic():
        SecondCheck.objects.filter(pk=check.pk).update(details={"certificate": "other"})


def test_a_proposal_that_is_declined_changes_nothing(register):
    commands.decline(propose(register), by=SECOND)
    register.weapon.refresh_from_db()
    assert register.weapon.state == "held"
    assert propose(register).confirmed is None


def test_two_records_are_merged_by_two_persons_and_both_are_kept(register):
    twin = weapon("AB 12345", another=True, reason="unsure")
    check = commands.propose_merge(twin, register.weapon, by=OFFICER, reason="Same weapon, entered twice")
    after = commands.confirm(check, by=SECOND)
    assert (after.state, after.merged_into) == ("merged", register.weapon.pk)


def test_a_first_category_stands_at_once_and_a_change_waits(register):
    facts = Facts(action="semi", barrel_mm=415, overall_mm=900, reduced_mm=900, ignition="centre", magazine=10)
    assert commands.propose_category(register.weapon, category="B4", facts=facts, on=LATER, by=OFFICER) is None
    register.weapon.refresh_from_db()
    assert register.weapon.category == "B4"
    longer = Facts(action="semi", barrel_mm=415, overall_mm=900, reduced_mm=900, ignition="centre", magazine=30)
    check = commands.propose_category(register.weapon, category="A7", facts=longer, on=LATER, by=OFFICER)
    assert check is not None
    assert commands.confirm(check, by=SECOND).category == "A7"


def test_a_category_that_the_facts_do_not_lead_to_needs_a_reason(register):
    with pytest.raises(Refused, match="undetermined, because"):
        commands.propose_category(register.weapon, category="B4", facts=Facts(), on=LATER, by=OFFICER)


def test_a_deactivation_is_counted_by_type_and_category(register):
    event = events.Deactivated(certificate="C", check="", proposed_by="x", of_type="rifle", of_category="B4")
    (one,) = event.counted()
    assert (one.line, one.amount, dict(one.dims)) == ("deactivated.firearm", 1, {"type": "rifle", "category": "b"})
