"""The speaking brief: two pages of the real data, figures with their trend, what is open; the same bytes again."""

import io
from decimal import Decimal

import pytest
from pypdf import PdfReader

from opensalw.coordination.commands.conclusions import record as conclude
from opensalw.coordination.commands.meetings import ensure_series, plan_meeting
from opensalw.coordination.commands.needs import state_need
from opensalw.coordination.commands.real_conclusions import load_real_conclusions
from opensalw.coordination.commands.real_meetings import load_real_meetings
from opensalw.coordination.commands.real_needs import load_real_needs
from opensalw.coordination.models import Meeting
from opensalw.core.designation_lint import lint_text
from opensalw.core.jurisdictions import seats
from opensalw.documents import docx, markdown, pdf
from opensalw.documents.content import speaking
from opensalw.documents.queries.speaking import fitted
from opensalw.roadmap.models import DraftCell, Round, Submission, TextItem
from tests.cast import SECRETARIAT

BY = SECRETARIAT


@pytest.fixture
def fourth(loaded_round) -> Meeting:
    """The planned fourth meeting with everything that the real record holds before it."""
    load_real_meetings(by=BY)
    load_real_needs(by=BY)
    load_real_conclusions(by=BY)
    return Meeting.objects.get(series__kind="regional", number=4)


@pytest.mark.parametrize("seat", [one.id for one in seats()])
def test_the_brief_of_each_seat_fits_two_pages(fourth, seat):
    document = fitted(fourth, seat)
    assert len(PdfReader(io.BytesIO(pdf.render(document))).pages) <= 2
    assert lint_text(markdown.render(document)) == []


def test_it_says_of_which_round_it_is_and_what_waits(fourth):
    said = markdown.render(fitted(fourth, "J-PRN"))
    assert "Nothing was handed in for the round of this meeting yet" in said
    assert "13,829" in said
    assert "N-PRN-01" in said
    assert "C3-05" in said
    assert "overdue" in said


def test_the_same_records_give_the_same_bytes(fourth):
    document = fitted(fourth, "J-SAR")
    assert pdf.render(document) == pdf.render(fitted(fourth, "J-SAR"))
    assert docx.render(document) == docx.render(fitted(fourth, "J-SAR"))


def handed_in(fourth: Meeting) -> Submission:
    """Podgorica's part of the new round as it was sent, with a figure that an earlier round has too."""
    part = Submission.objects.get(round=fourth.round, jurisdiction="J-POD")
    facts = {"dims": {"surrender_channel": "campaign"}, "dims_key": "surrender_channel=campaign"}
    for line, value in (("firearm", 90), ("component", 37)):
        DraftCell.objects.create(
            submission=part, measure="surrendered", line=line, unit="piece", kind="amount", value=Decimal(value),
            touched_by="test", **facts,
        )  # fmt: skip
    TextItem.objects.create(submission=part, goal=5, kind="progress", text="A campaign ran.", touched_by="test")
    Submission.objects.filter(pk=part.pk).update(state="submitted")
    return part


def test_figures_that_were_handed_in_stand_beside_those_before(fourth):
    handed_in(fourth)
    said = markdown.render(fitted(fourth, "J-POD"))
    assert "+12 since 2019-H2" in said
    assert "as in 2019-H2" in said
    assert "A campaign ran." in said
    assert "Nothing was handed in" not in said


def test_a_draft_is_never_told(fourth):
    part = Submission.objects.get(round=fourth.round, jurisdiction="J-POD")
    TextItem.objects.create(submission=part, goal=5, kind="progress", text="Not yet sent.", touched_by="test")
    assert "Not yet sent." not in markdown.render(fitted(fourth, "J-POD"))


def test_much_is_shortened_and_counted_until_it_fits(fourth):
    part = handed_in(fourth)
    TextItem.objects.bulk_create(
        TextItem(submission=part, goal=1 + n % 7, kind=("progress", "challenge")[n % 2], position=n, touched_by="test",
                 text=f"Point {n}: " + "the working group met again and went through every article of the draft. " * 6)
        for n in range(80)
    )  # fmt: skip
    for number in range(20):
        state_need(jurisdiction="J-POD", goal=1, kind="training", text=f"Need {number}. " + "Much. " * 60, by=BY)
        conclude(
            what=f"Promise {number}. " + "Much. " * 60, owner="Ministry", jurisdiction="J-POD", meeting=fourth,
            undated_because="standing", by=BY,
        )  # fmt: skip
    document = fitted(fourth, "J-POD")
    assert len(PdfReader(io.BytesIO(pdf.render(document))).pages) <= 2
    assert "more" in markdown.render(document)
    assert pdf.pages(speaking.build(fourth, "J-POD")) > 2


def test_a_meeting_without_a_round_tells_of_the_latest_one(loaded_round):
    series = ensure_series(kind="regional", jurisdiction="J-REG", framework_key="wb_2018", title="Regional", by=BY)
    made = plan_meeting(series, starts_on=Round.objects.get(pk="wb-2019-H2").figures_end.replace(year=2021), by=BY)
    assert "July-December 2019" in markdown.render(fitted(made, "J-BEG"))
