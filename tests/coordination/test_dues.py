"""What was promised by a day is in the reminders and the calendar of those for whom it waits."""

from datetime import date

import pytest
from django.core import mail

from opensalw.coordination.commands.conclusions import record
from opensalw.coordination.commands.progress import propose_closing
from opensalw.coordination.queries.dues import DUES
from opensalw.core.models import Institution
from opensalw.roadmap.calendar import calendar
from opensalw.roadmap.commands.reminders import send_reminders
from opensalw.roadmap.queries.reminders import due_of
from tests.cast import SECRETARIAT, officer
from tests.web.work.conftest import user_of


@pytest.fixture
def promise(third):
    user_of("contributor", "J-SAR", "ministry")
    return record(
        what="Sign the agreement", owner="Ministry of security", meeting=third, jurisdiction="J-SAR",
        owner_institution=Institution.objects.get(pk="J-SAR/ministry"), due_on=date(2020, 7, 9), by=SECRETARIAT,
    )  # fmt: skip


def titles(user):
    return [(one.title, one.on) for one in due_of([user.pk], others=DUES).get(user, [])]


def test_it_is_due_of_the_owner_and_of_who_leads_the_jurisdiction(promise):
    wanted = [("C3-01: Sign the agreement", date(2020, 7, 9))]
    assert titles(user_of("contributor", "J-SAR", "ministry")) == wanted
    assert titles(user_of("officer", "J-SAR")) == titles(user_of("chair", "J-SAR")) == wanted
    assert titles(user_of("officer", "J-BEG")) == titles(user_of("contributor", "J-SAR", "police")) == []


def test_the_secretariat_is_told_when_an_owner_proposes_to_close(promise):
    office = user_of("secretariat", kind="secretariat")
    assert titles(office) == []
    propose_closing(promise, outcome="done", said="Signed.", by=officer("J-SAR"))
    assert titles(office) == [("C3-01: closing is proposed", None)]


def test_it_stands_in_the_mail_and_in_the_calendar(promise):
    user = user_of("officer", "J-SAR")
    send_reminders(by=SECRETARIAT, address="https://x", today=date(2020, 7, 6), others=DUES)
    [letter] = [one for one in mail.outbox if one.to == [user.email]]
    assert "https://x/work/conclusions/C3-01/" in letter.body
    content = calendar("x", due_of([user.pk], others=DUES)[user], "https://x").decode()
    assert "DTSTART;VALUE=DATE:20200709" in content


def test_everybody_is_asked_for_in_few_queries(promise, django_assert_max_num_queries):
    for seat in ("J-BEG", "J-TIR", "J-SKP"):
        user_of("officer", seat)
    with django_assert_max_num_queries(6):
        due_of(others=DUES)
