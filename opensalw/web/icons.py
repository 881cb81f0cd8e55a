"""Inline SVG shapes: states and the few actions that bear a sign. Drawn on a grid of 16."""

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

_RING = '<circle cx="8" cy="8" r="6.25"/>'
_DISC = '<circle class="solid" cx="8" cy="8" r="6.25"/>'

SHAPES = {
    "ring": _RING,
    "ring-dashed": '<circle cx="8" cy="8" r="6.25" stroke-dasharray="2.2 2.7"/>',
    "half": _RING + '<path class="solid" stroke="none" d="M8 1.75a6.25 6.25 0 0 1 0 12.5z"/>',
    "dot": _RING + '<circle class="solid" cx="8" cy="8" r="2.25"/>',
    "check": '<path d="M2.5 8.5 6.25 12.25 13.5 4.25"/>',
    "check-solid": _DISC + '<path class="knock" d="m5 8.25 2.2 2.2L11.25 6"/>',
    "question": _RING + '<path d="M6.1 6.3a1.95 1.95 0 1 1 2.7 1.8c-.5.25-.8.6-.8 1.15"/><path d="M8 11.4v.05"/>',
    "cross": '<path d="m3.5 3.5 9 9m0-9-9 9"/>',
    "cross-solid": _DISC + '<path class="knock" d="m5.75 5.75 4.5 4.5m0-4.5-4.5 4.5"/>',
    "clock": _RING + '<path d="M8 4.5V8l2.5 1.75"/>',
    "sent": _RING + '<path d="M8 11V5.25M5.5 7.5 8 5l2.5 2.5"/>',
    "returned": '<path d="M5.5 3 2.25 6.25 5.5 9.5M2.5 6.25h7a3.75 3.75 0 0 1 0 7.5H7"/>',
    "pause": _RING + '<path d="M6.25 5.75v4.5m3.5-4.5v4.5"/>',
    "dash": '<path d="M3.5 8h9"/>',
    "square": '<path d="M2.5 2.5h11v11h-11z"/>',
    "square-solid": '<path class="solid" d="M2.5 2.5h11v11h-11z"/>',
    "diamond": '<path d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>',
    "diamond-solid": '<path class="solid" d="M8 1.5 14.5 8 8 14.5 1.5 8z"/>',
    "triangle": '<path d="M8 2 14.75 13.75H1.25zM8 6.5v3.25M8 11.75v.05"/>',
    "info": _RING + '<path d="M8 7.25v4M8 4.75v.05"/>',
    "lock": '<path d="M3.25 7.25h9.5v6.5h-9.5zM5.25 7V5a2.75 2.75 0 0 1 5.5 0v2"/>',
    "search": '<circle cx="7" cy="7" r="4.75"/><path d="m10.5 10.5 3.75 3.75"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "download": '<path d="M8 2v8.25M4.5 7 8 10.5 11.5 7M2.5 13.75h11"/>',
    "print": '<path d="M4.5 6V2h7v4M4.5 11.5H2V6h12v5.5h-2.5M4.5 9.5h7V14h-7z"/>',
    "file": '<path d="M3.5 1.75h6l3 3v9.5h-9zM9.25 2v3h3"/>',
    "link": '<path d="M6.5 9.5a3 3 0 0 0 4.25 0l2-2A3 3 0 0 0 8.5 3.25l-.75.75'
    "M9.5 6.5a3 3 0 0 0-4.25 0l-2 2a3 3 0 0 0"
    ' 4.25 4.25l.75-.75"/>',
    "plus": '<path d="M8 2.5v11M2.5 8h11"/>',
    "pencil": '<path d="m2.5 13.5.75-3.25 7.5-7.5 2.5 2.5-7.5 7.5z"/>',
    "up": '<path d="M8 13.5v-11M3.5 7 8 2.5 12.5 7"/>',
    "down": '<path d="M8 2.5v11M3.5 9 8 13.5 12.5 9"/>',
    "same": '<path d="M3 6h10M3 10h10"/>',
    "previous": '<path d="M13.5 8h-11M7 3.5 2.5 8 7 12.5"/>',
    "next": '<path d="M2.5 8h11M9 3.5 13.5 8 9 12.5"/>',
    "columns": '<path d="M2.5 3h11v10h-11zM6.2 3v10M9.85 3v10"/>',
    "filter": '<path d="M2 3.5h12M4.5 8h7M6.5 12.5h3"/>',
}


def icon(name: str) -> SafeString:
    """The shape ``name`` as inline SVG, hidden from screen readers: the word beside it speaks."""
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        mark_safe(SHAPES[name]),
    )
