"""A figure as a page shows it: a door to what stands behind it, or why there is none."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MARKS: dict[str, str | Promise] = {
    "b": _("break in the series"),
    "c": _("partial: an institution that was asked did not report"),
    "d": _("definition differs"),
    "e": _("estimated"),
    "i": _("period inferred"),
    "p": _("provisional"),
    "r": _("restated"),
    "u": _("low reliability"),
    "v": _("not validated"),
    "w": _("includes another line"),
    "x": _("external source"),
}


@dataclass(frozen=True)
class Figure:
    """What one cell shows. ``text`` is formatted already: "15,430", "at least 4", "not reported".

    ``about`` are the words a screen reader hears after the figure: "Belgrade, firearms destroyed, 2019-H2".
    """

    text: str
    url: str = ""
    missing: bool = False
    marks: tuple[str, ...] = ()
    about: str = ""

    @property
    def marks_in_words(self) -> str:
        """The status marks spelt out, for those who hear the page."""
        return ", ".join(str(MARKS[mark]) for mark in self.marks)
