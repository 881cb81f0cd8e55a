"""The cell formats of a workbook, each made once."""

from decimal import Decimal
from typing import Any

import xlsxwriter

FONT = {"font_name": "Arial", "font_size": 9, "valign": "top"}
BLUE, GREY, HAIR, LINE = "#1d4e89", "#5f6670", "#aab0b8", "#3a3f46"


class Formats:
    """Gives the format for a look; the same look is the same format."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        """Start with none."""
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def get(self, **look: Any) -> Any:
        """The format of ``look`` in our font."""
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**FONT, **look})
        return self.made[key]

    def title(self) -> Any:
        """The title of a sheet."""
        return self.get(font_size=14, font_color=BLUE)

    def caption(self) -> Any:
        """The caption of a table."""
        return self.get(bold=True, font_size=10)

    def quiet(self, wrap: bool = False) -> Any:
        """Grey words: notes, sources, sections."""
        return self.get(font_color=GREY, text_wrap=wrap)

    def head(self, align: str) -> Any:
        """The head of a column."""
        return self.get(bold=True, text_wrap=True, align=align, valign="bottom", top=1, bottom=1, border_color=LINE)

    def link(self) -> Any:
        """A link to another sheet."""
        return self.get(font_color=BLUE, underline=1)


def body(row_kind: str, risky: bool = False, **look: Any) -> dict[str, Any]:
    """The look of a cell in the body: a hair line above, strong rows bold; ``risky`` text is kept as text."""
    made: dict[str, Any] = {"top": 7, "top_color": HAIR, **look}
    if row_kind in ("total", "group"):
        made["bold"] = True
    if row_kind == "total":
        made |= {"top": 1, "top_color": LINE}
    if row_kind == "group":
        made["font_color"] = BLUE
    if risky:
        made["quote_prefix"] = True
    return made


def number_format(value: int | Decimal, qualifier: str = "") -> str:
    """The number format with every reported decimal; a qualifier is shown before the figure."""
    places = max(0, -int(Decimal(value).as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return f'"{qualifier.replace(chr(34), chr(39))} "{pattern}' if qualifier else pattern
