"""Baselines, milestones and targets on their pages."""

import pytest
from django.urls import reverse

from opensalw.roadmap.models import Aim

pytestmark = pytest.mark.django_db
TARGET = {
    "jurisdiction": "J-BEG", "line": "destroyed.firearm", "kind": "target", "value": "20,000", "on": "2024-12-31",
    "source": "Action plan, activity 6.1",
}  # fmt: skip


def lay(browser, **changes):
    return browser.post(reverse("targets"), {**TARGET, **changes})


def test_an_officer_lays_a_target_down_and_withdraws_it_with_a_reason(as_, part):
    browser = as_("officer", "J-BEG")
    assert lay(browser).status_code == 302
    held = Aim.objects.get()
    assert "20,000 pieces" in browser.get(reverse("targets")).content.decode()
    withdraw = reverse("target_withdraw", args=[held.pk])
    assert "Say why" in browser.post(withdraw, {"why": ""}).content.decode()
    assert browser.post(withdraw, {"why": "The plan was revised."}).status_code == 302
    assert "Nothing is laid down here" in browser.get(reverse("targets")).content.decode()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "about 5"}, "one exact figure"),
        ({"value": "many"}, "is not a figure"),
        ({"value": "5 kg"}, "counts pieces"),
        ({"source": ""}, "Where it is laid down"),
        ({"on": "soon"}, "By which day"),
        ({"jurisdiction": "J-TIR"}, "Jurisdiction"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_stays_typed(as_, part, changes, words):
    answer = lay(as_("officer", "J-BEG"), **changes)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Aim.objects.exists()


def test_a_contributor_reads_and_lays_nothing_down(as_, part):
    browser = as_("contributor", "J-BEG", "police")
    assert "Lay one down" not in browser.get(reverse("targets")).content.decode()
    assert lay(browser).status_code == 422


def test_another_seat_cannot_withdraw(as_, part):
    lay(as_("officer", "J-BEG"))
    answer = as_("officer", "J-TIR").post(reverse("target_withdraw", args=[Aim.objects.get().pk]), {"why": "x"})
    assert "Only the officer or chair" in answer.content.decode()
    assert Aim.objects.get().withdrawn_at is None


def test_the_list_is_filtered_and_asks_few_questions(as_, part, django_assert_max_num_queries):
    secretariat = as_("secretariat", kind="secretariat")
    for jid in ("J-BEG", "J-TIR"):
        assert lay(secretariat, jurisdiction=jid).status_code == 302
    with django_assert_max_num_queries(16):
        page = secretariat.get(reverse("targets"), {"jurisdiction": "J-TIR"}).content.decode()
    assert page.count("Action plan, activity 6.1") == 1


def test_the_page_of_the_indicator_shows_it_to_everybody(as_, client, part, django_assert_max_num_queries):
    lay(as_("officer", "J-BEG"), source="<b>Plan</b>")
    with django_assert_max_num_queries(30):
        page = client.get(reverse("indicator", args=["destroyed"]) + "?line=firearm").content.decode()
    assert "Baselines, milestones and targets" in page
    assert "no figure to set against it" in page
    assert "<b>Plan" not in page
    told = client.get("/api/v1/frameworks/wb_2018/targets").json()["targets"]
    assert [(one["line"], one["value"], one["seat"]) for one in told] == [("destroyed.firearm", "20000", "Belgrade")]
