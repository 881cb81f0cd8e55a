"""The record of a meeting: what it says, that it waits for settled minutes, that what was published stays."""

import pytest

from opensalw.coordination.commands import interventions, meetings, minutes
from opensalw.coordination.commands.carrying import carry
from opensalw.coordination.commands.conclusions import record as conclude
from opensalw.coordination.models import Item, Meeting
from opensalw.coordination.queries.carrying import carried_to
from opensalw.core.designation_lint import lint_text
from opensalw.core.refusal import Refused
from opensalw.documents import markdown
from opensalw.documents.commands.papers import publish_record
from opensalw.documents.content import meeting_record
from opensalw.documents.models import Paper
from opensalw.documents.queries.documents import stored_at
from tests.cast import REVIEWER, SECRETARIAT
from tests.coordination.test_meetings import announced, belgrade, held, planned, series  # noqa: F401 - fixtures
from tests.roadmap.conftest import everywhere_db, framework  # noqa: F401 - fixtures

pytestmark = pytest.mark.django_db
BY = SECRETARIAT


@pytest.fixture
def said(held, settings, tmp_path) -> Meeting:  # noqa: F811
    settings.REPORTS = tmp_path
    text = "The weapons law is **being aligned**.\n- Two workshops were held.\n- A third follows."
    minutes.write(belgrade(held), text=text, follows=0, by=BY)
    comments = Item.objects.get(session__meeting=held, jurisdiction="J-BEG", kind="comments")
    interventions.keep_intervention(comments, organisation="UNDP Kosovo", function="Head", text="It helps.", by=BY)
    conclude(what="Send the draft law to the secretariat.", owner="Ministry of the interior", item=belgrade(held),
             jurisdiction="J-BEG", due_on=held.starts_on.replace(day=28), by=BY)  # fmt: skip
    return held


def test_the_record_says_who_presented_what_was_said_and_what_was_concluded(said):
    text = markdown.render(meeting_record.build(said))
    for words in ("**being aligned**", "Two workshops were held.", "Head, UNDP Kosovo", "Send the draft law"):
        assert words in text
    assert lint_text(text) == []


def test_a_published_record_stays_byte_for_byte_when_a_corrected_one_follows(said):
    first = publish_record(said, by=BY)
    assert {one.format for one in first} == {"docx", "pdf", "html", "md"}
    kept = {one.pk: stored_at(one.sha256).read_bytes() for one in first}
    with pytest.raises(Refused, match="Nothing has changed"):
        publish_record(said, by=BY)
    minutes.write(belgrade(said), text="The weapons law is aligned.", follows=1, by=BY)
    second = publish_record(said, by=BY)
    assert {one.number for one in second} == {2}
    assert {one.pk: stored_at(one.sha256).read_bytes() for one in Paper.objects.filter(number=1)} == kept


def test_the_record_waits_until_two_writers_are_settled(said):
    minutes.write(belgrade(said), text="Mine.", follows=1, by=BY)
    minutes.write(belgrade(said), text="Theirs.", follows=1, by=REVIEWER)
    with pytest.raises(Refused, match="Settle them first"):
        publish_record(said, by=BY)


def test_a_meeting_that_was_not_held_has_no_record(planned):  # noqa: F811
    with pytest.raises(Refused, match="after the meeting"):
        publish_record(planned, by=BY)


def test_what_was_said_of_a_carried_conclusion_is_in_the_record_wherever_it_was_written(said):
    after = meetings.plan_meeting(said.series, starts_on=said.starts_on.replace(year=2021), by=BY)
    after = meetings.hold(meetings.announce(after, by=BY), by=BY)
    carry(after, by=BY)
    minutes.write(carried_to(after)[0].item, text="It was sent in **May**.", follows=0, by=BY)
    text = markdown.render(meeting_record.build(after))
    assert "It was sent in May." in text


def test_a_record_names_the_record_of_the_meeting_before(said):
    publish_record(said, by=BY)
    after = meetings.plan_meeting(said.series, starts_on=said.starts_on.replace(year=2021), by=BY)
    text = markdown.render(meeting_record.build(after))
    assert "record 1," in text
    assert f"{said.series_id}-1-record-1" in text
