"""The ledger's pages: own jurisdictions only, paged by keys, histories with corrections, verification."""

import json
from datetime import date
from uuid import UUID, uuid4

import pytest
from django.db import connection

from opensalw.core.session import acting_for
from opensalw.ledger.commands import append
from opensalw.ledger.event import Event, declare
from opensalw.web.office import ledger as pages


class Weighed(Event):
    """An event of these tests only."""

    stream = "office_test"
    name = "office_weighed"
    label = "Weighed"
    sentence = "Weighed at {grams} grams in Kosovo by {who}."
    personal = frozenset({"who"})

    grams: int
    who: str = ""


declare(Weighed)
SUBJECT = UUID("11111111-1111-4111-8111-111111111111")


def weigh(jurisdiction="J-BEG", subject=SUBJECT, grams=7, **more):
    with acting_for(jurisdiction):
        event = Weighed(grams=grams, who="Somebody")
        return append(
            event,
            subject=subject,
            jurisdiction=jurisdiction,
            by="operator",
            on=date(2020, 1, 2),
            person=uuid4(),
            **more,
        )


@pytest.fixture
def entries(office):
    """Entries of two seats; the second of Belgrade corrects the first."""
    first = weigh()
    weigh(grams=8, corrects=first.id, reason="Misread")
    weigh("J-PRN", uuid4(), grams=99)
    return office.clients


def text_of(answer) -> str:
    return answer.content.decode()


def test_each_sees_the_own_jurisdictions_only(entries):
    own, all_of_them = (
        text_of(entries["police_beg"].get("/office/ledger/")),
        text_of(entries["secretariat"].get("/office/ledger/")),
    )
    assert "Weighed at 8 grams" in own
    assert "99 grams" not in own
    assert "Pristina" not in own
    assert "99 grams" in all_of_them
    assert "never sealed" in own


def test_a_jurisdiction_of_others_in_the_address_shows_nothing_of_it(entries):
    assert "99 grams" not in text_of(entries["police_beg"].get("/office/ledger/?jurisdiction=J-PRN"))


def test_donors_have_no_ledger(entries):
    assert entries["donor"].get("/office/ledger/").status_code == 403
    assert entries["donor"].post("/office/ledger/verify/").status_code == 403
    assert entries["donor"].get("/office/ledger/digests.json").status_code == 403


def test_a_history_tells_sentence_seal_and_correction_and_masks_the_personal(entries, django_assert_max_num_queries):
    with django_assert_max_num_queries(9):
        answer = entries["police_beg"].get(f"/office/ledger/subjects/{SUBJECT}/")
    shown = text_of(answer)
    assert "Weighed at 7 grams in Kosovo* by [personal]." in shown
    assert "Somebody" not in shown
    assert "Corrects entry" in shown
    assert "Misread" in shown
    assert 'class="corrected"' in shown
    assert bytes(weigh().seal).hex()[:12] not in shown


def test_a_history_of_others_is_not_found(entries):
    weigh("J-PRN", UUID(int=5))
    assert entries["police_beg"].get(f"/office/ledger/subjects/{UUID(int=5)}/").status_code == 404
    assert entries["secretariat"].get(f"/office/ledger/subjects/{UUID(int=5)}/").status_code == 200


@pytest.mark.parametrize(("typed", "leads_to"), [(str(SUBJECT), f"subjects/{SUBJECT}/"), ("x", ""), ("", "")])
def test_a_subject_is_found_by_its_id(entries, typed, leads_to):
    answer = entries["police_beg"].get("/office/ledger/find/", {"subject": typed})
    assert answer.url == f"/office/ledger/{leads_to}"


def test_pages_follow_each_other_and_a_kind_of_event_is_sifted(entries):
    for number in range(60):
        weigh(subject=uuid4(), grams=number)
    client, seen, address = entries["officer_beg"], [], "/office/ledger/?event=office_weighed"
    while address:
        context = client.get(address).context
        seen += [line.entry.id for line in context["lines"]]
        address = context["next_url"] and f"/office/ledger/{context['next_url']}"
    assert len(seen) == len(set(seen)) == 62
    assert seen == sorted(seen, reverse=True)
    assert client.get("/office/ledger/?event=framework_published").context["lines"] == []


@pytest.mark.parametrize("before", ["x", "-1", "9" * 30, "٣", ""])
def test_a_wrong_place_shows_the_newest(entries, before):
    assert "8 grams" in text_of(entries["police_beg"].get("/office/ledger/", {"before": before}))


def test_a_sound_ledger_is_found_sound(entries):
    shown = text_of(entries["police_beg"].post("/office/ledger/verify/"))
    assert "sound" in shown
    assert "Pristina" not in shown


def test_the_first_broken_place_is_shown_and_those_of_others_are_not(entries):
    damage("J-PRN")
    assert "broken" not in text_of(entries["police_beg"].post("/office/ledger/verify/"))
    damage("J-BEG")
    shown = text_of(entries["police_beg"].post("/office/ledger/verify/"))
    assert "broken" in shown
    assert str(SUBJECT) in shown
    assert "the head of this subject does not match its last entry" in shown


def damage(jurisdiction: str) -> None:
    """Change a head, which is the one thing the application's role can still spoil."""
    with acting_for(jurisdiction), connection.cursor() as cursor:
        cursor.execute(
            "update ledger_head set seal = decode(repeat('00', 32), 'hex') where jurisdiction = %s", [jurisdiction]
        )


def test_a_ledger_too_long_for_a_page_is_named_and_never_walked_for_others(entries, monkeypatch):
    monkeypatch.setattr(pages, "LIMIT", 1)
    damage("J-PRN")
    shown = text_of(entries["police_beg"].post("/office/ledger/verify/"))
    assert "Not walked:" in shown
    assert "opensalw verify" in shown
    assert "broken" not in shown
    partly = text_of(entries["secretariat"].post("/office/ledger/verify/"))
    assert "Not walked:" in partly


def test_asking_for_the_verification_page_walks_nothing(entries):
    assert entries["police_beg"].get("/office/ledger/verify/").url == "/office/ledger/"


def test_the_digests_of_the_own_jurisdictions_are_downloaded(entries):
    answer = entries["police_beg"].get("/office/ledger/digests.json")
    assert answer["Content-Disposition"].startswith('attachment; filename="opensalw-digests-')
    assert json.loads(answer.content)["format"] == "opensalw-digests-1"
