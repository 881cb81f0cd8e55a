"""What is recorded in incidents and stores shows in the lives of the weapons of the register that they name."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opensalw.core.refusal import Refused
from opensalw.incidents.commands.correcting import correct_incident, forfeit, give_back, name_weapon, withdraw_incident
from opensalw.incidents.models import Incident, Outcome
from opensalw.incidents.queries.weapons import proposed_weapons
from opensalw.incidents.rules.records import BadIncident
from opensalw.registers import commands as register
from opensalw.registers.events import weapons as steps
from opensalw.registers.marks import Mark
from opensalw.registers.models import Firearm
from opensalw.registers.queries import timeline
from opensalw.stockpiles.commands.destruction import check_serials, destroy, order_destruction
from opensalw.stockpiles.commands.sites import open_site
from opensalw.stockpiles.commands.stock import receive_item
from tests.cast import officer, person

from .conftest import DAY, HOME, PISTOL

ME, SECOND = officer(HOME), person("officer-prn-2", "officer", HOME)
REGISTRY = person("registry-prn", "contributor", HOME, "ministry")
BEFORE = date(2024, 1, 10)


@pytest.fixture
def weapon(home, settings, tmp_path):
    """A pistol that the register has."""
    settings.KEYS = tmp_path / "keys"
    return register.register(
        jurisdiction=home, by=REGISTRY, on=BEFORE, make="Zastava", model="M57", serial=Mark("A 1234")
    )


def this(weapon, **facts):
    return {**PISTOL, "firearm": weapon.number, **facts}


def stands(weapon):
    row = Firearm.objects.get(pk=weapon.pk)
    return row.state, row.flags


def destroyed(item, on):
    """The item goes to a store and is destroyed there by two persons."""
    site = open_site(jurisdiction=HOME, name="Armoury", owner="interior", kind="armoury", by=ME)
    lot = receive_item(site, item, on=on, by=ME)
    order = order_destruction(site, {lot: None}, ground="Judgment 7", on=on, by=ME)
    check_serials(order, {order.lines.get().pk: lot.marks}, on=on, by=ME)
    return destroy(order, on=on, by=SECOND, method="melting", witnesses=["Prosecutor"])


@pytest.mark.parametrize(
    ("kind", "state"),
    [("seizure", "taken"), ("find", "taken"), ("surrender", "taken"), ("theft", "stolen"), ("loss", "lost"),
     ("shooting", "held")],
)  # fmt: skip
def test_an_incident_that_names_a_weapon_moves_its_state(record, weapon, kind, state):
    told = record(kind, items=[this(weapon)])
    assert told.items.get().firearm == weapon.pk
    assert stands(weapon) == (state, [])
    newest = timeline(weapon)[0].entry
    assert (newest.happened_on, newest.payload.get("incident", "")) == (
        (DAY, told.number) if state != "held" else (BEFORE, "")
    )


def test_a_weapon_that_nobody_knows_and_one_that_stands_twice_are_refused_at_their_row(record, weapon):
    with pytest.raises(BadIncident, match="knows no weapon W123") as refused:
        record(items=[PISTOL, this(weapon, firearm="W123")])
    assert (refused.value.field, refused.value.row) == ("firearm", 2)
    with pytest.raises(BadIncident, match="stands in two rows"):
        record(items=[this(weapon), this(weapon)])
    with pytest.raises(BadIncident, match="Only a firearm is"):
        record(items=[{"thing": "component", "quantity": 1, "firearm": weapon.number}])
    with pytest.raises(BadIncident, match="was not registered yet"):
        record(items=[this(weapon)], happened_on=BEFORE - timedelta(days=1))
    assert not Incident.objects.exists()


def test_a_life_follows_the_correction_and_the_withdrawal_of_a_record(record, weapon):
    told = record(items=[this(weapon)])
    earlier = DAY - timedelta(days=3)
    correct_incident(told, by=ME, reason="Other day.", happened_on=earlier, items=[this(weapon)])
    assert Firearm.objects.get(pk=weapon.pk).since == earlier
    correct_incident(told, by=ME, reason="Another weapon.", happened_on=DAY, items=[PISTOL])
    assert stands(weapon) == ("held", [])
    told.refresh_from_db()
    name_weapon(told.items.get(), weapon.number, by=ME)
    assert stands(weapon) == ("taken", [])
    withdraw_incident(told, by=ME, reason="Recorded twice.")
    assert stands(weapon) == ("held", [])


def test_a_weapon_is_given_back_or_recovered_when_the_item_is(record, weapon):
    stolen = record("theft", items=[this(weapon)])
    give_back(stolen.items.get(), on=DAY, by=ME)
    assert stands(weapon) == ("held", [])
    seized = record(items=[this(weapon)], happened_on=DAY + timedelta(days=1))
    give_back(seized.items.get(), on=DAY + timedelta(days=2), by=ME)
    assert stands(weapon) == ("held", [])
    assert [line.entry.name for line in timeline(weapon)] == [
        "given_back", "taken_in", "recovered", "stolen", "registered",
    ]  # fmt: skip


def test_a_theft_that_the_counter_recorded_already_is_not_told_twice(record, weapon):
    register.report_missing(weapon, stolen=True, on=DAY, by=REGISTRY)
    record("theft", items=[this(weapon)])
    assert [line.entry.name for line in timeline(weapon)] == ["stolen", "registered"]
    with pytest.raises(BadIncident, match="on 2026-03-05 the weapon was stolen"):
        record("loss", items=[this(weapon)])


def test_a_destruction_ends_a_life_and_a_seizure_afterwards_is_flagged_and_both_are_kept(record, weapon):
    order = destroyed(record(items=[this(weapon)]).items.get(), DAY)
    assert stands(weapon) == ("destroyed", [])
    assert timeline(weapon)[0].entry.payload["certificate"] == order.certificate
    again = record(items=[this(weapon)], happened_on=DAY + timedelta(days=9))
    assert again.items.get().flag == "destroyed_before"
    assert stands(weapon) == ("taken", ["seen_after_destruction"])
    assert Outcome.objects.filter(what="destroyed").count() == 1


def test_marks_of_a_destroyed_weapon_raise_the_flag_without_its_number(record, weapon):
    register.happened(weapon, steps.Destroyed(), on=BEFORE, by=REGISTRY)
    told = record(items=[{**PISTOL, "make": "Crvena Zastava", "marks": "А1234"}])
    assert told.items.get().flag == "destroyed_before"
    assert record(items=[{**PISTOL, "make": "Beretta"}]).items.get().flag == ""


def test_the_register_proposes_a_weapon_and_a_person_says_that_it_is_the_one(record, weapon):
    told = record(groups=[{"part": "suspect", "count": 1}])
    assert [(item.position, found) for item, found in proposed_weapons(told)] == [(1, [weapon])]
    name_weapon(told.items.get(), weapon.number, by=ME)
    told.refresh_from_db()
    assert (stands(weapon)[0], proposed_weapons(told), told.involved.count()) == ("taken", [], 1)


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["seizure", "find", "theft", "loss", "return", "forfeit", "withdraw", "destroy", "rename"]),
        st.integers(0, 3),
    ),
    min_size=1,
    max_size=7,
)


def act(name, on, record, weapon, told):
    if name in ("seizure", "find", "theft", "loss"):
        told.append(record(name, items=[this(weapon)], happened_on=on))
    elif not told:
        return
    elif name == "withdraw":
        withdraw_incident(told[-1], by=ME, reason="Error.")
    elif name == "rename":
        items = [this(weapon, firearm="" if told[-1].items.get().firearm else weapon.number)]
        correct_incident(told[-1], by=ME, reason="Looked again.", happened_on=on, items=items)
    elif name == "destroy":
        destroyed(told[-1].items.get(), on)
    else:
        {"return": give_back, "forfeit": forfeit}[name](told[-1].items.get(), on=on, by=ME)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_records_and_lives_never_disagree(record, weapon, acts):
    """Each standing record that names the weapon has one standing step in its life, and no other record has."""
    with transaction.atomic():
        told, day = [], DAY
        for name, days in acts:
            day += timedelta(days=days)
            with suppress(Refused), transaction.atomic():
                act(name, day, record, weapon, told)
        standing = [line.entry for line in timeline(weapon) if line.stands and line.entry.payload.get("incident")]
        naming = Incident.objects.filter(withdrawn=False, items__firearm=weapon.pk)
        assert sorted((one.happened_on, one.payload["incident"]) for one in standing) == sorted(
            naming.values_list("happened_on", "number")
        )
        ended = Outcome.objects.filter(what="destroyed", item__firearm=weapon.pk).count()
        assert sum(line.entry.name == "destroyed" and line.stands for line in timeline(weapon)) == ended
        transaction.set_rollback(True)
