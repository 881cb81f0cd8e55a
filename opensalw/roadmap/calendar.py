"""Deadlines as an iCalendar file. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event

from .queries.reminders import Due


def calendar(name: str, things: Iterable[Due], address: str) -> bytes:
    """A calendar of whole days, one for each thing that has a day; the same thing keeps its identity."""
    found = Calendar()
    found.add("prodid", "-//OpenSALW//deadlines//EN")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", name)
    for one in things:
        if one.on is None:
            continue
        event = Event()
        event.add("uid", f"{one.key}@opensalw")
        event.add("dtstamp", datetime(one.on.year, one.on.month, one.on.day, tzinfo=UTC))
        event.add("dtstart", one.on)
        event.add("dtend", one.on + timedelta(days=1))
        event.add("summary", one.title)
        event.add("url", f"{address.rstrip('/')}{one.path}")
        event.add("transp", "TRANSPARENT")
        found.add_component(event)
    return found.to_ical()
