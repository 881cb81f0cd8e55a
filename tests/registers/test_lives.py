"""What happens to weapons: each impossible thing has an answer in words."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.ledger import queries as ledger
from opensalw.registers import commands
from opensalw.registers.events import weapons as events
from opensalw.registers.lifecycle import State
from opensalw.registers.marks import Answer, Mark
from opensalw.registers.models import BookEntry, Firearm, UnknownWord
from opensalw.registers.queries import border_answer, life_of, search, timeline

from .conftest import BORDER, DAY, ELSEWHERE, OFFICER, holder, permit, weapon

LATER = DAY + timedelta(days=30)


def told(call, *args, **given):
    with pytest.raises(Refused) as refused:
        call(*args, **given)
    return refused.value.reason


def test_a_weapon_is_registered_with_words_codes_number_and_one_entry(register):
    one = register.weapon
    assert (one.make, one.model, one.calibre, one.type) == ("ZASTAVA", "M70AB2", "7.62X39", "rifle")
    assert one.number.startswith("W")
    (entry,) = ledger.history(one.pk)
    assert entry.line() == "Registered: Zastava M70AB2, 7,62x39, serial AB-12345."


def test_the_same_frame_mark_again_is_refused_unless_a_person_says_it_is_another(register):
    reason = told(weapon, "ав 12345", make="Застава", model="М70АБ2")
    assert register.weapon.number in reason
    assert "another weapon" in reason
    twin = weapon("AB 12345", another=True, reason="Second weapon of a double series")
    assert (twin.twin, twin.flags) == (1, ["twin_of_another"])


def test_weapons_without_a_number_are_not_taken_for_one_another(register):
    assert weapon(Mark(answer=Answer.NONE)).pk != weapon(Mark(answer=Answer.ILLEGIBLE)).pk


def test_an_unknown_make_is_kept_and_waits_for_a_curator(belgrade):
    one = weapon("1", make="Kovačnica", model="X9", calibre="13 mm Ždral")
    assert (one.make, one.make_seen) == ("", "Kovačnica")
    assert {word.kind for word in UnknownWord.objects.all()} == {"make", "model", "calibre"}


def test_a_transfer_needs_a_valid_permit_of_the_receiver(register):
    one, two = register.weapon, register.two
    assert "Name the permit" in told(commands.transfer, one, to=two, permit=None, on=LATER, by=OFFICER)
    assert "another holder" in told(commands.transfer, one, to=two, permit=register.first, on=LATER, by=OFFICER)
    short = permit(two, valid_until=DAY)
    assert "ran out" in told(commands.transfer, one, to=two, permit=short, on=LATER, by=OFFICER)
    commands.withdraw(register.second, because="Court", on=DAY, by=OFFICER)
    register.second.refresh_from_db()
    assert "withdrawn" in told(commands.transfer, one, to=two, permit=register.second, on=LATER, by=OFFICER)


def test_a_transfer_moves_the_row_and_the_dealers_book(register):
    dealer = holder("Dealer", kind="firm", is_dealer=True)
    licence = permit(dealer, kind="dealer")
    commands.transfer(register.weapon, to=dealer, permit=licence, on=LATER, by=OFFICER)
    after = commands.transfer(register.weapon, to=register.two, permit=register.second, on=LATER, by=OFFICER)
    assert after.holder == register.two.pk
    assert [(line.came_in, line.other) for line in BookEntry.objects.order_by("id")] == [
        (True, register.one.pk),
        (False, register.two.pk),
    ]


def test_a_stolen_weapon_is_not_transferred(register):
    commands.report_missing(register.weapon, stolen=True, on=LATER, by=OFFICER)
    reason = told(commands.transfer, register.weapon, to=register.two, permit=register.second, on=LATER, by=OFFICER)
    assert "was stolen" in reason


def test_a_theft_reported_late_stands_on_its_day_and_flags_the_later_transfer(register):
    commands.transfer(register.weapon, to=register.two, permit=register.second, on=LATER, by=OFFICER)
    after = commands.report_missing(register.weapon, stolen=True, on=DAY + timedelta(days=3), by=OFFICER)
    assert (after.state, after.flags) == (State.STOLEN, ["entries_conflict"])
    assert life_of(after, DAY).state == State.HELD
    assert [line.fits for line in timeline(after)] == [False, True, True]


def test_what_happened_later_must_stay_possible(register):
    commands.report_missing(register.weapon, stolen=True, on=LATER, by=OFFICER)
    reason = told(commands.happened, register.weapon, events.Destroyed(), on=DAY + timedelta(days=2), by=OFFICER)
    assert "could not have happened" in reason


def test_nothing_happens_before_registration_or_in_the_future(register):
    early = told(commands.report_missing, register.weapon, stolen=True, on=DAY - timedelta(days=1), by=OFFICER)
    assert "not registered yet" in early
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert "still to come" in told(commands.report_missing, register.weapon, stolen=True, on=tomorrow, by=OFFICER)


def test_a_destroyed_weapon_that_is_seized_again_is_flagged_and_both_are_kept(register):
    commands.happened(register.weapon, events.Destroyed(certificate="D-1"), on=LATER, by=OFFICER)
    again = events.TakenIn(how="seized", incident="I-7")
    after = commands.happened(register.weapon, again, on=LATER + timedelta(days=9), by=OFFICER)
    assert (after.state, after.flags) == (State.TAKEN, ["seen_after_destruction"])
    assert [line.entry.name for line in timeline(after)] == ["taken_in", "destroyed", "registered"]


def test_a_correction_is_an_entry_and_the_life_is_read_anew(register):
    after = commands.report_missing(register.weapon, stolen=True, on=LATER, by=OFFICER)
    entry = ledger.history(after.pk)[-1]
    again = commands.correct(
        after, entry, events.Stolen(reference="K-9"), on=LATER - timedelta(days=5), by=OFFICER, reason="Wrong day"
    )
    assert again.since == LATER - timedelta(days=5)
    assert len(ledger.history(after.pk)) == 3


def test_words_are_corrected_with_what_stood_before(register):
    after = commands.correct_field(
        register.weapon, field="serial", value="AB-12346", on=LATER, by=OFFICER, reason="Misread"
    )
    assert (after.serial, ledger.history(after.pk)[-1].line()) == (
        "AB-12346",
        "Corrected: serial is AB-12346, not AB-12345.",
    )
    assert search("AB12346", jurisdiction="J-BEG").weapons == [after]


def test_a_component_is_fitted_to_one_weapon_at_a_time(register):
    barrel = commands.record_component(jurisdiction="J-BEG", kind="barrel", mark=Mark("B 77"), by=OFFICER)
    other = weapon("ZZ 9")
    commands.fit(barrel, register.weapon, on=LATER, by=OFFICER)
    assert register.weapon.number in told(commands.fit, barrel, other, on=LATER, by=OFFICER)
    commands.remove(barrel, on=LATER, by=OFFICER)
    assert commands.fit(barrel, other, on=LATER, by=OFFICER).firearm == other.pk


@pytest.mark.parametrize("person", [ELSEWHERE, BORDER])
def test_only_the_own_registry_registers(belgrade, person):
    assert "Only the registry" in told(weapon, by=person)


def test_the_border_is_answered_on_one_line(register):
    ask = lambda text: border_answer(text, jurisdiction="J-BEG").words  # noqa: E731
    assert ask("ав12345") == "Registered; neither lost nor stolen."
    assert ask("QQ 1") == "Not in this register."
    commands.report_missing(register.weapon, stolen=True, on=date(2024, 4, 1), by=OFFICER)
    assert ask("AB-I2345") == "Hold it: Zastava M70AB2 7,62x39 is stolen since 2024-04-01."


def test_the_search_box_takes_serial_number_name_and_own_number(register):
    found = lambda text: search(text, jurisdiction="J-BEG")  # noqa: E731
    assert found(register.weapon.number.lower()).weapons == [register.weapon]
    assert found("holder o").holders == [register.one]
    assert found("drugi drž").holders == [register.two]
    assert found("0101990710001").holders == [register.one]
    assert found(register.first.number).permits == [register.first]
    assert Firearm.objects.count() == 1
