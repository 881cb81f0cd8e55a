"""The first sheet: what the workbook is, how it is filled, what the colours mean, and what it owes."""

from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.designations import Footnotes
from opensalw.core.spreadsheet_text import neutral
from opensalw.roadmap.models import Submission
from opensalw.roadmap.rules import due_on

from ..form import FormMark
from .looks import Looks

A4 = 9


def how_to_fill() -> list[str]:
    """What a person needs to know, in the order in which it is needed."""
    return [
        _("Fill the cream cells: a figure, or in the column beside it why there is none. Everything else is locked."),
        _("A figure is a number: 15430 or 23.4. Also read: “at least 12”, “about 120”, “12 to 15”."),
        _("Zero means none were counted. A blank cell is no answer: it is neither zero nor a reason."),
        _("A cell that you leave as it is stays as it is in the system, also when it was changed there meanwhile."),
        _("To take a figure out again, empty its cell and choose “empty” as the reason."),
        _("A further split, such as by type of arm, goes on the sheet “More splits”."),
        _("Rows may be sorted, sheets renamed, columns put in between. Leave the hidden columns where they are."),
        _("Grey sums are for you and are not read. Grey figures beside a cell are those of the period before."),
        _("Send it back on the page of the part, or with “opensalw workbook submit”. You see what would change first."),
    ]


def write_readme(
    sheet: Any, part: Submission, mark: FormMark, looks: Looks, title: str, sheets: list[tuple[str, str]],
    notes: Footnotes,
) -> None:  # fmt: skip
    """Write the sheet."""
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 96)
    sheet.set_row(0, 26)
    sheet.write_string(0, 0, neutral(title), looks.title())
    sheet.write_string(1, 0, neutral(part.round.framework.spec.title), looks.quiet())
    due = due_on(part)
    facts = [
        (_("Round"), part.round_id),
        (_("Due"), due.isoformat() if due else ""),
        (_("Form version"), mark.version),
        (_("Checksum"), f"{mark.checksum}, {mark.rows}"),
    ]
    row = 3
    for name, fact in facts:
        sheet.write_string(row, 0, str(name), looks.quiet())
        sheet.write_string(row, 1, str(fact), looks.get())
        row += 1
    row = _heading(sheet, row + 1, _("How to fill it"), looks)
    for number, words in enumerate(how_to_fill(), start=1):
        sheet.write_string(row, 0, f"{number}.", looks.quiet(align="right", valign="top"))
        sheet.write_string(row, 1, str(words), looks.get(text_wrap=True, valign="top"))
        row += 1
    row = _legend(sheet, _heading(sheet, row + 1, _("Colours"), looks), looks)
    row = _heading(sheet, row + 1, _("Sheets"), looks)
    for name, words in sheets:
        target = "internal:'" + name.replace("'", "''") + "'!A1"
        sheet.write_url(row, 0, target, looks.get(font_color="#1d4e89", underline=1), name)
        sheet.write_string(row, 1, neutral(words), looks.get(text_wrap=True))
        row += 1
    for note in notes.owed():
        row += 1
        sheet.write_string(row, 0, f"{note.mark} {note.text}", looks.quiet())
    _finish(sheet)


def _heading(sheet: Any, row: int, words: object, looks: Looks) -> int:
    sheet.set_row(row, 20)
    sheet.write_string(row, 0, str(words), looks.get(bold=True, font_size=11, font_color="#1d4e89"))
    return row + 1


def _legend(sheet: Any, row: int, looks: Looks) -> int:
    rows = [
        (looks.field("figure"), _("to be filled")),
        (looks.field("figure", locked=True), _("filled by somebody else; locked for you")),
        (looks.beside(), _("for comparison: the period before, our own records, sums")),
    ]
    for look, words in rows:
        sheet.write_string(row, 0, "1,234", look)
        sheet.write_string(row, 1, str(words), looks.get())
        row += 1
    return row


def _finish(sheet: Any) -> None:
    sheet.protect()
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.hide_gridlines(2)
    sheet.activate()
