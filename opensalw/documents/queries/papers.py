"""Questions about published documents of meetings and the like."""

from itertools import groupby
from uuid import UUID

from ..models import Paper


def papers_of(stream: str, subject: UUID, kind: str = "") -> list[tuple[int, list[Paper]]]:
    """The published documents of a thing by their number, the latest first, each in its formats."""
    found = Paper.objects.filter(stream=stream, subject=subject)
    if kind:
        found = found.filter(kind=kind)
    rows = sorted(found, key=lambda one: (-one.number, one.format))
    return [(number, list(group)) for number, group in groupby(rows, key=lambda one: one.number)]
