"""What must hold for drafts and publications; each function returns the reason for refusing, or None."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from opensalw.core.permissions import Person
from opensalw.roadmap.models import Round

from .models import Draft

MOST_DRAFTS = 2
COMMENT_LIMIT = 5000


def refuse_reading(draft: Draft, person: Person) -> str | None:
    """A draft is read by the secretariat and by officers and chairs of the seats; by organisations if it says so."""
    if person.is_secretariat or person.holds("officer") or person.holds("chair"):
        return None
    if draft.readers == Draft.Readers.ORGANISATIONS and person.holds("donor"):
        return None
    return _("This draft goes round among %(readers)s only.") % {"readers": draft.get_readers_display()}


def refuse_circulating(round: Round, number: int, last: int, comment_until: datetime, now: datetime) -> str | None:
    """Drafts follow each other, are two, and leave time for comments."""
    if round.state == Round.State.CLOSED:
        return _("The round is closed. Its report is final.")
    if number != last + 1:
        return _("The next draft is number %(number)d.") % {"number": last + 1}
    if number > MOST_DRAFTS:
        return _("The report goes round as %(most)d drafts. Publish it now.") % {"most": MOST_DRAFTS}
    if comment_until <= now:
        return _("Give an hour to come until which comments are taken.")
    if comment_until > now + timedelta(days=366):
        return _("This is more than a year away. Give an earlier hour.")
    return None


def refuse_comment(text: str) -> str | None:
    """A comment says something, in reasonable length."""
    if not text.strip():
        return _("Write the comment.")
    if len(text) > COMMENT_LIMIT:
        return _("The comment has %(length)d characters; the limit is %(limit)d.") % {
            "length": len(text), "limit": COMMENT_LIMIT
        }  # fmt: skip
    return None
