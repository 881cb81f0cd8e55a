"""The register of certificates of deactivation: entered by the second person's word, issued with particulars."""

import pytest
from django.db import Error, IntegrityError, transaction

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.ledger.queries import history
from opensalw.registers import commands
from opensalw.registers.commands.certificates import issue_certificate
from opensalw.registers.models import Certificate, Firearm

from .conftest import DAY, OFFICER, SECOND, weapon

GIVEN = {"verifier": "Proof house", "deactivator": "Workshop North", "type": "6", "operations": ["1.1", "10.2"]}


def deactivated(arm, number="C-1"):
    check = commands.propose_deactivation(arm, certificate=number, on=DAY, by=OFFICER, reason="Collector")
    commands.confirm(check, by=SECOND)
    return Certificate.objects.get(number=number)


def test_a_confirmed_deactivation_stands_in_the_register_with_number_day_and_both_persons(register):
    one = deactivated(register.weapon)
    assert (one.on, one.deactivated_by, one.verified_by, one.issued_on) == (DAY, OFFICER.id, SECOND.id, None)
    assert one.firearm == register.weapon.pk
    with acting_for("J-SKP"):
        assert Certificate.objects.count() == 0


def test_a_number_is_given_once_and_nothing_is_half_done(register):
    deactivated(register.weapon)
    other = weapon("ZZ-9")
    with pytest.raises(Refused, match="C-1 stands in the register already"):
        commands.propose_deactivation(other, certificate="C-1", on=DAY, by=OFFICER, reason="Again")
    assert Firearm.objects.get(pk=other.pk).state == "held"


def test_it_is_issued_with_its_particulars_and_issued_anew_it_corrects_itself(register):
    one = deactivated(register.weapon)
    with pytest.raises(Refused, match="Name the verifying entity"):
        issue_certificate(one, by=OFFICER, **{**GIVEN, "verifier": " "})
    with pytest.raises(Refused, match="1,1” is not an operation"):
        issue_certificate(one, by=OFFICER, **{**GIVEN, "operations": ["1,1"]})
    first = issue_certificate(one, by=OFFICER, **GIVEN)
    again = issue_certificate(one, by=OFFICER, **{**GIVEN, "type": "5"})
    told = history(one.pk)
    assert [entry.corrects for entry in told] == [None, first.entry]
    assert (again.entry, again.type, again.operations) == (told[-1].id, "5", ["1.1", "10.2"])


def test_the_database_keeps_two_persons_apart_and_loses_no_certificate(register):
    one = deactivated(register.weapon)
    with pytest.raises(IntegrityError, match="certificate_takes_two_persons"), transaction.atomic():
        Certificate.objects.filter(pk=one.pk).update(verified_by=one.deactivated_by)
    with pytest.raises(Error), transaction.atomic():
        one.delete()
