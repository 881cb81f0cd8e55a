"""The report builder: who may open it, what it shows, builds and publishes."""

import pytest

from opensalw.documents.models import Report


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.REPORTS = tmp_path


def test_only_the_secretariat_builds_reports(as_, round):
    assert as_("officer", "J-BEG").get("/work/reports/").status_code == 403
    assert as_("secretariat", kind="secretariat").get("/work/reports/").status_code == 200


def test_a_preview_shows_what_would_be_printed(as_, round):
    page = as_("secretariat", kind="secretariat").get(f"/work/reports/{round.key}/indicators/")
    assert page.status_code == 200
    assert "Firearm incidents and their victims" in page.content.decode()
    assert as_("secretariat", kind="secretariat").get(f"/work/reports/{round.key}/brief/J-XXX/").status_code == 404


def test_building_keeps_the_set_and_gives_its_files(as_, round):
    browser = as_("secretariat", kind="secretariat")
    assert browser.post(f"/work/reports/{round.key}/build/").status_code == 302
    assert Report.objects.filter(round=round).count() == 36
    one = Report.objects.filter(round=round, format="pdf").first()
    fetched = browser.get(f"/work/reports/files/{one.pk}/{one.file_name}")
    assert b"".join(fetched.streaming_content).startswith(b"%PDF")
    assert "attachment" in fetched["Content-Disposition"]
    assert as_("officer", "J-BEG").get(f"/work/reports/files/{one.pk}/{one.file_name}").status_code == 403


def test_an_open_round_is_not_published_and_the_page_says_why(as_, round):
    browser = as_("secretariat", kind="secretariat")
    browser.post(f"/work/reports/{round.key}/build/")
    page = browser.get(f"/work/reports/{round.key}/").content.decode()
    assert "are not released" in page
    browser.post(f"/work/reports/{round.key}/publish/")
    assert not Report.objects.filter(published_at__isnull=False).exists()


def test_the_pages_ask_few_questions(as_, round, django_assert_max_num_queries):
    browser = as_("secretariat", kind="secretariat")
    browser.post(f"/work/reports/{round.key}/build/")
    with django_assert_max_num_queries(10):
        browser.get("/work/reports/")
    with django_assert_max_num_queries(14):
        browser.get(f"/work/reports/{round.key}/")
