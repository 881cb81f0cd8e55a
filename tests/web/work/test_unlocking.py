"""Unlocking a part and reading what changed, in the browser's terms: who may, what it says, in how many queries."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell, save_text
from opensalw.roadmap.models import LockException, Submission

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
TERMS = {"until": "", "reason": "A station reported late.", "cause": "late_data"}


@pytest.fixture
def released(part, person):
    """A part that is public."""
    by = person("officer", "J-BEG")
    save_text(part, goal=6, kind="progress", text="Firearms were melted in the steelworks.", by=by)
    save_cell(part, measure="destroyed", line="firearm", cell=amount(12, Unit.piece), by=by, dims={"origin": "surplus"})
    fill_missing(part, measure=None, reason="not_reported", by=by)
    reviewer = person("secretariat", kind="secretariat")
    submissions.clear(part, by=person("chair", "J-BEG"))
    submissions.submit(part, by=by)
    submissions.accept(part, by=reviewer)
    submissions.release(part, by=reviewer)
    return Submission.objects.select_related("round__framework").get(pk=part.pk)


def unlock(as_, **terms):
    until = timezone.localtime(timezone.now() + timedelta(days=3)).strftime("%Y-%m-%dT%H:%M")
    browser = as_("secretariat", kind="secretariat")
    return browser.post(reverse("part_unlock", args=PART), {**TERMS, "until": until, **terms})


def test_the_secretariat_unlocks_and_the_seat_reads_until_when(as_, released):
    assert as_("officer", "J-BEG").get(reverse("part_unlock", args=PART)).status_code == 403
    form = as_("secretariat", kind="secretariat").get(reverse("part_unlock", args=PART))
    assert "becomes a restatement" in form.content.decode()
    answer = unlock(as_, covers=["destroyed", "goal-6"])
    assert answer.status_code == 302
    page = as_("officer", "J-BEG").get(reverse("part", args=PART)).content.decode()
    assert "Unlocked until" in page
    assert "A station reported late." in page
    assert "the text of Goal 6" in page


def test_wrong_terms_come_back_with_what_was_typed(as_, released):
    answer = unlock(as_, reason="", until="2001-01-01T10:00")
    assert answer.status_code == 422
    answer = unlock(as_, until="2001-01-01T10:00")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "must end in the future" in page
    assert "A station reported late." in page


def test_the_difference_shows_both_values_and_a_redline_in_words_and_marks(as_, released, person):
    unlock(as_)
    part, by = Submission.objects.get(pk=released.pk), person("officer", "J-BEG")
    save_text(part, goal=6, kind="progress", text="Firearms were melted in a foundry.", item=part.texts.get().pk, by=by)
    save_cell(part, measure="destroyed", line="firearm", cell=amount(13, Unit.piece), by=by, dims={"origin": "surplus"})
    page = as_("officer", "J-BEG").get(reverse("part_difference", args=PART)).content.decode()
    assert "from receipt 1 (accepted) to what is in work now" in page
    assert "<del>12</del>" in page
    assert "<ins>13</ins>" in page
    removed = re.search(r"<del><span class=\"visually-hidden\">taken out: </span>(.*?)<span", page)
    assert removed.group(1) == "the steelworks"


def test_a_reviewer_reads_the_difference_in_the_review(as_, released, person, django_assert_max_num_queries):
    unlock(as_)
    part, by = Submission.objects.get(pk=released.pk), person("officer", "J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(13, Unit.piece), by=by, dims={"origin": "surplus"})
    submissions.clear(part, by=person("chair", "J-BEG"))
    submissions.submit(part, by=by)
    browser = as_("secretariat", kind="secretariat")
    with django_assert_max_num_queries(50):
        page = browser.get(reverse("part_review", args=PART)).content.decode()
    assert "What changed since the acceptance" in page
    assert "<ins>13</ins>" in page
    with django_assert_max_num_queries(26):
        assert browser.get(reverse("part_difference", args=PART)).status_code == 200


def test_what_is_not_there_to_compare_is_said(as_, released):
    officer = as_("officer", "J-BEG")
    assert "nothing to compare yet" in officer.get(reverse("part_difference", args=PART)).content.decode()
    answer = officer.get(reverse("part_difference", args=PART), {"from": "7", "to": "1"})
    assert answer.status_code == 404
    assert "There are: 1" in answer.content.decode()


def test_time_that_ran_out_is_seen_and_closed(as_, released):
    unlock(as_)
    past = timezone.now() - timedelta(days=1)
    LockException.objects.update(granted_at=past - timedelta(days=1), until=past)
    officer = as_("officer", "J-BEG")
    assert "falls back to what was accepted" in officer.get(reverse("part", args=PART)).content.decode()
    officer.post(reverse("part_unlock_end", args=PART))
    assert Submission.objects.get(pk=released.pk).state == "released"


def test_the_public_does_not_see_a_change_that_is_not_accepted(as_, client, released, person):
    unlock(as_)
    part, by = Submission.objects.get(pk=released.pk), person("officer", "J-BEG")
    save_text(part, goal=6, kind="progress", text="A secret change.", item=part.texts.get().pk, by=by)
    save_cell(part, measure="destroyed", line="firearm", cell=amount(99, Unit.piece), by=by, dims={"origin": "surplus"})
    for address in (
        reverse("round", args=PART[:1]), reverse("jurisdiction", args=PART[1:]), reverse("home"),
        reverse("indicator", args=["destroyed"]), "/api/v1/submissions/wb-2020-h1/J-BEG", "/api/v1/rounds/wb-2020-h1",
    ):  # fmt: skip
        page = client.get(address).content.decode()
        assert "A secret change." not in page
        assert "amending" not in page
    told = client.get("/api/v1/submissions/wb-2020-h1/J-BEG").json()
    assert [text["text"] for text in told["texts"]] == ["Firearms were melted in the steelworks."]
    assert [row["value"] for row in told["figures"] if row["line"] == "destroyed.firearm"] == ["12"]


def test_the_difference_through_the_api(as_, released, person):
    unlock(as_)
    part, by = Submission.objects.get(pk=released.pk), person("officer", "J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(13, Unit.piece), by=by, dims={"origin": "surplus"})
    officer = as_("officer", "J-BEG")
    told = officer.get("/api/v1/submissions/wb-2020-h1/J-BEG/difference").json()
    assert (told["old"], told["new"], told["counts"]["figures"]) == ("1", "draft", 1)
    assert told["figures"][0]["new"]["value"] == "13"
    refused = officer.get("/api/v1/submissions/wb-2020-h1/J-BEG/difference?from=9")
    assert refused.status_code == 422
    assert as_("officer", "J-TIR").get("/api/v1/submissions/wb-2020-h1/J-BEG/difference").status_code == 403
