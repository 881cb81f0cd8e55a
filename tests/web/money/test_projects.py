"""Projects on their pages: the portfolio, a donor, the organisation's own work, forms, gaps."""

import io
from datetime import date
from decimal import Decimal

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from opensalw.coordination.commands.money import enter_money
from opensalw.coordination.commands.project_work import keep_result
from opensalw.coordination.commands.projects import enter_project
from opensalw.coordination.models import Contribution, Organisation, Project
from opensalw.core.designation_lint import lint_text
from opensalw.documents.commands import build_reports
from opensalw.documents.queries import document_of, printed
from tests.cast import SECRETARIAT

from .test_needs import text

KEY = "undp-skopje-register"


def test_everyone_reads_the_portfolio_filtered(portfolio, django_assert_max_num_queries):
    reader = Client()
    with django_assert_max_num_queries(16):
        page = text(reader.get(reverse("portfolio")))
    assert "Electronic register of weapons" in page
    assert "EUR" in page
    assert [one for one in lint_text(page) if one.kind == "bare"] == []
    germany = text(reader.get(reverse("portfolio"), {"donor": "germany", "stage": "ongoing"}))
    assert "Ballistics and crime-scene work" in germany
    assert "Electronic register" not in germany
    assert "No project is like that" in text(reader.get(reverse("portfolio"), {"funding": "fully"}))


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_portfolio_leaves_as_a_file(portfolio, ending):
    answer = Client().get(reverse("portfolio_file", args=[ending]), {"donor": "germany"})
    assert answer.status_code == 200
    if ending == "csv":
        assert "5,500,000.00 EUR" in answer.content.decode()
    else:
        assert openpyxl.load_workbook(io.BytesIO(answer.content))


def test_a_project_shows_money_activities_and_source(portfolio, django_assert_max_num_queries):
    with django_assert_max_num_queries(26):
        page = text(Client().get(reverse("project", args=["eu-2019-2111"])))
    assert "11,819,605.20" in page
    assert "COVID-19" in page
    assert "never added to that line" in page
    Project.objects.filter(key="eu-2019-2111").update(is_public=False)
    assert Client().get(reverse("project", args=["eu-2019-2111"])).status_code == 404


def test_a_donor_sees_what_stands_behind_its_money(portfolio, django_assert_max_num_queries):
    with django_assert_max_num_queries(24):
        page = text(Client().get(reverse("donor", args=["eu"]), {"on": "2020-07-03"}))
    assert "Disarmament and arms control in South-East Europe" in page
    assert "24,822,192.72" in page or "EUR" in page
    assert Client().get(reverse("donor", args=["nobody"])).status_code == 404


def test_the_paper_of_a_donor_has_two_pages_however_much_there_is(portfolio):
    eu = Organisation.objects.get(pk="eu")
    for at in range(40):
        one = enter_project(
            title=f"A project with a rather long title that goes on for more than a line, number {at}, and on and on",
            organisation=eu, stage="ongoing", is_public=True, ends_on=date(2020, 12, 1), goals=[1, 2, 3],
            jurisdictions=["J-BEG", "J-POD", "J-PRN", "J-SAR", "J-SKP", "J-TIR"], by=SECRETARIAT,
            measures=["laboratory", "seized", "destroyed", "marked", "surrendered", "deactivated", "incidents"],
        )  # fmt: skip
        enter_money(one, kind="commitment", donor=eu, amount=Decimal(1000000), currency="EUR", by=SECRETARIAT)
        keep_result(one, title=f"Something measurable and told at length, number {at}", by=SECRETARIAT)
    answer = Client().get(reverse("donor_pdf", args=["eu"]), {"on": "2020-07-03"})
    pages = PdfReader(io.BytesIO(answer.content)).pages
    assert len(pages) <= 2
    assert "more, on the donor" in "".join(page.extract_text() for page in pages)


def test_an_organisation_enters_a_project_and_all_that_belongs_to_it(implementer, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        page = text(implementer.get(reverse("project_list")))
    assert "Electronic register of weapons" in page
    assert "Needs of the border" not in page
    own = str(Organisation.objects.get(pk="undp-north-macedonia").pk)
    wrong = {"organisation": own, "title": "", "stage": "postponed"}
    assert "Title" in text(implementer.post(reverse("project_new"), wrong), 422)
    assert "postponed" in text(implementer.post(reverse("project_new"), {**wrong, "title": "Store"}), 422)
    answer = implementer.post(
        reverse("project_new"),
        {
            "organisation": own,
            "title": "Store",
            "stage": "ongoing",
            "jurisdictions": ["J-SKP", "J-TIR"],
            "goals": ["7"],
        },
    )
    key = Project.objects.get(title="Store").key
    assert answer.url == reverse("project_work", args=[key])
    money = reverse("money_add", args=[key])
    assert "who gives it" in text(implementer.post(money, {"kind": "commitment", "amount": "5"}), 422)
    assert implementer.post(money, {"kind": "budget", "amount": "100", "currency": "usd"}).status_code == 302
    gift = {"kind": "commitment", "amount": "100", "currency": "USD", "donor": "germany", "on": "2020-07-01"}
    assert implementer.post(money, gift).status_code == 302
    act = {"title": "Racks", "status": "postponed", "delay": ""}
    assert "why" in text(implementer.post(reverse("project_activity_new", args=[key]), act), 422)
    act["delay"] = "procurement"
    assert implementer.post(reverse("project_activity_new", args=[key]), act).status_code == 302
    result = {"title": "Stores made safer", "line": "storages_secured.upgraded_in_period", "actual": "2", "target": "3"}
    assert implementer.post(reverse("project_result_new", args=[key]), result).status_code == 302
    shares = reverse("project_shares", args=[key, "jurisdiction"])
    typed = {"share-J-SKP": "60", "share-J-TIR": "39"}
    assert "exactly 100" in text(implementer.post(shares, typed), 422)
    assert implementer.post(shares, {**typed, "share-J-TIR": "40"}).status_code == 302
    assert implementer.post(reverse("project_needs", args=[key]), {"needs": ["N-TIR-01"]}).status_code == 302
    with django_assert_max_num_queries(40):
        page = text(implementer.get(reverse("project_work", args=[key])))
    for words in ("fully funded", "Procurement", "Stores made safer", "N-TIR-01", "60", "needs N-TIR-01"):
        assert words in page
    row = Project.objects.get(key=key).money.first()
    strike = reverse("money_strike", args=[key, row.pk])
    assert "Reason" in text(implementer.post(strike, {"reason": ""}), 422)
    assert implementer.post(strike, {"reason": "Twice."}).status_code == 302


def test_others_read_a_project_and_cannot_change_it(implementer, signed_in):
    key = "osce-serbia-dogs"
    page = text(implementer.get(reverse("project_work", args=[key])))
    assert "Only the people of OSCE Mission to Serbia" in page
    assert "write this project" in text(implementer.post(reverse("project_facts", args=[key]), {"title": "x"}), 422)
    officer = signed_in("officer", "J-BEG")
    assert "You write for no organisation" in text(officer.get(reverse("project_list")))
    assert officer.post(reverse("project_release", args=[key])).status_code == 403


def test_the_contribution_form_is_begun_saved_sent_and_printed(implementer, portfolio, django_assert_max_num_queries):
    address = reverse("contribution", args=[KEY, "wb-2020-H1"])
    assert "Begin the form" in text(implementer.get(address))
    assert implementer.post(address, {"do": "begin"}).status_code == 302
    with django_assert_max_num_queries(26):
        assert "What was done in the period" in text(implementer.get(address))
    typed = {"do": "save", "stage": "ongoing", "ends_on": "2020-10-31", "notes": "On time."}
    assert implementer.post(address, typed).status_code == 302
    assert "what was done" in text(implementer.post(address, {**typed, "do": "send"}), 422)
    answer = implementer.post(address, {**typed, "do": "send", "done": "The software was tested."})
    receipt = text(implementer.get(answer.url))
    assert "The software was tested." in receipt
    assert Contribution.objects.get().sha256 in receipt
    round = Contribution.objects.get().round
    printed_words = printed(document_of(round, "contributions"), "md").decode()
    assert "The software was tested." in printed_words
    assert "1 of" in printed_words


def test_the_contributions_report_has_its_blocks_and_is_built_like_the_others(portfolio, tmp_path, settings):
    settings.REPORTS = tmp_path
    document = document_of(portfolio, "contributions")
    words = printed(document, "md").decode()
    for heading in ("Fully funded projects", "Partly funded projects", "Projects without funding", "not known"):
        assert heading in words
    assert "11,819,605.20" in words
    assert "LEAD" not in words
    assert [one for one in lint_text(words) if one.kind == "bare"] == []
    built = build_reports(portfolio, by=SECRETARIAT, briefs=False)
    kinds = {(one.kind, one.format) for one in built}
    assert {("contributions", format) for format in ("docx", "pdf", "xlsx", "md")} <= kinds


def test_the_gap_view_asks_few_questions_and_leaves_as_files(signed_in, django_assert_max_num_queries):
    browser = signed_in("donor", kind="donor")
    with django_assert_max_num_queries(24):
        page = text(browser.get(reverse("gaps"), {"on": "2020-07-03"}))
    for words in ("Asked, and no money", "N-PRN-07", "Where two do the same", "Joint action days", "no project"):
        assert words in page
    for table in ("needs", "overlaps", "ending"):
        for ending in ("csv", "xlsx"):
            assert browser.get(reverse("gaps_file", args=[table, ending]), {"on": "2020-07-03"}).status_code == 200
    assert browser.get(reverse("gaps_file", args=["chart", "svg"])).content.startswith(b"<svg")
    germany = text(browser.get(reverse("gaps"), {"on": "2020-07-03", "donor": "germany", "jurisdiction": "J-TIR"}))
    assert "N-PRN-07" not in germany


def test_only_the_secretariat_enters_rates(signed_in):
    assert signed_in("donor", kind="donor").get(reverse("rates")).status_code == 403
    browser = signed_in("secretariat", kind="secretariat")
    rate = {"currency": "usd", "into": "eur", "rate": "0.89", "on": "2020-07-01", "source": "A central bank"}
    assert "Whose" in text(browser.post(reverse("rates"), {**rate, "source": ""}), 422)
    assert browser.post(reverse("rates"), rate).status_code == 302
    assert "A central bank" in text(browser.get(reverse("rates")))
