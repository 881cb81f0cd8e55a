"""Search and weapon page: found by its mark, moved by its forms, and nothing personal without a purpose."""

import pytest
from django.urls import reverse

from opensalw.core.session import acting_for
from opensalw.ledger.queries import history
from opensalw.registers.lifecycle import State
from opensalw.registers.models import Component, Consultation, Firearm, SavedView, SecondCheck
from tests.registers.conftest import weapon

from .conftest import JID, send

DAY = "2025-05-05"


def page(client, name, *args, **query):
    return client.get(reverse(name, args=[JID, *args]), query)


def do(client, kept, step, /, **facts):
    return send(client, "weapon_step", JID, kept.weapon.number, step, **{"on": DAY, "reason": "", **facts})


def stands(kept):
    with acting_for(JID):
        return Firearm.objects.get(pk=kept.weapon.pk).state


def test_a_weapon_is_found_by_its_mark_its_number_and_its_permit(me, kept):
    for asked in ("ab 012345", kept.weapon.number.lower(), "AB-12345"):
        assert kept.weapon.number in page(me, "register_search", q=asked).text
    assert "OL-77" in page(me, "register_search", q="ol 77").text
    assert "Nothing in this register bears that" in page(me, "register_search", q="ZZ 999").text


def test_a_name_is_shown_after_a_purpose_was_said_and_the_look_is_noted(me, kept):
    address = f"{reverse('register_search', args=[JID])}?q=petra"
    assert "Petra Primer" not in me.get(address).text
    assert not Consultation.objects.exists()
    short = send(me, "register_purpose", JID, purpose="x", next=address, subject="search")
    assert "Say for which purpose" in short.text
    shown = send(me, "register_purpose", JID, purpose="Case 12/25", next=address, subject="search")
    assert "Petra Primer" in shown.text
    noted = Consultation.objects.get()
    assert (noted.purpose, noted.what, noted.by) == ("Case 12/25", "search", kept.by.id)


def test_no_page_of_a_weapon_tells_a_name(me, kept):
    text = page(me, "weapon_page", kept.weapon.number).text
    assert kept.one.number[:1] in text
    assert "Petra" not in text
    assert "0101990710001" not in text


def test_the_page_offers_what_may_be_done_next_and_nothing_else(me, kept):
    assert "Report as stolen" in page(me, "weapon_page", kept.weapon.number).text
    assert "Recorded." in do(me, kept, "stolen", place="Home", reference="K 7").text
    text = page(me, "weapon_page", kept.weapon.number).text
    assert "Report as stolen" not in text
    assert "Recover" in text
    wrong = do(me, kept, "exported", authorisation="E 1")
    assert wrong.status_code == 422
    assert "is not possible" in wrong.text


def test_a_transfer_takes_the_only_permit_of_the_receiver(me, kept):
    nobody = do(me, kept, "transferred", to="P0000", permit="")
    assert "No holder has this number" in nobody.text
    assert "Recorded." in do(me, kept, "transferred", to="0202990710002", permit="").text
    with acting_for(JID):
        held = Firearm.objects.get(pk=kept.weapon.pk)
    assert (held.holder, held.permit) == (kept.two.pk, kept.other.pk)


def test_a_deactivation_waits_for_another_person(me, second, kept):
    assert "second person confirms" in do(me, kept, "deactivated", certificate="C 5", reason="Seen").text
    check = SecondCheck.objects.get()
    assert "You proposed this" in page(me, "second_queue").text
    assert "Another person confirms it" in send(me, "second_decide", JID, check.pk, act="confirm").text
    assert stands(kept) == State.HELD
    assert "certificate C 5" in page(second, "second_queue").text
    assert "Confirmed" in send(second, "second_decide", JID, check.pk, act="confirm").text
    assert stands(kept) == State.DEACTIVATED


@pytest.mark.parametrize(
    ("step", "facts", "told"),
    [
        ("marked", {"kind": "import", "text": "BG 24", "condition": "intact"}, "BG 24"),
        ("component_fitted", {"kind": "barrel", "mark": "K 9"}, "K 9"),
        ("taken_in", {"how": "found", "incident": "I-SKP-2026-00009"}, "kept by another authority"),
        ("lost", {"place": "Forest"}, "Reported as lost"),
        ("inherited", {"to": "0202990710002"}, "Inherited"),
        ("legalised", {"decision": "O 3"}, "Legalised by decision O 3"),
        ("exported", {"place": "Vienna", "authorisation": "E 3"}, "Exported to Vienna"),
        ("category_decided", {"action": "semi", "barrel_mm": "120", "ignition": "rim"}, "because"),
        ("corrected", {"field": "serial", "value": "AB-12346", "reason": "Misread"}, "AB-12346"),
    ],
)
def test_every_step_has_its_form(me, kept, step, facts, told):
    assert page(me, "weapon_step", kept.weapon.number, step).status_code == 200
    text = do(me, kept, step, **facts).text
    assert told in text, text[text.find("<main") :][:3000]


def test_a_fitted_component_is_removed_and_the_day_of_an_entry_is_corrected(me, kept):
    do(me, kept, "component_fitted", kind="barrel", mark="K 9")
    with acting_for(JID):
        number = Component.objects.get().number
    assert "removed" in do(me, kept, "component_removed", component=number).text
    do(me, kept, "legalised", decision="O 3")
    with acting_for(JID):
        last = history(kept.weapon.pk, jurisdiction=JID)[-1]
    fixed = send(me, "entry_correct", JID, kept.weapon.number, last.id, on="2025-06-06", reason="Wrong day")
    assert "corrects entry" in fixed.text
    with acting_for(JID):
        last = history(kept.weapon.pk, jurisdiction=JID)[-1]
    gone = send(me, "entry_correct", JID, kept.weapon.number, last.id, on="2025-06-06", never="1", reason="Another one")
    assert "this did not happen" in gone.text
    do(me, kept, "lost", place="Forest")
    with acting_for(JID):
        last = history(kept.weapon.pk, jurisdiction=JID)[-1]
    assert page(me, "entry_correct", kept.weapon.number, last.id).status_code == 404, "the incident is corrected"


def test_two_records_become_one_by_two_persons(me, second, kept):
    with acting_for(JID):
        same = weapon("AB-12345", another=True, reason="Looks so", by=kept.by)
    assert "Proposed" in do(me, kept, "merged", into=same.number, reason="The same").text
    check = SecondCheck.objects.get()
    assert same.number in page(second, "second_queue").text
    send(second, "second_decide", JID, check.pk, act="confirm")
    assert "This record was merged" in page(me, "weapon_page", kept.weapon.number).text


def test_a_list_is_narrowed_and_the_view_is_kept(me, kept):
    do(me, kept, "stolen", place="Home")
    assert kept.weapon.number in page(me, "register_search", state="stolen").text
    assert "No weapon is like that" in page(me, "register_search", state="lost").text
    assert "is kept" in send(me, "register_view_keep", JID, name="Stolen ones", state="stolen").text
    assert "Stolen ones" in page(me, "register_search").text
    view = SavedView.objects.get()
    assert "is gone" in send(me, "register_view_keep", JID, forget=view.pk, state="stolen").text
    assert "Narrow the list first" in send(me, "register_view_keep", JID, name="All").text


PAGES = [("register_search", ()), ("second_queue", ()), ("weapon_page", ("number",)), ("weapon_step", ("number", "x"))]


@pytest.mark.parametrize(("name", "of"), PAGES)
def test_only_the_own_registry_comes_in(as_, kept, name, of):
    args = [JID, *({"number": kept.weapon.number, "x": "lost"}[one] for one in of)]
    address = reverse(name, args=args)
    for who in (("officer", JID), ("contributor", JID, "border_police"), ("contributor", "J-SKP", "police")):
        assert as_(*who).get(address).status_code == 403
    assert as_("contributor", "J-SKP", "police").post(address, {"on": DAY}).status_code == 403
    elsewhere = as_("contributor", "J-SKP", "police")
    if "number" in of:
        assert elsewhere.get(reverse(name, args=["J-SKP", *args[1:]])).status_code == 404
    assert kept.weapon.number not in elsewhere.get(reverse("register_search", args=["J-SKP"])).text


def test_the_pages_ask_the_same_number_of_questions_however_much_there_is(me, kept, django_assert_max_num_queries):
    with acting_for(JID):
        for number in range(8):
            weapon(f"C-{number}77", by=kept.by)
    do(me, kept, "taken_in", how="found", incident="")
    with django_assert_max_num_queries(13):
        assert page(me, "register_search").text.count("M70AB2") == 9
    with django_assert_max_num_queries(14):
        page(me, "register_search", q="AB-12345")
    with django_assert_max_num_queries(20):
        page(me, "weapon_page", kept.weapon.number)
