"""Incidents are recorded with their items and groups, corrected by entries, and refused in words."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.incidents.commands.border import correct_border_work, report_border_work, withdraw_border_work
from opensalw.incidents.commands.campaigns import prolong_campaign
from opensalw.incidents.commands.correcting import (
    correct_incident,
    dismiss_twin,
    forfeit,
    give_back,
    note_outcome,
    withdraw_incident,
)
from opensalw.incidents.commands.recording import BadIncident
from opensalw.incidents.models import Incident
from opensalw.incidents.queries.incidents import Asked, incidents, told
from opensalw.incidents.vocabulary import UNITS, UNODC, Thing
from opensalw.ledger.queries import standing
from opensalw.roadmap.framework.loading import builtin_spec
from tests.cast import DONOR, SECRETARIAT, officer

from .conftest import DAY, HOME, PISTOL, ROUNDS

ME = officer(HOME)


def counted(record):
    """What the standing entries of a record add, as line -> amount."""
    sums = {}
    for entry in standing(told(record)):
        for one in entry.event().counted():
            sums[one.line] = sums.get(one.line, 0) + one.amount
    return sums


def test_a_seizure_is_kept_with_its_items_and_counts_each_object_on_its_own_line(record):
    seizure = record(
        items=[PISTOL, ROUNDS], place="land_border", context="illicit_trafficking", institution="border_police",
        groups=[{"part": "suspect", "count": 2, "sex": "male", "citizenship": "not stated"}],
    )  # fmt: skip
    assert seizure.number == "I-PRN-2026-00001"
    assert [str(item) for item in seizure.items.all()] == ["Firearm: 1", "Ammunition: 250"]
    assert counted(seizure) == {"seized.firearm": 1, "seized.ammunition": 250}
    entry = told(seizure)[0]
    assert entry.line() == "I-PRN-2026-00001: seized 1 Firearm, 250 Ammunition."
    dims = next(one.dims for one in entry.event().counted() if one.line == "seized.firearm")
    assert dims["place"] == "land_border"
    assert dims["identified"] == "yes"


def test_numbers_follow_each_other_within_a_year(record):
    record()
    assert record().number == "I-PRN-2026-00002"
    assert record(happened_on=date(2025, 1, 1)).number == "I-PRN-2025-00001"


def test_the_same_form_sent_twice_is_one_record(record):
    id = uuid4()
    assert record(id=id) == record(id=id)
    assert Incident.objects.count() == 1


def test_the_same_report_entered_twice_is_flagged_until_somebody_says_they_are_two(record):
    first, second = record(where="Highway 2"), record(where="highway  2")
    assert second.twin == first.pk
    assert [one.number for one in incidents(HOME, Asked(twins=True))] == [second.number]
    assert dismiss_twin(second, by=ME, reason="Two cars.").twin is None
    with pytest.raises(Refused, match="No other record"):
        dismiss_twin(second, by=ME, reason="Again.")


def test_what_is_handed_in_belongs_to_a_campaign_that_was_open_that_day(record, campaign):
    inside = record("surrender", campaign=campaign, anonymous="yes")
    dims = next(iter(told(inside)[0].event().counted())).dims
    assert (dims["surrender_channel"], dims["anonymous"]) == ("campaign", "yes")
    with pytest.raises(BadIncident, match="lies outside"):
        record("surrender", campaign=campaign, happened_on=date(2026, 5, 1))
    prolong_campaign(campaign, closes_on=date(2026, 5, 31), by=ME, reason="Decree 7")
    campaign.refresh_from_db()
    record("surrender", campaign=campaign, happened_on=date(2026, 5, 1))
    with pytest.raises(Refused, match="after that day"):
        prolong_campaign(campaign, closes_on=date(2026, 4, 1), by=ME, reason="Back")


def test_a_shooting_counts_the_incident_its_victims_and_suspects(record):
    shooting = record(
        "shooting", items=[], setting="domestic", legal_status="legal", weapon_type="rifle",
        groups=[
            {"part": "killed", "count": 1, "sex": "female", "age_band": "from_35_to_59", "relation": "partner_family"},
            {"part": "injured", "count": 2}, {"part": "suspect", "count": 1, "sex": "male"},
        ],
    )  # fmt: skip
    expected = {"incidents.incidents": 1, "incidents.killed": 1, "incidents.injured": 2, "incidents.suspects": 1}
    assert counted(shooting) == expected


def test_a_find_counts_on_no_line_and_a_theft_among_the_losses(record):
    assert counted(record("find")) == {}
    assert counted(record("theft", items=[PISTOL, ROUNDS])) == {"lost_traced.stolen": 1}
    assert counted(record("loss")) == {"lost_traced.lost": 1}


def test_a_correction_is_an_entry_and_the_figures_follow(record):
    seizure = record(items=[PISTOL, ROUNDS], groups=[{"part": "suspect", "count": 2}])
    corrected = correct_incident(
        seizure, by=ME, reason="Counted again.", happened_on=DAY, items=[{**ROUNDS, "quantity": 240}], place="inland"
    )
    assert counted(corrected) == {"seized.ammunition": 240}
    assert [str(item) for item in corrected.items.all()] == ["Ammunition: 240"]
    assert len(told(seizure)) == 4
    again = correct_incident(corrected, by=ME, reason="Once more.", happened_on=DAY, items=[ROUNDS])
    assert counted(again) == {"seized.ammunition": 250}
    with pytest.raises(Refused, match="Say why"):
        correct_incident(again, by=ME, reason=" ", happened_on=DAY, items=[ROUNDS])


def test_a_record_made_in_error_is_withdrawn_and_stays_readable(record):
    shooting = record("shooting", items=[], groups=[{"part": "injured", "count": 1}])
    withdraw_incident(shooting, by=ME, reason="Another jurisdiction.")
    assert counted(shooting) == {}
    assert not incidents(HOME).exists()
    assert incidents(HOME, Asked(withdrawn=True)).get() == shooting
    with pytest.raises(Refused, match="was withdrawn"):
        withdraw_incident(shooting, by=ME, reason="Again.")


def test_what_becomes_of_an_item_looks_at_the_state_of_that_day(record):
    item = record(items=[{**ROUNDS, "quantity": 100}]).items.get()
    forfeit(item, on=date(2026, 5, 3), quantity=Decimal(60), by=ME)
    give_back(item, on=date(2026, 5, 1), quantity=Decimal(40), by=ME)
    with pytest.raises(Refused, match="since then all but 0 went elsewhere"):
        give_back(item, on=date(2026, 5, 2), quantity=Decimal(1), by=ME)
    with pytest.raises(Refused, match="after that"):
        give_back(item, on=date(2026, 3, 1), quantity=Decimal(1), by=ME)
    with pytest.raises(BadIncident, match="100 was given back"):
        correct_incident(item.incident, by=ME, reason="Fewer.", happened_on=DAY, items=[{**ROUNDS, "quantity": 50}])


def test_a_destroyed_weapon_that_is_seized_again_is_allowed_flagged_and_both_are_kept(record):
    item = record().items.get()
    note_outcome(item, what="destroyed", quantity=Decimal(1), on=date(2026, 4, 1), entry=1)
    again = record(happened_on=date(2026, 5, 1), items=[{**PISTOL, "marks": "a 1234"}])
    assert again.items.get().flag == "destroyed_before"
    assert incidents(HOME).count() == 2


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"happened_on": timezone.localdate() + timedelta(days=1)}, "lies in the future"),
        ({"reported_on": date(2026, 3, 1)}, "reported before it happened"),
        ({"happened_on": date(1926, 3, 5)}, "before 1990"),
        ({"items": [{**ROUNDS, "quantity": -3}]}, "-3 is below zero. A count cannot be negative"),
        ({"items": [{**ROUNDS, "quantity": 0}]}, "Zero of something"),
        ({"items": [{**ROUNDS, "quantity": "2.5"}]}, "counted whole, not 2.5"),
        ({"items": [{**ROUNDS, "quantity": "many"}]}, "“many” is not a number"),
        ({"items": [{"thing": "tank", "quantity": 1}]}, "“tank” is not an object"),
        ({"items": [{**ROUNDS, "type": "pistol"}]}, "Only arms have a type"),
        ({"items": []}, "at least one item"),
        ({"place": "moon"}, "“moon” is not in the list"),
        ({"setting": "domestic"}, "Only a shooting"),
        ({"anonymous": "yes"}, "Only what is handed in"),
        ({"groups": [{"part": "killed", "count": 1}]}, "Victims belong to a shooting"),
        ({"groups": [{"part": "suspect", "count": -1}]}, "below zero"),
        ({"colour": "red"}, "Unknown: colour"),
        ({"by": officer("J-BEG")}, "Only an officer or contributor of this jurisdiction"),
        ({"by": SECRETARIAT}, "Only an officer or contributor of this jurisdiction"),
        ({"by": DONOR}, "Only an officer or contributor of this jurisdiction"),
    ],
)
def test_what_cannot_be_is_refused_in_words(record, facts, words):
    with pytest.raises(Refused, match=words):
        record(**facts)
    assert not Incident.objects.exists()


def test_border_work_is_reported_corrected_and_withdrawn(home):
    def told_lines(report):
        from_entries = [one for entry in standing(told(report)) for one in entry.event().counted()]
        return {one.line: one.amount for one in from_entries}

    checks = report_border_work(jurisdiction=home, kind="checks", count=13829, happened_on=DAY, by=ME)
    assert told_lines(checks) == {"border_work.second_line_checks": 13829}
    correct_border_work(checks, count=13830, happened_on=DAY, by=ME, reason="One more.")
    assert told_lines(checks) == {"border_work.second_line_checks": 13830}
    withdraw_border_work(checks, by=ME, reason="Twice.")
    assert told_lines(checks) == {}
    plan = report_border_work(
        jurisdiction=home, kind="plan", count=1, reach_of_plan="international", happened_on=DAY, by=ME
    )
    assert told_lines(plan) == {"operations.plans_international": 1}
    days = report_border_work(jurisdiction=home, kind="joint_days", count=2, happened_on=DAY, by=ME)
    assert told_lines(days) == {"operations.joint_days": 2}
    for facts, words in ((("checks", -1), "below zero"), (("plan", 1), "local or international")):
        with pytest.raises(Refused, match=words):
            report_border_work(jurisdiction=home, kind=facts[0], count=facts[1], happened_on=DAY, by=ME)


def test_the_words_are_those_of_the_framework_and_of_the_questionnaire():
    """One dimension for one list, so that no figure needs a translation; each UNODC wording once."""
    spec = builtin_spec("wb_2018")
    names = {"Place": "place", "ArmType": "type", "Condition": "condition", "Marking": "marking", "Context": "context"}
    for words, wording in UNODC.items():
        assert set(wording) <= set(words)
        assert len(set(wording.values())) == len(wording)
        if words.__name__ in names:
            assert set(words.values) == {one.key for one in spec.dimensions[names[words.__name__]].members}
    measure = next(one for one in spec.measures if one.key == "seized")
    assert {line.object: line.unit for line in measure.lines if line.object} == {
        thing.value: UNITS[thing] for thing in Thing
    }
