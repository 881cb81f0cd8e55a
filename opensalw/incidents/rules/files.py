"""What must hold for a file of incidents, and how a mistaken cell is mended."""

from django.utils.translation import gettext as _


def refuse_file_length(count: int, most: int) -> str | None:
    """A file is short enough to be looked at as a whole."""
    if count <= most:
        return None
    return _("The file has more than %(most)s rows. Split it, or load it at the command line.") % {"most": most}


def mend_of(field: str) -> str:
    """How a cell of this column is mended."""
    if field in ("happened_on", "reported_on"):
        return _("Write the day as 2026-03-31 or 31.03.2026.")
    if field in ("quantity", "count"):
        return _("Write a number above zero, without its unit.")
    if field == "items":
        return _("Say in the column “thing” what it was, and in “quantity” how much.")
    return _("Look at the sheet “lists” of the template.")
