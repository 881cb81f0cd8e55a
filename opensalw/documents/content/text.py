"""Narrative as blocks: text items by kind, statements of third parties, how the document was made."""

from collections.abc import Iterable, Sequence
from importlib.metadata import version

from django.utils.translation import gettext as _

from opensalw.core.richtext import plain_of, stretches
from opensalw.roadmap.models import Statement, TextItem

from ..blocks import Block, Heading, ListItems, Note, Paragraph, Run, Sources, Text

PRINTERS = ("python-docx", "typst", "xlsxwriter", "altair", "vl-convert-python", "font-roboto")


def point(item: TextItem) -> Text:
    """A text item with where it comes from; a translation stands behind the original."""
    runs = [Run(one.text, one.bold, one.italic, one.link) for one in stretches(item.text)]
    if item.translation:
        words = plain_of(item.translation)
        runs.append(Run(_(" [courtesy translation: %(text)s]") % {"text": words}, italic=True))
    status = str(item.get_status_display()) if item.status else ""
    hints = [status, item.objective, item.locator, _("goal assigned by us") if item.goal_inferred else ""]
    place = "; ".join(hint for hint in hints if hint)
    if place:
        runs.append(Run(f" ({place})", italic=True))
    return runs


def points(items: Sequence[TextItem], level: int) -> list[Block]:
    """Text items under a heading for each kind that has any."""
    blocks: list[Block] = []
    for kind in TextItem.Kind:
        chosen = [item for item in items if item.kind == kind]
        if chosen:
            blocks += [Heading(level, str(kind.label)), ListItems([point(item) for item in chosen])]
    return blocks


def said(statements: Iterable[Statement]) -> list[Block]:
    """What organisations said, each with its name first; set apart from what the authority says."""
    items: list[Text] = [
        [Run(f"{statement.organisation}: ", bold=True), Run(statement.text), Run(_place(statement), italic=True)]
        for statement in statements
    ]
    return [ListItems(items)] if items else []


def _place(statement: Statement) -> str:
    return f" ({statement.locator})" if statement.locator else ""


def reconstruction_note(reconstructed: bool, inferred: bool) -> list[Block]:
    """Say plainly when nothing of a round was submitted here."""
    if not reconstructed:
        return []
    text = _(
        "This round is reconstructed from a meeting record. Nothing in it was submitted or accepted through "
        "this system: every figure is external, quoted from the named place of the record."
    )
    if inferred:
        text += " " + _("The record does not name the period; it is inferred.")
    return [Note(text)]


def made_from(sources: Sequence[str]) -> list[Block]:
    """The closing section: the list of sources, and with what the document was printed."""
    printers = ", ".join(f"{name} {version(name)}" for name in PRINTERS)
    return [
        Heading(1, _("Sources")),
        Sources(list(sources), title=_("Sources of this document")),
        Heading(2, _("How this document was made")),
        Paragraph(
            _("Compiled from the records of the round; building it again from the same records gives the same bytes "
              "with the same versions of: %(printers)s.") % {"printers": printers},
            look="small",
        ),
    ]  # fmt: skip
