"""A meeting: planned with its agenda, announced, held, its minutes in versions of two writers; and what is refused."""

from datetime import date, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.utils import timezone

from opensalw.coordination.commands import agenda, delegations, interventions, materials, meetings, minutes
from opensalw.coordination.models import Item, Material, Meeting, Minutes, Series, Session
from opensalw.coordination.queries.minutes import ends_of, minutes_of, said_under
from opensalw.coordination.rules import meetings as rules
from opensalw.core.refusal import Refused
from opensalw.ledger.models import Entry
from tests.cast import DONOR, REVIEWER, SECRETARIAT, officer

pytestmark = pytest.mark.django_db
BY = SECRETARIAT
DAY = date(2020, 11, 25)


@pytest.fixture
def series(framework, everywhere_db):
    return meetings.ensure_series(
        kind=Series.Kind.REGIONAL, jurisdiction="J-REG", framework_key=framework.key, title="Regional meeting", by=BY
    )


@pytest.fixture
def planned(series):
    return meetings.plan_meeting(series, starts_on=DAY, ends_on=DAY + timedelta(days=1), mode="both", by=BY)


@pytest.fixture
def announced(planned):
    return meetings.announce(planned, by=BY)


@pytest.fixture
def held(announced):
    return meetings.hold(announced, by=BY)


def belgrade(meeting):
    return Item.objects.get(session__meeting=meeting, jurisdiction="J-BEG", kind="presentation")


def test_a_meeting_begins_with_the_agenda_of_its_template(planned):
    kinds = [one.kind for one in planned.sessions.all()]
    assert kinds == ["opening", "follow_up", *["jurisdictions"] * 3, "funding", "conclusions"]
    seats = Item.objects.filter(session__meeting=planned, kind="presentation").order_by("session__position", "position")
    assert list(seats.values_list("jurisdiction", flat=True)) == [
        "J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR",
    ]  # fmt: skip
    assert planned.number == 1
    assert meetings.plan_meeting(planned.series, starts_on=DAY + timedelta(days=200), by=BY).number == 2


def test_a_local_meeting_goes_by_goal_and_prepares_a_regional_one(planned, framework):
    local = meetings.ensure_series(
        kind="local", jurisdiction="J-BEG", framework_key=framework.key, title="Local meeting", by=BY
    )  # fmt: skip
    own = officer("J-BEG")
    made = meetings.plan_meeting(local, starts_on=DAY - timedelta(days=10), feeds=planned, by=own)
    assert list(planned.local_meetings.all()) == [made]
    goals = [one.goals for one in Item.objects.filter(session__meeting=made, kind="presentation")]
    assert goals == [[goal.number] for goal in framework.spec.goals]
    with pytest.raises(Refused, match="comes before the local one"):
        meetings.plan_meeting(local, starts_on=DAY + timedelta(days=10), feeds=planned, by=own)


def test_the_life_of_a_meeting_is_its_entries(held):
    names = Entry.objects.filter(subject=held.pk).order_by("seq").values_list("name", flat=True)
    assert list(names) == ["meeting_planned", "meeting_announced", "meeting_held"]


@pytest.mark.parametrize(
    ("act", "words"),
    [
        (lambda one: meetings.announce(one, by=officer("J-BEG")), "Only the secretariat prepares"),
        (lambda one: meetings.hold(one, by=BY), "Only an announced meeting"),
        (lambda one: meetings.cancel(one, by=BY, reason=" "), "Say why"),
        (lambda one: meetings.change_meeting(one, by=BY, ends_on=DAY - timedelta(days=1)), "ends before it begins"),
        (lambda one: meetings.change_meeting(one, by=BY, online_link="http://x.example"), "https://"),
        (lambda one: meetings.change_meeting(one, by=BY, number=7), "not changed here"),
        (lambda one: meetings.plan_meeting(one.series, starts_on=DAY, number=1, by=BY), "has a meeting 1 already"),
        (lambda one: minutes.write(belgrade(one), text="Said.", follows=0, by=BY), "Announce the meeting first"),
        (lambda one: delegations.register(one, organisation="UNDP", online=2, by=BY), "while a meeting is announced"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_with_a_planned_meeting_is_refused_in_words(planned, act, words):
    with pytest.raises(Refused, match=words):
        act(planned)


def test_a_meeting_is_not_held_before_its_day(series):
    later = meetings.plan_meeting(series, starts_on=timezone.localdate() + timedelta(days=30), by=BY)
    with pytest.raises(Refused, match="has not begun"):
        meetings.hold(meetings.announce(later, by=BY), by=BY)


def test_the_agenda_is_changed_and_moved_until_something_was_said(announced):
    session = announced.sessions.get(kind="funding")
    first, second = session.items.all()
    agenda.move(second, towards="up", by=BY)
    assert [one.pk for one in session.items.all()] == [second.pk, first.pk]
    agenda.move_item_to(first, announced.sessions.get(kind="opening"), by=BY)
    assert list(session.items.all()) == [second]
    agenda.remove_item(second, by=BY)
    agenda.remove_session(session, by=BY)
    item = belgrade(announced)
    agenda.change_item(item, by=BY, speaker_function="President", speaker_organisation="SALW Commission")
    minutes.write(item, text="The laws are being aligned.", follows=0, by=BY)
    with pytest.raises(Refused, match="stays on the agenda"):
        agenda.remove_item(item, by=BY)
    with pytest.raises(Refused, match="Remove or move its items first"):
        agenda.remove_session(item.session, by=BY)
    with pytest.raises(Refused, match="Give it a title"):
        agenda.add_item(item.session, kind="discussion", title=" ", by=BY)


def test_once_announced_each_change_of_the_agenda_is_an_entry(planned):
    def told():
        return [one.payload["what"] for one in Entry.objects.filter(name="agenda_changed").order_by("seq")]

    session = planned.sessions.get(kind="funding")
    agenda.change_session(session, by=BY, title="Who pays")
    assert told() == []
    meetings.announce(planned, by=BY)
    session.refresh_from_db()
    agenda.change_session(session, by=BY, title="Who pays", chair_organisation="Roadmap secretariat")
    agenda.change_session(session, by=BY, title="Who pays")
    item = agenda.add_item(session, kind="discussion", title="The trust fund", by=BY)
    agenda.change_item(item, by=BY, minutes_planned=20, goals=[2, 3])
    agenda.move(item, towards="up", by=BY)
    agenda.move_item_to(item, planned.sessions.get(kind="opening"), by=BY)
    agenda.remove_item(item, by=BY)
    first = session.items.order_by("position").last().title
    assert told() == [
        "“Who pays”: chair organisation: Roadmap secretariat",
        "“The trust fund” added to “Who pays”",
        "“The trust fund”: minutes planned: 20; goals: 2, 3",
        f"“The trust fund” moved up, beside “{first}”",
        f"“The trust fund” moved to “{planned.sessions.get(kind='opening').title}”",
        "“The trust fund” taken off",
    ]


def test_a_session_has_its_hours_on_a_day_of_the_meeting_and_moves_with_it(planned):
    session = planned.sessions.get(kind="funding")
    zone = timezone.get_current_timezone()
    at = [datetime(2020, 11, 26, hour, tzinfo=zone) for hour in (14, 15)]
    agenda.change_session(session, by=BY, starts_at=at[0], ends_at=at[1])
    assert session.hours == "26 November, 14:00–15:00"
    for wrong, words in (
        ((at[1], at[0]), "ends before it begins"), ((None, at[0]), "Say when it begins"),
        ((at[0] + timedelta(days=1), None), "not on a day of the meeting"),
    ):  # fmt: skip
        with pytest.raises(Refused, match=words):
            agenda.change_session(Session.objects.get(pk=session.pk), by=BY, starts_at=wrong[0], ends_at=wrong[1])
    with pytest.raises(Refused, match="Change its hours first"), transaction.atomic():
        meetings.change_meeting(planned, by=BY, ends_on=DAY)
    meetings.change_meeting(planned, by=BY, starts_on=DAY + timedelta(days=7), ends_on=DAY + timedelta(days=8))
    assert Session.objects.get(pk=session.pk).hours == "3 December, 14:00–15:00"


def test_minutes_follow_each_other_and_the_same_again_changes_nothing(held):
    item = belgrade(held)
    first = minutes.write(item, text="Begun.", follows=0, by=BY).kept
    second = minutes.write(item, text="Begun and ended.", follows=first.version, by=BY).kept
    again = minutes.write(item, text="Begun and ended.", follows=second.version, by=BY).kept
    assert (again, Minutes.objects.filter(item=item).count()) == (second, 2)
    assert said_under(item).text == "Begun and ended."


def test_two_writers_at_once_are_both_kept_until_somebody_settles(held):
    item, other = belgrade(held), REVIEWER
    first = minutes.write(item, text="Begun.", follows=0, by=BY).kept
    mine = minutes.write(item, text="Mine.", follows=first.version, by=BY).kept
    theirs = minutes.write(item, text="Theirs.", follows=first.version, by=other)
    assert theirs.beside == (mine,)
    more = minutes.write(item, text="Theirs, longer.", follows=theirs.kept.version, by=other).kept
    said = said_under(item)
    assert said.in_conflict
    assert [end.text for end in said.ends] == ["Mine.", "Theirs, longer."]
    settled = minutes.settle(item, text="Both.", one=mine.version, other=more.version, by=BY)
    assert said_under(item).ends == (settled,)
    with pytest.raises(Refused, match="settled or changed these meanwhile"):
        minutes.settle(item, text="Again.", one=mine.version, other=more.version, by=BY)
    assert Minutes.objects.filter(item=item).count() == 5


def test_minutes_are_never_changed_nor_removed_in_the_database(held):
    made = minutes.write(belgrade(held), text="Said.", follows=0, by=BY).kept
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Minutes.objects.filter(pk=made.pk).update(text="Not said.")


def test_ends_are_the_versions_that_nothing_follows():
    def version(number, follows, settles=None):
        return Minutes(version=number, follows=follows, settles=settles)

    held = [version(1, 0), version(2, 1), version(3, 1), version(4, 3)]
    assert [one.version for one in ends_of(held)] == [2, 4]
    assert [one.version for one in ends_of([*held, version(5, 2, settles=4)])] == [5]


def test_minutes_begin_with_what_was_submitted_and_never_with_a_draft(held, everywhere_db):
    assert minutes.lay_skeleton(held, by=BY) == 0
    assert minutes_of(held)[belgrade(held)].text == ""


def test_statements_of_organisations_stay_apart_from_the_minutes(held):
    item = Item.objects.get(session__meeting=held, jurisdiction="J-BEG", kind="comments")
    kept = interventions.keep_intervention(item, organisation="UNODC", function="Head", text="We support it.", by=BY)
    assert said_under(item).text == ""
    with pytest.raises(Refused, match="Say why"):
        interventions.withdraw_intervention(kept, by=BY, reason="")
    assert interventions.withdraw_intervention(kept, by=BY, reason="Said elsewhere.").withdrawn_at
    with pytest.raises(Refused, match="Say which organisation"):
        interventions.keep_intervention(item, organisation=" ", text="Words.", by=BY)


def test_delegations_register_by_number_and_change_their_minds(announced):
    by = DONOR
    made = delegations.register(announced, organisation="Donor", in_room=2, online=1, by=BY)
    again = delegations.register(announced, organisation="donor", online=3, by=BY)
    assert (again.pk, again.in_room, again.online) == (made.pk, 0, 3)
    delegations.withdraw(again, by=BY)
    assert announced.delegations.filter(withdrawn_at__isnull=True).count() == 0
    with pytest.raises(Refused, match="own institution"):
        delegations.register(announced, organisation="Commission", jurisdiction="J-BEG", online=1, by=by)
    with pytest.raises(Refused, match="how many come"):
        delegations.register(announced, organisation="Donor", by=BY)
    with pytest.raises(Refused, match="between 0 and 60"):
        delegations.register(announced, organisation="Donor", in_room=-1, by=BY)


def test_a_file_is_read_by_those_it_is_for(announced, settings, tmp_path):
    settings.FILES = tmp_path
    file = SimpleUploadedFile("agenda.pdf", b"%PDF-1.4\n%%EOF\n")
    kept = materials.add_material(announced, file=file, title="Agenda", readers="participants", by=BY)
    assert rules.refuse_material(DONOR, kept) is None
    kept.readers = Material.Readers.SECRETARIAT
    assert rules.refuse_material(DONOR, kept) == "This file is not for you."
    with pytest.raises(Refused, match="by its content"):
        materials.add_material(
            announced, file=SimpleUploadedFile("a.pdf", b"<html>"), title="", readers="public", by=BY
        )  # fmt: skip


def test_a_planned_meeting_is_seen_by_those_who_prepare_it_only(planned):
    assert rules.refuse_seeing_inside(BY, planned) is None
    assert "not announced" in rules.refuse_seeing_inside(DONOR, planned)
    assert Meeting.objects.get(pk=planned.pk).state == "planned"
