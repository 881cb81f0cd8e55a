"""The lists that cells choose from, on a hidden sheet together with the mark of the form."""

from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from opensalw.core.spreadsheet_text import neutral
from opensalw.roadmap.framework.spec import FrameworkSpec, Line

from ..form import FormMark, reason_words
from ..rows import FormGoal

SHEET = "osw"


class Lists:
    """Hands out the range of a list; each list is written once."""

    def __init__(self, spec: FrameworkSpec) -> None:
        """Start with none."""
        self.spec = spec
        self.columns: dict[tuple[str, ...], int] = {}

    def range(self, words: tuple[str, ...]) -> str:
        """The cells that hold these words."""
        column = self.columns.setdefault(words, len(self.columns) + 1)
        name = xlsxwriter.utility.xl_col_to_name(column)
        return f"={SHEET}!${name}$1:${name}${max(1, len(words))}"

    def reasons(self) -> str:
        """Why there is no figure, and the word that empties a cell."""
        return self.range(tuple(reason_words().values()))

    def grades(self, line: Line) -> str:
        """The grades of a line."""
        return self.range(tuple(grade.title for grade in line.grades))

    def splits(self) -> str:
        """Every member of every closed dimension: ``Origin: Surplus``."""
        return self.range(
            tuple(
                f"{dimension.title}: {member.title}"
                for dimension in self.spec.dimensions.values()
                for member in dimension.members
            )
        )

    def lines(self, goals: list[FormGoal]) -> str:
        """Every line of these goals that may be split and filled, each with its id."""
        return self.range(
            tuple(
                line_choice(measure.title, line.title, f"{measure.key}.{line.key}")
                for goal in goals
                for measure, rows in goal.measures
                for line in measure.lines
                if line.dimensions and any(row.line is line and not row.locked for row in rows)
            )
            or (str(_("none")),)
        )

    def write(self, book: xlsxwriter.Workbook, mark: FormMark) -> None:
        """Write the sheet; nobody needs to see it."""
        sheet: Any = book.add_worksheet(SHEET)
        sheet.write_string(0, 0, str(mark))
        for words, column in self.columns.items():
            for row, word in enumerate(words):
                sheet.write_string(row, column, neutral(word))
        sheet.protect()
        sheet.very_hidden()


def line_choice(measure: str, line: str, reference: str) -> str:
    """A line as the list offers it, with its id in brackets."""
    return f"{line} ({measure}) [{reference}]" if line != measure else f"{line} [{reference}]"
