"""A meeting as an iCalendar file. Pure."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, Event

from .models import Meeting


def meeting_file(meeting: Meeting, address: str, *, with_link: bool) -> bytes:
    """A calendar with the one meeting; the same meeting keeps its identity. The link is for those who take part."""
    found = Calendar()
    found.add("prodid", "-//OpenSALW//meetings//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@opensalw")
    event.add("dtstamp", datetime(meeting.starts_on.year, meeting.starts_on.month, meeting.starts_on.day, tzinfo=UTC))
    if meeting.opens_at and meeting.starts_on == meeting.ends_on:
        event.add("dtstart", datetime.combine(meeting.starts_on, meeting.opens_at, timezone.get_current_timezone()))
    else:
        event.add("dtstart", meeting.starts_on)
        event.add("dtend", meeting.ends_on + timedelta(days=1))
    event.add("summary", meeting.title)
    if meeting.place:
        event.add("location", meeting.place)
    if with_link and meeting.online_link:
        event.add("description", meeting.online_link)
    if meeting.state == Meeting.State.CANCELLED:
        event.add("status", "CANCELLED")
    event.add("url", address)
    found.add_component(event)
    return found.to_ical()
