"""Meetings on their pages: planned, announced, registered for, minuted, recorded; and what the public sees."""

from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from opensalw.coordination.commands import delegations, interventions, materials, meetings, minutes
from opensalw.coordination.models import Delegation, Item, Meeting, Minutes
from opensalw.coordination.queries.minutes import said_under
from opensalw.core.models import Institution
from opensalw.documents.models import Paper
from tests.cast import REVIEWER, SECRETARIAT

pytestmark = pytest.mark.django_db
BY = SECRETARIAT
DAY = date(2020, 11, 25)


@pytest.fixture
def series(framework, everywhere_db):
    return meetings.ensure_series(
        kind="regional", jurisdiction="J-REG", framework_key=framework.key, title="Regional meeting", by=BY
    )


@pytest.fixture
def planned(series):
    return meetings.plan_meeting(
        series, starts_on=DAY, ends_on=DAY + timedelta(days=1), mode="both", online_link="https://meet.example/x", by=BY
    )


@pytest.fixture
def announced(planned):
    return meetings.announce(planned, by=BY)


@pytest.fixture
def held(announced):
    return meetings.hold(announced, by=BY)


@pytest.fixture
def secretariat(as_):
    return as_("secretariat", kind="secretariat")


def belgrade(meeting) -> Item:
    return Item.objects.get(session__meeting=meeting, jurisdiction="J-BEG", kind="presentation")


def text(response) -> str:
    return response.content.decode()


def test_a_meeting_is_planned_in_one_step_with_the_agenda_of_its_kind(secretariat, series):
    facts = {"series": series.key, "starts_on": "2021-06-01", "mode": "online"}
    answer = secretariat.post(reverse("meeting_new"), facts, follow=True)
    made = Meeting.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("meeting_agenda", args=[made.pk])
    assert "Belgrade" in text(answer)
    assert (made.number, made.ends_on) == (1, date(2021, 6, 1))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"starts_on": ""}, "This field is required"),
        ({"ends_on": "2021-05-01"}, "ends before it begins"),
        ({"online_link": "http://meet.example/"}, "begins with https://"),
        ({"register_until": "2021-07-01"}, "Registration ends before the meeting begins"),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_be_is_refused_at_its_field(secretariat, series, changes, words):
    facts = {"series": series.key, "starts_on": "2021-06-01", "mode": "online", **changes}
    answer = secretariat.post(reverse("meeting_new"), facts)
    assert answer.status_code == 422
    assert words in text(answer)
    assert not Meeting.objects.exists()


def test_only_who_leads_plans(as_, series):
    assert as_("donor", kind="donor").get(reverse("meeting_new")).status_code == 403
    assert as_("officer", "J-BEG").get(reverse("meeting_new")).status_code == 403


def test_a_planned_meeting_is_not_public_nor_open_to_those_who_take_part(as_, client, planned):
    assert client.get(reverse("public_meeting", args=[planned.series_id, planned.number])).status_code == 404
    assert as_("donor", kind="donor").get(reverse("meeting", args=[planned.pk])).status_code == 403
    assert planned.title not in text(client.get(reverse("public_meetings")))


def test_the_online_link_is_for_those_who_take_part(as_, client, announced):
    public = text(client.get(reverse("public_meeting", args=[announced.series_id, announced.number])))
    assert "meet.example" not in public
    file = client.get(reverse("public_meeting_ics", args=[announced.series_id, announced.number])).content
    assert b"meet.example" not in file
    donor = as_("donor", kind="donor")
    assert "meet.example" in text(donor.get(reverse("meeting", args=[announced.pk])))
    event = Calendar.from_ical(donor.get(reverse("meeting_ics", args=[announced.pk])).content).walk("VEVENT")[0]
    assert event["description"] == "https://meet.example/x"
    assert (event["dtstart"].dt, event["dtend"].dt) == (DAY, DAY + timedelta(days=2))


def test_the_agenda_is_changed_on_its_page(secretariat, planned):
    session = planned.sessions.get(kind="funding")
    first, second = session.items.all()
    act = reverse("agenda_act", args=[planned.pk])
    secretariat.post(act, {"thing": f"item:{second.pk}", "do": "up"})
    assert [one.pk for one in session.items.all()] == [second.pk, first.pk]
    secretariat.post(act, {"thing": f"item:{first.pk}", "do": "remove"})
    assert list(session.items.all()) == [second]
    answer = secretariat.post(
        reverse("agenda_item_new", args=[planned.pk, session.pk]),
        {"kind": "discussion", "title": "Gaps", "goals": ["1", "7"], "speaker_function": "Ms. Head"},
    )
    assert "not a person" in text(answer)
    secretariat.post(
        reverse("agenda_item_new", args=[planned.pk, session.pk]),
        {"kind": "discussion", "title": "Gaps", "goals": ["1", "7"], "speaker_function": "Head"},
    )
    assert session.items.get(title="Gaps").goals == [1, 7]
    address = reverse("agenda_session", args=[planned.pk, session.pk])
    secretariat.post(address, {"title": "Money", "chair_function": "Head", "chair_organisation": "RCC"})
    session.refresh_from_db()
    assert (session.title, session.chair_organisation, session.kind) == ("Money", "RCC", "funding")
    hours = {"title": "Money", "day": str(DAY + timedelta(days=1)), "begins": "14:00", "ends": "13:00"}
    assert "ends before it begins" in text(secretariat.post(address, hours))
    secretariat.post(address, {**hours, "ends": "15:30"})
    assert "14:00–15:30" in text(secretariat.get(reverse("meeting_agenda", args=[planned.pk])))
    assert 'value="14:00"' in text(secretariat.get(address))


def test_institutions_register_change_and_withdraw_their_own_delegation(as_, announced):
    donor, address = as_("donor", kind="donor"), reverse("meeting_registration", args=[announced.pk])
    own = Institution.objects.get(pk="J-REG/donor")
    facts = {"institution": own.key, "in_room": "2", "online": "1", "language": "en"}
    assert donor.post(address, facts).status_code == 302
    one = Delegation.objects.get()
    assert (one.organisation, one.in_room, one.online) == (own.name, 2, 1)
    donor.post(address, {**facts, "in_room": "0"})
    one.refresh_from_db()
    assert one.in_room == 0
    other = as_("donor", kind="implementer")
    other.post(reverse("delegation_withdraw", args=[announced.pk, one.pk]))
    one.refresh_from_db()
    assert one.withdrawn_at is None
    donor.post(reverse("delegation_withdraw", args=[announced.pk, one.pk]))
    one.refresh_from_db()
    assert one.withdrawn_at


def test_registration_ends_on_its_last_day(as_, announced):
    Meeting.objects.filter(pk=announced.pk).update(register_until=timezone.localdate() - timedelta(days=1))
    page = as_("donor", kind="donor").get(reverse("meeting_registration", args=[announced.pk]))
    assert "Registration closed on" in text(page)


def test_the_list_of_delegations_is_a_file_for_those_who_prepare(as_, secretariat, announced):
    delegations.register(announced, organisation="=UNDP", in_room=2, by=BY)
    answer = secretariat.get(reverse("registration_file", args=[announced.pk, "csv"]))
    assert "'=UNDP" in text(answer)
    assert secretariat.get(reverse("registration_file", args=[announced.pk, "xlsx"])).status_code == 200
    assert as_("donor", kind="donor").get(reverse("registration_file", args=[announced.pk, "csv"])).status_code == 403


def test_a_file_is_handed_out_to_those_whom_it_is_for(as_, client, secretariat, announced, settings, tmp_path):
    settings.FILES = tmp_path
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.4\n%%EOF\n")
    address = reverse("meeting_materials", args=[announced.pk])
    secretariat.post(address, {"file": file, "title": "Paper", "readers": "participants"})
    kept = announced.materials.get()
    door = reverse("material_file", args=[kept.pk])
    assert client.get(door).status_code == 403
    given = as_("donor", kind="donor").get(door)
    assert given.headers["Content-Disposition"] == 'attachment; filename="paper.pdf"'
    secretariat.post(reverse("material_withdraw", args=[announced.pk, kept.pk]), {"reason": "Old."})
    assert as_("donor", kind="donor").get(door).status_code == 403
    wrong = secretariat.post(address, {"file": SimpleUploadedFile("a.pdf", b"<html>"), "readers": "public"})
    assert (wrong.status_code, "by its content" in text(wrong)) == (422, True)


def test_minutes_are_kept_as_they_are_typed_and_the_next_item_is_a_key_away(secretariat, held):
    item = belgrade(held)
    address = reverse("minutes_item", args=[held.pk, item.pk])
    state = secretariat.post(address, {"text": "Begun.", "follows": "0"}, headers={"HX-Request": "true"})
    assert 'name="follows" value="1"' in text(state)
    following = item.session.items.get(position=item.position + 1)
    answer = secretariat.post(address, {"text": "Begun. More.", "follows": "1", "then": f"item:{following.pk}"})
    assert answer.headers["Location"] == reverse("minutes_item", args=[held.pk, following.pk])
    assert said_under(item).text == "Begun. More."
    assert "Alt+" in text(secretariat.get(address))


def test_two_writers_are_told_of_each_other_and_settle_side_by_side(as_, secretariat, held):
    item = belgrade(held)
    other = as_("secretariat", kind="secretariat", name="second")
    address = reverse("minutes_item", args=[held.pk, item.pk])
    secretariat.post(address, {"text": "Begun.", "follows": "0"})
    secretariat.post(address, {"text": "Begun. <b>Mine</b>.", "follows": "1"})
    state = other.post(address, {"text": "Begun. Theirs.", "follows": "1"}, headers={"HX-Request": "true"})
    assert "wrote here at the same time" in text(state)
    assert "<b>Mine" not in text(state)
    assert "Begun. Theirs." in text(other.get(address))
    settle = reverse("minutes_settle", args=[held.pk, item.pk])
    page = text(secretariat.get(settle))
    assert "Begun. Theirs." in page
    assert "<b>Mine" not in page
    secretariat.post(settle, {"text": "Both.", "one": "2", "other": "3"})
    assert [end.text for end in said_under(item).ends] == ["Both."]
    history = text(secretariat.get(reverse("minutes_history", args=[held.pk, item.pk])))
    assert "settles versions 2 and 3" in history


def test_what_one_person_types_in_a_go_is_one_step_of_the_history(secretariat, held):
    item = belgrade(held)
    for number, words in enumerate(["A.", "A. B.", "A. B. C."]):
        minutes.write(item, text=words, follows=number, by=BY)
    address = reverse("minutes_history", args=[held.pk, item.pk])
    assert text(secretariat.get(address)).count('class="redline"') == 1
    assert text(secretariat.get(f"{address}?every=1")).count('class="redline"') == 3


def test_statements_stand_apart_and_are_taken_back_with_a_reason(secretariat, held):
    item = belgrade(held)
    address = reverse("statement_add", args=[held.pk, item.pk])
    secretariat.post(address, {"statement-organisation": "UNODC", "statement-text": "We help."})
    kept = item.interventions.get()
    answer = secretariat.post(address, {"statement-organisation": "", "statement-text": "Lost?"}, follow=True)
    assert "You typed: Lost?" in text(answer)
    secretariat.post(reverse("statement_withdraw", args=[held.pk, kept.pk]), {"reason": "Said elsewhere."})
    kept.refresh_from_db()
    assert kept.withdrawn_at


def test_those_who_take_part_read_no_minutes_before_the_record(as_, held):
    donor = as_("donor", kind="donor")
    assert donor.get(reverse("meeting_minutes", args=[held.pk])).status_code == 403
    assert donor.get(reverse("meeting_record", args=[held.pk])).status_code == 403
    assert donor.get(reverse("record_draft", args=[held.pk, "md"])).status_code == 403


def test_a_record_is_published_and_stays_beside_the_corrected_one(client, secretariat, held, settings, tmp_path):
    settings.REPORTS = tmp_path
    minutes.write(belgrade(held), text="The law is **aligned**.", follows=0, by=BY)
    publish = reverse("record_publish", args=[held.pk])
    secretariat.post(publish)
    page = text(client.get(reverse("public_meeting", args=[held.series_id, held.number])))
    assert "Record 1" in page
    kept = Paper.objects.get(format="md")
    before = b"".join(client.get(reverse("paper_file", args=[kept.pk, kept.file_name])).streaming_content)
    minutes.write(belgrade(held), text="The law is aligned in part.", follows=1, by=BY)
    secretariat.post(publish)
    after = b"".join(client.get(reverse("paper_file", args=[kept.pk, kept.file_name])).streaming_content)
    assert before == after
    assert Paper.objects.filter(format="md").count() == 2
    assert "replaced, kept as it was" in text(client.get(reverse("public_meeting", args=[held.series_id, held.number])))


def test_two_texts_hold_the_record_back_on_its_page(secretariat, held):
    minutes.write(belgrade(held), text="Mine.", follows=0, by=BY)
    minutes.write(belgrade(held), text="Theirs.", follows=0, by=REVIEWER)
    page = text(secretariat.get(reverse("meeting_record", args=[held.pk])))
    assert "Settle them first" in page
    assert "Publish it" not in page


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("meetings", 12), ("meeting", 22), ("meeting_agenda", 14), ("meeting_registration", 20),
        ("meeting_materials", 16), ("meeting_minutes", 16), ("meeting_record", 26),
    ],
)  # fmt: skip
def test_a_page_asks_the_same_few_questions_however_much_there_is(
    secretariat, held, name, most, django_assert_max_num_queries
):
    item = belgrade(held)
    for number in range(4):
        minutes.write(item, text=f"Text {number}", follows=number, by=BY)
        interventions.keep_intervention(item, organisation=f"UN {number}", text="Said.", by=BY)
    address = reverse(name, args=[] if name == "meetings" else [held.pk])
    with django_assert_max_num_queries(most):
        assert secretariat.get(address).status_code == 200


def test_the_page_of_one_item_asks_few_questions(secretariat, held, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        assert secretariat.get(reverse("minutes_item", args=[held.pk, belgrade(held).pk])).status_code == 200


def test_public_pages_ask_few_questions(client, held, django_assert_max_num_queries):
    with django_assert_max_num_queries(6):
        assert client.get(reverse("public_meetings")).status_code == 200
    with django_assert_max_num_queries(14):
        assert client.get(reverse("public_meeting", args=[held.series_id, held.number])).status_code == 200
    assert held.title in text(client.get(reverse("public_meetings_file", args=["csv"])))
    assert client.get(reverse("public_meetings_file", args=["xlsx"])).status_code == 200
    assert client.get(reverse("public_meetings_file", args=["exe"])).status_code == 404


def test_an_item_of_another_meeting_is_not_found(secretariat, held, series):
    other = meetings.plan_meeting(series, starts_on=DAY, by=BY)
    address = reverse("minutes_item", args=[held.pk, belgrade(other).pk])
    assert secretariat.post(address, {"text": "Here.", "follows": "0"}).status_code == 404
    assert not Minutes.objects.exists()


def test_materials_for_the_secretariat_stay_with_it(as_, announced, settings, tmp_path):
    settings.FILES = tmp_path
    file = SimpleUploadedFile("paper.pdf", b"%PDF-1.4\n%%EOF\n")
    kept = materials.add_material(announced, file=file, title="Inside", readers="secretariat", by=BY)
    donor = as_("donor", kind="donor")
    assert "Inside" not in text(donor.get(reverse("meeting", args=[announced.pk])))
    assert donor.get(reverse("material_file", args=[kept.pk])).status_code == 403


def test_the_list_shows_the_latest_meeting_first(secretariat, series):
    days = [date(2020, 7, 3), date(2018, 5, 1), date(2021, 12, 1), date(2019, 1, 1)]
    for number, day in enumerate(days, start=1):
        meetings.plan_meeting(series, starts_on=day, title=f"On {day.isoformat()}", number=number, by=BY)
    page = text(secretariat.get(reverse("meetings")))
    places = [page.index(f"On {day.isoformat()}") for day in sorted(days, reverse=True)]
    assert places == sorted(places)


def test_a_local_meeting_is_for_its_own_people_and_for_donors(as_, framework, everywhere_db):
    local = meetings.ensure_series(
        kind="local", jurisdiction="J-BEG", framework_key=framework.key, title="Local meeting", by=BY
    )
    made = meetings.announce(meetings.plan_meeting(local, starts_on=DAY, title="Local one", by=BY), by=BY)
    for who, seen in ((as_("officer", "J-BEG"), True), (as_("officer", "J-POD"), False), (as_("donor"), True)):
        assert ("Local one" in text(who.get(reverse("meetings")))) is seen
        assert (who.get(reverse("meeting", args=[made.pk])).status_code == 200) is seen
