"""The library: published documents and their files."""

import uuid
from datetime import UTC, datetime
from hashlib import sha256

import pytest

from opensalw.core.session import acting_for, everywhere
from opensalw.documents.models import Report
from opensalw.documents.queries import stored_at
from tests.api.conftest import V1
from tests.api.test_problems import problem

WHEN = datetime(2020, 10, 1, tzinfo=UTC)
CONTENT = b"%PDF-1.7 the printed report"


@pytest.fixture
def report(round, settings, tmp_path):
    """Makes a document of the library, published unless told otherwise."""
    settings.REPORTS = tmp_path

    def made(content=CONTENT, published_at=WHEN, number=1):
        digest = sha256(content).hexdigest()
        stored_at(digest).parent.mkdir(exist_ok=True)
        stored_at(digest).write_bytes(content)
        with acting_for(*everywhere()):
            return Report.objects.create(
                round=round, kind="narrative", format="pdf", number=number, title="Report, Kosovo* included",
                file_name="report.pdf", sha256=digest, size=len(content), built_at=WHEN, built_by="x",
                published_at=published_at, public_from=published_at,
            )  # fmt: skip

    return made


def test_published_documents_are_listed_and_downloaded(client, report):
    made = report()
    report(b"not yet", published_at=None, number=2)
    listed = client.get(f"{V1}/documents?round=wb-2020-h1").json()
    assert [(one["id"], one["sha256"]) for one in listed["documents"]] == [(str(made.pk), made.sha256)]
    assert len(listed["footnotes"]) == 1
    assert client.get(f"{V1}/documents/{made.pk}").json()["document"] == listed["documents"][0]
    response = client.get(listed["documents"][0]["file"])
    assert b"".join(response.streaming_content) == CONTENT
    assert response["Content-Disposition"] == 'attachment; filename="report.pdf"'
    assert (response["Content-Type"], response["X-Content-Type-Options"]) == ("application/pdf", "nosniff")


def test_what_is_not_published_or_not_stored_is_not_found(client, report):
    hidden, lost = report(b"not yet", published_at=None), report(number=2)
    stored_at(lost.sha256).unlink()
    for id in (hidden.pk, lost.pk, uuid.uuid4()):
        problem(client.get(f"{V1}/documents/{id}/file"), 404)
    problem(client.get(f"{V1}/documents/{hidden.pk}"), 404)
    problem(client.get(f"{V1}/documents?round=none"), 422)
