"""Clocks of retention, erasure by key with the chain intact, the list of looks, and a person's file."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.permissions import refuse_consultation_log, refuse_person_file
from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.ledger import queries as ledger
from opensalw.registers import commands
from opensalw.registers.commands.protection import erase_due, set_retention
from opensalw.registers.events import weapons as steps
from opensalw.registers.models import Consultation, Holder, Refusal, Retention, Run
from opensalw.registers.queries.consultations import Looked, consultations
from opensalw.registers.queries.person_file import person_file
from opensalw.registers.queries.retention import clocks, due_holders, due_rows
from opensalw.registers.retention import HOLDINGS, Clock, after
from tests.cast import chair, officer, person

from .conftest import DAY, OFFICER, holder, permit, weapon

OLD = date(1980, 5, 4)
TODAY = date(2026, 6, 1)


def ended(step="destroyed", on=date(1990, 1, 1), **given):
    """A holder whose only weapon ended on a day; the permit went before."""
    one = holder(given.pop("name", "Old Holder"), on=OLD)
    under = permit(one, on=OLD, valid_until=on)
    arm = weapon(given.pop("serial", "OLD-1"), holder=one, permit=under, on=OLD)
    commands.happened(arm, {"destroyed": steps.Destroyed, "exported": steps.Exported}[step](), on=on, by=OFFICER)
    commands.expire_permits(jurisdiction="J-BEG", by="timer", today=timezone.localdate())
    return one, arm


def due(today=TODAY):
    return [(one.holder.name, one.since) for one in due_holders("J-BEG", today)]


def test_a_holder_is_due_thirty_years_after_the_last_weapon_was_destroyed(belgrade):
    ended(on=date(1990, 1, 1))
    assert due(date(2019, 12, 31)) == []
    assert due(date(2020, 1, 1)) == [("Old Holder", date(2020, 1, 1))]


def test_the_record_of_a_weapon_that_was_passed_on_keeps_its_former_holder(belgrade, register):
    commands.transfer(register.weapon, to=register.two, permit=register.second, on=DAY, by=OFFICER)
    commands.withdraw(register.first, because="Illness", on=DAY, by=OFFICER)
    assert due(date(2150, 1, 1)) == []
    commands.happened(register.weapon, steps.Destroyed(), on=DAY, by=OFFICER)
    assert due(date(2054, 2, 28)) == []
    assert ("Holder One", date(2054, 3, 1)) in due(date(2054, 3, 1))


def test_permits_exports_and_holders_without_anything_run_on_their_own_clocks(belgrade):
    ended("exported", on=date(2000, 1, 1))
    alone = holder("Alone", on=date(2020, 1, 1))
    refused = holder("Refused", on=date(2010, 1, 1))
    commands.refuse_permit_to(refused, kind="possession", because="No cause", on=date(2010, 2, 1), by=OFFICER)
    holder("With Permit", on=OLD)
    permit(Holder.objects.get(name="With Permit"), on=OLD)
    assert due(date(2020, 6, 1)) == [("Old Holder", date(2020, 1, 1)), ("Refused", date(2020, 2, 1))]
    assert (alone.name, date(2022, 1, 1)) in due()


def test_a_period_is_set_by_law_and_never_below_what_an_instrument_asks(belgrade):
    with pytest.raises(Refused, match="At least 30 years"):
        set_retention(jurisdiction="J-BEG", clock="weapon", years=10, law="Law", by=OFFICER)
    with pytest.raises(Refused, match="Name the law"):
        set_retention(jurisdiction="J-BEG", clock="permit", years=5, law=" ", by=OFFICER)
    with pytest.raises(Refused, match="no such clock"):
        set_retention(jurisdiction="J-BEG", clock="other", years=5, law="Law", by=OFFICER)
    with pytest.raises(Refused, match="Only the registry"):
        set_retention(jurisdiction="J-BEG", clock="permit", years=5, law="Law", by=officer("J-BEG"))
    ended(on=date(1990, 1, 1))
    set_retention(jurisdiction="J-BEG", clock="weapon", years=50, law="Law on archives", by=OFFICER)
    assert due() == []
    kept = clocks("J-BEG")[Clock.WEAPON]
    assert (kept.years, kept.law, kept.is_set, Retention.objects.count()) == (50, "Law on archives", True, 1)


def test_what_is_due_is_erased_by_key_and_the_ledger_verifies(register):
    old, arm = ended(on=date(1990, 1, 1))
    commands.inspect(old, outcome="good", findings="Lives with a brother", on=OLD, by=OFFICER)
    told = ledger.with_personal(ledger.history(old.pk))
    assert "Lives with a brother" in [one.event().findings for one in told if one.name == "holder_inspected"]
    assert erase_due(jurisdiction="J-BEG", today=TODAY, by=OFFICER).holders == 1
    assert erase_due(jurisdiction="J-BEG", today=TODAY, by=OFFICER).holders == 0
    held = Holder.objects.get(pk=old.pk)
    assert (held.name, held.own_number, held.number) == ("", "", old.number)
    told = ledger.with_personal(ledger.history(old.pk))
    assert [one.event().findings for one in told if one.name == "holder_inspected"] == [None]
    last = told[-1]
    assert (last.name, "30 years after the weapon's destruction on 1990-01-01" in last.reason) == (
        "holder_erased", True,
    )  # fmt: skip
    assert [one.name for one in ledger.history(arm.pk)] == ["registered", "destroyed"]
    assert ledger.verify().is_sound
    assert Holder.objects.get(pk=register.one.pk).name == "Holder One"


def test_the_refused_rows_of_a_file_go_after_a_year(belgrade):
    run = Run.objects.create(
        jurisdiction="J-BEG", file_name="old.csv", digest="d", encoding="utf-8", state="done", made_by="x",
        finished_at=timezone.now() - timedelta(days=400),
    )  # fmt: skip
    Refusal.objects.create(
        jurisdiction="J-BEG", run=run.pk, row=2, field="year", reason="r", mend="m", cells=["Ana", "x"]
    )
    today = timezone.localdate()
    assert [(one.run, one.count) for one in due_rows("J-BEG", today)] == [(run, 1)]
    assert erase_due(jurisdiction="J-BEG", today=today, by=OFFICER).rows == 1
    assert not Refusal.objects.exists()
    assert ledger.history(run.pk)[-1].line() == "Refused rows of the file old.csv erased: 1."


def test_a_person_who_is_erased_is_not_named_again(belgrade):
    old, _arm = ended()
    erase_due(jurisdiction="J-BEG", today=TODAY, by=OFFICER)
    with pytest.raises(Refused, match="has been erased"), transaction.atomic():
        commands.inspect(old, outcome="good", findings="Again", on=OLD, by=OFFICER)


def test_the_looks_are_found_by_who_what_whom_and_why(register):
    def look(purpose, subject=None, by=OFFICER, what="holder"):
        return commands.consulted(jurisdiction="J-BEG", what=what, subject=subject, purpose=purpose, by=by)

    one, two = look("Permit renewal", register.one.pk), look("Counter request", what="search")
    assert list(consultations("J-BEG")) == [two, one]
    assert list(consultations("J-BEG", Looked(number=register.one.number))) == [one]
    assert list(consultations("J-BEG", Looked(number="P000"))) == []
    assert list(consultations("J-BEG", Looked(purpose="request", what="search", by=OFFICER.id))) == [two]
    assert list(consultations("J-BEG", Looked(last=DAY))) == []
    with acting_for("J-SKP"):
        assert Consultation.objects.count() == 0


def test_who_sees_the_looks_and_who_prints_a_file():
    keeper = person("protection-beg", "protection", "J-BEG")
    assert refuse_consultation_log(keeper, "J-BEG") is refuse_consultation_log(chair("J-BEG"), "J-BEG") is None
    for other in (officer("J-BEG"), OFFICER, person("protection-skp", "protection", "J-SKP")):
        assert refuse_consultation_log(other, "J-BEG")
    assert refuse_person_file(keeper, "J-BEG") is refuse_person_file(OFFICER, "J-BEG") is None
    assert refuse_person_file(chair("J-BEG"), "J-BEG")


def test_a_persons_file_holds_all_that_the_register_says_of_the_person(register):
    commands.transfer(register.weapon, to=register.two, permit=register.second, on=DAY, by=OFFICER)
    commands.withdraw(register.first, because="Illness", on=DAY, by=OFFICER)
    commands.consulted(
        jurisdiction="J-BEG", what="holder", subject=register.one.pk, purpose="Permit renewal", by=OFFICER
    )
    held = person_file(register.one, TODAY)
    assert [(one.number, [entry.name for entry in told]) for one, told in held.weapons] == [
        (register.weapon.number, ["registered"])
    ]
    assert (held.permits, len(held.looks), len(held.clocks)) == ([held.permits[0]], 1, len(HOLDINGS))
    assert "Illness" in [one.event().because for one in held.entries if one.name == "permit_withdrawn"]


MOVES = st.lists(
    st.tuples(st.sampled_from(["transfer", "destroyed", "exported", "withdraw", "again"]), st.integers(0, 900)),
    max_size=5,
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(MOVES, st.integers(0, 45))
def test_nobody_is_due_while_anything_still_keeps_the_person(register, moves, years):
    """Oracle: each clock by hand, for each holder, from the ledger."""
    with transaction.atomic():
        arm, day = register.weapon, DAY
        for move, days in moves:
            day = min(day + timedelta(days=days), timezone.localdate())
            try:
                with transaction.atomic():
                    if move == "transfer":
                        commands.transfer(arm, to=register.two, permit=register.second, on=day, by=OFFICER)
                    elif move == "withdraw":
                        commands.withdraw(register.first, because="x", on=day, by=OFFICER)
                    elif move == "again":
                        weapon(f"AG-{days}", holder=register.two, permit=register.second, on=day)
                    else:
                        made = steps.Destroyed() if move == "destroyed" else steps.Exported()
                        commands.happened(arm, made, on=day, by=OFFICER)
            except Refused:
                pass
        today = after(timezone.localdate(), years)
        arm.refresh_from_db()
        register.first.refresh_from_db()
        keeps = {"destroyed": 30, "exported": 20}.get(arm.state)
        over = keeps is not None and after(arm.since, keeps) <= today
        gone = register.first.state == "withdrawn"
        last = max((one.happened_on for one in ledger.history(register.first.pk)), default=DAY)
        expected = over and gone and after(last, 10) <= today
        assert (register.one.pk in {one.holder.pk for one in due_holders("J-BEG", today)}) is expected
        transaction.set_rollback(True)
