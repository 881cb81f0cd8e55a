"""Law by the API: tables of any day for everybody; rows graded by the jurisdiction; correlations by the secretariat."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from opensalw.legislation.commands.concordance import review_row
from opensalw.legislation.models import Row
from tests.cast import chair
from tests.legislation.conftest import law, new, old, table  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
LAW = "/api/v1/legislation"


def send(client, method, address, sent=None, **headers):
    return getattr(client, method)(address, sent or {}, content_type="application/json", headers=headers)


def test_everybody_reads_a_table_of_a_day_and_the_jurisdiction_grades(client, table, law, old, token, monkeypatch):  # noqa: F811
    address = f"{LAW}/tables/{old.pk}/J-BEG"
    rows = client.get(address).json()["rows"]
    assert [(one["provision"], one["grade"], one["state"]) for one in rows][:1] == [("Art. 1", None, "open")]
    row = f"{LAW}/rows/{rows[0]['id']}"
    grade = {"grade": "full", "own": [{"act": law.key, "number": "čl. 4"}], "evidence": "Gazette", "revision": 1}
    assert send(client, "put", row, grade).status_code == 401
    assert send(client, "put", row, grade, **token("write", jurisdiction="J-TIR")).status_code == 403
    own = token("write")
    wrong = send(client, "put", row, {**grade, "own": [{"act": "no-law", "number": "1"}]}, **own)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "own.0.act")
    kept = send(client, "put", row, grade, **own).json()
    assert (kept["row"]["grade"], kept["revision"]) == ("full", 2)
    late = send(client, "put", row, {**grade, "grade": "none", "own": []}, **own)
    assert (late.status_code, late.json()["current"]) == (409, {"revision": 2})
    assert send(client, "post", f"{row}/confirmation", **own).status_code == 401
    review_row(Row.objects.get(pk=rows[0]["id"]), by=chair("J-BEG"))
    today, now = timezone.localdate(), timezone.now()
    monkeypatch.setattr(timezone, "now", lambda: now + timedelta(days=2))
    again = send(client, "post", f"{row}/reopening", {"reason": "The law was changed."}, **own).json()
    assert (again["row"]["state"], again["row"]["was_grade"]) == ("reopened", "full")
    assert client.get(address).json()["rows"][0]["state"] == "reopened"
    assert client.get(f"{address}?on={today}").json()["rows"][0]["state"] == "reviewed"
    assert client.get(f"{address}?on={date(2001, 1, 1)}").json()["rows"] == []
    assert client.get(f"{LAW}/tables").json()["tables"][0]["states"] == {"open": 4, "reopened": 1}
    assert client.get(f"{LAW}/tables/999999/J-BEG").status_code == 404


def test_a_table_is_opened_for_ones_own_jurisdiction(client, old, token):  # noqa: F811
    own = token("write")
    assert send(client, "post", f"{LAW}/tables/{old.pk}/J-BEG", **own).json()["opened"] == 5
    assert send(client, "post", f"{LAW}/tables/{old.pk}/J-TIR", **own).status_code == 403


def lines():
    """A correlation of the two directives, as the API takes it."""
    pairs = [("Art. 1", "Art. 1", "unchanged"), ("Art. 2", "Art. 2", "changed"), ("Art. 3", "Art. 3", "changed"),
             ("Art. 3", "Art. 3a", "changed"), ("Art. 4", "Art. 6", "unchanged"), ("Art. 5", "", "deleted"),
             ("", "Art. 7", "new")]  # fmt: skip
    return [{"old": one, "new": other, "kind": kind} for one, other, kind in pairs]


def test_a_correlation_is_loaded_and_applied_and_a_person_takes_it_back(client, table, old, new, token, office):  # noqa: F811
    machine, address = token("read", "write", jurisdiction="J-REG", type="secretariat"), f"{LAW}/correlations"
    assert client.get(address, headers=token("read")).status_code == 403
    wrong = send(client, "post", address, {"old": old.pk, "new": new.pk, "lines": lines()[:-1]}, **machine)
    assert wrong.json()["errors"][0]["message"] == "Art. 7 of the new act is on no line."
    assert send(client, "post", address, {"old": 0, "new": new.pk, "lines": lines()}, **machine).status_code == 422
    made = send(client, "post", address, {"old": old.pk, "new": new.pk, "lines": lines()}, **machine).json()
    one = f"{address}/{made['correlation']['id']}"
    assert made["steps"][0]["carried"] is True
    assert send(client, "post", f"{one}/application", **machine).json()["rows"]["opened"] == 6
    assert send(client, "post", f"{one}/application", **machine).status_code == 409
    asked = send(client, "post", f"{one}/undo", {"reason": "The wrong table."}, **machine).json()
    assert asked["correlation"]["undo_reason"] == "The wrong table."
    assert send(client, "post", f"{one}/undo/decision", {"outcome": "undo"}, **machine).status_code == 401
    person = Client()
    person.force_login(office)
    assert send(person, "post", f"{one}/undo/decision", {"outcome": "undo"}).json()["rows"]["restored"] == 5
    assert client.get(one, headers=machine).json()["correlation"]["undone_at"]
    assert len(client.get(address, headers=machine).json()["correlations"]) == 1
