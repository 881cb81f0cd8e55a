"""What must hold of the directory; each function returns the reason for refusing, or None."""

from datetime import date

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL, ids
from opensalw.core.permissions import Person

from ..models import Body


def refuse_keeping(by: Person, jurisdiction: str) -> str | None:
    """The directory is kept by the officer or chair of the jurisdiction, or by the secretariat."""
    if by.is_secretariat or by.holds("officer", jurisdiction) or by.holds("chair", jurisdiction):
        return None
    return _("Only the officer or chair of the jurisdiction, or the secretariat, keeps its directory.")


def refuse_body(*, kind: str, jurisdiction: str, title: str, standing: str) -> tuple[str, str] | None:
    """A body has a kind, a jurisdiction, a title and a standing; with the field that is wrong."""
    if kind not in Body.Kind.values:
        return "kind", _("Choose what it is.")
    if jurisdiction not in ids():
        return "jurisdiction", _("Choose a jurisdiction, or the region (%(id)s).") % {"id": REGIONAL}
    if not title.strip():
        return "title", _("Give it a title.")
    if standing not in Body.Standing.values or standing == Body.Standing.ENDED:
        return "standing", _("Say how it stands: proposed, established or operational.")
    return None


def refuse_changing(body: Body) -> str | None:
    """What has ended is not changed."""
    return _("This has ended. Enter the one that follows it.") if body.standing == Body.Standing.ENDED else None


def refuse_end(since: date | None, until: date | None, reason: str) -> str | None:
    """It ends on a day, not before it began, with a reason."""
    if until is None:
        return _("Give the day on which it ended.")
    if since and until < since:
        return _("It ends before it began.")
    return None if reason.strip() else _("Say why, or by what, it ended.")
