"""Meetings in the reminders: their day, and the delegation that is not registered yet."""

from datetime import timedelta

import pytest
from django.utils import timezone

from opensalw.coordination.commands import delegations, meetings
from opensalw.coordination.queries.meeting_dues import meetings_due
from opensalw.core.models import Institution
from tests.cast import SECRETARIAT
from tests.web.work.conftest import user_of

pytestmark = pytest.mark.django_db
BY = SECRETARIAT


@pytest.fixture
def announced(framework, everywhere_db):
    series = meetings.ensure_series(
        kind="regional", jurisdiction="J-REG", framework_key=framework.key, title="Regional meeting", by=BY
    )
    day = timezone.localdate() + timedelta(days=10)
    made = meetings.plan_meeting(series, starts_on=day, register_until=day - timedelta(days=5), mode="online", by=BY)
    return meetings.announce(made, by=BY)


def titles(user) -> list[str]:
    return sorted(one.title.rpartition(": ")[2] for one in meetings_due([user.pk]).get(user, []))


def test_a_meeting_is_in_the_calendar_and_registration_waits_until_it_is_done(announced):
    donor, police = user_of("donor", kind="donor"), user_of("contributor", "J-BEG", kind="police")
    assert titles(donor) == [announced.title, "register your delegation"]
    assert titles(police) == []
    own = Institution.objects.get(pk="J-REG/donor")
    delegations.register(announced, organisation="", institution=own, online=2, by=BY)
    assert titles(donor) == [announced.title]


def test_a_local_meeting_waits_for_its_own_people_and_for_donors(framework, everywhere_db):
    series = meetings.ensure_series(
        kind="local", jurisdiction="J-BEG", framework_key=framework.key, title="Local meeting", by=BY
    )
    made = meetings.plan_meeting(series, starts_on=timezone.localdate() + timedelta(days=3), by=BY)
    meetings.announce(made, by=BY)
    assert titles(user_of("officer", "J-BEG")) == [made.title]
    assert titles(user_of("officer", "J-POD")) == []
    assert titles(user_of("donor", kind="donor")) == [made.title]


def test_what_is_over_or_cancelled_waits_for_nobody(announced):
    donor = user_of("donor", kind="donor")
    meetings.cancel(announced, by=BY, reason="Nobody can travel.")
    assert titles(donor) == []


def test_two_questions_are_asked_for_everybody(announced, django_assert_max_num_queries):
    for kind in ("donor", "implementer"):
        user_of("donor", kind=kind)
    with django_assert_max_num_queries(3):
        meetings_due(None)
