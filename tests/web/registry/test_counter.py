"""The counter: typed, looked at, recorded and printed; every holder shown is noted."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opensalw.core.session import acting_for
from opensalw.registers.models import Consultation, Firearm
from opensalw.web.registry.printed import AT, KEYS, LANGUAGES, words
from tests.registers.conftest import holder, permit, weapon

from .conftest import JID, send

TODAY = "2025-05-05"


def at(client, act, /, **facts):
    return send(client, "counter", JID, act, **{"on": TODAY, **facts})


def picks(answer):
    """What the page that is looked at sends along."""
    found = answer.context["found"]
    numbers = {"holder": found.holders, "firearm": found.weapons, "permit": found.permits}
    return {name: rows[0].number for name, rows in numbers.items() if len(rows) == 1}


def test_a_transfer_is_typed_looked_at_and_recorded(me, kept, django_assert_max_num_queries):
    with django_assert_max_num_queries(16):
        looked = at(me, "transfer", weapon="ab12345", to="0202990710002")
    assert "Други Држалац" in looked.text
    assert "Nothing is recorded yet" in looked.text
    with acting_for(JID):
        assert Firearm.objects.get().holder == kept.one.pk
        noted = Consultation.objects.get()
    assert (noted.what, noted.subject, noted.purpose) == ("counter", kept.two.pk, "Transfer at the counter")
    done = at(me, "transfer", weapon="ab12345", to="0202990710002", record="1", **picks(looked))
    assert "Потврда / Receipt" in done.text
    assert "Пренето / Transferred" in done.text
    with acting_for(JID):
        assert Firearm.objects.get().holder == kept.two.pk


def test_who_is_meant_is_chosen_where_several_are_called_so(me, kept):
    with acting_for(JID):
        other = holder("Petrana Druga", "77", by=kept.by)
        permit(other, by=kept.by)
        permit(other, by=kept.by, kind="sport")
        transferred = weapon("C 9", by=kept.by)
    looked = at(me, "transfer", weapon=transferred.number, to="petr")
    assert looked.text.count('type="radio"') == 2
    assert "Go on" in looked.text
    chosen = at(me, "transfer", weapon=transferred.number, to="petr", holder=other.number)
    assert "Primer" not in chosen.text
    assert chosen.text.count('name="permit"') == 2
    pressed = at(me, "transfer", weapon=transferred.number, to="petr", holder=other.number, record="1")
    assert pressed.status_code == 422
    assert "Choose one of those" in pressed.text


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"weapon": "ZZ 1", "to": "0202990710002"}, "No weapon of this register bears that"),
        ({"weapon": "AB12345", "to": "Nobody"}, "Nobody of this register is called that"),
        ({"weapon": "AB12345", "to": "0101990710001"}, "This holder has the weapon already"),
        ({"weapon": "AB12345", "to": "0202990710002", "on": "2020-01-01"}, "has no valid permit on that day"),
    ],
)
def test_what_does_not_fit_stands_at_its_field(me, kept, facts, told):
    answer = at(me, "transfer", **facts)
    assert answer.status_code == 422
    assert told in answer.text
    assert facts["to"] in answer.text


def test_a_stolen_weapon_is_not_transferred(me, kept):
    send(me, "weapon_step", JID, kept.weapon.number, "stolen", on=TODAY, place="", reference="", reason="")
    assert "It cannot be transferred" in at(me, "transfer", weapon="AB12345", to="0202990710002").text


def test_a_weapon_is_registered_for_a_known_holder(me, kept):
    facts = {"to": "0202990710002", "make": "Zastava", "model": "M57", "calibre": "7,62x25", "serial": "К-901"}
    looked = at(me, "register", **facts)
    assert "Други Држалац" in looked.text
    assert "Регистровано" in at(me, "register", record="1", **facts, **picks(looked)).text
    twice = at(me, "register", record="1", **facts, **picks(looked))
    assert "is registered" in twice.text
    assert "К-901" in twice.text
    assert "Give the make" in at(me, "register", **{**facts, "make": ""}).text
    again = at(me, "register", again="1", **facts, **picks(looked)).text
    assert 'value="К-901"' in again
    assert 'name="holder"' not in again


def test_papers_are_printed_in_the_languages_of_the_counter(me, kept):
    page = reverse("permit_paper", args=[JID, kept.first.number])
    assert "Дозвола / Permit" in me.get(page).text
    english = me.get(page, {"in": "en"}).text
    assert "Petra Primer" in english
    assert "Дозвола" not in english
    with acting_for(JID):
        assert Consultation.objects.filter(what="permit", subject=kept.one.pk).count() == 2
    send(me, "permit_act", JID, kept.first.number, "withdraw", on=timezone.localdate() - timedelta(1), because="x")
    assert me.get(page).status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_word(language):
    assert len(words(language)) == len(KEYS)
    assert all(set(own) <= set(LANGUAGES) for own in AT.values())


def test_the_counter_is_the_registrys(as_, kept):
    assert as_("contributor", JID, "border_police").get(reverse("counter", args=[JID, "transfer"])).status_code == 403
    elsewhere = as_("contributor", "J-SKP", "police")
    assert "No weapon" in send(elsewhere, "counter", "J-SKP", "transfer", weapon="AB12345", to="petra", on=TODAY).text
    assert elsewhere.get(reverse("permit_paper", args=["J-SKP", kept.first.number])).status_code == 404
