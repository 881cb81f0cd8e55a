"""What must hold of meetings, their minutes, delegations and materials."""

from datetime import date, datetime
from urllib.parse import urlsplit

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person

from ..models import Material, Meeting, Series

State = Meeting.State
TITLES = {"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "h.e."}
OVER = (State.CANCELLED, State.RECORDED)


def leads(by: Person, meeting: Meeting) -> bool:
    """Whether the person prepares this meeting: the secretariat, or of a local one its officer and chair."""
    if by.is_secretariat:
        return True
    own = meeting.series.jurisdiction
    return meeting.series.kind == Series.Kind.LOCAL and (by.holds("officer", own) or by.holds("chair", own))


def refuse_preparing(by: Person, meeting: Meeting) -> str | None:
    """Meetings are prepared and recorded by the secretariat, a local one also by its officer and chair."""
    if not leads(by, meeting):
        return _("Only the secretariat prepares a meeting; a local one its officer or chair too.")
    if meeting.state == State.CANCELLED:
        return _("The meeting is cancelled.")
    return None


def refuse_seeing_inside(by: Person, meeting: Meeting) -> str | None:
    """What is not public of a meeting is seen by those who take part.

    At a regional one these are all who hold a post, at a local one its own jurisdiction, donors and organisations.
    """
    if leads(by, meeting):
        return None
    if not by.posts or not takes_part(by, meeting):
        return _("Only those who take part see this.")
    return _("This meeting is not announced yet.") if meeting.state == State.PLANNED else None


def takes_part(by: Person, meeting: Meeting) -> bool:
    """Whether a meeting is one of this person's: a local one is not, for the people of another seat."""
    own = any(post.jurisdiction == meeting.jurisdiction for post in by.posts)
    return meeting.series.kind == Series.Kind.REGIONAL or own or by.holds("donor")


def refuse_days(starts_on: date, ends_on: date) -> str | None:
    """A meeting ends on the day it began or later, within two weeks."""
    if ends_on < starts_on:
        return _("The meeting ends before it begins.")
    return _("A meeting lasts two weeks at most.") if (ends_on - starts_on).days > 14 else None


def refuse_hours(meeting: Meeting, starts_at: datetime | None, ends_at: datetime | None) -> str | None:
    """A session begins on a day of its meeting and ends later; both hours may be unknown."""
    if starts_at is None:
        return _("Say when it begins.") if ends_at else None
    if not meeting.starts_on <= timezone.localdate(starts_at) <= meeting.ends_on:
        return _("The session is not on a day of the meeting.")
    return _("The session ends before it begins.") if ends_at and ends_at <= starts_at else None


def refuse_link(link: str) -> str | None:
    """The link to an online meeting begins with https:// and holds no password of ours."""
    parts = urlsplit(link)
    if link and (parts.scheme != "https" or not parts.hostname or parts.username is not None):
        return _("Give an address that begins with https://.")
    return None


def refuse_person(*said: str) -> str | None:
    """Chairs and speakers are functions and institutions: an address or a form of address belongs to a person."""
    words = " ".join(said).casefold().split()
    if any("@" in word for word in words) or TITLES & set(words):
        return _("Give a function and an institution, not a person's name or address.")
    return None


def refuse_feeding(meeting: Meeting, feeds: Meeting | None) -> str | None:
    """A local meeting prepares a regional one that does not come before it."""
    if feeds is None:
        return None
    if meeting.series.kind != Series.Kind.LOCAL or feeds.series.kind != Series.Kind.REGIONAL:
        return _("Only a local meeting prepares a regional one.")
    return _("The regional meeting comes before the local one.") if feeds.starts_on < meeting.starts_on else None


def refuse_announcing(meeting: Meeting, items: int) -> str | None:
    """A meeting is announced once, with an agenda."""
    if meeting.state != State.PLANNED:
        return _("The meeting is announced already.")
    return None if items else _("Put something on the agenda first.")


def refuse_holding(meeting: Meeting, today: date) -> str | None:
    """A meeting that was announced is held when its first day has come."""
    if meeting.state != State.ANNOUNCED:
        return _("Only an announced meeting is held.")
    return _("The meeting has not begun yet.") if meeting.starts_on > today else None


def refuse_cancelling(meeting: Meeting, reason: str) -> str | None:
    """A meeting that has not taken place is cancelled, with a reason."""
    if meeting.state not in (State.PLANNED, State.ANNOUNCED):
        return _("The meeting has taken place or is cancelled already.")
    return None if reason.strip() else _("Say why it is cancelled.")


def refuse_minutes(by: Person, meeting: Meeting) -> str | None:
    """Minutes are taken from the announcement on, by those who prepare the meeting, until the record is public."""
    if reason := refuse_preparing(by, meeting):
        return reason
    return _("Announce the meeting first.") if meeting.state == State.PLANNED else None


def refuse_registering(
    by: Person, meeting: Meeting, jurisdiction: str, today: date, institution: str | None = None
) -> str | None:
    """Delegations register while the meeting is announced and until its day; afterwards the secretariat does."""
    if meeting.state != State.ANNOUNCED:
        return _("Registration is open while a meeting is announced.")
    if leads(by, meeting):
        return None
    if meeting.register_until and today > meeting.register_until:
        return _("Registration closed on %(day)s. Write to the secretariat.") % {"day": meeting.register_until}
    own = any(post.institution == institution for post in by.posts)
    if not own and not any(by.holds(role, jurisdiction) for role in ("officer", "chair")):
        return _("Register a delegation of your own institution.")
    return None


def refuse_brief(by: Person, meeting: Meeting, jurisdiction: str) -> str | None:
    """A speaking brief holds what is not released yet: it is for who leads the meeting and who leads the part."""
    own = by.holds("officer", jurisdiction) or by.holds("chair", jurisdiction)
    if by.is_secretariat or (own and meeting.jurisdiction in (REGIONAL, jurisdiction)):
        return None
    return _("Briefs are for the secretariat, and for the officer and chair of the jurisdiction.")


def refuse_material(by: Person, material: Material) -> str | None:
    """Who may read a file: everybody, those who take part, or the secretariat."""
    if leads(by, material.meeting):
        return None
    if material.withdrawn_at:
        return _("This file was withdrawn.")
    if material.readers == Material.Readers.PUBLIC and material.meeting.state != State.PLANNED:
        return None
    if material.readers == Material.Readers.PARTICIPANTS:
        return refuse_seeing_inside(by, material.meeting)
    return _("This file is not for you.")
