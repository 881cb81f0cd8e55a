"""Restating a public figure in the browser's terms, and what the public, the documents and machines see of it."""

import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands import build_reports, publish_reports
from opensalw.documents.models import Report
from opensalw.documents.queries import stored_at
from opensalw.roadmap.models import Observation, Restatement, Submission
from opensalw.roadmap.states import State
from tests.web.work.test_unlocking import released  # noqa: F401

pytestmark = pytest.mark.django_db
GROUND = {"cause": "seat_error", "reason": "A digit was turned round.", "evidence": "Letter 12/2020"}


@pytest.fixture
def figure(released):  # noqa: F811
    return Observation.objects.get(submission=released, measure="destroyed", line="firearm")


@pytest.fixture
def restated(figure, as_):
    """The figure that replaced 12 through the pages."""
    as_("officer", "J-BEG").post(reverse("restatement_new", args=[figure.pk]), {"figure-value": "21", **GROUND})
    made = Restatement.objects.get()
    as_("secretariat", kind="secretariat").post(reverse("restatement", args=[made.pk]), {"do": "accept"})
    return Observation.objects.get(replaces=figure)


@pytest.fixture
def printed(released, person, settings, tmp_path):  # noqa: F811
    """The published documents of the round, as they were before anything was restated."""
    settings.REPORTS = tmp_path
    now = timezone.now()
    Submission.objects.filter(round=released.round).update(state=State.RELEASED, released_at=now, public_from=now)
    by = person("secretariat", kind="secretariat")
    build_reports(released.round, by=by, briefs=False)
    publish_reports(released.round, by=by)
    return {report: stored_at(report.sha256).read_bytes() for report in Report.objects.all()}


def test_an_officer_proposes_and_somebody_of_the_secretariat_decides(as_, figure, django_assert_max_num_queries):
    officer = as_("officer", "J-BEG")
    page = officer.get(reverse("observation", args=[figure.pk])).content.decode()
    assert "Restate this figure" in page
    form = reverse("restatement_new", args=[figure.pk])
    wrong = officer.post(form, {"figure-value": "12", **GROUND})
    assert wrong.status_code == 422
    assert "stands already" in wrong.content.decode()
    assert officer.post(form, {"figure-value": "21", **GROUND}).status_code == 302
    made = Restatement.objects.get()
    own = officer.get(reverse("restatement", args=[made.pk])).content.decode()
    assert "Only the secretariat does this." in own
    secretariat = as_("secretariat", kind="secretariat")
    with django_assert_max_num_queries(20):
        assert "A digit was turned round." in secretariat.get(reverse("restatement_list")).content.decode()
    with django_assert_max_num_queries(24):
        secretariat.get(reverse("restatement", args=[made.pk]))
    secretariat.post(reverse("restatement", args=[made.pk]), {"do": "accept"})
    assert Observation.objects.get(replaces=figure).value == 21
    secretariat.post(reverse("restatement", args=[made.pk]), {"do": "tell", "who": "A donor", "how": "letter"})
    assert "A donor" in secretariat.get(reverse("restatement", args=[made.pk])).content.decode()


def test_nobody_else_proposes_or_looks(as_, client, figure):
    form = reverse("restatement_new", args=[figure.pk])
    assert client.get(form).status_code == 302
    assert "Only an officer of this jurisdiction" in as_("officer", "J-TIR").get(form).content.decode()
    as_("officer", "J-BEG").post(form, {"figure-value": "21", **GROUND})
    assert as_("officer", "J-TIR").get(reverse("restatement", args=[Restatement.objects.get().pk])).status_code == 403
    assert "Restate this figure" not in client.get(reverse("observation", args=[figure.pk])).content.decode()


def test_the_public_sees_both_figures_the_reason_and_the_mark(client, figure, restated, django_assert_max_num_queries):
    new = client.get(reverse("observation", args=[restated.pk])).content.decode()
    assert "before that" in new
    assert "Error of the seat." in new
    assert "A digit was turned round." in new
    old = client.get(reverse("observation", args=[figure.pk])).content.decode()
    assert "This figure was restated on" in old
    with django_assert_max_num_queries(20):
        listed = client.get(reverse("restatements")).content.decode()
    assert "A digit was turned round." in listed
    assert "Restated: Firearms destroyed" in client.get(reverse("home")).content.decode()
    indicator = client.get(reverse("indicator", args=["destroyed"]), {"line": "firearm"}).content.decode()
    assert "restated" in indicator


def test_machines_see_both_figures_and_the_reason(client, figure, restated):
    rows = list(csv.DictReader(io.StringIO(client.get(reverse("restatements_file")).content.decode())))
    assert [(row["old_value"], row["new_value"], row["reason"]) for row in rows] == [("12", "21", GROUND["reason"])]
    (told,) = client.get("/api/v1/restatements").json()["restatements"]
    assert (told["old"]["value"], told["new"]["value"], told["cause"]) == ("12", "21", "seat_error")
    one = client.get(f"/api/v1/observations/{restated.pk}").json()
    assert (one["observation"]["restated"], one["restatements"][0]["reason"]) == (True, GROUND["reason"])
    figures = client.get(reverse("indicator_file", args=["destroyed", "figures", "csv"])).content.decode()
    row = next(row for row in csv.DictReader(io.StringIO(figures)) if row["id"] == str(restated.pk))
    assert (row["restated"], row["restated_because"]) == ("yes", GROUND["reason"])


def test_the_next_report_carries_an_erratum_and_the_earlier_ones_stay_byte_for_byte(
    printed, figure, as_, client, person, restated
):
    touched = {report.kind for report in printed if figure.pk in report.figures}
    assert touched == {"indicators"}
    listed = client.get(reverse("restatements")).content.decode()
    assert f"{figure.round_id}-indicators.pdf" in listed
    by = person("secretariat", kind="secretariat")
    with acting_for(*everywhere()):
        again = [report for report in build_reports(figure.round, by=by, briefs=False) if report not in printed]
    assert {report.number for report in again} == {2}
    text = stored_at(next(one for one in again if one.format == "md" and one.kind == "indicators").sha256).read_text()
    errata = text[text.index("Errata") :]
    assert re.search(r"12\D+21", errata)
    assert "A digit was turned round." in errata
    with acting_for(*everywhere()):
        publish_reports(figure.round, by=by)
        assert build_reports(figure.round, by=by, briefs=False)[0] in Report.objects.filter(number=2)
    for report, content in printed.items():
        answer = client.get(reverse("report_file", args=[report.pk, report.file_name]))
        assert b"".join(answer.streaming_content) == content
