"""The pages of funds, calls, proposals, reviews and decisions: who sees what, and what is refused in words."""

from datetime import timedelta
from io import BytesIO

from django.test import Client
from django.utils import timezone
from docx import Document
from python_calamine import CalamineWorkbook

from opensalw.coordination.commands import closing, reviews
from opensalw.coordination.commands.real_funds import load_real_funds
from opensalw.coordination.models import Decision, NoObjection, Proposal, Review
from opensalw.core.commands import add_user, appoint
from opensalw.core.queries import person_of
from tests.cast import SECRETARIAT
from tests.coordination.committee import all_for, call, fund, need, of, opened, propose  # noqa: F401 - fixtures
from tests.coordination.conftest import state  # noqa: F401 - fixture
from tests.web.work.conftest import BACKEND, user_of

SECTION = {"title_0": "Doors", "year_0": "2027", "amount_0": "50000"}


def browser_of(key: str) -> Client:
    """Somebody of an organisation at the table, signed in."""
    user = add_user(email=f"{key}@example.org", shown_as=key, password=None, by="x")
    appoint(user, institution=f"J-REG/{key}", role="donor", since=timezone.localdate() - timedelta(days=9), by="x")
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    return browser


def office(jurisdiction: str = "J-REG", role: str = "secretariat", kind: str = "secretariat") -> Client:
    browser = Client()
    browser.force_login(user_of(role, jurisdiction, kind), backend=BACKEND)
    return browser


def text(response) -> str:
    return response.content.decode()


def test_the_public_reads_the_real_funds_with_what_is_not_known(portfolio, client, django_assert_max_num_queries):
    load_real_funds(by=SECRETARIAT)
    with django_assert_max_num_queries(14):
        page = text(client.get("/funds/"))
    assert "SLW00" in page
    with django_assert_max_num_queries(24):
        page = text(client.get("/funds/roadmap-trust-fund/"))
    assert "These may propose and also vote: UNDP, UNODC." in page
    assert page.count("not known") > 12
    assert "of members ex officio it is not known" in page.lower() or "it is not known" in page
    assert client.get("/calls/slw00-3/").status_code == 200
    assert client.get("/decisions/").status_code == 200


def test_a_proposal_is_written_section_by_section_and_sent(call, django_assert_max_num_queries):  # noqa: F811
    browser = browser_of("builder")
    answer = browser.post(f"/work/calls/{call.pk}/begin/", {"organisation": "builder"})
    held = Proposal.objects.get()
    assert answer.headers["Location"] == f"/work/proposals/{held.number}/"
    with django_assert_max_num_queries(40):
        page = text(browser.get(f"/work/proposals/{held.number}/"))
    assert "Name at least one need" in page
    assert browser.post(f"/work/proposals/{held.number}/edit/budget/", SECTION).status_code == 302
    wrong = browser.post(f"/work/proposals/{held.number}/edit/budget/", {"title_0": "Doors", "amount_0": "x"})
    assert wrong.status_code == 422
    assert "Give the year of this line" in text(wrong)
    assert "not complete" in text(browser.post(f"/work/proposals/{held.number}/send/", follow=True))
    for section in ("about", "needs", "results", "texts"):
        assert browser.get(f"/work/proposals/{held.number}/edit/{section}/").status_code == 200
    assert browser_of("watcher").get(f"/work/proposals/{held.number}/").status_code == 403
    assert office().get(f"/work/proposals/{held.number}/").status_code == 403


def test_the_secretariat_runs_the_call(call, propose, django_assert_max_num_queries):  # noqa: F811
    held = propose()
    browser = office()
    user = user_of("secretariat", "J-REG", "secretariat")
    path = f"/work/calls/{call.pk}/{held.number}/review/"
    assert browser.post(path, {"reviewer": str(user.pk)}).status_code == 302
    with django_assert_max_num_queries(40):
        page = text(browser.get(f"/work/calls/{call.pk}/"))
    assert "Give to review" in page
    sheet = CalamineWorkbook.from_filelike(
        BytesIO(browser.get(f"/work/calls/{call.pk}/proposals.xlsx").content)
    )  # fmt: skip
    assert sheet.sheet_names
    assert held.number in text(browser.get(f"/work/calls/{call.pk}/proposals.csv"))
    with django_assert_max_num_queries(40):
        assert "Calls and decisions" in text(browser.get("/work/calls/"))


def test_a_review_page_asks_for_the_declaration_first(propose):  # noqa: F811
    held, user = propose(), user_of("secretariat", "J-REG", "secretariat")
    browser = Client()
    browser.force_login(user, backend=BACKEND)
    review = reviews.assign_review(held, person_of(user), by=SECRETARIAT)
    path = f"/work/reviews/{review.pk}/"
    assert "say whether you have a conflict" in text(browser.get(path))
    browser.post(path, {"declare": "none"})
    assert "Send the review" in text(browser.get(path))
    short = browser.post(path, {"score-need": "9", "send": "1"})
    assert short.status_code == 422
    browser.post(path, {"score-need": "4", "score-plan": "5", "overall": "Good.", "send": "1"})
    assert Review.objects.get().state == "sent"
    assert "88.0 %" in text(browser.get(path))


def test_a_commission_answers_on_its_page(propose):  # noqa: F811
    held = propose()
    asked = NoObjection.objects.get(proposal=held)
    officer = office("J-PRN", "officer", "commission")
    assert "The Commission has answered already" in text(officer.get(f"/work/no-objections/{asked.pk}/"))
    assert office("J-TIR", "officer", "commission").get(f"/work/no-objections/{asked.pk}/").status_code == 403


def test_a_decision_is_taken_on_its_page(fund, propose, django_assert_max_num_queries):  # noqa: F811
    held = propose()
    decision = opened(fund, held)
    chair, watcher = browser_of("agency"), browser_of("watcher")
    path = f"/work/decisions/{decision.number}/"
    with django_assert_max_num_queries(50):
        page = text(chair.get(path))
    assert "Close and sign" in page
    point = decision.points.get()
    vote = f"{path}points/{point.pk}/vote/"
    sent = {"organisation": "watcher", "conflict": "no", "choice": "for"}
    assert "has no vote" in text(watcher.post(vote, sent, follow=True))
    moved = {f"{point.pk}-outcome": "award", f"{point.pk}-amount": "70000", f"{point.pk}-currency": "USD"}
    refused = chair.post(f"{path}points/{point.pk}/motion/", moved)
    assert refused.status_code == 422
    assert "cannot be above that" in text(refused)
    refused = chair.post(f"{path}close/", {"minute": "Typed."})
    assert refused.status_code == 422
    assert "nobody has voted yet" in text(refused)
    assert "Typed." in text(refused)
    all_for(decision)
    assert chair.post(f"{path}close/", {"minute": "Short."}).status_code == 302
    page = text(chair.get(path))
    assert "sound" in page
    for paper in ("pack", "minute"):
        words = "\n".join(one.text for one in Document(BytesIO(chair.get(f"{path}{paper}.docx").content)).paragraphs)
        assert held.number in words
        assert chair.get(f"{path}{paper}.pdf").content.startswith(b"%PDF")
    assert b"opensalw/decision/1" in chair.get(f"{path}record.json").content
    assert office("J-TIR", "officer", "commission").get(path).status_code == 404


def test_only_released_decisions_are_public(fund, propose, client, django_assert_max_num_queries):  # noqa: F811
    decision = opened(fund, propose())
    all_for(decision)
    closing.close_decision(decision, by=of("agency"))
    assert client.get(f"/decisions/{decision.number}/").status_code == 404
    office().post(f"/work/decisions/{decision.number}/release/")
    with django_assert_max_num_queries(40):
        page = text(client.get(f"/decisions/{decision.number}/"))
    assert "4 for, 0 against" in page
    assert "60,000 USD" in page
    assert decision.number in text(client.get("/decisions/decisions.csv"))
    assert Decision.objects.get().is_public
