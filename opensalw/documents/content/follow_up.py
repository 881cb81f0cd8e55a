"""The follow-up list: promises that are late, due, without a day, and kept."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Conclusion
from opensalw.core.designations import label

from ..blocks import Block, Column, Document, Heading, Paragraph, Row, Table, words


def build(found: Iterable[Conclusion], today: date, about: str = "") -> Document:
    """The conclusions as a document; ``about`` says in words which ones were asked for."""
    held = list(found)
    late = [one for one in held if one.is_overdue(today)]
    due = [one for one in held if one.is_waited_for and one.due_on and not one.is_overdue(today)]
    groups = (
        (_("Past their day"), late), (_("Due"), due),
        (_("Without a day"), [one for one in held if one.is_waited_for and not one.due_on]),
        (_("To be confirmed"), [one for one in held if one.status == Conclusion.Status.PROPOSED]),
        (_("Closed"), [one for one in held if one.is_closed]),
    )  # fmt: skip
    summary = ngettext("%(n)d conclusion", "%(n)d conclusions", len(held)) % {"n": len(held)}
    blocks: list[Block] = [Paragraph(f"{summary}. {_('Past their day: %(n)d.') % {'n': len(late)}}", look="lead")]
    for title, rows in groups:
        if rows:
            blocks += [Heading(1, title), _table(title, rows)]
    if not held:
        blocks.append(Paragraph(_("No conclusion is like that.")))
    title = _("Conclusions and promises")
    return Document(title=title, subtitle=about, date=today, blocks=blocks, meta={"subject": title})


def _table(title: str, rows: list[Conclusion]) -> Table:
    columns = (
        Column(_("No."), width=0.8), Column(_("What"), width=3.4), Column(_("Who"), width=1.9),
        Column(_("Jurisdiction"), width=1.1), Column(_("Due"), width=1.4), Column(_("Status"), width=1.2),
    )  # fmt: skip
    return Table(columns, tuple(_row(one) for one in rows), caption=title, orientation="portrait")


def _row(one: Conclusion) -> Row:
    status = str(one.get_status_display())
    if one.closed_on:
        status = f"{status}, {one.closed_on:%d.%m.%Y}"
    seat = label(one.jurisdiction) if one.jurisdiction else ""
    return Row((words(one.number), words(one.what), words(one.owner), words(seat), words(due_in_words(one)),
                words(status)))  # fmt: skip
