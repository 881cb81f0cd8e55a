"""The meeting that an address names, if this person may see it; and what every page of a meeting shows."""

from dataclasses import dataclass
from functools import cached_property
from uuid import UUID

from django.shortcuts import get_object_or_404

from opensalw.coordination.models import Meeting
from opensalw.coordination.queries.meetings import next_of_series, previous_meeting
from opensalw.coordination.rules import meetings as rules
from opensalw.core.permissions import Person
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow


@dataclass(frozen=True)
class MeetingPage:
    """A meeting as a person sees it: what may be done, and its neighbours."""

    meeting: Meeting
    person: Person

    @property
    def leads(self) -> bool:
        """Whether this person prepares and records it."""
        return rules.leads(self.person, self.meeting)

    @cached_property
    def refused(self) -> str | None:
        """Why this person changes nothing of it, or None."""
        return rules.refuse_preparing(self.person, self.meeting)

    @cached_property
    def refused_minutes(self) -> str | None:
        """Why this person takes no minutes of it, or None."""
        return rules.refuse_minutes(self.person, self.meeting)

    @cached_property
    def previous(self) -> Meeting | None:
        """The meeting before in the series."""
        return previous_meeting(self.meeting)

    @cached_property
    def next(self) -> Meeting | None:
        """The meeting after in the series."""
        return next_of_series(self.meeting)


def find_meeting(request: PersonalRequest, meeting: UUID) -> MeetingPage:
    """The meeting of an address, for those who take part."""
    found = Meeting.objects.select_related("series", "round__framework", "feeds__series", "source")
    held = get_object_or_404(found, pk=meeting)
    allow(rules.refuse_seeing_inside(request.person, held))
    return MeetingPage(held, request.person)


def find_led(request: PersonalRequest, meeting: UUID) -> MeetingPage:
    """The meeting of an address, for those who prepare it."""
    page = find_meeting(request, meeting)
    allow(page.refused)
    return page
