"""Small drawings of a series for pages: bars of one period, one panel for each seat over several.

Plain SVG with the colours of the documents' charts, which the style sheet turns to the page's own. A gap
says its reason; a provisional figure is hollow, a restated one a diamond; a break in the series is a dashed line.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from opensalw.core.units import figure
from opensalw.documents.charts.look import GREY, HAIR, INK, LIGHT, MAIN, PAPER

WIDTH, HEIGHT = 340, 172
LEFT, RIGHT, TOP, BOTTOM = 52, 300, 16, 138
BAR_WIDTH, BAR_STEP, BAR_LEFT, BAR_ROOM = 460, 27, 88, 270


@dataclass(frozen=True)
class Mark:
    """One figure of a drawing, or the words that stand in its gap."""

    label: str
    value: Decimal | None = None
    words: str = ""
    hollow: bool = False
    breaks: bool = False
    restated: bool = False

    @property
    def told(self) -> str:
        """What a tooltip says of it."""
        said = f"{self.label}: {figure(self.value) if self.value is not None else self.words}"
        said = _("%(said)s (break in the series)") % {"said": said} if self.breaks else said
        return _("%(said)s (restated)") % {"said": said} if self.restated else said


def bars(marks: Sequence[Mark], name: str) -> SafeString:
    """Horizontal bars from zero, in the given order, the figure or the reason at the end of each."""
    top = max((mark.value for mark in marks if mark.value is not None), default=Decimal(1)) or Decimal(1)
    drawn = [_bar(mark, at * BAR_STEP, top) for at, mark in enumerate(marks)]
    height = BAR_STEP * len(marks)
    axis = format_html('<path d="M{} 0V{}" stroke="{}" fill="none"/>', BAR_LEFT, height, GREY)
    return _whole(BAR_WIDTH, height, name, [axis, *drawn])


def _bar(mark: Mark, y: int, top: Decimal) -> SafeString:
    label = _text(0, y + 18, mark.label, INK)
    if mark.value is None:
        return label + _text(BAR_LEFT + 8, y + 18, mark.words, GREY)
    length = max(float(mark.value / top) * BAR_ROOM, 1)
    bar = format_html(
        '<rect x="{}" y="{}" width="{}" height="15" fill="{}" stroke="{}"><title>{}</title></rect>',
        BAR_LEFT, y + 6, _round(length), PAPER if mark.hollow else MAIN, MAIN, mark.told,
    )  # fmt: skip
    said = _("%(figure)s, break") % {"figure": figure(mark.value)} if mark.breaks else figure(mark.value)
    return label + bar + _text(BAR_LEFT + length + 8, y + 18, said, INK)


def panel(own: Sequence[Mark], others: Iterable[Sequence[Mark]], top: Decimal, name: str) -> SafeString:
    """One seat's line before those of the others in grey, on the axes that all panels share."""
    places = [LEFT + 10 + at * (RIGHT - LEFT - 20) / max(len(own) - 1, 1) for at in range(len(own))]
    grey = [_line(line, places, top, LIGHT, 1) for line in others]
    drawn = [*_axes(own, places, top), *grey, *_gaps(own, places), _line(own, places, top, MAIN, 2)]
    drawn += [
        _point(mark, x, _y(mark.value, top)) for mark, x in zip(own, places, strict=True) if mark.value is not None
    ]
    last = next((at for at in range(len(own) - 1, -1, -1) if own[at].value is not None), None)
    if last is not None:
        level = own[last].value or Decimal(0)
        drawn.append(_text(places[last], _y(level, top) - 8, figure(level), MAIN, "middle"))
    return _whole(WIDTH, HEIGHT, name, drawn)


def nice(value: Decimal) -> Decimal:
    """A round number at or above ``value``, for the top of an axis."""
    if value <= 0:
        return Decimal(1)
    size = Decimal(10) ** value.adjusted()
    return next(
        size * step for step in (Decimal(1), Decimal(2), Decimal(4), Decimal(5), Decimal(10)) if size * step >= value
    )


def _axes(own: Sequence[Mark], places: Sequence[float], top: Decimal) -> list[SafeString]:
    parts = []
    for value in (Decimal(0), top / 2, top):
        y = _y(value, top)
        parts.append(
            format_html('<path d="M{} {}H{}" stroke="{}" fill="none"/>', LEFT, y, RIGHT, GREY if value == 0 else HAIR)
        )
        parts.append(_text(LEFT - 6, y + 4, _short(value), GREY, "end"))
    shown = {0, len(own) - 1} if len(own) < 5 else {0, (len(own) - 1) // 2, len(own) - 1}
    parts += [_text(places[at], BOTTOM + 20, own[at].label, GREY, "middle") for at in sorted(shown)]
    return parts


def _gaps(own: Sequence[Mark], places: Sequence[float]) -> list[SafeString]:
    """The reasons of missing figures, upright, and the breaks."""
    parts = []
    for mark, x in zip(own, places, strict=True):
        if mark.breaks:
            parts.append(format_html(
                '<path d="M{} {}V{}" stroke="{}" stroke-dasharray="4 3" fill="none"/>',
                _round(x - 8), TOP, BOTTOM, GREY,
            ))  # fmt: skip
        if mark.value is None and mark.words:
            parts.append(format_html(
                '<text transform="translate({} {}) rotate(-90)" font-size="10" fill="{}">{}</text>',
                _round(x + 3), BOTTOM - 4, GREY, mark.words,
            ))  # fmt: skip
    return parts


def _line(marks: Sequence[Mark], places: Sequence[float], top: Decimal, colour: str, width: int) -> SafeString:
    """The figures joined; a gap or a break interrupts the line."""
    path, joined = [], False
    for mark, x in zip(marks, places, strict=True):
        if mark.value is not None:
            path.append(f"{'L' if joined and not mark.breaks else 'M'}{_round(x)} {_y(mark.value, top)}")
        joined = mark.value is not None
    return format_html('<path d="{}" stroke="{}" stroke-width="{}" fill="none"/>', "".join(path), colour, width)


def _point(mark: Mark, x: float, y: float) -> SafeString:
    fill = PAPER if mark.hollow else MAIN
    if mark.restated:
        pattern = '<path d="M{} {}l5 -5l5 5l-5 5z" fill="{}" stroke="{}" stroke-width="1.5"><title>{}</title></path>'
        return format_html(pattern, _round(x - 5), y, fill, MAIN, mark.told)
    return format_html(
        '<circle cx="{}" cy="{}" r="3.5" fill="{}" stroke="{}" stroke-width="1.5"><title>{}</title></circle>',
        _round(x), y, fill, MAIN, mark.told,
    )  # fmt: skip


def _y(value: Decimal | None, top: Decimal) -> float:
    return _round(BOTTOM - float((value or Decimal(0)) / top) * (BOTTOM - TOP))


def _short(value: Decimal) -> str:
    for size, sign in ((Decimal(1_000_000), "M"), (Decimal(10_000), "k")):
        if value >= size:
            return f"{(value / (size if sign == 'M' else Decimal(1000))).normalize():f}{sign}"
    return figure(value.normalize())


def _text(x: float, y: float, words: str, colour: str, anchor: str = "start") -> SafeString:
    pattern = '<text x="{}" y="{}" font-size="12" text-anchor="{}" fill="{}">{}</text>'
    return format_html(pattern, _round(x), _round(y), anchor, colour, words)


def _whole(width: int, height: int, name: str, parts: Iterable[SafeString]) -> SafeString:
    return format_html(
        '<svg viewBox="0 0 {0} {1}" width="{0}" height="{1}" role="img" aria-label="{2}">{3}</svg>',
        width, height, name, format_html_join("", "{}", ((part,) for part in parts)),
    )  # fmt: skip


def _round(value: float) -> float:
    return round(value, 1)
