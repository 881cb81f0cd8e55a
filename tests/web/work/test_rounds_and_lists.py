"""Rounds, regional text, needs, plans and evidence in the workspace."""

import io
import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from python_calamine import CalamineWorkbook

from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_text
from opensalw.roadmap.commands.evidence import add_evidence
from opensalw.roadmap.commands.plans import adopt_plan
from opensalw.roadmap.models import Activity, Evidence, Round

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
PDF = b"%PDF-1.4\n%%EOF\n"
PLAN = {
    "code": "B-1", "objective": "Safer stores", "goal": 7, "title": "Build a store", "status": "ongoing",
    "deadline": date(2020, 6, 1),
}  # fmt: skip


@pytest.fixture
def secretariat(as_, round):
    return as_("secretariat", kind="secretariat")


def test_a_wrong_period_keeps_what_was_typed(secretariat, framework):
    facts = {"framework": framework.pk, "key": "wb-2020-h2", "figures": "2020-H3", "note": "After the summer."}
    answer = secretariat.post(reverse("round_open"), facts)
    assert answer.status_code == 422
    assert "2020-H3" in answer.content.decode()
    assert "After the summer." in answer.content.decode()
    assert secretariat.post(reverse("round_open"), {**facts, "figures": "2020-H2"}).status_code == 302
    assert Round.objects.get(pk="wb-2020-h2").submissions.count() == 7


def test_a_key_is_used_once(secretariat, framework):
    answer = secretariat.post(
        reverse("round_open"), {"framework": framework.pk, "key": "wb-2020-h1", "figures": "2020-H1"}
    )
    assert answer.status_code == 422
    assert "already exists" in answer.content.decode()


def test_the_next_round_is_proposed(secretariat):
    page = secretariat.get(reverse("round_open")).content.decode()
    assert 'value="wb-2020-h2"' in page
    assert 'value="2020-H2"' in page


def test_dates_change_with_a_reason(secretariat, round):
    address = reverse("round_dates", args=["wb-2020-h1"])
    assert secretariat.post(address, {"deadline": "2020-10-31"}).status_code == 422
    assert secretariat.post(address, {"deadline": "2020-10-31", "reason": "Holidays."}).status_code == 302
    round.refresh_from_db()
    assert round.deadline == date(2020, 10, 31)


def test_a_round_with_unreleased_parts_is_not_closed(secretariat):
    answer = secretariat.post(reverse("round_close", args=["wb-2020-h1"]))
    assert answer.status_code == 422
    assert "7 parts are not released yet" in answer.content.decode()


def test_the_regional_text_is_kept_as_one_goes(secretariat, round):
    address = reverse("synthesis", args=["wb-2020-h1"])
    assert (
        secretariat.post(address, {"goal-6": "The region destroyed more."}, HTTP_HX_REQUEST="true").status_code == 204
    )
    assert secretariat.post(address, {"goal-1": "Laws move."}).status_code == 302
    round.refresh_from_db()
    assert round.synthesis == {"6": "The region destroyed more.", "1": "Laws move."}


def test_the_matrix_is_filtered(secretariat, round):
    page = secretariat.get(reverse("round_matrix", args=["wb-2020-h1"]) + "?show=review").content.decode()
    assert "No part is like that" in page
    page = secretariat.get(reverse("round_matrix", args=["wb-2020-h1"]) + "?show=overdue").content.decode()
    assert page.count('<th scope="row">') == 7


@pytest.fixture
def released(part, person):
    """A released part with needs and challenges."""
    by, reviewer = person("officer", "J-BEG"), person("secretariat", kind="secretariat")
    save_text(part, goal=6, kind="need", text="A furnace of our own.", by=by)
    save_text(part, goal=1, kind="challenge", text="The law waits.", by=by)
    save_text(part, goal=6, kind="progress", text="Melted.", by=by)
    fill_missing(part, measure=None, reason="not_yet", by=by)
    submissions.clear(part, by=person("chair", "J-BEG"))
    submissions.submit(part, by=by)
    submissions.accept(part, by=reviewer)
    submissions.release(part, by=reviewer)


@pytest.mark.parametrize(
    ("query", "furnace", "law"),
    [("", True, True), ("?kind=need", True, False), ("?goal=1", False, True), ("?jurisdiction=J-TIR", False, False),
     ("?q=furnace", True, False), ("?round=wb-2020-h1", True, True), ("?goal=99&kind=x", True, True)],
)  # fmt: skip
def test_needs_are_filtered(query, furnace, law, as_, released):
    page = as_("officer", "J-TIR").get(reverse("needs") + query).content.decode()
    assert ("A furnace of our own." in page, "The law waits." in page) == (furnace, law)
    assert "Melted." not in page


def test_needs_leave_as_a_workbook(as_, released):
    answer = as_("officer", "J-TIR").get(reverse("needs_file") + "?kind=need")
    book = CalamineWorkbook.from_filelike(io.BytesIO(answer.content))
    cells = [cell for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row]
    assert "A furnace of our own." in cells
    assert "The law waits." not in cells


@pytest.fixture
def plan(framework, person):
    """An action plan with one late activity without money."""
    by = person("officer", "J-BEG")
    return adopt_plan(jurisdiction="J-BEG", framework_key="wb_2018", title="Action plan", activities=[PLAN], by=by)


def test_late_activities_stand_in_their_lists(as_, plan):
    browser = as_("officer", "J-TIR")
    for wanted, there in (("overdue", True), ("unfunded", True), ("postponed", False)):
        page = browser.get(reverse("plans") + f"?list={wanted}").content.decode()
        assert ("Build a store" in page) is there
    assert "Change" not in re.findall(
        r'row-actions"><a.*', browser.get(reverse("plan", args=[plan.pk])).content.decode()
    )


def test_an_activity_is_postponed_with_a_reason(as_, plan):
    activity = Activity.objects.get()
    address = reverse("activity_status", args=[plan.pk, activity.pk])
    browser = as_("officer", "J-BEG")
    answer = browser.post(address, {"status": "postponed", "text": "Waiting."})
    assert "Say why the activity is postponed." in answer.content.decode()
    assert "Waiting." in answer.content.decode()
    assert browser.post(address, {"status": "postponed", "delay": "funding", "text": "Waiting."}).status_code == 302
    activity.refresh_from_db()
    assert (activity.status, activity.delay) == ("postponed", "funding")
    assert as_("officer", "J-TIR").post(address, {"status": "done"}).status_code == 422


def test_an_activity_is_reported_in_a_part(as_, plan, part):
    activity = Activity.objects.get()
    address = reverse("part_activity", args=(*PART, activity.pk))
    browser = as_("officer", "J-BEG")
    wrong = browser.post(address, {"a-B-1-status": "done", "a-B-1-share_done": "50", "a-B-1-text": "Half of it."})
    assert wrong.status_code == 422
    assert "Half of it." in wrong.content.decode()
    assert browser.post(address, {"a-B-1-status": "done", "a-B-1-share_done": "100"}).status_code == 302
    assert part.activity_reports.get().status == "done"


@pytest.fixture
def evidence(part, person, settings, tmp_path) -> Evidence:
    """A certificate beside a figure."""
    settings.FILES = tmp_path
    file = SimpleUploadedFile("certificate <1>.pdf", PDF)
    return add_evidence(part, file=file, by=person("officer", "J-BEG"), measure="destroyed")


def test_evidence_leaves_as_an_attachment_of_its_kind(as_, evidence):
    address = reverse("evidence_file", args=(*PART, evidence.pk))
    answer = as_("officer", "J-BEG").get(address)
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert as_("officer", "J-TIR").get(address).status_code == 403
    assert (
        as_("officer", "J-TIR").get(reverse("evidence_file", args=("wb-2020-h1", "J-TIR", evidence.pk))).status_code
        == 404
    )


def test_a_wrong_file_is_refused_and_a_right_one_taken_out_again(as_, evidence):
    browser = as_("officer", "J-BEG")
    wrong = {"file": SimpleUploadedFile("page.pdf", b"<html>"), "measure": "destroyed"}
    answer = browser.post(reverse("evidence_add", args=PART), wrong, follow=True)
    assert "is not a PDF, DOCX, XLSX, PNG or JPEG" in answer.content.decode()
    browser.post(reverse("evidence_remove", args=(*PART, evidence.pk)))
    evidence.refresh_from_db()
    assert evidence.removed_at
