"""The page of files: fetched in every format, sent, looked at, taken in, taken back; nothing is half-done."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opensalw.core.session import acting_for, everywhere
from opensalw.core.units import Unit
from opensalw.returns.commands import load_mapping
from opensalw.returns.formats import FORMATS
from opensalw.returns.models import Upload
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import save_cell
from opensalw.roadmap.queries.changes import changes_of
from tests.cast import SECRETARIAT, officer
from tests.returns.test_coded_formats import THEIRS, VALUE

CSV = b"line;value\ndestroyed.ammunition;56.000\ndestroyed.firearm;12\ndestroyed.mixed_mass;heavy\n"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


@pytest.fixture
def mapped(framework):
    with acting_for(*everywhere()):
        return load_mapping(THEIRS, by=SECRETARIAT)


def address(part, rest: str = "files/") -> str:
    return f"/work/rounds/{part.round_id}/{part.jurisdiction}/{rest}"


def send(client, part, content: bytes, name: str = "belgrade.csv", **more):
    return client.post(address(part), {"file": SimpleUploadedFile(name, content), **more}, follow=True)


def test_a_file_is_looked_at_taken_in_and_taken_back(as_, part):
    client = as_("officer", "J-BEG")
    page = send(client, part, CSV)
    assert "Take in 1 figure" in page.text
    assert "row 2, value" in page.text
    assert "Write 56000" in page.text
    assert "“heavy” is not a figure" in page.text
    assert not part.cells.exists()
    upload = Upload.objects.get()
    page = client.post(address(part, f"workbook/{upload.pk}/take/"), follow=True)
    assert "1 figure changed." in page.text
    assert (part.cells.get().value, changes_of(part).first().via) == (12, "file")
    assert "belgrade.csv" in client.get(address(part)).text
    assert "belgrade.csv" not in client.get(address(part, "workbook/")).text
    client.post(address(part, f"workbook/{upload.pk}/back/"), follow=True)
    assert not part.cells.exists()


def test_what_is_no_file_is_said_and_not_kept(as_, part):
    client = as_("officer", "J-BEG")
    for content, name, words in (
        (b"a,b\n1,2\n", "a.csv", "does not name the columns"),
        (b"PK\x03\x04", "a.csv", "not a text file"),
        (b"<!DOCTYPE a><adx/>", "a.xml", "document type"),
        (CSV, "a.exe", "is not taken"),
    ):
        page = send(client, part, content, name)
        assert (page.status_code, words in page.text) == (422, True)
    assert client.post(address(part)).status_code == 422
    assert not Upload.objects.exists()


def test_a_file_with_the_codes_of_a_system_is_read_by_its_mapping(as_, part, mapped):
    client = as_("officer", "J-BEG")
    assert "Police information system" in client.get(address(part)).text
    content = json.dumps({"dataValues": [VALUE]}).encode()
    page = send(client, part, content, "values.json", mapping="police-system")
    assert "Take in 1 figure" in page.text
    assert send(client, part, content, "values.json", mapping="none").status_code == 422


def test_every_format_is_fetched_and_what_has_no_code_is_told(as_, part, mapped):
    save_cell(part, measure="destroyed", line="device", cell=amount(3, Unit.piece), by=officer("J-BEG"))
    client = as_("officer", "J-BEG")
    for key in FORMATS:
        out = client.get(address(part, f"files/{key}/"))
        assert (out.status_code, b"destroyed" in out.content) == (200, True)
    assert b"J-BEG,2020-H1,destroyed,firearm," in client.get(address(part, "files/csv/?blank")).content
    assert client.get(address(part, "files/xls/")).status_code == 404
    assert client.get(address(part, "files/adx/?mapping=none")).status_code == 404
    client.get(address(part, "files/dhis2-json/?mapping=police-system"))
    assert "no code for it: destroyed.device" in client.get(address(part)).text


def test_nobody_else_sends_or_fetches(as_, part):
    assert send(as_("officer", "J-TIR"), part, CSV).status_code == 403
    assert as_("officer", "J-TIR").get(address(part, "files/csv/")).status_code == 403
    assert send(as_("chair", "J-BEG"), part, CSV).status_code == 422


def test_an_institution_fetches_only_the_lines_of_its_sections(as_, part):
    save_cell(part, measure="destroyed", line="device", cell=amount(3, Unit.piece), by=officer("J-BEG"))
    out = as_("contributor", "J-BEG", "police").get(address(part, "files/csv/?blank")).content
    assert (b"seized" in out, b"destroyed" in out) == (True, False)


def test_the_number_of_queries_of_the_page_and_the_preview_does_not_grow(as_, part):
    client = as_("officer", "J-BEG")

    def count(path):
        with CaptureQueriesContext(connection) as asked:
            assert client.get(path).status_code == 200
        return len(asked)

    few = count(address(part))
    send(client, part, b"line,value\ndestroyed.firearm,1\n")
    small = count(address(part, f"workbook/{Upload.objects.latest('sent_at').pk}/"))
    rows = "".join(f"surrendered.firearm,type={kind},{n}\n" for n, kind in enumerate(["pistol", "rifle", "shotgun"]))
    send(client, part, f"line,disaggregation,value\n{rows}".encode())
    assert count(address(part, f"workbook/{Upload.objects.latest('sent_at').pk}/")) == small
    assert count(address(part)) == few + 1
    assert few <= 40
