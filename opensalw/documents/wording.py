"""The few words that a format adds of its own, and figures as they are printed in the document's language."""

from decimal import Decimal
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.numbers import format_decimal
from django.conf import settings
from django.utils.translation import gettext, override
from django.utils.translation.trans_null import gettext_noop

from opensalw.documents.blocks import DIRECTIONS, Amount, Cell

UNTITLED = gettext_noop("Untitled document")
CONTENTS = gettext_noop("Contents")
TABLE = gettext_noop("Table %(number)s")
FIGURE = gettext_noop("Figure %(number)s")
NOTES = gettext_noop("Notes")
SOURCES = gettext_noop("Sources")
SOURCE = gettext_noop("Source: %(sources)s")
PAGE = gettext_noop("page %(page)s of %(pages)s")
FIGURE_DATA = gettext_noop("Figures of this chart")
ABOUT = gettext_noop("About")
SHEET = gettext_noop("Sheet")
SECTION = gettext_noop("Section")
HEADING = gettext_noop("Heading")
KIND = gettext_noop("Kind")
TEXT = gettext_noop("Text")
DATE = gettext_noop("Date")
POINT = gettext_noop("point")
PARAGRAPH = gettext_noop("paragraph")


def say(language: str, message: str, **values: object) -> str:
    """A word of ours in the document's language; English where no settings or translations are at hand."""
    if settings.configured:
        with override(language):
            message = gettext(message)
    return message % values if values else message


def locale(language: str) -> Locale:
    """The locale of a language tag; English where it is not known."""
    try:
        return Locale.parse(language.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return Locale("en")


def printed(value: Amount, language: str = "en") -> str:
    """A figure as it is printed: 15,430 in English, by locale elsewhere, with every reported digit."""
    amount = Decimal(value)
    places = max(0, -int(amount.as_tuple().exponent))
    pattern = "#,##0" + ("." + "0" * places if places else "")
    return str(format_decimal(amount, format=pattern, locale=locale(language)))


def number_locale(language: str) -> dict[str, Any]:
    """How a chart's axes write figures in a language, as d3 wants it told."""
    symbols = locale(language).number_symbols["latn"]
    return {
        "decimal": symbols["decimal"],
        "thousands": symbols["group"],
        "grouping": [3],
        "currency": ["", ""],
    }


def shown(cell: Cell, language: str = "en") -> str:
    """The words or the figure that a cell shows, without its note mark."""
    if cell.text and cell.kind != "direction":
        return cell.text
    if cell.kind == "number" and cell.value is not None:
        figure = printed(cell.value, language)
        return f"{cell.qualifier} {figure}" if cell.qualifier else figure
    if cell.kind == "range" and cell.value is not None and cell.high is not None:
        return f"{printed(cell.value, language)}–{printed(cell.high, language)}"
    if cell.kind == "direction":
        return f"{DIRECTIONS.get(cell.direction, '')} {cell.text}".strip()
    return cell.text
