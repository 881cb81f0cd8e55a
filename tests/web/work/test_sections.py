"""The pages of handed sections: the officer's matrix, the contributor's own, and nothing of the others'."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from opensalw.core.periods import Period
from opensalw.core.units import Unit
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands import submissions
from opensalw.roadmap.commands.drafting import fill_missing, save_cell, save_text
from opensalw.roadmap.commands.evidence import add_evidence
from opensalw.roadmap.commands.rounds import open_round
from opensalw.roadmap.commands.sections import hand_out
from opensalw.roadmap.models import Assignment
from tests.cast import SECRETARIAT
from tests.web.work.conftest import user_of

pytestmark = pytest.mark.django_db
PART = ("wb-2020-h1", "J-BEG")
SECRET = "Depot seven was emptied."
WHY = "Two lots were melted later."


def act(browser, do, *pairs, **more):
    cells = [f"J-BEG/{pair}" for pair in pairs]
    return browser.post(reverse("part_sections", args=PART), {"do": do, "cell": cells, **more}, follow=True)


@pytest.fixture
def shared(part, person):
    """Belgrade's part with figures, a text and a file that belong to the ministry; seizures are with the police."""
    by = person("officer", "J-BEG")
    user_of("contributor", "J-BEG", "police")
    user_of("contributor", "J-BEG", "customs")
    line = {"measure": "destroyed", "line": "firearm"}
    save_cell(part, **line, cell=amount(77, Unit.piece), by=by, explanation=WHY)
    save_text(part, goal=6, kind="progress", text=SECRET, by=by)
    hand_out(part, [("J-BEG/police", "seized"), ("J-BEG/police", "goal-3")], due_on=date(2020, 9, 1), by=by)
    return part


def test_the_officer_hands_out_withdraws_and_takes_over(as_, part):
    user_of("contributor", "J-BEG", "police")
    browser = as_("officer", "J-BEG")
    page = browser.get(reverse("part_sections", args=PART) + "?propose=framework").content.decode()
    assert 'value="J-BEG/police|seized" checked' in page
    assert 'value="J-BEG/police|destroyed" checked' not in page
    page = act(browser, "hand", "police|seized", "police|goal-3", due_on="2020-09-01").content.decode()
    assert "2 sections changed." in page
    assert "overdue" in page
    assert "Say why" in act(browser, "take_over", "police|seized").content.decode()
    assert 'value="J-BEG/police|seized"' in page
    act(browser, "take_over", "police|seized", words="By letter.")
    act(browser, "withdraw", "police|goal-3")
    assert Assignment.objects.get().taken_over_why == "By letter."


def test_the_officer_reminds_an_institution_that_is_late_once_a_day(as_, shared, mailoutbox):
    officer = as_("officer", "J-BEG")
    page = act(officer, "remind", "police|seized")
    assert "1 person was reminded." in page.content.decode()
    assert len(mailoutbox) == 1
    assert "#own" in mailoutbox[0].body
    assert "0 people were reminded." in act(officer, "remind", "police|seized").content.decode()
    nothing = act(officer, "remind", "customs|seized")
    assert "Choose a section that was handed out and is not delivered." in nothing.content.decode()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("due", ["soon", "2020-13-45"])
def test_a_day_that_is_none_is_said_and_what_was_chosen_stays(as_, part, due):
    user_of("contributor", "J-BEG", "police")
    answer = act(as_("officer", "J-BEG"), "hand", "police|seized", due_on=due)
    assert answer.status_code == 422
    assert "Give the day as" in answer.content.decode()
    assert 'value="J-BEG/police|seized" checked' in answer.content.decode()


def test_the_last_round_is_copied_by_one_button(as_, shared, framework, person):
    period = Period.parse("2020-H2")
    open_round(key="wb-2020-h2", framework=framework, narrative=period, figures=period, by=SECRETARIAT)
    browser, later = as_("officer", "J-BEG"), reverse("part_sections", args=("wb-2020-h2", "J-BEG"))
    assert "as in the last round" in browser.get(later).content.decode()
    assert "2 sections changed." in browser.post(later, {"do": "copy"}, follow=True).content.decode()
    assert "as in the last round" not in browser.get(later).content.decode()


def test_a_contributor_sees_the_own_sections_and_delivers_them(as_, shared):
    browser = as_("contributor", "J-BEG", "police")
    page = browser.get(reverse("part", args=PART)).content.decode()
    assert "Handed to your institution" in page
    assert "Goal 6" not in page
    sent = browser.post(reverse("sections_deliver", args=PART), {"section": ["seized", "goal-3"]}, follow=True)
    assert "2 sections are delivered." in sent.content.decode()
    assert Assignment.objects.filter(delivered_at__isnull=False).count() == 2
    back = {"section": ["seized"], "do": "take_back"}
    sent = browser.post(reverse("sections_deliver", args=PART), back, follow=True)
    assert "1 section is open again." in sent.content.decode()


def test_no_page_shows_a_contributor_what_others_have(as_, shared, person, settings, tmp_path):
    settings.FILES = tmp_path
    by = person("officer", "J-BEG")
    file = add_evidence(shared, file=SimpleUploadedFile("p.pdf", b"%PDF-1.7\n%more than that\n"), by=by, goal=6)
    police, customs = as_("contributor", "J-BEG", "police"), as_("contributor", "J-BEG", "customs")
    refused = [
        ("part_goal", (*PART, 6)), ("part_measure", (*PART, "destroyed")), ("part_sections", PART),
        ("evidence_file", (*PART, file.pk)),
    ]  # fmt: skip
    for name, args in refused:
        assert police.get(reverse(name, args=args)).status_code == 403, name
        assert customs.get(reverse(name, args=args)).status_code == 403, name
    for browser in (police, customs):
        for name in ("part", "part_figures", "part_review", "part_history"):
            page = browser.get(reverse(name, args=PART)).content.decode()
            assert SECRET not in page
            assert WHY not in page
            assert reverse("part_measure", args=(*PART, "destroyed")) not in page
    seen = police.get("/api/v1/submissions/wb-2020-h1/J-BEG").json()
    assert (seen["figures"], seen["texts"], seen["receipts"]) == ([], [], None)
    assert {one["line"].split(".")[0] for one in seen["unanswered"]} == {"seized"}
    assert as_("officer", "J-BEG").get("/api/v1/submissions/wb-2020-h1/J-BEG").json()["figures"]


def test_the_receipt_of_the_whole_is_not_a_contributors(as_, shared, person):
    fill_missing(shared, measure=None, reason="not_reported", by=person("officer", "J-BEG"))
    submissions.clear(shared, by=person("chair", "J-BEG"))
    submissions.submit(shared, by=person("officer", "J-BEG"))
    police = as_("contributor", "J-BEG", "police")
    for name in ("receipt", "receipt_file", "receipt_print"):
        assert police.get(reverse(name, args=(*PART, 1))).status_code == 403
    assert "receipts/1" not in police.get(reverse("part", args=PART)).content.decode()
    assert police.get("/api/v1/submissions/wb-2020-h1/J-BEG/receipts/1/content").status_code == 403
    assert as_("chair", "J-BEG").get(reverse("receipt", args=(*PART, 1))).status_code == 200


def test_clearing_names_what_is_not_delivered_and_goes_on(as_, shared, person):
    fill_missing(shared, measure=None, reason="not_reported", by=person("officer", "J-BEG"))
    browser = as_("chair", "J-BEG")
    page = browser.get(reverse("part_step", args=(*PART, "clear"))).content.decode()
    assert "2 sections are not delivered yet" in page
    assert browser.post(reverse("part_step", args=(*PART, "clear"))).status_code == 302
    review = as_("secretariat", kind="secretariat").get(reverse("part_review", args=PART)).content.decode()
    assert "0 of 1 institutions; police J-BEG did not report" in review


@pytest.mark.parametrize("who", ["officer", "contributor"])
def test_the_pages_of_sections_take_few_queries(as_, shared, who, django_assert_max_num_queries):
    browser = as_(who, "J-BEG", "police" if who == "contributor" else "commission")
    name = "part" if who == "contributor" else "part_sections"
    with django_assert_max_num_queries(29):
        assert browser.get(reverse(name, args=PART)).status_code == 200
