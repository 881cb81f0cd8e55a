"""The pages of reminders: the own choice, the calendar's address, the overdue list, the address that stops mails."""

from datetime import date

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from opensalw.roadmap.commands.reminders import stop_word
from opensalw.roadmap.models import ReminderChoice
from tests.web.work.conftest import user_of

pytestmark = pytest.mark.django_db


def test_one_chooses_and_gets_an_address_that_is_shown_once(as_, part):
    browser = as_("officer", "J-BEG")
    browser.post(reverse("reminders"), {"do": "choose", "how": "daily"})
    assert ReminderChoice.objects.get().how == "daily"
    assert "Choose how often" in browser.post(reverse("reminders"), {"how": "hourly"}, follow=True).content.decode()
    page = browser.post(reverse("reminders"), {"do": "feed"}).content.decode()
    address = page.split("<code>")[1].split("</code>")[0]
    assert address not in browser.get(reverse("reminders")).content.decode()
    feed = Client().get(address)
    assert feed["Content-Type"].startswith("text/calendar")
    assert [str(one["summary"]) for one in Calendar.from_ical(feed.content).walk("VEVENT")] == [
        "Belgrade, wb-2020-h1: the part"
    ]
    browser.post(reverse("reminders"), {"do": "revoke"})
    assert Client().get(address).status_code == 404


def test_the_dates_of_a_round_are_a_file(as_, part):
    file = as_("officer", "J-BEG").get(reverse("round_calendar", args=("wb-2020-h1",)))
    events = Calendar.from_ical(file.content).walk("VEVENT")
    assert [one.decoded("dtstart") for one in events] == [date(2020, 9, 30)]


def test_the_mails_stop_by_one_press_without_signing_in(as_, part):
    user = user_of("officer", "J-BEG")
    address = reverse("reminders_stop", args=(stop_word(user),))
    client = Client(enforce_csrf_checks=True)
    assert "Send me no more" in client.get(address).content.decode()
    assert not ReminderChoice.objects.exists()
    assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert ReminderChoice.objects.get(user=user).how == "off"
    assert client.post(reverse("reminders_stop", args=("x:y:z",))).status_code == 404


def test_the_secretariat_sees_what_is_overdue_and_reminds(as_, part, django_assert_max_num_queries):
    officer, browser = user_of("officer", "J-BEG"), as_("secretariat", kind="secretariat")
    with django_assert_max_num_queries(16):
        page = browser.get(reverse("overdue")).content.decode()
    assert "officer, J-BEG" in page
    assert "1 person was reminded." in browser.post(reverse("remind_now"), follow=True).content.decode()
    assert [one.to for one in mail.outbox] == [[officer.email]]
    assert "0 people were reminded." in browser.post(reverse("remind_now"), follow=True).content.decode()
    assert as_("officer", "J-BEG").get(reverse("overdue")).status_code == 403
