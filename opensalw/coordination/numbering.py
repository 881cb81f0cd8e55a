"""The number of a conclusion: which meeting it comes from, and its place there. Pure."""

import re
from collections.abc import Iterable

from .models import Conclusion, Meeting, Series

LETTERS = {"meeting": "C", "assessment": "A", "gap_analysis": "G", "opinion": "O", "evaluation": "E"}


def beginning(origin: str, meeting: Meeting | None) -> str:
    """How the number begins: ``C3`` at the third regional meeting, ``C-BEG2`` at Belgrade's second, ``O`` elsewhere."""
    letter = LETTERS[Conclusion.Origin(origin)]
    if meeting is None or origin != Conclusion.Origin.MEETING:
        return letter
    local = f"-{meeting.jurisdiction.removeprefix('J-')}" if meeting.series.kind == Series.Kind.LOCAL else ""
    return f"{letter}{local}{meeting.number}"


def following(start: str, taken: Iterable[str]) -> str:
    """The next free number with this beginning: ``C3-08`` after ``C3-07``."""
    shape = re.compile(rf"{re.escape(start)}-(\d+)$")
    last = max((int(found[1]) for number in taken if (found := shape.match(number))), default=0)
    return f"{start}-{last + 1:02d}"
