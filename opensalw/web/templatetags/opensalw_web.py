"""Template tags of every page: numbers, dates, seats, footnotes, states, shapes, figures."""

import datetime
import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils import formats, timezone
from django.utils.html import format_html, format_html_join, linebreaks
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from opensalw.core import designations
from opensalw.core.redline import redline
from opensalw.core.richtext import html_of, plain_of
from opensalw.web import figures, icons, navigation, states

register = template.Library()

INSIDE_AN_IMAGE = re.compile(r' (?:role="graphics-[a-z]+"|aria-[a-z]+="[^"]*")')
DAY_IN_ENGLISH = "j F Y"
KEYS = (
    ("/", _("search")),
    ("?", _("show this list")),
    ("Esc", _("close what is open")),
    ("\u2190 \u2191 \u2192 \u2193", _("walk in a table")),
)


# Numbers and dates -------------------------------------------------------------


@register.filter
def number(value: Any, decimals: int | None = None) -> str:
    """``15430`` as ``15,430`` (as the language writes it); a value that is not a number stays as it is."""
    if value is None or value == "":
        return ""
    try:
        amount = Decimal(str(value))
    except InvalidOperation:
        return str(value)
    if decimals is None:
        amount = amount.quantize(Decimal(1)) if amount == amount.to_integral_value() else amount.normalize()
    text = formats.number_format(amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    return text.replace("-", "\u2212")


@register.filter
def percent(value: Any, decimals: int | None = None) -> str:
    """``54.1`` as ``54.1 %`` with a space that does not break."""
    return f"{number(value, decimals)}\u00a0%" if value not in (None, "") else ""


@register.filter
def day(value: datetime.date | None) -> str:
    """A date as ``3 July 2020``."""
    if value is None or value == "":
        return ""
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        value = timezone.localtime(value)
    english = (get_language() or "en").startswith("en")
    return formats.date_format(value, DAY_IN_ENGLISH if english else "DATE_FORMAT")


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """A time as ``3 July 2020, 14:02``."""
    if value is None or value == "":
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{day(local)}, {local:%H:%M}"


@register.simple_tag
def on(value: datetime.date | None) -> str:
    """A date or a time as a ``<time>`` element that also sorts."""
    if value is None or value == "":
        return ""
    words = moment(value) if isinstance(value, datetime.datetime) else day(value)
    return format_html('<time datetime="{}">{}</time>', value.isoformat(), words)


# Designations and their footnotes ------------------------------------------------


def _footnotes(context: template.Context) -> designations.Footnotes:
    """The collector of this request; one is made where no middleware did, as on an error page."""
    request = context.get("request")
    if request is None:
        return designations.Footnotes()
    if not hasattr(request, "footnotes"):
        request.footnotes = designations.Footnotes()
    return request.footnotes


@register.simple_tag(takes_context=True)
def seat(context: template.Context, jid: str, form: designations.Form = "seat") -> str:
    """The label of a jurisdiction, by its seat or its name; what it owes is noted at the foot of the page."""
    return _footnotes(context).label(jid, form)


@register.simple_tag(takes_context=True)
def said(context: template.Context, text: str | None) -> str:
    """Text from people: escaped, in paragraphs, with the asterisk and footnote it owes."""
    starred = _footnotes(context).text(str(text or ""))
    return mark_safe(linebreaks(starred, autoescape=True))


@register.simple_tag(takes_context=True)
def rich(context: template.Context, text: str | None) -> SafeString:
    """A text item: its little Markdown as markup, with the asterisk and footnote it owes."""
    return mark_safe(html_of(str(text or ""), _footnotes(context).text))


@register.simple_tag(takes_context=True)
def point(context: template.Context, text: str | None) -> SafeString:
    """A text item as an item of a list: the paragraph of a text that has only one is left out."""
    made = str(rich(context, text)).strip()
    alone = made.startswith("<p>") and made.endswith("</p>") and made.count("<p>") == 1 and "<li>" not in made
    return mark_safe(made[3:-4] if alone else made)


@register.simple_tag(takes_context=True)
def bare(context: template.Context, text: str | None) -> str:
    """A text item in a title or a cell: its words without markup."""
    return _footnotes(context).text(plain_of(str(text or "")))


@register.simple_tag
def redlined(before: str | None, after: str | None) -> SafeString:
    """What was changed between two texts, word by word."""
    marks = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}
    pieces = redline(str(before or ""), str(after or ""))
    return format_html_join("", "{}", ((format_html(marks[one.change], one.text),) for one in pieces))


@register.simple_tag(takes_context=True)
def words(context: template.Context, text: str | None) -> str:
    """As ``said``, for a title or a cell: no paragraphs."""
    return _footnotes(context).text(str(text or ""))


@register.inclusion_tag("_footnotes.html", takes_context=True)
def footnotes(context: template.Context) -> dict:
    """The footnotes that the page owes so far and has not shown yet."""
    collector, request = _footnotes(context), context.get("request")
    shown: set[str] = getattr(request, "footnotes_shown", set())
    owed = [note for note in collector.owed() if note.text not in shown]
    if request is not None:
        request.footnotes_shown = shown | {note.text for note in owed}
    return {"notes": owed}


@register.filter
def called(key: str, names: dict[str, str]) -> str:
    """How the person or institution with this id is shown."""
    return names.get(key, key)


# States, shapes, figures -----------------------------------------------------------


@register.simple_tag
def icon(name: str) -> SafeString:
    """A shape of ``icons.SHAPES`` as inline SVG."""
    return icons.icon(name)


@register.simple_tag
def state(key: str, only: bool = False, large: bool = False, word: str = "", note: str = "") -> SafeString:
    """A state by its key: shape and word. ``only`` shows the shape and keeps the word for those who hear."""
    shown = states.STATES[key]
    how = {"only": only, "large": large, "note": note}
    return _in_line("_state.html", {"word": word or shown.word, "tone": shown.tone, "shape": shown.shape, **how})


@register.simple_tag
def section_state(held: Any, only: bool = False) -> SafeString:
    """How a section stands with the institution that it was handed to; late ones say so first."""
    return state("overdue" if held.is_late(timezone.localdate()) else held.state, only=only)


@register.simple_tag
def figure(shown: figures.Figure, large: bool = False) -> SafeString:
    """A figure with its door, marks, or the words for why it is missing."""
    return _in_line("_figure.html", {"figure": shown, "large": large})


def _in_line(name: str, facts: dict) -> SafeString:
    """A template that stands inside a sentence: no white space around it."""
    return mark_safe(render_to_string(name, facts).strip())


@register.inclusion_tag("_marks.html")
def marks_key(*keys: str) -> dict:
    """What the marks under a table mean; all of them when none is named."""
    wanted = set("".join(keys)) or set(figures.MARKS)
    return {"marks": [(mark, meaning) for mark, meaning in figures.MARKS.items() if mark in wanted]}


@register.filter
def drawing(svg: str) -> SafeString:
    """A chart's SVG for a page. It is one image with one name: roles and names inside it are taken out."""
    head, mark, rest = svg.partition(">")
    return mark_safe(head + mark + INSIDE_AN_IMAGE.sub("", rest))


# Navigation ---------------------------------------------------------------------


@register.simple_tag(takes_context=True)
def doors(context: template.Context, area: str) -> list[navigation.Shown]:
    """The navigation of an area; ``doors_closed`` in the context names what this person may not open."""
    request = context.get("request")
    closed = frozenset(context.get("doors_closed") or ())
    return navigation.doors(area, request.path if request else "", closed)


@register.simple_tag
def keys() -> list[tuple[str, str]]:
    """The keyboard keys that work on every page."""
    return [(key, gettext(str(meaning))) for key, meaning in KEYS]
