"""Questions about the things of registers."""

from .lives import destroyed_by, happenings, life_of, step_of_incident, timeline
from .searching import Found, border_answer, search, weapon_called, weapons_marked

__all__ = [
    "Found",
    "border_answer",
    "destroyed_by",
    "happenings",
    "life_of",
    "search",
    "step_of_incident",
    "timeline",
    "weapon_called",
    "weapons_marked",
]
