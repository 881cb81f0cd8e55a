"""How the cells of the workbook look; the same look is made once."""

from functools import cache
from typing import Any

import xlsxwriter

BLUE, GREY, HAIR, LINE, CREAM, BAND = "#1d4e89", "#5f6670", "#c9ced6", "#3a3f46", "#fff9e3", "#eef2f7"
FONT = {"font_name": "Arial", "font_size": 9, "valign": "vcenter"}
PLAIN = "#,##0.###"
WHOLE = "#,##0"
SUM = "#,##0.###;-#,##0.###;"


class Looks:
    """Gives the format for a look; the looks of every row are kept under their names."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        """Start with none."""
        self.book = book
        self.made: dict[tuple[tuple[str, Any], ...], Any] = {}
        self.label = cache(self._label)
        self.beside = cache(self._beside)
        self.field = cache(self._field)
        self.band = cache(self._band)

    def get(self, **look: Any) -> Any:
        """The format of ``look`` in our font."""
        key = tuple(sorted(look.items()))
        if key not in self.made:
            self.made[key] = self.book.add_format({**FONT, **look})
        return self.made[key]

    def title(self) -> Any:
        """The title of a sheet."""
        return self.get(font_size=14, font_color=BLUE, bold=True)

    def quiet(self, **more: Any) -> Any:
        """Grey words."""
        return self.get(font_color=GREY, **more)

    def head(self, align: str = "left") -> Any:
        """The head of a column."""
        more = {"indent": 1} if align == "left" else {}
        return self.get(
            bold=True, text_wrap=True, align=align, valign="bottom", bottom=1, border_color=LINE, bg_color=BAND, **more
        )

    def _band(self) -> Any:
        """The name of an indicator above its lines."""
        return self.get(bold=True, font_size=10, font_color=BLUE, valign="bottom")

    def definition(self) -> Any:
        """What an indicator counts, under its name."""
        return self.get(font_color=GREY, font_size=8, text_wrap=True, valign="top")

    def _label(self, indent: int = 0, strong: bool = False) -> Any:
        """A locked label."""
        more = {"font_color": GREY} if indent else {}
        return self.get(bottom=7, bottom_color=HAIR, text_wrap=True, indent=indent, bold=strong, **more)

    def _beside(self, number: bool = False) -> Any:
        """What stands beside a field: grey, at the right."""
        more = {"num_format": PLAIN} if number else {}
        return self.get(bottom=7, bottom_color=HAIR, font_color=GREY, align="right", **more)

    def sum(self) -> Any:
        """The sum of the rows above."""
        return self.get(bottom=7, bottom_color=HAIR, font_color=GREY, italic=True, align="right", num_format=SUM)

    def _field(self, kind: str, locked: bool = False, whole: bool = True) -> Any:
        """A cell to fill: cream and open; white and locked where somebody else fills it."""
        look: dict[str, Any] = {"border": 7, "border_color": HAIR, "locked": locked}
        if not locked:
            look["bg_color"] = CREAM
        if kind == "figure":
            look |= {"align": "right", "num_format": WHOLE if whole else PLAIN}
        else:
            look |= {"text_wrap": kind == "explanation", "indent": 1}
        return self.get(**look)
