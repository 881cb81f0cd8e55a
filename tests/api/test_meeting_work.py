"""Meetings worked on by the API: the agenda changed, notes given and taken, needs of the minutes confirmed."""

import pytest

from opensalw.coordination.commands.minutes import write
from opensalw.coordination.models import Conclusion, Need
from opensalw.ledger.models import Entry
from tests.cast import SECRETARIAT
from tests.coordination.test_meetings import announced, belgrade, held, planned, series  # noqa: F401 - fixtures
from tests.roadmap.prose.test_meeting_notes import LOCAL

from .test_concordance import send

pytestmark = pytest.mark.django_db


@pytest.fixture
def machine(token):
    """The token of the secretariat."""
    return token("read", "write", jurisdiction="J-REG", type="secretariat")


def test_the_agenda_is_changed_by_those_who_prepare_it(client, announced, machine, token):  # noqa: F811
    address = f"/api/v1/meetings/{announced.pk}/agenda"
    assert client.get(address, headers=token("read")).status_code == 403
    count = len(client.get(address, headers=machine).json()["sessions"])
    made = send(client, "post", f"{address}/sessions", {"kind": "other", "title": "Study"}, **machine).json()
    session = made["sessions"][count]
    one = f"{address}/sessions/{session['id']}"
    hours = {"starts_at": "2020-11-25T09:00:00Z", "ends_at": "2020-11-25T10:30:00Z"}
    changed = send(client, "patch", one, hours, **machine).json()["sessions"][count]
    assert (changed["title"], changed["starts_at"]) == ("Study", "2020-11-25T09:00:00+00:00")
    assert send(client, "patch", one, {"starts_at": "2021-11-25T09:00:00Z"}, **machine).status_code == 422
    assert send(client, "patch", one, {"ends_at": None}, **machine).json()["sessions"][count]["ends_at"] is None
    item = {"kind": "discussion", "title": "Methods", "goals": [2], "speaker_function": "Head of unit"}
    added = send(client, "post", f"{one}/items", item, **machine).json()["sessions"][count]["items"][0]
    assert (added["goals"], added["jurisdiction"]) == ([2], None)
    send(client, "patch", f"{address}/items/{added['id']}", {"minutes_planned": 15}, **machine)
    moved = send(client, "post", f"{address}/{session['id']}/move", {"towards": "up"}, **machine).json()
    assert moved["sessions"][count - 1]["id"] == session["id"]
    assert send(client, "delete", one, **machine).status_code == 409
    assert send(client, "delete", f"{address}/items/{added['id']}", **machine).status_code == 200
    assert len(send(client, "delete", one, **machine).json()["sessions"]) == count
    assert Entry.objects.filter(name="agenda_changed").count() == 8


def test_notes_are_given_read_and_decided_piece_by_piece(client, held, machine, token):  # noqa: F811
    address = f"/api/v1/meetings/{held.pk}/notes"
    sent = {"name": "Notes", "text": LOCAL}
    assert send(client, "post", address, sent, **token("write")).status_code == 403
    made = send(client, "post", address, sent, **machine).json()
    one = f"{address}/{made['notes']['id']}"
    assert (made["notes"]["waiting"], made["notes"]["taken"]) == (6, 0)
    assert send(client, "post", address, sent, **machine).status_code == 422
    keys = [block["key"] for block in made["blocks"]]
    assert send(client, "post", f"{one}/blocks", {"blocks": keys}, **machine).json()["notes"]["taken"] == len(keys)
    assert send(client, "post", f"{one}/blocks", {"blocks": ["99.1"]}, **machine).status_code == 422
    accepted = {"decision": "accept", "owner": "SALW Commission", "due_on": "2021-06-15"}
    done = send(client, "post", f"{one}/promises/0", accepted, **machine).json()
    conclusion = Conclusion.objects.get(number=done["promises"][0]["decided"])
    assert (conclusion.owner, str(conclusion.due_on)) == ("SALW Commission", "2021-06-15")
    send(client, "post", f"{one}/promises/1", {"decision": "drop"}, **machine)
    assert client.get(one, headers=machine).json()["promises"][1]["decided"] == "dropped"
    assert send(client, "post", f"{one}/promises/1", {"decision": "again"}, **machine).json()["notes"]["waiting"] == 5
    assert send(client, "post", f"{one}/promises/77", {"decision": "drop"}, **machine).status_code == 404
    assert len(client.get(address, headers=machine).json()["notes"]) == 1


def test_what_minutes_ask_for_is_entered_when_it_is_confirmed(client, held, machine, token):  # noqa: F811
    write(belgrade(held), text="The police need two scanners.", follows=0, by=SECRETARIAT)
    address = f"/api/v1/meetings/{held.pk}/needs"
    (one,) = client.get(address, headers=machine).json()["asked"]
    assert (one["jurisdiction"], one["kind"]) == ("J-BEG", "equipment")
    assert send(client, "post", address, {"confirmed": [{"key": one["key"]}]}, **machine).status_code == 422
    confirmed = {"confirmed": [{"key": one["key"], "goal": 3, "kind": one["kind"]}]}
    assert send(client, "post", address, confirmed, **token("write")).status_code == 403
    assert send(client, "post", address, confirmed, **machine).json()["needs"] == [Need.objects.get().number]
    assert client.get(address, headers=machine).json()["asked"] == []
