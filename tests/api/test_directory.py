"""The directory by the API: read by those who hold a post, kept by the jurisdiction; no person's name."""

import pytest

from opensalw.coordination.commands import directory
from tests.cast import SECRETARIAT

from .test_concordance import send

pytestmark = pytest.mark.django_db
BODIES = "/api/v1/directory"
POINT = {"kind": "focal_point", "jurisdiction": "J-BEG", "title": "Firearms Focal Point", "placed_in": "Police"}


def test_a_body_is_entered_changed_given_a_function_and_ended_by_its_own(client, token):
    own, other = token("read", "write"), token("read", "write", jurisdiction="J-TIR")
    assert client.get(BODIES).status_code == 401
    assert send(client, "post", BODIES, POINT, **other).status_code == 403
    made = send(client, "post", BODIES, POINT, **own).json()["body"]
    one = f"{BODIES}/{made['id']}"
    assert (made["standing"], made["functions"]) == ("established", [])
    changed = send(client, "patch", one, {"standing": "operational", "reason": "Gazette"}, **own).json()["body"]
    assert (changed["standing"], changed["placed_in"]) == ("operational", "Police")
    assert send(client, "patch", one, {"standing": "operational"}, **own).json()["errors"][0]["field"] == "reason"
    seat = {"role": "contact", "institution": "Criminal police", "function": "Head of unit"}
    function = send(client, "post", f"{one}/functions", seat, **own).json()["body"]["functions"][0]
    end = {"until": "2026-01-01", "reason": "Reorganised"}
    ended = send(client, "post", f"{one}/functions/{function['id']}/end", end, **own).json()["body"]["functions"]
    assert ended[0]["until"] == "2026-01-01"
    assert send(client, "post", f"{one}/end", end, **other).status_code == 403
    assert send(client, "post", f"{one}/end", end, **own).json()["body"]["standing"] == "ended"
    assert send(client, "post", f"{one}/end", end, **own).status_code == 409


def test_bodies_are_found_by_seat_kind_day_and_words(client, token, everywhere_db, django_assert_max_num_queries):
    directory.enter(**POINT, by=SECRETARIAT)
    directory.enter(kind="commission", jurisdiction="J-TIR", title="SALW Commission", by=SECRETARIAT)
    own = token("read")
    with django_assert_max_num_queries(12):
        found = client.get(BODIES, headers=own).json()["bodies"]
    assert [one["jurisdiction"] for one in found] == ["J-BEG", "J-TIR"]
    for query, count in (("jurisdiction=J-TIR", 1), ("kind=liaison", 0), ("words=focal", 1), ("on=2020-01-01", 2)):
        assert len(client.get(f"{BODIES}?{query}", headers=own).json()["bodies"]) == count
    assert client.get(f"{BODIES}/{found[0]['id']}", headers=own).json()["body"]["title"] == "Firearms Focal Point"
