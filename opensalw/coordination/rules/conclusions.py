"""What must hold of conclusions; each function returns the reason for refusing, or None."""

from datetime import date

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import ids
from opensalw.core.permissions import Person

from ..models import Conclusion, Meeting

Status = Conclusion.Status
UNDECIDED = (Status.PROPOSED, Status.REFUSED)
WAITED_FOR = (Status.OPEN, Status.UNDER_WAY)
CLOSED = (Status.DONE, Status.PARTLY_DONE, Status.DROPPED)
GOALS = range(1, 21)


def refuse_recording(by: Person, meeting: Meeting | None = None) -> str | None:
    """Conclusions are recorded by the secretariat; those of a local meeting also by its officer or chair."""
    if by.is_secretariat:
        return None
    if meeting is not None and meeting.series.kind == "local" and _leads(by, meeting.jurisdiction):
        return None
    return _("Only the secretariat records conclusions; at a local meeting its officer or chair does too.")


def refuse_deciding(by: Person) -> str | None:
    """Confirming, changing, closing and reopening are the secretariat's."""
    if by.is_secretariat:
        return None
    return _("Only the secretariat does this. Report progress, or propose to close it.")


def refuse_reporting(by: Person, conclusion: Conclusion) -> str | None:
    """Progress is reported by the owner's people, the officer or chair of its jurisdiction, or the secretariat."""
    if by.is_secretariat or owns(by, conclusion):
        return None
    return _("Only the owner, the officer or chair of its jurisdiction, or the secretariat reports on it.")


def owns(by: Person, conclusion: Conclusion) -> bool:
    """Whether it waits for this person: of the owner's institution, or officer or chair of the jurisdiction."""
    institution = conclusion.owner_institution_id
    if institution and any(post.institution == institution for post in by.posts):
        return True
    return bool(conclusion.jurisdiction) and _leads(by, conclusion.jurisdiction)


def refuse_seeing(by: Person, conclusion: Conclusion, *, is_public: bool) -> str | None:
    """Conclusions are seen by those who hold a post; proposed ones by the secretariat; the public's by all."""
    if is_public or by.is_secretariat or (by.posts and conclusion.status not in UNDECIDED):
        return None
    return _("This conclusion is not public.")


def refuse_content(*, what: str, owner: str, jurisdiction: str, goal: int | None) -> tuple[str, str] | None:
    """A conclusion says what is to be done and who does it; with the field that is wrong."""
    if not what.strip():
        return "what", _("Say what is to be done.")
    if len(what) > 2000:
        return "what", _("Say it in fewer than 2,000 characters.")
    if not owner.strip():
        return "owner", _("Say who is to do it: an organisation, or a function of an authority.")
    if len(owner) > 200:
        return "owner", _("Name the owner in fewer than 200 characters.")
    if jurisdiction and jurisdiction not in ids():
        return "jurisdiction", _("%(id)s is not a jurisdiction.") % {"id": jurisdiction}
    if goal is not None and goal not in GOALS:
        return "goal", _("There is no goal %(goal)s.") % {"goal": goal}
    return None


def refuse_due(due_from: date | None, due_on: date | None, because: str) -> str | None:
    """It is due by a day, or says why there is none."""
    if due_on is None:
        return None if because.strip() else _("Give the day, or say why there is none, such as: standing.")
    if because.strip():
        return _("It has a day and a reason why it has none. Keep one of the two.")
    return _("It is due before it begins.") if due_from and due_from > due_on else None


def refuse_source(origin: str, meeting: Meeting | None, *, has_source: bool) -> str | None:
    """What a meeting concluded names the meeting; what comes from elsewhere names its source."""
    if origin not in Conclusion.Origin.values:
        return _("Choose where it comes from.")
    if origin == Conclusion.Origin.MEETING:
        return None if meeting or has_source else _("Choose the meeting at which it was said.")
    return None if has_source or meeting else _("Say where it stands: the source, or the meeting that was told of it.")


def refuse_change(conclusion: Conclusion, reason: str) -> str | None:
    """Owner and date change while it is open, with a reason."""
    if reason_why := _undecided(conclusion):
        return reason_why
    if conclusion.is_closed:
        return _("This is closed. Reopen it first.")
    return None if reason.strip() else _("Say why.")


def refuse_progress(conclusion: Conclusion, said: str) -> str | None:
    """Progress says something of what is open."""
    if reason := _undecided(conclusion):
        return reason
    if conclusion.is_closed:
        return _("This is closed: %(status)s.") % {"status": conclusion.get_status_display()}
    if len(said) > 5000:
        return _("Say it in fewer than 5,000 characters.")
    return None if said.strip() else _("Say how it stands.")


def refuse_outcome(outcome: str) -> str | None:
    """It is closed as done, as done in part, or as dropped."""
    return None if outcome in CLOSED else _("Choose: done, partly done, or dropped.")


def refuse_closing(conclusion: Conclusion, outcome: str, reason: str, *, evidence: bool) -> str | None:
    """Closing says as what and why; what was done shows evidence."""
    if reason_why := refuse_outcome(outcome):
        return reason_why
    if reason_why := _undecided(conclusion):
        return reason_why
    if conclusion.is_closed:
        return _("This is closed already: %(status)s.") % {"status": conclusion.get_status_display()}
    if not reason.strip():
        return _("Say why it is closed.")
    if outcome != Status.DROPPED and not evidence:
        return _("Show what was done: a link or a file. If there is nothing to show, it is not closed as done.")
    return None


def refuse_reopening(conclusion: Conclusion, reason: str) -> str | None:
    """Only what is closed is reopened, with a reason."""
    if not conclusion.is_closed:
        return _("This is not closed.")
    return None if reason.strip() else _("Say why it is opened again.")


def refuse_carrying(meeting: Meeting) -> str | None:
    """Conclusions are carried to a meeting whose record is still open."""
    if meeting.state in (Meeting.State.RECORDED, Meeting.State.CANCELLED):
        return _("This meeting is %(state)s. Carry the conclusions to the next one.") % {
            "state": meeting.get_state_display()
        }
    return None


def _undecided(conclusion: Conclusion) -> str | None:
    if conclusion.status == Status.PROPOSED:
        return _("This is only proposed. Confirm it first, or refuse it.")
    return _("This was refused: it is no conclusion.") if conclusion.status == Status.REFUSED else None


def _leads(by: Person, jurisdiction: str) -> bool:
    return by.holds("officer", jurisdiction) or by.holds("chair", jurisdiction)
