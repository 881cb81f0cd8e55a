"""Files, acts for many weapons, the dealer's book and the question of the border."""

import io

from django.urls import reverse
from openpyxl import load_workbook

from opensalw.core.session import acting_for
from opensalw.registers.commands import propose_deactivation, transfer
from opensalw.registers.models import Firearm
from tests.registers.conftest import DAY, weapon

from .conftest import JID, send


def address(name, *args):
    return reverse(name, args=[JID, *args])


def read(answer):
    return b"".join(answer.streaming_content)


def test_the_list_comes_as_a_file_with_its_filter_and_without_holders(me, kept):
    with acting_for(JID):
        weapon("=1+1", make="=cmd", by=kept.by)
    text = read(me.get(address("register_file", "csv"))).decode()
    assert kept.weapon.number in text
    assert "'=cmd" in text
    assert kept.one.number not in text
    assert "Petra" not in text
    assert read(me.get(address("register_file", "csv"), {"state": "lost"})).count(b"\n") == 1
    chosen = read(me.get(address("register_file", "csv"), {"chosen": [kept.weapon.number]}))
    assert chosen.count(b"\n") == 2
    sheet = load_workbook(io.BytesIO(read(me.get(address("register_file", "xlsx"))))).active
    assert [sheet.cell(1, 1).value, sheet.max_row] == ["Number", 3]


def test_an_act_is_recorded_for_all_that_were_chosen_or_for_none(me, kept):
    with acting_for(JID):
        other = weapon("B 77", by=kept.by)
    both = {"chosen": [kept.weapon.number, other.number], "on": "2025-05-05"}
    asked = me.get(address("register_bulk"), {"step": "taken_in", **both})
    assert "2 weapons" in asked.text
    facts = {"how": "surrendered", "incident": "", "reason": "Permit ended"}
    assert "Recorded for 2 weapons" in send(me, "register_bulk", JID, step="taken_in", **both, **facts).text
    with acting_for(JID):
        assert set(Firearm.objects.values_list("state", flat=True)) == {"taken"}
    send(me, "weapon_step", JID, other.number, "given_back", on="2025-05-06")
    refused = send(me, "register_bulk", JID, step="given_back", **{**both, "on": "2025-05-07"})
    assert refused.status_code == 422
    assert f"{other.number}: " in refused.text
    with acting_for(JID):
        assert Firearm.objects.get(pk=kept.weapon.pk).state == "taken"
    assert "Choose weapons in the list" in me.get(address("register_bulk"), follow=True).text


def test_a_dealers_book_tells_what_came_in_and_went_out_for_a_purpose(me, kept):
    with acting_for(JID):
        transfer(kept.weapon, to=kept.dealer, permit=kept.trade, on=DAY, by=kept.by)
        transfer(kept.weapon, to=kept.two, permit=kept.other, on=DAY, by=kept.by)
    assert kept.dealer.number[1:5] in me.get(address("dealer_list")).text
    page = address("dealer_book", kept.dealer.number)
    assert "came in" not in me.get(page).text
    shown = send(me, "register_purpose", JID, purpose="Inspection", next=page, subject=kept.dealer.pk).text
    assert (shown.count("came in"), shown.count("went out")) == (1, 1)
    assert "No line in these days" in me.get(page, {"first": "2024-05-01"}).text


def test_the_border_is_answered_in_one_line_without_the_holder(as_, kept, django_assert_max_num_queries):
    post = as_("contributor", JID, "border_police")
    with django_assert_max_num_queries(11):
        answer = post.get(address("border_check"), {"mark": "ав 12345"}).text
    assert "Registered; neither lost nor stolen." in answer
    assert kept.one.number not in answer
    assert "Petra" not in answer
    assert "Not in this register" in post.get(address("border_check"), {"mark": "Q 1"}).text
    me = as_("contributor", JID, "police")
    send(me, "weapon_step", JID, kept.weapon.number, "stolen", on="2025-05-05", place="", reference="", reason="")
    assert "Hold it" in post.get(address("border_check"), {"mark": "AB12345"}).text


def test_the_border_sees_no_other_page_and_neighbours_ask_at_home(as_, kept):
    post = as_("contributor", JID, "border_police")
    for page in ("register_search", "dealer_list", "permits_expiring", "register_bulk"):
        assert post.get(address(page)).status_code == 403
    assert post.get(reverse("register_desk"), follow=True).redirect_chain[-1][0] == address("border_check")
    assert as_("contributor", "J-SKP", "customs").get(address("border_check")).status_code == 403
    neighbour = as_("contributor", "J-SKP", "police")
    assert b"AB-12345" not in read(neighbour.get(reverse("register_file", args=["J-SKP", "csv"])))
    given = {"step": "lost", "chosen": [kept.weapon.number]}
    assert neighbour.get(reverse("register_bulk", args=["J-SKP"]), given).status_code == 302


def test_each_page_asks_the_same_number_of_questions_however_much_there_is(me, kept, django_assert_max_num_queries):
    with acting_for(JID):
        several = [weapon(f"Q-{number}77", by=kept.by, holder=kept.one, permit=kept.first) for number in range(6)]
        for one in several:
            transfer(one, to=kept.dealer, permit=kept.trade, on=DAY, by=kept.by)
            propose_deactivation(one, certificate="C", on=DAY, by=kept.by, reason="Seen")
    book = address("dealer_book", kept.dealer.number)
    send(me, "register_purpose", JID, purpose="Inspection", next=book, subject=kept.dealer.pk)
    together = f"{address('register_bulk')}?step=taken_in&" + "&".join(f"chosen={one.number}" for one in several)
    pages = {
        book: 16, address("dealer_list"): 11, address("second_queue"): 13, together: 11,
        address("weapon_receipt", several[0].number): 15, address("permit_paper", kept.trade.number): 13,
        address("holder_new"): 10, address("weapon_step", several[0].number, "marked"): 11,
    }  # fmt: skip
    for page, most in pages.items():
        with django_assert_max_num_queries(most):
            assert me.get(page).status_code == 200
