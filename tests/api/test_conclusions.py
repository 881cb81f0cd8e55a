"""Conclusions through the API: published ones for everybody, the others with a token, reported on by their owners."""

from datetime import date

import pytest

from opensalw.coordination.commands.conclusions import record
from opensalw.core.models import Institution
from tests.cast import SECRETARIAT
from tests.coordination.gatherings import meeting

from .conftest import V1
from .test_writing import send

pytestmark = pytest.mark.django_db
CONCLUSIONS = f"{V1}/conclusions"


@pytest.fixture
def promise(everywhere_db, token):
    token("read", jurisdiction="J-PRN", type="police")
    third = meeting(3, state="held", day=date(2020, 7, 3))
    return record(
        what="Strengthen the dogs of Kosovo police", owner="Police", meeting=third, jurisdiction="J-PRN",
        owner_institution=Institution.objects.get(pk="J-PRN/police"), due_on=date(2020, 9, 30),
        due_words="in September", by=SECRETARIAT,
    )  # fmt: skip


def test_the_public_reads_published_records_with_their_footnotes(client, promise, django_assert_max_num_queries):
    assert client.get(CONCLUSIONS).json()["conclusions"] == []
    assert client.get(f"{CONCLUSIONS}/C3-01").status_code == 404
    promise.meeting.state = "recorded"
    promise.meeting.save()
    with django_assert_max_num_queries(8):
        told = client.get(CONCLUSIONS, {"overdue": "true", "jurisdiction": "J-PRN"}).json()
    [one] = told["conclusions"]
    assert (one["number"], one["due"], one["overdue"]) == ("C3-01", "in September 2020", True)
    assert "Kosovo*" in one["what"]
    assert told["footnotes"]
    assert client.get(f"{CONCLUSIONS}/C3-01").json()["life"] == []


def test_the_owner_reports_and_proposes_to_close(client, promise, token):
    own = token("read", "write", jurisdiction="J-PRN", type="police")
    made = send(client, "post", f"{CONCLUSIONS}/C3-01/progress", {"said": "Bought."}, headers=own)
    assert (made.status_code, made.json()["conclusion"]["status"]) == (201, "under_way")
    made = send(client, "post", f"{CONCLUSIONS}/C3-01/progress",
                {"said": "Done.", "closes_as": "done", "link": "https://example.org/x"}, headers=own)  # fmt: skip
    assert [one["event"] for one in made.json()["life"]][-2:] == ["conclusion_progress", "conclusion_closing_proposed"]
    others = token("read", "write", jurisdiction="J-TIR", type="police")
    refused = send(client, "post", f"{CONCLUSIONS}/C3-01/progress", {"said": "x"}, headers=others)
    assert (refused.status_code, "Only the owner" in refused.json()["detail"]) == (409, True)
    wrong = send(client, "post", f"{CONCLUSIONS}/C3-01/progress", {"said": "x", "closes_as": "open"}, headers=own)
    assert wrong.status_code == 422


@pytest.mark.parametrize("query", ["status=odd", "goal=0", "sort=size", "offset=-1", "nothing=1", "jurisdiction=J-XXX"])
def test_what_is_not_offered_is_refused_by_name(client, promise, query):
    answer = client.get(f"{CONCLUSIONS}?{query}")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == query.partition("=")[0]
