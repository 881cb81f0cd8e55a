"""Meetings of a series that the tests of coordination speak of."""

from datetime import date

import pytest

from opensalw.coordination.models import Item, Meeting, Series, Session
from tests.roadmap.conftest import everywhere_db, framework, round  # noqa: F401 - fixtures


def series(kind: str = "regional", jurisdiction: str = "J-REG") -> Series:
    """The series of a kind and place."""
    key = f"{kind}-{jurisdiction.lower()}"
    return Series.objects.get_or_create(
        key=key, defaults={"kind": kind, "jurisdiction": jurisdiction, "framework_key": "wb", "title": key}
    )[0]


def meeting(number: int, kind: str = "regional", jurisdiction: str = "J-REG", **facts) -> Meeting:
    """A meeting of a series."""
    day = facts.pop("day", date(2020, 7, 3).replace(year=2018 + number // 2, month=6 if number % 2 else 11))
    return Meeting.objects.create(
        series=series(kind, jurisdiction), number=number, title=f"{kind.capitalize()} meeting {number}",
        starts_on=day, ends_on=day, **facts,
    )  # fmt: skip


def item(meeting: Meeting, title: str = "Sarajevo", **facts) -> Item:
    """A point of the first session of a meeting."""
    session = meeting.sessions.first() or Session.objects.create(
        meeting=meeting, position=1, kind=Session.Kind.JURISDICTIONS, title="Jurisdictions report"
    )
    return Item.objects.create(session=session, position=1, kind=Item.Kind.PRESENTATION, title=title, **facts)


@pytest.fixture
def third(everywhere_db) -> Meeting:  # noqa: F811
    """The third regional meeting, held."""
    return meeting(3, state=Meeting.State.HELD)


@pytest.fixture
def fourth(third) -> Meeting:
    """The fourth regional meeting, planned."""
    return meeting(4)
