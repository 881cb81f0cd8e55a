"""The pages of the workbook: fetched, sent, looked at, taken in, taken back; nothing is half-done."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opensalw.core.units import Unit
from opensalw.returns.models import Upload
from opensalw.returns.workbook.writing import write_workbook
from opensalw.roadmap.cells import amount
from opensalw.roadmap.commands.drafting import save_cell
from tests.returns.workbook.book import Book

AMMUNITION = "destroyed.ammunition"


@pytest.fixture(autouse=True)
def own_files(settings, tmp_path):
    settings.FILES = tmp_path / "files"


def address(part, rest: str = "") -> str:
    return f"/work/rounds/{part.round_id}/{part.jurisdiction}/workbook/{rest}"


def send(client, part, content: bytes, name: str = "belgrade.xlsx"):
    return client.post(address(part), {"file": SimpleUploadedFile(name, content)}, follow=True)


def filled(part, **figures: object) -> bytes:
    book = Book(write_workbook(part))
    for line, value in figures.items():
        book.put(f"destroyed.{line}", value)
    return book.content


def test_the_workbook_is_fetched_from_the_page_of_the_part(as_, part):
    officer = as_("officer", "J-BEG")
    assert address(part) in officer.get(f"/work/rounds/{part.round_id}/J-BEG/").text
    response = officer.get(address(part, "workbook.xlsx"))
    assert response["Content-Disposition"] == f'attachment; filename="{part.round_id}-J-BEG.xlsx"'
    assert response.content == write_workbook(part)


def test_what_was_sent_waits_is_found_again_and_is_taken_in(as_, part):
    officer = as_("officer", "J-BEG")
    page = send(officer, part, filled(part, ammunition=56000, mixed_mass="heavy", firearm=12))
    assert "Take in 2 figures" in page.text
    assert "“heavy” is not a figure" in page.text
    assert not part.cells.exists()
    upload = Upload.objects.get()
    assert str(upload.pk) in officer.get(address(part)).text
    assert "56,000 rounds" in officer.get(address(part, f"{upload.pk}/")).text
    page = officer.post(address(part, f"{upload.pk}/take/"), follow=True)
    assert "2 figures changed." in page.text
    assert part.cells.get(line="ammunition").value == 56000
    assert "56,000 rounds" in page.text
    again = officer.post(address(part, f"{upload.pk}/take/"), follow=True)
    assert "is taken in already" in again.text


def test_the_marked_copy_is_fetched(as_, part):
    officer = as_("officer", "J-BEG")
    send(officer, part, filled(part, mixed_mass="heavy"))
    response = officer.get(address(part, f"{Upload.objects.get().pk}/to-mend.xlsx"))
    assert response["Content-Disposition"].endswith('J-BEG.xlsx"')
    assert Book(response.content).book.sheetnames[0] == "To mend"


def test_a_workbook_is_taken_back_while_nothing_of_it_was_changed(as_, part, person):
    officer, by = as_("officer", "J-BEG"), person("officer", "J-BEG")
    save_cell(part, measure="destroyed", line="firearm", cell=amount(5, Unit.piece), by=by, explanation="before")
    send(officer, part, filled(part, ammunition=56000, firearm=12))
    upload = Upload.objects.get()
    officer.post(address(part, f"{upload.pk}/take/"))
    assert part.cells.get(line="firearm").value == 12
    page = officer.post(address(part, f"{upload.pk}/back/"), follow=True)
    assert "as they were before" in page.text
    held = part.cells.get()
    assert (held.line, held.value, held.explanation, held.origin) == ("firearm", 5, "before", "typed")


def test_what_was_changed_since_is_not_taken_back(as_, part, person):
    officer = as_("officer", "J-BEG")
    send(officer, part, filled(part, ammunition=56000, firearm=12))
    upload = Upload.objects.get()
    officer.post(address(part, f"{upload.pk}/take/"))
    save_cell(part, measure="destroyed", line="firearm", cell=amount(13, Unit.piece), by=person("officer", "J-BEG"))
    page = officer.post(address(part, f"{upload.pk}/back/"), follow=True)
    assert "destroyed.firearm changed since" in page.text
    assert part.cells.count() == 2


def test_a_dropped_workbook_changes_nothing(as_, part):
    officer = as_("officer", "J-BEG")
    send(officer, part, filled(part, ammunition=56000))
    page = officer.post(address(part, f"{Upload.objects.get().pk}/drop/"), follow=True)
    assert "Nothing changed." in page.text
    assert not part.cells.exists()


def test_what_is_no_workbook_is_refused_at_its_field_and_not_kept(as_, part):
    officer = as_("officer", "J-BEG")
    page = send(officer, part, b"line;value\ndestroyed.firearm;3\n")
    assert page.status_code == 422
    assert "a text file such as CSV" in page.text
    assert "Choose the workbook first" in officer.post(address(part)).text
    assert not Upload.objects.exists()


def test_others_see_nothing_of_it(as_, part):
    send(as_("officer", "J-BEG"), part, filled(part, ammunition=56000))
    rest = f"{Upload.objects.get().pk}/"
    other = as_("officer", "J-SAR")
    assert other.get(address(part)).status_code == 403
    assert other.get(address(part, rest)).status_code == 403
    assert other.post(address(part, rest + "take/")).status_code == 403
    reviewer = as_("secretariat", kind="secretariat")
    assert "on behalf of the seat" in reviewer.post(address(part, rest + "take/"), follow=True).text
    assert not part.cells.exists()


def test_the_pages_make_a_fixed_number_of_queries(as_, part):
    officer = as_("officer", "J-BEG")
    for number in range(3):
        send(officer, part, filled(part, ammunition=56000 + number, firearm=number, device=number))
    with CaptureQueriesContext(connection) as page:
        officer.get(address(part))
    with CaptureQueriesContext(connection) as preview:
        officer.get(address(part, f"{Upload.objects.first().pk}/"))
    with CaptureQueriesContext(connection) as file:
        officer.get(address(part, "workbook.xlsx"))
    assert len(page) <= 24
    assert len(preview) <= 36
    assert len(file) <= 22
