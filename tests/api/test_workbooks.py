"""The workbook through the API: fetched, sent back, told what became of it."""

from django.test import Client

from opensalw.roadmap.models import DraftCell
from tests.returns.workbook.book import Book

from .conftest import V1

ADDRESS = f"{V1}/submissions/wb-2020-h1/J-BEG/workbook"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def test_a_workbook_is_fetched_filled_tried_and_taken_in(round, token):
    client, headers = Client(), token("read", "write")
    fetched = client.get(ADDRESS, headers=headers)
    assert fetched["Content-Disposition"] == 'attachment; filename="wb-2020-h1-J-BEG.xlsx"'
    book = Book(fetched.content)
    book.put("destroyed.ammunition", 56000)
    book.put("destroyed.mixed_mass", "heavy")
    tried = client.post(f"{ADDRESS}?dry_run=true", book.content, content_type=XLSX, headers=headers).json()
    assert (tried["added"], tried["refused"], tried["kept"]) == (1, 1, False)
    assert tried["errors"][0]["stands"] == "heavy"
    assert not DraftCell.objects.exists()
    taken = client.post(ADDRESS, book.content, content_type=XLSX, headers=headers).json()
    assert taken["changes"][0]["after"] == "56,000 rounds"
    assert DraftCell.objects.get().value == 56000


def test_what_is_no_workbook_is_a_problem_that_says_why(round, token):
    client, headers = Client(), token("read", "write")
    answer = client.post(ADDRESS, b"a;b\n1;2\n", content_type=XLSX, headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "file")
    assert client.post(ADDRESS, b"", content_type=XLSX, headers=token("write", jurisdiction="J-SAR")).status_code == 403
    assert client.get(ADDRESS).status_code == 401
