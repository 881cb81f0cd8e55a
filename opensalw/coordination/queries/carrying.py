"""What is to be on the agenda of a meeting, and what is there."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused

from ..models import Carried, Conclusion, Meeting, Series
from ..rules.conclusions import WAITED_FOR


def of_series(meeting: Meeting) -> Q:
    """Conclusions of earlier meetings of the series; in the region also of its local meetings, and of no meeting."""
    before = Q(meeting__series=meeting.series_id, meeting__number__lt=meeting.number)
    if meeting.series.kind == Series.Kind.LOCAL:
        return before
    local = Q(meeting__feeds__series=meeting.series_id) & ~Q(meeting__feeds__number__gt=meeting.number)
    homeless = Q(meeting__isnull=True)
    return before | local | homeless


def to_carry(meeting: Meeting) -> QuerySet[Conclusion]:
    """Every open conclusion that belongs on the agenda of this meeting, the first due first."""
    found = Conclusion.objects.filter(of_series(meeting), status__in=WAITED_FOR)
    return found.select_related("meeting__series", "owner_institution")


def waiting_proposals(meeting: Meeting) -> QuerySet[Conclusion]:
    """What was proposed at earlier meetings and is not decided: it is not carried, and must not be forgotten."""
    return Conclusion.objects.filter(of_series(meeting), status=Conclusion.Status.PROPOSED)


def carried_to(meeting: Meeting) -> QuerySet[Carried]:
    """What stands on the agenda of a meeting from earlier ones, in the order of the agenda."""
    found = Carried.objects.filter(meeting=meeting).select_related("conclusion__meeting", "item")
    return found.order_by("item__position", "conclusion__number")


def find_meeting(series: str, number: int) -> Meeting:
    """The meeting with this number in a series; where there is none, what there is is named."""
    found = Meeting.objects.select_related("series").filter(series=series, number=number).first()
    if found is None:
        known = ", ".join(f"{one.series_id} {one.number}" for one in Meeting.objects.order_by("series", "number"))
        words = _("There is no meeting %(series)s %(number)s. There are: %(known)s.")
        raise Refused(words % {"series": series, "number": number, "known": known or _("none yet")}, "meeting")
    return found
