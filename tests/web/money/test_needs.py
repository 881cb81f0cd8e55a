"""The needs register on its pages: list, need, acts, taking in, the released ones."""

import io

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from opensalw.coordination.models import Need
from opensalw.coordination.queries.needs import points_not_taken


def text(answer, status=200):
    assert answer.status_code == status, answer.content.decode()[:400]
    return answer.content.decode()


def test_the_register_is_filtered_and_asks_few_questions(signed_in, django_assert_max_num_queries):
    browser = signed_in("officer", "J-PRN")
    with django_assert_max_num_queries(18):
        page = text(browser.get(reverse("need_register")))
    assert "N-PRN-09" in page
    assert "N-SKP-04" in page
    only = text(browser.get(reverse("need_register"), {"jurisdiction": "J-PRN", "kind": "training"}))
    assert "N-PRN-08" in only
    assert "N-PRN-09" not in only
    assert "No need is like that" in text(browser.get(reverse("need_register"), {"q": "submarine"}))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_register_leaves_as_a_file(signed_in, ending):
    answer = signed_in("officer", "J-PRN").get(reverse("need_register_file", args=[ending]))
    assert answer.status_code == 200
    if ending == "csv":
        assert answer.content.decode().startswith("number,jurisdiction,goal,kind,text")
        assert "N-PRN-01,Pristina" in answer.content.decode()
    else:
        sheets = openpyxl.load_workbook(io.BytesIO(answer.content))
        cells = [str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row]
        assert "N-PRN-01" in cells


def test_an_officer_confirms_changes_and_splits_a_need(signed_in, django_assert_max_num_queries):
    browser = signed_in("officer", "J-PRN")
    with django_assert_max_num_queries(34):
        page = text(browser.get(reverse("need", args=["N-PRN-09"])))
    assert "Confirm" in page
    assert "Need N-PRN-09 was stated" in page
    assert browser.post(reverse("need_act", args=["N-PRN-09", "confirm"])).status_code == 302
    change = reverse("need_act", args=["N-PRN-09", "change"])
    facts = {"text": "Training and equipment.", "kind": "equipment", "urgency": "high", "estimate": "50000"}
    assert "currency" in text(browser.post(change, facts), 422)
    assert browser.post(change, {**facts, "currency": "eur"}).status_code == 302
    split = reverse("need_act", args=["N-PRN-09", "split"])
    assert "at least two" in text(browser.post(split, {"text_1": "Training"}), 422)
    answer = browser.post(
        split, {"text_1": "Training", "kind_1": "training", "text_2": "Equipment", "kind_2": "equipment"}
    )
    assert answer.status_code == 302
    page = text(browser.get(reverse("need", args=["N-PRN-09"])))
    assert "N-PRN-10" in page
    assert "split into N-PRN-10, N-PRN-11" in page


def test_merging_and_withdrawing_ask_for_what_they_need(signed_in):
    browser = signed_in("chair", "J-PRN")
    merge = reverse("need_act", args=["N-PRN-04", "merge"])
    assert browser.post(merge, {"into": "N-PRN-02", "reason": "Same access."}).status_code == 302
    assert "N-PRN-02" in text(browser.get(reverse("need", args=["N-PRN-04"])))
    withdraw = reverse("need_act", args=["N-PRN-05", "withdraw"])
    assert "reason" in text(browser.post(withdraw, {"reason": ""}), 422)
    assert Need.objects.get(number="N-PRN-05").status == "stated"


@pytest.mark.parametrize(("role", "jid", "kind"), [("officer", "J-TIR", "commission"), ("donor", "J-REG", "donor")])
def test_others_read_why_they_may_not(signed_in, role, jid, kind):
    browser = signed_in(role, jid, kind)
    assert "Commission confirms" in text(browser.get(reverse("need_act", args=["N-PRN-01", "confirm"])))
    assert "confirms" in text(browser.post(reverse("need_act", args=["N-PRN-01", "confirm"])), 422)
    assert Need.objects.get(number="N-PRN-01").status == "stated"


def test_the_secretariat_matches_a_need_with_a_project(signed_in):
    signed_in("officer", "J-SKP").post(reverse("need_act", args=["N-SKP-03", "confirm"]))
    browser = signed_in("secretariat", kind="secretariat")
    match = reverse("need_act", args=["N-SKP-03", "match"])
    assert "takes the need up" in text(browser.post(match, {}), 422)
    assert browser.post(match, {"project": "undp-skopje-register"}).status_code == 302
    page = text(browser.get(reverse("need", args=["N-SKP-03"])))
    assert "Electronic register of weapons" in page
    assert "the money behind it" in page


def test_a_need_is_stated_by_hand_with_every_mistake_at_its_field(signed_in):
    browser = signed_in("officer", "J-TIR")
    new = reverse("need_new")
    facts = {
        "jurisdiction": "J-TIR", "goal": "7", "text": "Racks for the store.", "kind": "equipment",
        "urgency": "not_stated", "origin": "assessment",
    }  # fmt: skip
    page = text(browser.post(new, {**facts, "text": "", "jurisdiction": "J-PRN"}), 422)
    assert page.count("field-error") >= 2
    assert browser.post(new, facts).status_code == 302
    assert Need.objects.get(number="N-TIR-03").is_public is False
    other = text(signed_in("officer", "J-PRN").get(reverse("need_register")))
    assert "N-TIR-03" not in other
    assert signed_in("officer", "J-PRN").get(reverse("need", args=["N-TIR-03"])).status_code == 404


def test_points_of_a_round_are_taken_in_by_one_act_and_never_twice(loaded_round, client):
    client = officer_of("J-SKP", client)
    take = reverse("need_take", args=["wb-2019-H2"])
    page = text(client.get(take))
    points = list(points_not_taken(loaded_round, "J-SKP"))
    assert page.count('name="take-') == len(points) == 4
    typed = {f"take-{points[0].pk}": "on", f"kind-{points[0].pk}": "training"}
    assert client.post(take, typed).status_code == 302
    need = Need.objects.get()
    assert (need.kind, need.text_item) == ("training", points[0])
    again = {f"take-{points[1].pk}": "on", f"same-{points[1].pk}": "N-SKP-99"}
    assert "is not a need of this jurisdiction" in text(client.post(take, again), 422)
    listed = text(client.get(reverse("needs")))
    assert listed.count(need.number) >= 1
    assert "not taken in" in listed


def officer_of(jid, client):
    from tests.web.work.conftest import BACKEND, user_of  # noqa: PLC0415 - only here without the portfolio

    client.force_login(user_of("officer", jid), backend=BACKEND)
    return client


def test_the_public_reads_what_was_released(portfolio, django_assert_max_num_queries):
    reader = Client()
    with django_assert_max_num_queries(12):
        page = text(reader.get(reverse("public_needs")))
    assert "N-PRN-01" in page
    Need.objects.filter(number="N-PRN-01").update(is_public=False)
    assert "N-PRN-01" not in text(reader.get(reverse("public_needs")))
    assert reader.get(reverse("public_need", args=["N-PRN-01"])).status_code == 404
    one = text(reader.get(reverse("public_need", args=["N-SKP-03"])))
    assert "Electronic register of weapons" in one
    assert reader.get(reverse("public_needs_file", args=["csv"])).status_code == 200
    behind = text(reader.get(reverse("measure_trace", args=["lost_traced"])))
    assert "N-SKP-03" in behind
    assert reader.get(reverse("measure_trace", args=["nothing"])).status_code == 404
