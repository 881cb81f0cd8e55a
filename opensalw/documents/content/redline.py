"""The redline between two drafts as a document: what went is struck through, what came is underlined."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from opensalw.roadmap.models import Round

from ..blocks import Block, Column, Document, Heading, ListItems, Note, Paragraph, Run, Table, words
from ..comparing import ChangedText, SectionChange


def build(round: Round, changes: Sequence[SectionChange], *, before: str, after: str, on: date) -> Document:
    """The redline as blocks; ``before`` and ``after`` name what is compared."""
    blocks: list[Block] = [Note(_("Struck through: taken out. Underlined: new. Other sections were not changed."))]
    if not changes:
        blocks.append(Paragraph(_("Nothing was changed.")))
    for change in changes:
        blocks.append(Heading(1, change.title))
        if change.texts:
            blocks.append(ListItems([runs_of(one) for one in change.texts]))
        if change.figures:
            columns = (Column(_("Figure"), width=4), Column(before, align="right"), Column(after, align="right"))
            rows = tuple(
                (words(one.label), words(one.before or _("none")), words(one.after or _("none")))
                for one in change.figures
            )
            blocks.append(Table(columns, rows, caption=_("Figures that were changed"), orientation="portrait"))
    spec = round.framework.spec
    return Document(
        _("Redline: %(before)s to %(after)s") % {"before": before, "after": after}, tuple(blocks),
        subtitle=f"{spec.title}, {round.figures_period.label}", date=on, audience=spec.audience,
        meta={"subject": round.key, "status": _("draft")},
    )  # fmt: skip


def runs_of(change: ChangedText) -> list[Run]:
    """A paragraph with what went and what came."""
    looks = {"same": "", "added": "added", "removed": "removed"}
    return [Run(piece.text, change=looks[piece.change]) for piece in change.pieces]  # type: ignore[arg-type]
