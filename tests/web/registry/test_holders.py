"""Holders and permits: shown for a purpose that is noted, changed by their commands."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from opensalw.core.session import acting_for
from opensalw.registers.models import Consultation, Holder, Permit
from tests.registers.conftest import weapon

from .conftest import JID, send


def address(name, *args):
    return reverse(name, args=[JID, *args])


def say_why(client, kept, of=None, purpose="Case 12/25"):
    subject = (of or kept.one).pk
    page = address("holder_page", (of or kept.one).number)
    return send(client, "register_purpose", JID, purpose=purpose, next=page, subject=subject)


def test_a_holder_is_shown_for_a_purpose_said_for_this_holder_and_each_look_is_noted(me, kept):
    page = address("holder_page", kept.one.number)
    assert "Petra" not in me.get(page).text
    assert not Consultation.objects.exists()
    assert "Petra Primer" in say_why(me, kept).text
    assert "AB-12345" in me.get(page).text
    with acting_for(JID):
        noted = list(Consultation.objects.values_list("what", "subject", "purpose", "by"))
    assert noted == [("holder", kept.one.pk, "Case 12/25", kept.by.id)] * 2
    other = me.get(address("holder_page", kept.two.number)).text
    assert "Држалац" not in other
    assert "Case 12/25" in other, "the purpose is offered again, and asked for all the same"


def test_a_purpose_for_one_holder_opens_no_search_by_name(me, kept):
    say_why(me, kept)
    assert "Petra Primer" not in me.get(address("register_search"), {"q": "petra"}).text


def test_a_purpose_leads_to_no_other_server(me, kept):
    answer = me.post(address("register_purpose"), {"purpose": "Case 12", "next": "https://elsewhere.example/"})
    assert answer["Location"] == address("register_search")


def test_a_permit_is_granted_renewed_withdrawn_and_refused(me, kept):
    say_why(me, kept)
    today = timezone.localdate()
    wrong = send(
        me, "holder_act", JID, kept.one.number, "grant", kind="hunting", on="2025-01-01", valid_until="2024-01-01"
    )
    assert "It would end before it begins" in wrong.text
    soon = today + timedelta(days=20)
    send(me, "holder_act", JID, kept.one.number, "grant", kind="hunting", on="2025-01-01", valid_until=soon)
    with acting_for(JID):
        permit = Permit.objects.get(kind="hunting")
    listed = me.get(address("permits_expiring")).text
    assert permit.number[1:5] in listed
    assert "Petra" not in listed
    later = today + timedelta(days=900)
    send(me, "permit_act", JID, permit.number, "renew", on=today, valid_until=later)
    assert "No permit runs out soon" in me.get(address("permits_expiring")).text
    gone = send(me, "permit_act", JID, permit.number, "withdraw", on=today, because="Judgment 4")
    assert "withdrawn" in gone.text
    assert (
        "refused"
        in send(me, "holder_act", JID, kept.one.number, "refuse", kind="carrying", on=today, because="Art. 9").text
    )
    assert "kept_well" in send(me, "holder_act", JID, kept.one.number, "inspect", on=today, outcome="kept_well").text


def test_a_holder_is_recorded_once(me, kept):
    facts = {"kind": "person", "name": "Nova Osoba", "own_number": "0303990", "on": "2025-01-01"}
    assert "Nova Osoba" in send(me, "holder_new", JID, **facts).text
    assert "This own number belongs to" in send(me, "holder_new", JID, **facts).text
    with acting_for(JID):
        assert Holder.objects.filter(own_key="0303990").count() == 1


def test_the_way_from_a_permit_to_its_holder_asks_for_the_purpose(me, kept):
    assert "Why do you look" in me.get(address("permit_holder", kept.first.number), follow=True).text


def test_holders_of_elsewhere_are_not_there(as_, kept):
    elsewhere = as_("contributor", "J-SKP", "police")
    for name, args in (("holder_page", [kept.one.number]), ("permit_act", [kept.first.number, "renew"])):
        assert elsewhere.get(reverse(name, args=[JID, *args])).status_code == 403
        assert elsewhere.get(reverse(name, args=["J-SKP", *args])).status_code == 404
    assert kept.first.number not in elsewhere.get(reverse("permits_expiring", args=["J-SKP"])).text


def test_the_pages_ask_the_same_number_of_questions_however_much_there_is(me, kept, django_assert_max_num_queries):
    say_why(me, kept)
    with acting_for(JID):
        for number in range(6):
            weapon(f"H-{number}77", by=kept.by, holder=kept.one, permit=kept.first)
    with django_assert_max_num_queries(16):
        me.get(address("holder_page", kept.one.number))
    with django_assert_max_num_queries(12):
        me.get(address("permits_expiring"))
