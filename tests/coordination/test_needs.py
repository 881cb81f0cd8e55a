"""A need from the day it is stated to the day it is met; nothing is lost in merging and splitting."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.coordination.commands import need_changes, needs
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.models import Need
from opensalw.coordination.queries import needs as asked
from opensalw.coordination.real.reading import real_needs
from opensalw.coordination.rules.needs import NEXT
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import TextItem
from tests.cast import CONTRIBUTOR, DONOR, SECRETARIAT, chair, officer

OFFICER, OTHER = officer("J-PRN"), officer("J-TIR")


def told(need):
    return [entry.name for entry in asked.need_history(need)]


def test_a_need_lives_from_stated_to_met(state):
    need = state()
    assert (need.number, need.status, need.urgency, need.estimate) == ("N-PRN-01", "stated", "not_stated", None)
    needs.confirm_need(need, by=chair("J-PRN"))
    need = needs.match_need(Need.objects.get(pk=need.pk), proposal="P-7", by=SECRETARIAT)
    need = needs.mark_funded(need, by=SECRETARIAT)
    need = needs.mark_met(need, by=OFFICER)
    assert need.status == "met"
    assert told(need) == ["need_stated", "need_confirmed", "need_matched", "need_funded", "need_met"]
    assert "matched with P-7" in asked.need_history(need)[2].line()


def test_numbers_count_within_a_jurisdiction(state):
    assert [state().number, state().number, state("J-TIR").number, state().number] == [
        "N-PRN-01", "N-PRN-02", "N-TIR-01", "N-PRN-03"
    ]  # fmt: skip


@pytest.mark.parametrize("by", [SECRETARIAT, OTHER, CONTRIBUTOR, DONOR])
def test_only_the_own_commission_confirms(state, by):
    with pytest.raises(Refused, match="Commission confirms"):
        needs.confirm_need(state(), by=by)


@pytest.mark.parametrize(("by", "allowed"), [(SECRETARIAT, True), (OFFICER, True), (OTHER, False), (DONOR, False)])
def test_who_states_a_need(state, by, allowed):
    if allowed:
        assert state(by=by).touched_by == by.id
    else:
        with pytest.raises(Refused, match="states a need"):
            state(by=by)


STEPS = {
    "confirmed": lambda need: needs.confirm_need(need, by=OFFICER),
    "matched": lambda need: needs.match_need(need, proposal="P-1", by=OFFICER),
    "funded": lambda need: needs.mark_funded(need, by=OFFICER),
    "met": lambda need: needs.mark_met(need, by=OFFICER),
    "withdrawn": lambda need: needs.withdraw_need(need, reason="Not asked for any more.", by=OFFICER),
}


@pytest.mark.parametrize("status", list(NEXT))
@pytest.mark.parametrize("wanted", list(STEPS))
def test_what_may_follow_on_what(state, status, wanted):
    need = state()
    other = state()
    Need.objects.filter(pk=need.pk).update(status=status, into=other if status == "merged" else None)
    need.refresh_from_db()
    if wanted in NEXT[status] or (status, wanted) == ("matched", "matched"):
        assert STEPS[wanted](need).status == wanted
    else:
        with pytest.raises(Refused, match=need.number):
            STEPS[wanted](need)


def test_what_ends_a_need_needs_a_reason_and_can_be_turned_back(state):
    need = state()
    with pytest.raises(Refused, match="reason"):
        needs.withdraw_need(need, reason=" ", by=OFFICER)
    need = needs.withdraw_need(need, reason="The law was dropped.", by=OFFICER)
    need = needs.reopen_need(need, reason="It came back.", by=OFFICER)
    assert need.status == "stated"
    assert asked.need_history(need)[1].reason == "The law was dropped."


def test_an_estimate_has_a_currency_and_every_change_is_told(state):
    need = state()
    with pytest.raises(Refused, match="currency") as refused:
        need_changes.change_need(need, estimate=Decimal(500), by=OFFICER)
    assert refused.value.field == "currency"
    need = need_changes.change_need(
        need, estimate=Decimal(500), currency="EUR", urgency="high", kind="equipment", beneficiary="Police", by=OFFICER
    )
    line = asked.need_history(need)[-1].line()
    assert "estimate: – → 500" in line
    assert "urgency: not_stated → high" in line
    with pytest.raises(Refused, match="above zero"):
        need_changes.change_need(need, estimate=Decimal(0), by=OFFICER)


def test_merging_keeps_both_histories(state):
    one, other, target = state(), state(), state()
    need_changes.merge_needs([one, other], into=target, by=OFFICER, reason="The same training.")
    one.refresh_from_db()
    assert (one.status, one.into) == ("merged", target)
    assert told(one)[-1] == "need_merged"
    assert asked.live_end_of(one) == [target]
    with pytest.raises(Refused, match="merged into N-PRN-03"):
        needs.confirm_need(one, by=OFFICER)


def test_needs_of_two_jurisdictions_are_not_merged(state):
    with pytest.raises(Refused, match="one project serve both"):
        need_changes.merge_needs([state()], into=state("J-TIR"), by=SECRETARIAT)


def test_a_need_is_not_merged_into_itself_or_into_a_dead_one(state):
    one, other = state(), state()
    with pytest.raises(Refused, match="two different"):
        need_changes.merge_needs([one], into=one, by=OFFICER)
    needs.withdraw_need(other, reason="No.", by=OFFICER)
    with pytest.raises(Refused, match="nothing can be merged"):
        need_changes.merge_needs([one], into=other, by=OFFICER)


def test_a_split_keeps_what_is_known_and_needs_two_parts(state):
    need = needs.confirm_need(state(beneficiary="Inspectors", locator="point 11h"), by=OFFICER)
    with pytest.raises(Refused, match="at least two"):
        need_changes.split_need(need, parts=[{"text": "Training"}, {"text": " "}], by=OFFICER)
    training, equipment = need_changes.split_need(
        need, parts=[{"text": "Training"}, {"text": "Equipment", "kind": "equipment"}], by=OFFICER
    )
    assert {training.status, equipment.status} == {"confirmed"}
    assert (equipment.kind, equipment.beneficiary, equipment.locator) == ("equipment", "Inspectors", "point 11h")
    assert (training.number, training.out_of) == ("N-PRN-02", need)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["merge", "split"]), st.integers(0, 9), st.integers(0, 9)), max_size=6))
def test_every_need_that_was_stated_goes_on_somewhere(state, acts):
    with transaction.atomic():
        first = [state() for _ in range(3)]
        for act, a, b in acts:
            live = list(asked.live_needs().filter(jurisdiction="J-PRN").order_by("number"))
            one, other = live[a % len(live)], live[b % len(live)]
            if act == "split":
                need_changes.split_need(one, parts=[{"text": "a"}, {"text": "b"}], by=OFFICER)
            elif one != other:
                need_changes.merge_needs([one], into=other, by=OFFICER)
        for need in first:
            ends = asked.live_end_of(Need.objects.select_related("into").get(pk=need.pk))
            assert ends
            assert all(end.is_live for end in ends)
        transaction.set_rollback(True)


def test_each_need_and_challenge_of_the_record_is_in_the_register_once(loaded_round):
    assert load_real_needs(by=SECRETARIAT) == len(real_needs()) == 22
    assert load_real_needs(by=SECRETARIAT) == 0
    points = TextItem.everything.filter(submission__round=loaded_round, kind__in=asked.ASKING)
    assert set(points.values_list("pk", flat=True)) == {
        need.text_item_id for need in Need.objects.filter(text_item__isnull=False)
    }
    assert not asked.points_not_taken(loaded_round).exists()
    found = {jid: asked.needs(jurisdiction=jid).count() for jid in ("J-PRN", "J-SAR", "J-SKP", "J-TIR", "J-REG")}
    assert found == {"J-PRN": 9, "J-SAR": 3, "J-SKP": 4, "J-TIR": 2, "J-REG": 4}
    assert {need.urgency for need in asked.needs()} == {"not_stated"}
    assert {need.estimate for need in asked.needs()} == {None}
    spec = loaded_round.framework.spec
    assert all(spec.measure(need.measure) for need in asked.needs() if need.measure)


def test_a_point_is_taken_into_the_register_once(loaded_round):
    point = asked.points_not_taken(loaded_round, "J-SKP").first()
    need = needs.take_points([point], kinds={point.pk: Need.Kind.TRAINING}, by=officer("J-SKP"))[0]
    assert (need.number, need.kind, need.text_item, need.is_public) == ("N-SKP-01", "training", point, True)
    assert point not in asked.points_not_taken(loaded_round, "J-SKP")
    with pytest.raises(Refused, match="already, as N-SKP-01"):
        needs.take_point(point, by=officer("J-SKP"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Need.objects.bulk_create([Need(**facts(need, number="N-SKP-99"))])


def facts(need, **changed):
    names = [field.name for field in Need._meta.concrete_fields if field.name not in ("id", *changed)]
    return {**{name: getattr(need, name) for name in names}, **changed}


def test_a_point_can_say_again_what_the_register_knows(loaded_round):
    first, again = list(asked.points_not_taken(loaded_round, "J-PRN"))[:2]
    need = needs.take_point(first, by=officer("J-PRN"))
    needs.repeat_need(need, point=again, by=officer("J-PRN"))
    assert again not in asked.points_not_taken(loaded_round, "J-PRN")
    assert asked.of_points([first, again]) == {first.pk: need, again.pk: need}
    with pytest.raises(Refused, match="already"):
        needs.repeat_need(need, point=again, by=officer("J-PRN"))


def test_who_sees_a_need_before_it_is_released(state):
    need = state()
    assert [need in asked.needs_seen_by(one) for one in (OFFICER, SECRETARIAT, OTHER, DONOR)] == [
        True, True, False, False
    ]  # fmt: skip
    needs.confirm_need(need, by=OFFICER)
    assert need in asked.needs_seen_by(DONOR)
    assert need not in asked.public_needs()
    need_changes.release_need(need, by=SECRETARIAT)
    assert need in asked.public_needs()
    assert need in asked.needs_seen_by(OTHER)
