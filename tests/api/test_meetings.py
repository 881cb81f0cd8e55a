"""Meetings by the API: what is announced, its agenda, its published record; never the link."""

import pytest

from opensalw.coordination.commands import meetings, minutes
from opensalw.coordination.models import Item
from opensalw.documents.commands.papers import publish_record
from tests.cast import SECRETARIAT
from tests.coordination.test_meetings import announced, held, planned, series  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
BY = SECRETARIAT


def test_a_planned_meeting_is_not_given_out(client, planned):  # noqa: F811
    assert client.get("/api/v1/meetings").json()["meetings"] == []
    assert client.get(f"/api/v1/meetings/{planned.pk}").status_code == 404


def test_an_announced_one_comes_with_its_agenda_and_without_the_link(client, announced):  # noqa: F811
    meetings.change_meeting(announced, online_link="https://meet.example/secret", by=BY)
    answer = client.get(f"/api/v1/meetings/{announced.pk}")
    assert answer.json()["meeting"]["state"] == "announced"
    assert [one["kind"] for one in answer.json()["agenda"]][:2] == ["opening", "follow_up"]
    assert b"secret" not in answer.content
    assert [one["number"] for one in client.get("/api/v1/meetings?kind=regional").json()["meetings"]] == [1]
    assert client.get("/api/v1/meetings?kind=local").json()["meetings"] == []


def test_a_record_is_given_out_as_it_was_published(client, held, settings, tmp_path):  # noqa: F811
    settings.REPORTS = tmp_path
    item = Item.objects.get(session__meeting=held, jurisdiction="J-BEG", kind="presentation")
    minutes.write(item, text="The law is aligned.", follows=0, by=BY)
    kept = {one.format: one for one in publish_record(held, by=BY)}
    shown = client.get(f"/api/v1/meetings/{held.pk}").json()["record"]
    assert {one["sha256"] for one in shown} == {one.sha256 for one in kept.values()}
    address = next(one["file"] for one in shown if one["format"] == "md")
    answer = client.get(address)
    assert b"The law is aligned." in b"".join(answer.streaming_content)
    assert client.get(f"/api/v1/meetings/records/{held.pk}").status_code == 404
