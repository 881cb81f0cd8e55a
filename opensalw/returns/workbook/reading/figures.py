"""A figure's cell: a number, or words that mean one. Everything else is refused with the mend."""

import datetime
import re
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from opensalw.core.refusal import Refused
from opensalw.core.spreadsheet_text import plain
from opensalw.core.units import Unit
from opensalw.roadmap.cells import Cell
from opensalw.roadmap.figure_text import read_figure
from opensalw.roadmap.framework.spec import Line, Member

from ..form import reason_words
from .book import ReadSheet
from .columns import words_of

OUTSIDE = re.compile(r"\[\d+\]|\[[^\]]+\.xl|\||https?:|\\\\|\bwebservice\b|\bdde\b", re.IGNORECASE)
DATE = re.compile(r"^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\.?$")
LOOK_ALIKES = str.maketrans(
    "АВЕКМНОРСТХУаеорсухіјѕԁһΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTXYaeopcyxijsdhABEZHIKMNOPTYXo"
)  # fmt: skip


def as_text(value: Any) -> str:
    """A cell's value as it would be typed: a number with the 15 digits that a spreadsheet keeps."""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float | int):
        return number_text(value)
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        return str(value)
    return plain(words_of(value))


def number_text(value: float | int) -> str:
    """``0.3`` for 0.1+0.2: the digits without what a binary fraction adds."""
    digits = f"{Decimal(f'{value:.15g}'):f}"
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


def look_alikes(text: str) -> str:
    """The text with Cyrillic and Greek letters replaced by the Latin ones that look the same."""
    return text.translate(LOOK_ALIKES)


def read_reason(text: str) -> str:
    """The key of a reason in words; Refused lists the words. Letters that only look Latin are read as Latin."""
    known = {words.casefold(): key for key, words in reason_words().items()}
    known |= {key: key for key in reason_words()}
    found = known.get(text.casefold()) or known.get(look_alikes(text).casefold())
    if found is None:
        offered = ", ".join(reason_words().values())
        words = _("“%(text)s” is not one of the reasons. Choose one of: %(offered)s.")
        raise Refused(words % {"text": text, "offered": offered}, "reason")
    return found


def member_of(text: str, members: tuple[Member, ...]) -> str | None:
    """The key of the grade or member that a text names, or None."""
    names = {one.key.casefold(): one.key for one in members} | {one.title.casefold(): one.key for one in members}
    return names.get(text.casefold()) or names.get(look_alikes(text).casefold())


def read_cell(sheet: ReadSheet, row: int, column: int, line: Line) -> tuple[Cell, str]:
    """The figure in a cell and a note about how it was read; Refused says what stands there and the mend."""
    value, at = sheet.value(row, column), (row, column)
    note = ""
    if at in sheet.marks.errors:
        words = _("The cell shows the error %(error)s. Write the figure itself.")
        raise Refused(words % {"error": sheet.marks.errors[at]}, "value")
    if at in sheet.marks.formulas:
        note = _formula_note(sheet.marks.formulas[at], value)
    if isinstance(value, bool):
        raise Refused(_("The cell holds TRUE or FALSE, not a figure. Write the figure."), "value")
    if isinstance(value, datetime.datetime | datetime.date | datetime.time | datetime.timedelta):
        raise Refused(_date_words(str(value)), "value")
    if line.kind == "grade":
        return _grade(as_text(value), line), note
    if isinstance(value, float | int):
        return _amount(sheet, at, value, line), note
    text = plain(words_of(value))
    if DATE.match(text):
        raise Refused(_date_words(text), "value")
    return read_figure(text, line.unit), note


def _formula_note(formula: str, value: Any) -> str:
    if OUTSIDE.search(formula):
        words = _("The cell has a formula that reads from outside the workbook. Write the figure itself.")
        raise Refused(words, "value")
    if value == "":
        raise Refused(_("The cell has a formula without a result. Write the figure itself."), "value")
    words = _("The cell has the formula “=%(formula)s”; the result that it shows was taken: %(value)s.")
    return words % {"formula": formula[:80], "value": as_text(value)}


def _date_words(text: str) -> str:
    words = _(
        "The cell holds the date or time %(text)s, not a figure; Excel makes one of “1-2” or “3.4”. Set the format of "
        "the cell to Text and write the figure again, a range as “1 to 2”."
    )
    return words % {"text": text}


def _grade(text: str, line: Line) -> Cell:
    key = member_of(text, line.grades)
    if key is None:
        known = ", ".join(grade.title for grade in line.grades)
        words = _("“%(text)s” is not one of the grades. Choose one of: %(known)s.")
        raise Refused(words % {"text": text, "known": known}, "value")
    return Cell("grade", line.unit, grade=key)


def _amount(sheet: ReadSheet, at: tuple[int, int], value: float | int, line: Line) -> Cell:
    number = Decimal(number_text(value))
    if at in sheet.marks.percents:
        if line.unit != Unit.percent:
            words = _("The cell is formatted as per cent; this line counts %(unit)s. Set its format to Number.")
            raise Refused(words % {"unit": line.unit.plural}, "value")
        number = Decimal(number_text(float(value) * 100))
    elif line.unit == Unit.percent and not sheet.marked and 0 < number < 1:
        large = f"{(number * 100).normalize():f}"
        words = _("%(value)s may mean %(large)s per cent or less than one. Write “%(large)s %%” or “%(value)s %%”.")
        raise Refused(words % {"value": f"{number:f}", "large": large}, "value")
    return Cell("amount", line.unit, value=number)
