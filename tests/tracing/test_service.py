"""One call says registered, lost, stolen or none; it is logged, paced, and a wanted weapon is told of, signed."""

import hmac
from datetime import timedelta
from hashlib import sha256

import pytest
from django.db import Error, connection, transaction
from django.utils import timezone

from opensalw.core.refusal import Refused
from opensalw.core.session import acting_for
from opensalw.ledger.queries import history
from opensalw.registers import commands as register
from opensalw.registers.events import weapons
from opensalw.registers.marks import Mark
from opensalw.tracing.commands import checking
from opensalw.tracing.commands.delivering import WAITS, deliver_due, post, secret_of
from opensalw.tracing.models import Delivery, Hook, WeaponCheck
from opensalw.tracing.rules.service import A_DAY, refuse_pace
from tests.cast import person

from .conftest import ASKER, DAY, HOME, NEIGHBOUR

BORDER = person("border-prn", "contributor", HOME, "border_police")
ASKED = {"jurisdiction": HOME, "purpose": "Second-line check", "by": BORDER}


@pytest.fixture
def stolen(home):
    """A weapon that was stolen, and one that is held."""
    known = {"jurisdiction": home, "by": ASKER, "on": DAY, "make": "Zastava", "model": "M57"}
    weapon = register.register(serial=Mark("A-12345"), **known)
    register.register(serial=Mark("B 777"), **known)
    register.happened(weapon, weapons.Stolen(reference="K 77"), on=DAY, by=ASKER)
    return weapon


def test_the_answer_is_one_word_and_every_question_is_logged(stolen):
    for typed, verdict in (("А12345", "stolen"), ("B777", "registered"), ("Z 1", "none")):
        assert checking.check_weapon(typed, **ASKED).verdict == verdict
    rows = WeaponCheck.objects.all()
    assert {(one.by, one.purpose) for one in rows} == {(BORDER.id, "Second-line check")}
    assert [one.name for one in history(stolen.pk)][-1] == "wanted_seen"
    with acting_for(NEIGHBOUR):
        assert not WeaponCheck.objects.exists()
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("update tracing_weaponcheck set purpose = 'another'")


@pytest.mark.parametrize(
    ("typed", "change", "said"),
    [
        ("A-12345", {"purpose": " "}, "which purpose"),
        ("A-12?45", {}, "whole marks"),
        ("***", {}, "as it stands"),
        ("", {}, "as it stands"),
        ("A\u202e1", {}, "as it stands"),
        ("1" * 500, {}, "at most"),
        ("A-12345", {"desk": "kiosk"}, "no desk"),
        ("A-12345", {"by": person("x", "officer", HOME)}, "Only the police"),
        ("A-12345", {"by": person("x", "contributor", NEIGHBOUR, "police")}, "Only the police"),
    ],
)
def test_a_question_without_purpose_or_right_gets_no_answer(stolen, typed, change, said):
    with pytest.raises(Refused, match=said):
        checking.check_weapon(typed, **{**ASKED, **change})
    assert not WeaponCheck.objects.exists()


def test_a_register_is_not_read_out_question_by_question(stolen, monkeypatch):
    monkeypatch.setattr("opensalw.tracing.rules.service.A_MINUTE", 2)
    for typed in ("1", "2"):
        checking.check_weapon(typed, **ASKED)
    with pytest.raises(checking.TooOften):
        checking.check_weapon("3", **ASKED)
    checking.check_weapon("3", **{**ASKED, "by": ASKER})
    assert refuse_pace(1, A_DAY - 1) is None
    assert "a day" in refuse_pace(0, A_DAY)


def test_an_address_is_told_signed_and_again_until_it_takes_it(stolen):
    hook = checking.add_hook(jurisdiction=HOME, url="https://desk.example.org/seen", label="Desk", by=ASKER)
    checking.check_weapon("A12345", **ASKED)
    got = []

    def send(url, body, headers):
        got.append((url, body, headers))
        if len(got) == 1:
            raise OSError("no way")
        return 503 if len(got) == 2 else 204

    assert deliver_due(HOME, send) == (0, 1)
    assert deliver_due(HOME, send) == (0, 0)
    row = Delivery.objects.get()
    assert (row.tries, row.said) == (1, "OSError")
    assert row.next_at > timezone.now()
    for expected in ((0, 1), (1, 0), (0, 0)):
        Delivery.objects.filter(next_at__isnull=False).update(next_at=timezone.now() - timedelta(seconds=1))
        assert deliver_due(HOME, send) == expected
    url, body, headers = got[-1]
    moment, mark = (part.split("=")[1] for part in headers["OpenSALW-Signature"].split(","))
    assert mark == hmac.new(secret_of(hook).encode(), f"{moment}.".encode() + body, sha256).hexdigest()
    assert b"Holder" not in body
    assert stolen.number.encode() in body
    assert len({one[1] for one in got}) == 1


def test_an_address_that_never_answers_is_given_up_and_one_that_ended_is_left_alone(stolen):
    hook = checking.add_hook(jurisdiction=HOME, url="https://desk.example.org/", label="Desk", by=ASKER)
    checking.check_weapon("A12345", **ASKED)
    for _turn in range(len(WAITS) + 1):
        Delivery.objects.update(next_at=timezone.now() - timedelta(seconds=1))
        assert deliver_due(HOME, lambda *_all: 500) == (0, 1)
    assert Delivery.objects.get().next_at is None
    checking.end_hook(hook, by=ASKER)
    checking.check_weapon("A12345", **ASKED)
    assert Delivery.objects.count() == 1


@pytest.mark.parametrize(
    "url",
    ["http://desk.example.org", "https://127.0.0.1/x", "https://localhost/", "https://10.0.0.8/", "https://a:b@x.org"],
)
def test_an_address_within_the_own_network_is_refused(home, url):
    with pytest.raises(Refused):
        checking.add_hook(jurisdiction=home, url=url, label="Desk", by=ASKER)
    assert not Hook.objects.exists()


def test_a_name_that_stands_for_the_own_network_is_not_told():
    with pytest.raises(OSError, match="own network"):
        post("https://localhost/seen", b"{}", {})
