"""The sheet for splits that no row is offered for: a line, its members, a figure."""

from django.utils.translation import gettext as _

from ..form import MORE_COLUMNS, NEW, SPLITS, Written
from ..rows import FormGoal
from .sheet import HEAD_ROW, Sheet

ROWS = 60


def write_more(sheet: Sheet, goals: list[FormGoal], under: str) -> list[str]:
    """Write the sheet with empty rows; gives their seals."""
    sheet.begin(MORE_COLUMNS, str(_("More splits")), under)
    looks, seals = sheet.looks, []
    for number in range(1, ROWS + 1):
        id = f"{NEW}:{number}"
        text, seal = Written().sealed(sheet.mark, id)
        sheet.put("id", id, None)
        sheet.put("was", text, None)
        for key in list(sheet.columns)[2:]:
            sheet.put(key, "", looks.field(key, whole=False))
        sheet.row += 1
        seals.append(seal)
    first, last = HEAD_ROW + 1, sheet.row - 1
    sheet.choose("line", first, last, sheet.lists.lines(goals), str(_("Choose the line from the list.")))
    sheet.choose("reason", first, last, sheet.lists.reasons(), str(_("Choose one of the reasons.")))
    for number in range(1, SPLITS + 1):
        column = sheet.columns[f"split{number}"]
        facts = {"validate": "list", "source": sheet.lists.splits(), "error_type": "information"}
        says = str(_("Choose a member, or write “Own law: its short name” where the list is open."))
        sheet.sheet.data_validation(first, column, last, column, {**facts, "error_message": says})
    sheet.finish()
    return seals
