"""The page of the search: understood, explained, refused in words; a list comes back as a hit list."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.web.registry.conftest import JID, kept, me  # noqa: F401 - fixtures
from tests.web.work.conftest import as_, everywhere_db, plain_static  # noqa: F401 - fixtures


def page(me, **asked):  # noqa: F811
    return me.get(reverse("trace_search", args=[JID]), asked)


def test_a_sentence_is_understood_and_answered_with_its_reasons(me, kept):  # noqa: F811
    text = page(me, q="Zastava M70 AB2 7,62x39 br. A8-12?45").content.decode()
    assert "Read as:" in text
    assert "B was read as 8" in text
    assert "Calibre" in text
    assert kept.weapon.number.replace(" ", "")[:4] in text.replace("\u202f", "").replace(" ", "")
    assert "Petra Primer" not in text


def test_fields_put_right_what_was_read(me, kept):  # noqa: F811
    text = page(me, serial="AB-12345", make="Zastava").content.decode()
    assert "every character agrees" in text


def test_nothing_plausible_is_said(me, kept):  # noqa: F811
    assert "Nothing plausible is on record" in page(me, q="Beretta 92 XK99731").content.decode()


@pytest.mark.parametrize(
    "asked", ["???", "x" * 10_000, "\u202e\u200f", "🔫", "'; drop table x; --", "{{ 7*7 }}", "7,62x39"]
)
def test_bad_input_is_answered_in_words(me, kept, asked):  # noqa: F811
    for name in ("q", "serial"):
        answer = page(me, **{name: asked})
        assert answer.status_code == 200
        assert "49" not in answer.content.decode().partition("Read as:")[2][:200]


def test_only_the_focal_point_searches(as_, kept):  # noqa: F811
    assert as_("contributor", JID, "border_police").get(reverse("trace_search", args=[JID])).status_code == 403
    assert as_("contributor", "J-SKP", "police").get(reverse("trace_search", args=[JID])).status_code == 403


def test_the_desk_leads_to_the_own_search(me, kept):  # noqa: F811
    assert me.get(reverse("trace_search_desk")).url == reverse("trace_search", args=[JID])


def test_the_page_asks_few_questions(me, kept):  # noqa: F811
    page(me, q="Zastava AB-12345")
    with CaptureQueriesContext(connection) as caught:
        page(me, q="Zastava AB-12345")
    assert len(caught) <= 16


@pytest.mark.parametrize("format", ["csv", "xlsx"])
def test_a_list_of_marks_gives_a_hit_list(me, kept, format):  # noqa: F811
    rows = "serial;make\nAB-12345;Zastava\nXK99731;Beretta\n????;\n"
    given = SimpleUploadedFile("list.csv", rows.encode())
    answer = me.post(reverse("trace_batch", args=[JID]), {"file": given, "format": format})
    if format == "csv":
        told = answer.content.decode("utf-8-sig").splitlines()
    else:
        sheet = load_workbook(BytesIO(answer.content)).active
        told = [";".join(str(cell or "") for cell in row) for row in sheet.iter_rows(values_only=True)]
    assert kept.weapon.number in told[1]
    assert "Nothing plausible" in told[2]
    assert "was read" in told[3]


def test_a_list_that_is_none_is_refused_in_words(me, kept):  # noqa: F811
    for given in (SimpleUploadedFile("list.xlsx", b"nothing"), SimpleUploadedFile("list.csv", b""), None):
        sent = {"file": given} if given else {}
        assert 'role="alert"' in me.post(reverse("trace_batch", args=[JID]), sent).content.decode()
    many = SimpleUploadedFile("list.csv", b"AB-1\n" * 3000)
    assert "opensalw trace batch" in me.post(reverse("trace_batch", args=[JID]), {"file": many}).content.decode()
