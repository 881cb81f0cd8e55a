"""The list of delegations of a meeting: by institution and number, without names."""

from django.utils.translation import gettext as _

from opensalw.coordination.models import Meeting
from opensalw.coordination.queries.meetings import delegations_of
from opensalw.core.designations import label
from opensalw.core.periods import Period

from ..blocks import Column, Document, Row, Table, number, words


def build(meeting: Meeting) -> Document:
    """Who comes, in which language, in the room or online."""
    columns = (
        Column(_("Delegation"), width=3), Column(_("Jurisdiction")), Column(_("Led by"), width=2),
        Column(_("In the room"), align="right"), Column(_("Online"), align="right"), Column(_("Language")),
        Column(_("Note"), width=2),
    )  # fmt: skip
    rows = tuple(
        Row((
            words(one.organisation), words(label(one.jurisdiction) if one.jurisdiction else ""),
            words(one.head_function), number(one.in_room), number(one.online), words(one.language), words(one.note),
        ))
        for one in delegations_of(meeting)
    )  # fmt: skip
    title = _("Delegations: %(meeting)s") % {"meeting": meeting.title}
    days = Period(meeting.starts_on, meeting.ends_on).label
    return Document(title, (Table(columns, rows, caption=title),), subtitle=days, date=meeting.starts_on)
