"""Questions about the things of registers."""

from .lives import happenings, life_of, timeline
from .searching import Found, border_answer, search

__all__ = ["Found", "border_answer", "happenings", "life_of", "search", "timeline"]
