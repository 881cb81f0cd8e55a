"""The follow-up list as a document: promises late, due, without a day, and kept."""

from datetime import date

import pytest

from opensalw.coordination.models import Conclusion
from opensalw.documents import markdown
from opensalw.documents.content import follow_up
from opensalw.documents.queries.documents import printed

TODAY = date(2020, 10, 1)


def one(number, **facts):
    given = {"what": f"Thing {number}", "owner": "UNODC", "kind": "commitment", "origin": "meeting", "status": "open"}
    return Conclusion(number=number, **{**given, **facts})


@pytest.fixture
def held():
    return [
        one("C3-01", due_on=date(2020, 7, 9)),
        one("C3-02", due_on=date(2020, 12, 31), jurisdiction="J-PRN"),
        one("C3-03", undated_because="standing"),
        one("C3-04", due_on=date(2020, 7, 31), status="done", closed_on=date(2020, 8, 1)),
        one("C3-05", due_on=date(2020, 7, 31), status="proposed"),
    ]


def test_promises_stand_under_what_became_of_them(held):
    text = markdown.render(follow_up.build(held, TODAY))
    places = [text.index(words) for words in (
        "5 conclusions. Past their day: 1.", "# Past their day", "C3-01", "# Due", "C3-02", "# Without a day", "C3-03",
        "no day: standing", "# To be confirmed", "C3-05", "# Closed", "C3-04", "done, 01.08.2020",
    )]  # fmt: skip
    assert places == sorted(places)


@pytest.mark.parametrize("format", ["docx", "pdf", "xlsx"])
def test_the_same_list_is_the_same_bytes(held, format):
    assert printed(follow_up.build(held, TODAY), format) == printed(follow_up.build(held, TODAY), format)


def test_an_empty_list_says_so():
    assert "No conclusion is like that" in markdown.render(follow_up.build([], TODAY))
