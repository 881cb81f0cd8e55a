"""The pages on law: the matrix, a table graded and confirmed by two people, a file of it, an act that is replaced."""

import io
import re
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from opensalw.legislation.commands.acts import link_acts, set_status, state_grade
from opensalw.legislation.commands.concordance import grade_row, reopen_row
from opensalw.legislation.models import ActVersion, Correlation, Row
from opensalw.returns.akoma_ntoso import as_akoma_ntoso
from tests.legislation.conftest import BEG

pytestmark = pytest.mark.django_db
CSV = b"Old,New,Kind\nArt. 1,Art. 1,unchanged\nArt. 2,Art. 2,changed\nArt. 3,Art. 3,\nArt. 3,Art. 3a,\nArt. 4,Art. 6,unchanged\nArt. 5,,\n,Art. 7,\n"  # noqa: E501


def text(answer):
    return answer.content.decode()


@pytest.fixture
def stated(old, law, framework):
    link_acts(law, "transposes", old.act, by=BEG)
    set_status(law, step="in_parliament", as_of=date(2020, 7, 3), by=BEG, source="record")
    state_grade(old.act, jurisdiction="J-BEG", grade="partial", on=date(2020, 6, 30), by=BEG, source="own")
    return old


def test_the_matrix_is_public_and_goes_back_in_time(stated, django_assert_max_num_queries):
    reader = Client()
    with django_assert_max_num_queries(14):
        page = text(reader.get("/legislation/?on=2020-12-31"))
    assert "partial" in page
    assert "in parliament" in page
    assert "not known" in page
    assert "partial" not in text(reader.get("/legislation/?on=2020-01-01"))
    assert "J-BEG,Belgrade,partial,2020-06-30" in text(reader.get("/legislation/matrix.csv?on=2020-12-31"))
    sheet = load_workbook(io.BytesIO(reader.get("/legislation/matrix.xlsx?on=2020-12-31").content))
    assert any("Not known" in str(cell.value) for one in sheet for row in one.iter_rows() for cell in row)


def test_acts_are_listed_filtered_and_shown(stated, law, django_assert_max_num_queries):
    reader = Client()
    with django_assert_max_num_queries(12):
        page = text(reader.get(reverse("legal_acts")))
    assert "Law on weapons" in page
    assert "Law on weapons" not in text(reader.get(reverse("legal_acts") + "?framework=eu"))
    with django_assert_max_num_queries(20):
        assert "in parliament" in text(reader.get(reverse("legal_act", args=[law.key])))
    assert "31991L0477" in text(reader.get(reverse("legal_act", args=[stated.act_id])))
    assert reader.get(reverse("legal_act", args=["none"])).status_code == 404
    given = reader.get(reverse("legal_act_file", args=[stated.act_id, stated.number]))
    assert (given["content-type"], given.content.count(b"<article ")) == ("application/akn+xml", 5)
    assert reader.get(reverse("legal_act_file", args=[stated.act_id, 9])).status_code == 404


def test_a_row_is_graded_by_one_and_confirmed_by_another(as_, table, law, old, django_assert_max_num_queries):
    officer, chair = as_("officer", "J-BEG"), as_("chair", "J-BEG")
    row = table["Art. 1"]
    address = reverse("concordance_row", args=[row.pk])
    wrong = officer.post(address, {"do": "grade", "grade": "full", "own": "čl. 4", "revision": 1})
    assert wrong.status_code == 422
    assert "does not name one of your acts" in text(wrong)
    assert "čl. 4" in text(wrong)
    sent = {"do": "grade", "grade": "full", "own": "beg-law: čl. 4", "revision": 1, "then": "next"}
    assert officer.post(address, sent)["location"] == reverse("concordance_row", args=[table["Art. 2"].pk])
    assert "somebody else confirms" in text(officer.get(address))
    late = officer.post(address, {**sent, "grade": "none", "own": ""})
    assert "Somebody else changed this row" in text(late)
    chair.post(address, {"do": "review"})
    row.refresh_from_db()
    assert row.state == "reviewed"
    officer.post(address, {"do": "reopen", "reason": "The law was changed."})
    assert "was full" in text(officer.get(reverse("concordance_editor", args=[old.pk, "J-BEG"])))
    with django_assert_max_num_queries(26):
        officer.get(address)
    with django_assert_max_num_queries(18):
        officer.get(reverse("concordance_editor", args=[old.pk, "J-BEG"]))
    with django_assert_max_num_queries(22):
        officer.get(reverse("law_desk"))
    assert as_("officer", "J-TIR").get(address).status_code == 403


def test_a_table_goes_out_as_a_workbook_and_comes_back_with_every_error_at_once(as_, table, law, old):
    officer = as_("officer", "J-BEG")
    file = reverse("concordance_file", args=[old.pk, "J-BEG", "concordance", "xlsx"])
    book = load_workbook(io.BytesIO(officer.get(file).content))
    sheet = next(one for one in book if any(cell.value == "Provision" for row in one.iter_rows() for cell in row))
    head = next(row for row in sheet.iter_rows() if row[0].value == "Provision")
    columns = {cell.value: cell.column for cell in head}
    for number, (grade, own) in enumerate([("full", "beg-law: čl. 4"), ("good", ""), ("partial", "x: 1")], start=1):
        sheet.cell(head[0].row + number, columns["Grade"], grade)
        sheet.cell(head[0].row + number, columns["Own provisions"], own)
    out = io.BytesIO()
    book.save(out)
    address = reverse("concordance_editor", args=[old.pk, "J-BEG"])

    def send(do):
        return text(officer.post(address, {"do": do, "file": SimpleUploadedFile("t.xlsx", out.getvalue())}))

    looked = send("look")
    for words in ("1 of 1 rows", "Choose a grade", "known keys: beg-law", "2 errors", "Name the provisions"):
        assert words in looked or words == "2 errors"
    assert not Row.objects.exclude(grade="").exists()
    assert "1 row was graded from the file." in send("take")
    assert Row.objects.get(grade="full").own.get().number == "čl. 4"


def test_a_provision_that_stands_twice_is_refused_with_both_lines(as_, table, law, old):
    rows = b"Provision,Grade,Evidence\nArt. 1,none,\nArt. 1,not applicable,because\nArt. 2,none,\nArt. 9,none,\n"
    file = SimpleUploadedFile("t.csv", rows)
    address = reverse("concordance_editor", args=[old.pk, "J-BEG"])
    page = text(as_("officer", "J-BEG").post(address, {"do": "take", "file": file}))
    assert "Art. 1 stands on lines 2, 3" in page
    assert "no such provision" in page
    assert list(Row.objects.exclude(grade="").values_list("provision__number", flat=True)) == ["Art. 2"]


def test_a_correlation_is_loaded_looked_at_and_applied_by_the_secretariat(as_, old, new, table, framework):
    secretariat = as_("secretariat", kind="secretariat")
    address = reverse("correlations")
    sent = {"old": old.pk, "new": new.pk, "file": SimpleUploadedFile("c.csv", CSV.replace(b"Art. 7", b"Art. 8"))}
    wrong = text(secretariat.post(address, sent))
    assert "The new act has no provision Art. 8." in wrong
    assert "Art. 7 of the new act is on no line." in wrong
    assert not Correlation.objects.exists()
    secretariat.post(address, {**sent, "file": SimpleUploadedFile("c.csv", CSV)})
    held = Correlation.objects.get()
    page = reverse("correlation", args=[held.pk])
    assert "was split into Art. 3, Art. 3a" in text(secretariat.get(page))
    assert "5 rows of these tables move" in text(secretariat.get(page))
    assert "Carried over: 0" in text(secretariat.post(page, follow=True))
    assert "applied already" in text(secretariat.post(page))
    assert Row.objects.filter(provision__version=new).count() == 6
    assert as_("officer", "J-BEG").get(address).status_code == 403
    kept = reverse("concordance", args=[old.pk, "J-BEG"])
    assert kept in text(Client().get(reverse("legal_act", args=[old.act_id])))
    assert "Followed by Art. 3, Art. 3a." in text(Client().get(kept))
    assert "kept as it stood at last" in text(Client().get(kept))


def test_a_correlation_is_taken_back_by_two_people_of_the_secretariat(as_, old, new, table, framework, django_assert_max_num_queries):  # noqa: E501
    first, second = as_("secretariat", kind="secretariat"), as_("secretariat", kind="secretariat", name="second")
    sent = {"old": old.pk, "new": new.pk, "file": SimpleUploadedFile("c.csv", CSV)}
    page = first.post(reverse("correlations"), sent)["location"]
    first.post(page)
    with django_assert_max_num_queries(19):
        assert "5 rows of the old act stand again" in text(first.get(page))
    assert "Say why" in text(first.post(page, {"do": "ask", "reason": ""}))
    asked = text(first.post(page, {"do": "ask", "reason": "The wrong table."}, follow=True))
    assert "You asked for it; somebody else decides." in asked
    assert first.post(page, {"do": "undo"}).status_code == 422
    assert "The correlation stays." in text(second.post(page, {"do": "stay"}, follow=True))
    first.post(page, {"do": "ask", "reason": "The wrong table."})
    assert "to be taken back?" in text(second.get(reverse("correlations")))
    assert "Stand again: 5" in text(second.post(page, {"do": "undo"}, follow=True))
    assert "taken back" in text(first.get(page))
    assert {row.state for row in Row.objects.filter(provision__version=old)} == {"open"}


def test_the_public_reads_a_table_both_ways_and_as_a_statement(as_, table, law, old, framework):
    officer = as_("officer", "J-BEG")
    sent = {"do": "grade", "grade": "partial", "own": "beg-law: čl. 4", "revision": 1}
    officer.post(reverse("concordance_row", args=[table["Art. 1"].pk]), sent)
    reader = Client()
    address = reverse("concordance", args=[old.pk, "J-BEG"])
    assert "graded, to be reviewed" in text(reader.get(address))
    assert "Art. 1 (partial)" in text(reader.get(address + "?from=own"))
    for kind, format in (("compliance", "pdf"), ("compliance", "docx"), ("concordance", "docx")):
        assert reader.get(reverse("concordance_file", args=[old.pk, "J-BEG", kind, format])).status_code == 200
    assert reader.get(reverse("concordance", args=[old.pk, "J-XXX"])).status_code == 404


def test_the_public_reads_a_table_of_a_past_day_and_takes_it_as_a_file(table, law, old, framework, monkeypatch, django_assert_max_num_queries):  # noqa: E501
    graded, today = timezone.now(), timezone.localdate()
    grade_row(table["Art. 1"], grade="full", own=[(law, "čl. 4")], by=BEG)
    monkeypatch.setattr(timezone, "now", lambda: graded + timedelta(days=30))
    reopen_row(table["Art. 1"], by=BEG, reason="The law was changed.")
    reader, address = Client(), reverse("concordance", args=[old.pk, "J-BEG"])
    assert "was full" in text(reader.get(address))
    with django_assert_max_num_queries(9):
        past = text(reader.get(f"{address}?on={today}"))
    assert "as it stood on" in past
    assert "<b>full</b>" in past
    assert "was full" not in past
    assert "Art. 1 (full)" in text(reader.get(f"{address}?on={today}&from=own"))
    assert "no table on that day" in text(reader.get(f"{address}?on=2001-01-01"))
    assert f"?on={today}" in text(reader.get(address))
    file = reverse("concordance_file", args=[old.pk, "J-BEG", "concordance", "csv"])
    assert "Art. 1,,full,,graded,beg-law: čl. 4" in text(reader.get(f"{file}?on={today}"))
    assert "Art. 1,,,full,reopened" in text(reader.get(file))
    book = load_workbook(io.BytesIO(reader.get(file.replace(".csv", ".xlsx") + f"?on={today}").content))
    assert any(cell.value == "full" for sheet in book for row in sheet.iter_rows() for cell in row)


def test_provisions_of_a_file_are_looked_at_and_then_entered_as_they_were_shown(as_, old, law, django_assert_max_num_queries):  # noqa: E501
    secretariat, address = as_("secretariat", kind="secretariat"), reverse("act_provisions", args=[old.act_id])
    content = as_akoma_ntoso(old).replace(b"31991L0477", b"32021L0555")
    file = SimpleUploadedFile("act.xml", content)
    with django_assert_max_num_queries(16):
        looked = text(secretariat.post(address, {"do": "look", "file": file}))
    assert "5 provisions. Nothing is entered yet." in looked
    assert "CELEX in the file: 32021L0555." in looked
    assert ActVersion.objects.filter(act=old.act).count() == 1
    kept = re.search(r'name="kept" value="([^"]+)"', looked)[1]
    sent = {"do": "load", "kept": kept, "label": "As amended", "valid_from": "2017-05-17"}
    assert "This field is required" in text(secretariat.post(address, {**sent, "label": ""}))
    for spoilt in (kept[:-2], ""):
        assert "Choose the file again" in text(secretariat.post(address, {**sent, "kept": spoilt}))
    elsewhere = reverse("act_provisions", args=[law.key])
    assert "Choose the file again" in text(secretariat.post(elsewhere, sent))
    assert "As amended is entered with 5 provisions." in text(secretariat.post(address, sent, follow=True))
    made = ActVersion.objects.get(act=old.act, number=2)
    assert (made.valid_from, made.provisions.count()) == (date(2017, 5, 17), 5)
    bad = SimpleUploadedFile("act.xml", b"<!DOCTYPE a [<!ENTITY x 'y'>]><a/>")
    assert "never read" in text(secretariat.post(address, {"do": "look", "file": bad}))
    assert "Choose the file first." in text(secretariat.post(address, {"do": "look"}))
    assert as_("officer", "J-BEG").get(address).status_code == 403
    assert as_("officer", "J-BEG").get(elsewhere).status_code == 200


def test_an_officer_says_how_far_an_own_act_is(as_, law):
    officer = as_("officer", "J-BEG")
    address = reverse("act_status", args=[law.key])
    assert "future" in text(officer.post(address, {"step": "in_force", "on": "2099-01-01"}))
    officer.post(address, {"step": "adopted", "on": "2020-06-01", "said": "By parliament."})
    assert law.statuses.get().step == "adopted"
    assert as_("officer", "J-TIR").get(address).status_code == 403
