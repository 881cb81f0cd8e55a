"""Drafts and embargo on the pages: who reads what, until when, and that nothing leaks before its hour."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from opensalw.core.units import Unit
from opensalw.documents.models import Draft, DraftComment, Report
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell, save_text
from opensalw.roadmap.models import Observation, Submission

pytestmark = pytest.mark.django_db
KEY = "wb-2020-h1"
PART = (KEY, "J-BEG")
WORDS = "Unheard-of furnaces were lit."
ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>"


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.REPORTS = tmp_path


@pytest.fixture
def accepted(part, person):
    """Belgrade's part, accepted."""
    by = person("officer", "J-BEG")
    save_text(part, goal=6, kind="progress", text=WORDS, by=by)
    cell = amount(98765, Unit.piece)
    save_cell(part, measure="destroyed", line="firearm", cell=cell, by=by, explanation="Certified.")
    fill_missing(part, measure=None, reason="not_reported", by=by)
    submissions.clear(part, by=person("chair", "J-BEG"), reason="The ministries agree.")
    submissions.submit(part, by=by)
    submissions.accept(part, by=person("secretariat", kind="secretariat"))
    part.refresh_from_db()
    return part


def typed(hours):
    return f"{timezone.now() + timedelta(hours=hours):%Y-%m-%dT%H:%M}"


def circulate(browser, hours=2, readers="organisations"):
    address = reverse("draft_circulate", args=[KEY])
    return browser.post(address, {"comment_until": typed(hours), "readers": readers}, follow=True)


def test_a_draft_goes_round_is_commented_on_and_settled(as_, accepted):
    secretariat, officer, donor = as_("secretariat", kind="secretariat"), as_("officer", "J-TIR"), as_("donor")
    assert "Draft 1 goes round now" in circulate(secretariat).content.decode()
    page = reverse("draft", args=[KEY, 1])
    for browser in (officer, donor):
        assert "Draft 1 of the report" in browser.get(reverse("work")).content.decode()
        assert WORDS in browser.get(page).content.decode()
    assert as_("contributor", "J-BEG", "police").get(page).status_code == 403
    assert Client().get(page).status_code == 302
    draft = Draft.objects.get()
    section = next(one[0] for one in draft.passages if one[3] == WORDS)
    sent = officer.post(reverse("draft_comment", args=[KEY, 1]), {"section": section, "text": ATTACK}, follow=True)
    assert "&lt;script&gt;" in sent.content.decode()
    assert "<script>alert" not in sent.content.decode()
    comment = DraftComment.objects.get()
    settle = reverse("draft_settle", args=[KEY, 1, comment.pk])
    assert officer.post(settle, {"outcome": "taken_up"}).status_code == 403
    secretariat.post(settle, {"outcome": "answered", "answer": "It is certified."})
    assert "It is certified." in officer.get(page).content.decode()
    seen = secretariat.get(page).content.decode()
    assert "silent" in seen
    file = draft.files.get(kind="narrative", format="html")
    fetched = donor.get(reverse("draft_file", args=[KEY, 1, file.pk, file.file_name]))
    assert "attachment" in fetched["Content-Disposition"]
    assert WORDS.encode() in b"".join(fetched.streaming_content)


def test_after_its_hour_a_comment_is_refused_and_stays_typed(as_, accepted):
    circulate(as_("secretariat", kind="secretariat"))
    draft = Draft.objects.get()
    late = Draft.objects.create(
        round=draft.round, number=2, comment_until=timezone.now() - timedelta(minutes=1), readers="seats",
        passages=draft.passages, sha256=draft.sha256, circulated_at=timezone.now(), circulated_by="x",
    )  # fmt: skip
    officer = as_("officer", "J-TIR")
    facts = {"section": draft.passages[5][0], "text": "Too late, alas."}
    answer = officer.post(reverse("draft_comment", args=[KEY, late.number]), facts)
    assert answer.status_code == 422
    assert "were taken until" in answer.content.decode()
    assert "Too late, alas." in answer.content.decode()


def test_the_redline_is_a_page_and_two_files(as_, accepted):
    browser = as_("secretariat", kind="secretariat")
    circulate(browser)
    browser.post(reverse("synthesis", args=[KEY]), {"goal-6": "More was melted."})
    circulate(browser)
    page = browser.get(reverse("draft_redline", args=[KEY, 1, "2"]))
    assert "<ins>More was melted.</ins>" in page.content.decode()
    for format, start in (("docx", b"PK"), ("html", b"<!DOCTYPE")):
        made = browser.get(reverse("draft_redline", args=[KEY, 1, "2", format]))
        assert made.content[: len(start)].lower() == start.lower()
        assert "attachment" in made["Content-Disposition"]
    assert browser.get(reverse("draft_redline", args=[KEY, 2, "1"])).status_code == 404
    assert browser.get(reverse("draft_redline", args=[KEY, 2, "final"])).status_code == 200
    assert as_("officer", "J-TIR").get(reverse("draft_redline", args=[KEY, 1, "final"])).status_code == 200


PUBLIC = ("/", f"/rounds/{KEY}/", "/jurisdictions/J-BEG/", "/search/?q=furnaces", "/reports/", "/data/opensalw.json")


def public_pages(client):
    yield from (client.get(address).content.decode() for address in PUBLIC)
    yield client.get(f"/api/v1/submissions/{KEY}/J-BEG").content.decode()
    yield client.get("/api/v1/observations?measure=destroyed&jurisdiction=J-BEG").content.decode()
    yield client.get(f"/api/v1/rounds/{KEY}").content.decode()


def test_nothing_is_public_before_its_hour_and_all_of_it_after(as_, accepted, client):
    secretariat = as_("secretariat", kind="secretariat")
    step = reverse("part_step", args=(*PART, "release"))
    assert "is not a day and an hour" in secretariat.post(step, {"hour": "soon"}).content.decode()
    assert secretariat.post(step, {"hour": typed(2)}).status_code == 302
    seen = secretariat.get(reverse("part_review", args=PART)).content.decode()
    assert "Becomes public on" in seen
    assert WORDS in seen
    for page in public_pages(client):
        assert WORDS not in page
        assert "98,765" not in page
        assert "98765" not in page
    api = client.get(f"/api/v1/rounds/{KEY}").json()["parts"]
    assert next(one["state"] for one in api if one["jurisdiction"] == "J-BEG") == "not_released"
    assert client.get(f"/api/v1/submissions/{KEY}/J-BEG").status_code == 401
    row = Observation.objects.filter(submission=accepted, line="firearm").first()
    assert client.get(f"/api/v1/observations/{row.pk}").status_code == 404
    assert client.get(reverse("observation", args=[row.pk])).status_code == 404

    past = timezone.now() - timedelta(minutes=1)
    Submission.objects.filter(pk=accepted.pk).update(public_from=past)
    Observation.objects.filter(submission=accepted).update(public_from=past)
    pages = list(public_pages(client))
    assert WORDS in pages[1]
    assert client.get(f"/api/v1/submissions/{KEY}/J-BEG").status_code == 200
    assert client.get(reverse("observation", args=[row.pk])).status_code == 200


def test_the_hour_is_changed_or_taken_back_with_a_reason(as_, accepted):
    secretariat, hour = as_("secretariat", kind="secretariat"), reverse("part_hour", args=PART)
    secretariat.post(reverse("part_step", args=(*PART, "release")), {"hour": typed(2)})
    assert "Say why" in secretariat.post(hour, {"do": "move", "hour": typed(3)}, follow=True).content.decode()
    assert as_("officer", "J-BEG").post(hour, {"do": "cancel", "reason": "x"}).status_code == 403
    secretariat.post(hour, {"do": "move", "hour": typed(5), "reason": "The meeting is later."})
    accepted.refresh_from_db()
    assert accepted.public_from > timezone.now() + timedelta(hours=4)
    secretariat.post(hour, {"do": "cancel", "reason": "A figure is doubted."})
    accepted.refresh_from_db()
    assert (accepted.state, accepted.public_from) == ("accepted", None)


def test_reports_wait_for_their_hour(as_, accepted, client):
    secretariat = as_("secretariat", kind="secretariat")
    past = timezone.now() - timedelta(hours=1)
    Submission.objects.filter(round=KEY).update(state="released", released_at=past, public_from=past)
    secretariat.post(f"/work/reports/{KEY}/build/")
    shown = secretariat.post(f"/work/reports/{KEY}/publish/", {"hour": typed(2)}, follow=True).content.decode()
    assert "become public on" in shown
    assert "Change the hour" in shown
    report = Report.objects.first()
    file = reverse("report_file", args=[report.pk, report.file_name])
    assert client.get(file).status_code == 404
    assert file not in client.get("/reports/").content.decode()
    assert client.get("/api/v1/documents").json()["documents"] == []
    assert client.get(f"/api/v1/documents/{report.pk}/file").status_code == 404
    assert secretariat.get(reverse("report_fetch", args=[report.pk, report.file_name])).status_code == 200
    secretariat.post(f"/work/reports/{KEY}/hour/", {"do": "cancel", "reason": "A figure is doubted."})
    assert not Report.objects.filter(published_at__isnull=False).exists()
    secretariat.post(f"/work/reports/{KEY}/publish/")
    assert client.get(file).status_code == 200


def test_the_pages_ask_few_questions(as_, accepted, django_assert_max_num_queries):
    browser = as_("secretariat", kind="secretariat")
    circulate(browser)
    with django_assert_max_num_queries(16):
        assert browser.get(reverse("draft", args=[KEY, 1])).status_code == 200
    with django_assert_max_num_queries(16):
        assert browser.get(f"/work/reports/{KEY}/").status_code == 200
