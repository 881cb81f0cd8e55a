"""Conclusions on their pages: recorded beside the minutes, reported on, carried, closed; the list and its files."""

import csv
import io
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from opensalw.coordination.commands.carrying import carry
from opensalw.coordination.commands.conclusions import record
from opensalw.coordination.models import Conclusion
from tests.cast import SECRETARIAT
from tests.coordination.gatherings import item

pytestmark = pytest.mark.django_db
QUICK = {"quick-what": "Sign the agreement", "quick-owner": "Ministry of security", "quick-due": "9 July",
         "quick-kind": "commitment"}  # fmt: skip


def promise(meeting, what="Sign the agreement", **facts) -> Conclusion:
    given = {"owner": "Ministry of security", "due_on": date(2020, 7, 9), "jurisdiction": "J-SAR", "goal": 2}
    return record(what=what, meeting=meeting, by=SECRETARIAT, **{**given, **facts})


def secretariat(as_):
    return as_("secretariat", kind="secretariat")


def text(response) -> str:
    return response.content.decode()


def act(browser, held, name, **fields):
    address = reverse("conclusion_act", args=[held.number, name])
    return browser.post(address, {f"{name}-{field}": value for field, value in fields.items()})


def test_a_conclusion_is_recorded_beside_the_minutes_with_the_item_it_was_said_under(as_, third):
    place = item(third, jurisdiction="J-SAR", goals=[2])
    address = reverse("conclusion_quick", args=[third.pk])
    answer = secretariat(as_).post(address, {**QUICK, "item": str(place.pk), "back": "/work/rounds/"})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/work/rounds/")
    held = Conclusion.objects.get()
    assert (held.number, held.item, held.jurisdiction, held.goal) == ("C3-01", place, "J-SAR", 2)
    assert held.due_on == date(third.starts_on.year, 7, 9)


def test_the_quick_form_does_not_lead_away_from_this_node(as_, third):
    answer = secretariat(as_).post(reverse("conclusion_quick", args=[third.pk]), {**QUICK, "back": "//evil.example/"})
    assert answer.headers["Location"] == reverse("meeting_conclusions", args=[third.pk]) + "#quick"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"quick-what": ""}, "Say what is to be done"),
        ({"quick-owner": ""}, "Say who is to do it"),
        ({"quick-due": ""}, "say why there is none"),
        ({"quick-due": "soon"}, "is no date that is understood"),
        ({"quick-undated_because": "standing"}, "Keep one of the two"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(as_, third, changes, words):
    answer = secretariat(as_).post(reverse("conclusion_quick", args=[third.pk]), {**QUICK, **changes})
    assert answer.status_code == 422
    assert words in text(answer)
    assert "Sign the agreement" in text(answer) or "quick-what" in changes
    assert not Conclusion.objects.exists()


def test_the_owner_reports_with_a_file_and_the_secretariat_closes(as_, third):
    held = promise(third)
    officer, office = as_("officer", "J-SAR"), secretariat(as_)
    png = SimpleUploadedFile("signed.png", b"\x89PNG\r\n\x1a\n" + b"\x00" * 60)
    assert act(officer, held, "progress", said="Signed.", outcome="done", file=png).status_code == 302
    page = text(office.get(reverse("conclusion", args=[held.number])))
    assert "proposes to close it as done" in page
    evidence = held.progress.get()
    got = officer.get(reverse("conclusion_evidence", args=[held.number, evidence.pk]))
    assert (got["Content-Type"], got["X-Content-Type-Options"]) == ("image/png", "nosniff")
    assert act(officer, held, "close", outcome="done", reason="x").status_code == 422
    assert act(office, held, "close", outcome="done", reason="The copy is here.").status_code == 302
    held.refresh_from_db()
    assert held.status == "done"


def test_a_file_of_no_kind_that_is_taken_is_refused_and_nothing_is_reported(as_, third):
    held = promise(third)
    answer = act(as_("officer", "J-SAR"), held, "progress", said="Done", file=SimpleUploadedFile("a.exe", b"MZ"))
    assert answer.status_code == 422
    assert "is not taken" in text(answer)
    assert not held.progress.exists()


def test_date_and_owner_change_with_a_reason_and_it_is_opened_again(as_, third):
    held, office = promise(third), secretariat(as_)
    assert "Say why" in text(act(office, held, "due", due="October"))
    assert act(office, held, "due", due="by October", reason="Elections.").status_code == 302
    assert act(office, held, "owner", owner="Council of ministers", reason="It decides.").status_code == 302
    assert act(office, held, "close", outcome="dropped", reason="Overtaken.").status_code == 302
    assert act(office, held, "reopen", reason="Not overtaken.").status_code == 302
    page = text(office.get(reverse("conclusion", args=[held.number])))
    for words in ("by October", "Elections.", "Council of ministers", "Closed as dropped", "Reopened"):
        assert words in page


def test_what_is_proposed_is_confirmed_mended_or_refused(as_, third):
    one, other = promise(third, proposed=True), promise(third, proposed=True)
    office = secretariat(as_)
    assert as_("officer", "J-SAR").get(reverse("conclusion", args=[one.number])).status_code == 403
    mended = {"what": "Sign it", "owner": "BAFA", "due": "end of 2020", "kind": "commitment"}
    assert act(office, one, "confirm", **mended).status_code == 302
    assert act(office, other, "refuse", reason="No promise.").status_code == 302
    assert [(held.owner, held.status) for held in Conclusion.objects.order_by("number")] == [
        ("BAFA", "open"), ("Ministry of security", "refused"),
    ]  # fmt: skip


def test_an_opinion_is_recorded_with_its_source_or_refused_without_one(as_, third):
    office = secretariat(as_)
    facts = {"what": "Take it up", "owner": "BAFA", "undated_because": "none given", "kind": "recommendation",
             "origin": "opinion"}  # fmt: skip
    answer = office.post(reverse("conclusion_new"), facts)
    assert (answer.status_code, "Say where it stands" in text(answer)) == (422, True)
    assert office.post(reverse("conclusion_new"), {**facts, "meeting": str(third.pk)}).status_code == 302
    assert Conclusion.objects.get().number == "O-01"
    assert as_("officer", "J-SAR").get(reverse("conclusion_new")).status_code == 403


def test_carrying_and_what_was_said_stand_on_the_page_of_the_follow_up(as_, third, fourth):
    held, office = promise(third), secretariat(as_)
    address = reverse("meeting_follow_up", args=[fourth.pk])
    assert "1 open conclusion is not on this agenda yet" in text(office.get(address))
    assert office.post(reverse("follow_up_carry", args=[fourth.pk])).status_code == 302
    row = held.carried.get()
    office.post(reverse("follow_up_say", args=[fourth.pk, row.pk]), {"said": "To be signed next week."})
    assert "To be signed next week." in text(office.get(address))
    officer = as_("officer", "J-SAR")
    assert "Put them on" not in text(officer.get(address))
    officer.post(reverse("follow_up_say", args=[fourth.pk, row.pk]), {"said": "Signed!"})
    row.refresh_from_db()
    assert row.said == "To be signed next week."


def test_the_list_is_filtered_sorted_and_asks_few_questions(as_, third, django_assert_max_num_queries):
    for number in range(1, 61):
        promise(third, what=f"Thing {number}", owner="UNODC" if number % 2 else "BAFA", due_on=date(2021, 1, 1))
    browser = as_("officer", "J-SAR")
    with django_assert_max_num_queries(16):
        page = text(browser.get(reverse("conclusions"), {"owner": "UNODC", "overdue": "1", "sort": "-number"}))
    assert "1 to 30 of 30" in page
    assert page.index("C3-59") < page.index("C3-01")
    assert "Thing 2<" not in page
    assert "51 to 60 of 60" in text(browser.get(reverse("conclusions"), {"page": "2"}))
    assert "No conclusion is like that" in text(browser.get(reverse("conclusions"), {"q": "nothing of the kind"}))
    assert (
        browser.get(reverse("conclusions"), {"goal": "x", "status": "y", "sort": "z", "page": "-4"}).status_code == 200
    )


@pytest.mark.parametrize("format", ["csv", "xlsx", "docx", "pdf"])
def test_the_list_is_a_file_of_what_is_shown(as_, third, format):
    promise(third, what="=1+1")
    promise(third, owner="UNODC")
    body = secretariat(as_).get(reverse("conclusion_file", args=[format]), {"owner": "Ministry of security"}).content
    if format == "csv":
        rows = list(csv.DictReader(io.StringIO(body.decode())))
        assert [(row["number"], row["what"]) for row in rows] == [("C3-01", "'=1+1")]
    elif format == "xlsx":
        book = CalamineWorkbook.from_filelike(io.BytesIO(body))
        cells = [
            str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row
        ]
        assert "C3-01" in cells
        assert "C3-02" not in cells
    else:
        assert body.startswith(b"PK" if format == "docx" else b"%PDF")


def test_my_promises_are_mine(as_, third):
    promise(third)
    assert "C3-01" in text(as_("officer", "J-SAR").get(reverse("promises")))
    assert "Nothing waits for you" in text(as_("officer", "J-BEG").get(reverse("promises")))


def test_the_pages_ask_few_questions(as_, third, fourth, django_assert_max_num_queries):
    held = promise(third, item=item(third))
    carry(fourth, by=SECRETARIAT)
    office = secretariat(as_)
    for address, most in (
        (reverse("conclusion", args=[held.number]), 26), (reverse("promises"), 12),
        (reverse("meeting_follow_up", args=[fourth.pk]), 14), (reverse("meeting_conclusions", args=[third.pk]), 14),
        (reverse("conclusion_new"), 12),
    ):  # fmt: skip
        with django_assert_max_num_queries(most):
            assert office.get(address).status_code == 200


def test_the_public_reads_published_records_only(client, as_, third):
    promise(third)
    promise(third, proposed=True)
    address = reverse("public_conclusions")
    assert "C3-01" not in text(client.get(address))
    third.state = "recorded"
    third.save()
    page = text(client.get(address))
    assert "C3-01" in page
    assert "C3-02" not in page
    assert "C3-02" not in text(secretariat(as_).get(address, {"status": "all"}))
    rows = list(csv.DictReader(io.StringIO(text(client.get(reverse("public_conclusions_file", args=["csv"]))))))
    assert [row["number"] for row in rows] == ["C3-01"]
    assert client.get(reverse("conclusions")).status_code == 302
