"""Incidents through the API: recorded once, read by their own jurisdiction, and by nobody else however it is asked."""

from uuid import uuid4

import pytest
from django.db import connection

from opensalw.core.session import acting_for
from opensalw.incidents.models import Incident

V1 = "/api/v1/incidents"
SEIZURE = {
    "jurisdiction": "J-BEG", "kind": "seizure", "happened_on": "2026-02-03", "place": "land_border",
    "items": [{"thing": "firearm", "quantity": 1, "type": "pistol", "marks": "A 1"}],
    "groups": [{"part": "suspect", "count": 2, "sex": "male"}],
}  # fmt: skip


@pytest.fixture
def police(token):
    return token("read", "write", type="police")


def post(client, header, **facts):
    return client.post(V1, {**SEIZURE, **facts}, content_type="application/json", headers=header)


def test_an_incident_is_recorded_once_and_read_again(client, police, django_assert_max_num_queries):
    id = str(uuid4())
    made = post(client, police, id=id)
    assert made.status_code == 201, made.json()
    told = made.json()["incident"]
    assert (told["number"], told["items"][0]["unit"]) == ("I-BEG-2026-00001", "piece")
    assert told["facts"]["place"] == "land_border"
    assert post(client, police, id=id).json()["incident"]["number"] == told["number"]
    twin = post(client, police).json()["incident"]
    assert twin["twin"] == told["number"]
    with django_assert_max_num_queries(16):
        every = client.get(V1, {"jurisdiction": "J-BEG", "kind": "seizure"}, headers=police).json()
    assert (every["total"], every["incidents"][0]["groups"][0]["count"]) == (2, 2)
    assert client.get(f"{V1}/{told['number']}", headers=police).json()["incident"]["entry"] == told["entry"]


def test_what_is_wrong_is_named_by_its_path(client, police):
    bad = post(client, police, items=[{"thing": "firearm", "quantity": 1}, {"thing": "firearm", "quantity": -1}])
    assert (bad.status_code, bad.json()["errors"][0]["field"]) == (422, "items.1.quantity")
    bad = post(client, police, groups=[{"part": "suspect", "count": 1, "sex": "x"}])
    assert bad.json()["errors"][0]["field"] == "groups.0.sex"
    assert post(client, police, happened_on="2090-01-01").json()["errors"][0]["field"] == "happened_on"
    assert post(client, police, colour="red").json()["errors"][0]["field"] == "colour"
    assert client.get(V1, headers=police).status_code == 422


def test_neighbours_the_public_and_narrow_tokens_see_and_record_nothing(client, police, token):
    number = post(client, police).json()["incident"]["number"]
    neighbour = token("read", "write", jurisdiction="J-TIR", type="police")
    for header, status in ((neighbour, 403), (token("write", type="customs"), 403), ({}, 401)):
        assert client.get(V1, {"jurisdiction": "J-BEG"}, headers=header).status_code == status
    assert client.get(f"{V1}/{number}", headers=neighbour).status_code == 404
    assert post(client, neighbour).status_code == 403
    assert post(client, token("read", type="ministry")).status_code == 403
    regional = token("read", "write", jurisdiction="J-REG", type="secretariat")
    assert client.get(V1, {"jurisdiction": "J-BEG"}, headers=regional).status_code == 403
    assert client.get(f"{V1}/{number}", headers=regional).status_code == 404
    theirs = client.get(V1, {"jurisdiction": "J-TIR"}, headers=neighbour).json()
    assert theirs["total"] == 0


def test_the_rows_are_closed_to_a_neighbour_in_the_database_too(client, police):
    post(client, police)
    with acting_for("J-TIR"):
        assert not Incident.objects.exists()
        with connection.cursor() as cursor:
            for table in ("incidents_incident", "incidents_item", "incidents_involved"):
                cursor.execute(f"select count(*) from {table} where jurisdiction = 'J-BEG' or true")
                assert cursor.fetchone() == (0,)
            cursor.execute("update incidents_incident set note = 'x'")
            assert cursor.rowcount == 0
