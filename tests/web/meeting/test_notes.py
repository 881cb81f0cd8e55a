"""Notes of a meeting on their page: read, sessions taken, promises accepted, mended and dropped."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opensalw.coordination.commands.conclusions import record
from opensalw.coordination.models import Conclusion, Intervention, Item, MeetingNotes, Session
from tests.cast import SECRETARIAT
from tests.coordination.gatherings import meeting
from tests.roadmap.prose.given import meeting_notes
from tests.roadmap.prose.test_meeting_notes import LOCAL

pytestmark = pytest.mark.django_db


@pytest.fixture
def held(everywhere_db):
    return meeting(2, "local", "J-POD", state="held", day=date(2021, 5, 12))


def give(browser, held, text=LOCAL, **fields):
    return browser.post(reverse("meeting_notes", args=[held.pk]), {"text": text, "name": "Notes", **fields})


def decide(browser, notes, position, do, **fields):
    address = reverse("note_promise", args=[notes.meeting_id, notes.pk, position])
    return browser.post(address, {"do": do, **{f"promise-{name}": value for name, value in fields.items()}})


def page(browser, notes) -> str:
    return browser.get(reverse("meeting_note", args=[notes.meeting_id, notes.pk])).content.decode()


def test_the_chair_gives_notes_takes_sessions_and_decides_on_each_promise(as_, held):
    browser = as_("chair", "J-POD")
    assert give(browser, held).status_code == 302
    notes = MeetingNotes.objects.get()
    assert "6 of 6 wait for a decision" in page(browser, notes)
    take = reverse("note_take", args=[held.pk, notes.pk])
    assert browser.post(take, {"block": ["0.0", "1.1", "x", "9"]}).status_code == 302
    assert list(Session.objects.values_list("title", "chair_function")) == [
        ("Welcome", "President"), ("Progress since the last meeting", "President"),
    ]  # fmt: skip
    assert set(Intervention.objects.values_list("organisation", flat=True)) == {
        "SALW Commission", "Ministry of Interior", "Border Police",
    }  # fmt: skip
    assert decide(browser, notes, 0, "accept").status_code == 302
    assert decide(browser, notes, 1, "drop").status_code == 302
    assert decide(browser, notes, 4, "accept").status_code == 422
    mended = {"what": "Answer the questions", "owner": "SALW Commission", "due": "by 1 June", "kind": "commitment"}
    assert decide(browser, notes, 4, "mend", **mended).status_code == 302
    first, second = Conclusion.objects.order_by("number")
    assert (first.number, first.owner, first.due_on, first.item.kind) == (
        "C-POD2-01", "Ministry of Interior", date(2021, 6, 30), "comments",
    )  # fmt: skip
    assert first.what == "The new law will be sent to parliament by 30 June 2021"
    assert (second.what, second.due_on, second.sentence[:14]) == (
        "Answer the questions", date(2021, 6, 1), "The Commission",
    )  # fmt: skip
    assert "3 of 6 wait for a decision" in page(browser, notes)
    decide(browser, notes, 0, "accept")
    assert Conclusion.objects.count() == 2
    assert "Due on the same day" not in page(browser, notes)
    decide(browser, notes, 1, "again")
    assert "4 of 6 wait for a decision" in page(browser, notes)


def test_a_promise_that_may_stand_in_the_ledger_already_is_shown_with_it(as_, held):
    browser = as_("secretariat", kind="secretariat")
    record(what="Send the law", owner="Ministry", meeting=held, due_on=date(2021, 6, 30), by=SECRETARIAT)
    give(browser, held)
    shown = page(browser, MeetingNotes.objects.get())
    assert shown.count("Due on the same day") == 1
    assert "C-POD2-01" in shown


def test_a_block_is_taken_once_and_goes_into_an_item_that_is_like_it(as_, held):
    browser = as_("secretariat", kind="secretariat")
    session = Session.objects.create(meeting=held, position=1, kind="opening", title="Opening of the day")
    item = Item.objects.create(session=session, position=1, kind="address", title="Addresses")
    give(browser, held)
    notes = MeetingNotes.objects.get()
    take = reverse("note_take", args=[held.pk, notes.pk])
    browser.post(take, {"block": "0.0"})
    browser.post(take, {"block": "0.0"})
    assert [one.item for one in Intervention.objects.all()] == [item]
    assert Item.objects.count() == 1


def test_the_same_notes_are_given_once_and_by_those_who_prepare_the_meeting(as_, held):
    browser = as_("secretariat", kind="secretariat")
    give(browser, held)
    again = give(browser, held)
    assert (again.status_code, "here already" in again.content.decode()) == (422, True)
    assert give(as_("officer", "J-BEG"), held).status_code == 403
    assert give(browser, held, text="").status_code == 422
    wrong = SimpleUploadedFile("notes.docx", b"PK\x03\x04 nothing")
    assert give(browser, held, text="", file=wrong).status_code == 422
    planned = meeting(3, "local", "J-POD")
    assert "Announce the meeting first" in browser.get(reverse("meeting_notes", args=[planned.pk])).content.decode()
    assert give(browser, planned).status_code == 422
    assert MeetingNotes.objects.count() == 1


def test_what_is_in_the_notes_is_shown_as_text_and_the_page_asks_few_questions(
    as_, held, django_assert_max_num_queries
):
    browser = as_("secretariat", kind="secretariat")
    give(browser, held, text=LOCAL.replace("UNDP, Project", "UNDP <script>alert(1)</script>, Project"))
    notes = MeetingNotes.objects.get()
    with django_assert_max_num_queries(12):
        assert "<script>alert" not in page(browser, notes)
    assert browser.get(reverse("note_promise", args=[held.pk, notes.pk, 99])).status_code == 404
    assert "by 1 June 2021" in browser.get(reverse("note_promise", args=[held.pk, notes.pk, 4])).content.decode()


def test_the_given_notes_are_taken_whole_into_an_empty_meeting(as_, everywhere_db):
    third = meeting(3, state="held", day=date(2020, 7, 3))
    browser = as_("secretariat", kind="secretariat")
    give(browser, third, text=meeting_notes().read_text(encoding="utf-8"))
    notes = MeetingNotes.objects.get()
    keys = [f"{at}.{n}" for at, one in enumerate(notes.read["sessions"]) for n in range(len(one["blocks"]))]
    browser.post(reverse("note_take", args=[third.pk, notes.pk]), {"block": keys})
    assert (Session.objects.count(), Item.objects.count()) == (6, 15)
    for position in range(len(notes.read["promises"])):
        assert decide(browser, notes, position, "accept").status_code == 302
    assert Conclusion.objects.filter(item__isnull=False).count() == 12
