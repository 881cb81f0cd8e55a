"""Uploads that are refused: by length before anything is read, by name before anything is stored, by content."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from opensalw.roadmap.models import Evidence

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def send(as_, part, settings, tmp_path):
    settings.FILES = tmp_path

    def send(name: str, content: bytes, **headers):
        address = f"/work/rounds/{part.round_id}/{part.jurisdiction}/evidence/"
        data = {"file": SimpleUploadedFile(name, content), "goal": "6"}
        return as_("officer", "J-BEG").post(address, data, follow=True, **headers)

    return send


def test_a_pdf_is_kept_by_its_hash(send, tmp_path):
    assert send("certificate.pdf", PDF).status_code == 200
    kept = Evidence.objects.get()
    assert (tmp_path / kept.sha256[:2] / kept.sha256).read_bytes() == PDF


def test_a_name_that_is_never_taken_is_refused_and_nothing_is_stored(send, tmp_path):
    page = send("macro.exe", PDF).content.decode()
    assert "macro.exe is not taken" in page
    assert not Evidence.objects.exists()
    assert list(tmp_path.iterdir()) == []


def test_a_page_that_calls_itself_pdf_is_refused_by_its_content(send):
    page = send("certificate.pdf", b"<html><script>alert(1)</script></html>").content.decode()
    assert "is not a PDF" in page
    assert not Evidence.objects.exists()


def test_a_body_over_the_limit_is_refused_before_it_is_read(client, settings):
    settings.UPLOAD_LIMIT = 1000
    answer = client.post("/work/", b"x" * 1001, content_type="application/octet-stream")
    assert answer.status_code == 413
    assert "over the limit" in answer.content.decode()


def test_a_body_of_unknown_length_is_refused(client):
    answer = client.generic("POST", "/work/", b"", headers={"transfer-encoding": "chunked"})
    assert answer.status_code == 411
