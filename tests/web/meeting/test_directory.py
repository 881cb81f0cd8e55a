"""The directory on its pages: listed, entered, changed, given out as CSV."""

import csv
import io

import pytest
from django.urls import reverse

from opensalw.coordination.models import Body, BodyFunction

pytestmark = pytest.mark.django_db
NEW = {"kind": "focal_point", "jurisdiction": "J-SAR", "title": "Firearms Focal Point", "standing": "proposed"}


def text(response) -> str:
    return response.content.decode()


def test_an_officer_keeps_the_directory_of_the_own_jurisdiction(as_):
    browser = as_("officer", "J-SAR")
    assert browser.post(reverse("body_new"), {**NEW, "jurisdiction": "J-BEG"}).status_code == 422
    assert browser.post(reverse("body_new"), NEW).status_code == 302
    held = Body.objects.get()
    act = lambda name, **facts: browser.post(  # noqa: E731 - short, and used here only
        reverse("body_act", args=[held.pk, name]), {f"{name}-{field}": value for field, value in facts.items()}
    )
    assert act("function", role="contact", institution="").status_code == 422
    assert act("function", role="contact", institution="Directorate for coordination").status_code == 302
    facts = {"title": held.title, "standing": "established", "legal_basis": "Decision 12/21"}
    assert "Say why" in text(act("change", **facts))
    assert act("change", **facts, reason="Official gazette").status_code == 302
    page = text(browser.get(reverse("body", args=[held.pk])))
    for words in (
        "Decision 12/21",
        "Standing changed from “proposed” to “established”",
        "Directorate for coordination",
    ):
        assert words in page
    seat = BodyFunction.objects.get()
    end = reverse("function_end", args=[held.pk, seat.pk])
    assert "Say why" in text(browser.post(end, {"until": "2025-01-01", "reason": ""}, follow=True))
    assert "until" in text(browser.post(end, {"until": "2025-01-01", "reason": "Reform"}, follow=True))
    assert act("end", until="2025-06-01", reason="Merged").status_code == 302
    assert "Nothing in the directory is like that" in text(browser.get(reverse("directory")))
    assert "Firearms Focal Point" in text(browser.get(reverse("directory"), {"on": "2024-01-01"}))


def test_others_read_and_change_nothing(as_):
    as_("officer", "J-SAR").post(reverse("body_new"), NEW)
    held, donor = Body.objects.get(), as_("donor", kind="donor")
    assert "Change what is known" not in text(donor.get(reverse("body", args=[held.pk])))
    assert donor.post(reverse("body_act", args=[held.pk, "end"]), {"end-until": "2025-01-01"}).status_code == 422
    assert donor.get(reverse("body_new")).status_code == 403


def test_the_list_is_filtered_is_a_file_and_asks_few_questions(as_, django_assert_max_num_queries):
    browser = as_("secretariat", kind="secretariat")
    for jid in ("J-SAR", "J-TIR", "J-BEG"):
        browser.post(reverse("body_new"), {**NEW, "jurisdiction": jid, "title": f"=Focal {jid}"})
    browser.get(reverse("directory"))
    with django_assert_max_num_queries(10):
        page = text(browser.get(reverse("directory"), {"kind": "focal_point", "on": "nonsense", "jurisdiction": "x"}))
    assert page.index("Focal J-BEG") < page.index("Focal J-SAR") < page.index("Focal J-TIR")
    rows = list(csv.DictReader(io.StringIO(text(browser.get(reverse("directory_file"), {"jurisdiction": "J-TIR"})))))
    assert [row["title"] for row in rows] == ["'=Focal J-TIR"]
    with django_assert_max_num_queries(18):
        browser.get(reverse("body", args=[Body.objects.first().pk]))
