"""Drafts of the report through the API: read by those whom they go to, commented on, settled by the secretariat."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opensalw.core.session import acting_for, everywhere
from opensalw.documents.commands import circulate_draft
from tests.cast import SECRETARIAT

from .conftest import V1
from .test_writing import part, send  # noqa: F401 - fixture

pytestmark = pytest.mark.django_db
DRAFTS = f"{V1}/rounds/wb-2020-h1/drafts"


@pytest.fixture
def draft(part, settings, tmp_path):  # noqa: F811
    settings.REPORTS = tmp_path
    with acting_for(*everywhere()):
        until = timezone.now() + timedelta(days=1)
        return circulate_draft(part.round, number=1, comment_until=until, by=SECRETARIAT)


def test_a_seat_reads_a_draft_and_comments_on_a_section(client, draft, token):
    seat = token("read", "write")
    listed = client.get(DRAFTS, headers=seat).json()["drafts"]
    assert [(one["number"], one["readers"], one["takes_comments"]) for one in listed] == [(1, "seats", True)]
    whole = client.get(f"{DRAFTS}/1", headers=seat).json()
    section = whole["passages"][0]["section"]
    made = send(client, "post", f"{DRAFTS}/1/comments", {"section": section, "text": "Two lots."}, headers=seat)
    assert (made.status_code, made.json()["comment"]["jurisdiction"]) == (201, "J-BEG")
    assert [one["text"] for one in client.get(f"{DRAFTS}/1", headers=seat).json()["comments"]] == ["Two lots."]
    settle = f"{DRAFTS}/1/comments/{made.json()['comment']['id']}/settle"
    assert send(client, "post", settle, {"outcome": "taken_up"}, headers=seat).status_code == 409
    wrong = send(client, "post", f"{DRAFTS}/1/comments", {"section": "nowhere", "text": "x"}, headers=seat)
    assert (wrong.status_code, wrong.json()["errors"][0]["field"]) == (422, "section")


def test_an_organisation_does_not_see_what_goes_round_among_seats(client, draft, token):
    donor = token("read", "write", jurisdiction="J-REG", type="donor")
    assert client.get(DRAFTS, headers=donor).json()["drafts"] == []
    assert client.get(f"{DRAFTS}/1", headers=donor).status_code == 403
    assert client.get(f"{DRAFTS}/2", headers=token("read")).status_code == 404
    assert client.get(DRAFTS).status_code == 401
