"""Reminders: one mail a day with everything, as each person chose; a calendar that its holder can revoke."""

from datetime import date, timedelta

import pytest
from django.core import mail
from icalendar import Calendar

from opensalw.core.commands import add_institution, deactivate
from opensalw.core.refusal import Refused
from opensalw.roadmap.calendar import calendar
from opensalw.roadmap.commands.reminders import choose, make_feed, revoke_feed, send_reminders, stop, stop_word
from opensalw.roadmap.commands.sections import deliver, hand_out
from opensalw.roadmap.models import ReminderSent, Submission
from opensalw.roadmap.queries.reminders import due_of, overdue_rows, owner_of_feed, to_remind
from tests.cast import SECRETARIAT, officer
from tests.web.work.conftest import person, user_of  # noqa: F401 - fixture

MONDAY, TUESDAY = date(2020, 9, 28), date(2020, 9, 29)
SITE = "https://salw.example/"


@pytest.fixture
def part(round) -> Submission:
    """Belgrade's part, due on 30 September 2020, with a section at the police that is due earlier."""
    held = Submission.objects.select_related("round__framework").get(round=round, jurisdiction="J-BEG")
    add_institution(key="J-BEG/police", jurisdiction="J-BEG", type="police", name="Police", parent=None, by="test")
    hand_out(held, [("J-BEG/police", "seized")], due_on=date(2020, 9, 20), by=officer("J-BEG"))
    return held


@pytest.fixture
def desk(part):
    """The officer, the contributor and the secretariat, who can sign in."""
    return {
        "officer": user_of("officer", "J-BEG"), "police": user_of("contributor", "J-BEG", "police"),
        "secretariat": user_of("secretariat", kind="secretariat"),
    }  # fmt: skip


def sent(today, **more):
    found = send_reminders(by=SECRETARIAT, address=SITE, today=today, **more)
    return {user.pk: [one.title for one in things] for user, things in found.items()}


def test_each_person_gets_one_mail_with_what_the_own_posts_owe(desk):
    got = sent(MONDAY)
    assert set(got) == {desk["officer"].pk, desk["police"].pk}
    assert got[desk["officer"].pk] == ["Belgrade, wb-2020-h1: the part"]
    assert "seized" in got[desk["police"].pk][0]
    letter = next(one for one in mail.outbox if one.to == [desk["police"].email])
    assert "overdue since 20 September 2020" in letter.body
    assert "https://salw.example/work/rounds/wb-2020-h1/J-BEG/#own" in letter.body
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert sent(MONDAY) == {}
    assert len(mail.outbox) == 2


def test_nothing_leaves_in_a_dry_run(desk):
    assert len(sent(MONDAY, dry_run=True)) == 2
    assert mail.outbox == []
    assert not ReminderSent.objects.exists()


@pytest.mark.parametrize(
    ("how", "days"),
    [("off", []), ("weekly", [28]), ("daily", [26, 28, 29, 30]), ("on_the_day", [30])],
)
def test_each_chooses_how_often(desk, how, days):
    choose(desk["officer"], how)
    asked = [date(2020, 9, day) for day in (26, 28, 29, 30)]
    got = [day.day for day in asked if desk["officer"].pk in sent(day)]
    assert got == days


def test_what_is_far_away_or_delivered_is_no_reason_for_a_mail(desk, part, person):  # noqa: F811
    deliver(part, ["seized"], by=person("contributor", "J-BEG", "police"))
    assert set(sent(MONDAY)) == {desk["officer"].pk}
    assert sent(date(2020, 8, 3)) == {}


def test_the_secretariat_reminds_the_late_at_once_and_nobody_twice_or_against_the_will(desk):
    late = {user.pk for row in overdue_rows(TUESDAY) for user in row.people}
    assert late == {desk["police"].pk}
    assert set(sent(TUESDAY, now=late)) == late
    assert sent(TUESDAY, now=late) == {}
    choose(desk["police"], "off")
    assert sent(TUESDAY + timedelta(days=3), now=late) == {}
    with pytest.raises(Refused, match="Only the secretariat"):
        send_reminders(by=officer("J-BEG"), address=SITE)


def test_the_end_of_an_address_stops_the_mails_of_one_person(desk):
    stop(stop_word(desk["officer"]))
    assert set(to_remind(MONDAY)) == {desk["police"]}
    with pytest.raises(Refused, match="stops no mails"):
        stop(stop_word(desk["police"])[:-1])


def test_the_calendar_parses_keeps_its_days_and_is_revoked(desk):
    secret = make_feed(desk["police"])
    assert owner_of_feed(secret) == desk["police"]
    read = Calendar.from_ical(calendar("x", due_of([desk["police"].pk])[desk["police"]], SITE))
    events = read.walk("VEVENT")
    assert [(event.decoded("dtstart"), event.decoded("dtend")) for event in events] == [
        (date(2020, 9, 20), date(2020, 9, 21))
    ]  # fmt: skip
    assert len({str(event["uid"]) for event in events}) == 1
    newer = make_feed(desk["police"])
    assert owner_of_feed(secret) is None
    assert owner_of_feed("") is None
    revoke_feed(desk["police"])
    assert owner_of_feed(newer) is None


def test_a_closed_account_has_no_calendar_and_gets_no_mail(desk):
    secret = make_feed(desk["police"])
    deactivate(desk["police"], by="operator")
    assert owner_of_feed(secret) is None
    assert set(sent(MONDAY)) == {desk["officer"].pk}


def test_what_is_due_of_everybody_takes_few_queries(desk, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        due_of()
