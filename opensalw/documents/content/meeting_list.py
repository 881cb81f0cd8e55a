"""The list of meetings as a document."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from opensalw.coordination.models import Meeting
from opensalw.core.periods import Period

from ..blocks import Column, Document, Row, Table, words


def build(found: Iterable[Meeting], on: date) -> Document:
    """Which meetings there were and will be, on what, and where each is known from."""
    columns = (
        Column(_("Series"), width=2), Column(_("No.")), Column(_("Meeting"), width=3), Column(_("When"), width=2),
        Column(_("Place")), Column(_("State")), Column(_("Round")), Column(_("Note"), width=3), Column(_("Source")),
    )  # fmt: skip
    rows = tuple(
        Row((
            words(one.series.title), words(str(one.number)), words(one.title),
            words(one.when_words or Period(one.starts_on, one.ends_on).label), words(one.place),
            words(str(one.get_state_display())), words(one.round_id or ""), words(one.note),
            words(one.source_id or ""),
        ))
        for one in found
    )  # fmt: skip
    title = _("Coordination meetings")
    return Document(title, (Table(columns, rows, caption=title, orientation="landscape"),), date=on)
