"""The workbook to fill: the columns, what each means, and the words that may stand in it."""

import io

import xlsxwriter
from django.utils.translation import gettext as _

from .columns import COLUMNS, NEEDED

ROWS = 1000
EXAMPLE = {
    "no": "1", "kind": "seizure", "happened_on": "2026-03-31", "institution": "border_police", "place": "land_border",
    "context": "illicit_trafficking", "thing": "firearm", "quantity": "1", "type": "pistol", "make": "Zastava",
    "model": "M57", "calibre": "7.62x25", "marks": "A 12345",
}  # fmt: skip


def template() -> bytes:
    """The workbook as bytes; cells that take a word of a list offer it."""
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    sheet, lists, example = (book.add_worksheet(name) for name in ("incidents", "lists", "example"))
    for place, column in enumerate(COLUMNS):
        for one in (sheet, example):
            one.write_string(0, place, column.name, head)
            one.set_column(place, place, max(12, len(column.name) + 2))
        sheet.write_comment(0, place, str(column.title) + ("" if column.name not in NEEDED else " *"))
        lists.write_string(0, place, column.name, head)
        lists.write_string(1, place, str(column.title), head)
        example.write_string(1, place, EXAMPLE.get(column.name, ""))
        if column.choices is not None:
            codes = [str(code) for code in column.choices.values]
            for row, code in enumerate(codes, 2):
                lists.write_string(row, place, code)
            letter = xlsxwriter.utility.xl_col_to_name(place)
            source = f"=lists!${letter}$3:${letter}${len(codes) + 2}"
            words = _("Choose a word of the list.")
            sheet.data_validation(1, place, ROWS, place, {"validate": "list", "source": source, "error_message": words})
    text = book.add_format({"num_format": "@"})
    for place, column in enumerate(COLUMNS):
        if column.name in ("no", "happened_on", "reported_on", "marks"):
            sheet.set_column(place, place, 14, text)
    sheet.freeze_panes(1, 2)
    book.close()
    return held.getvalue()
