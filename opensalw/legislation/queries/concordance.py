"""Questions about tables of concordance: the rows of a table, the other way round, what waits."""

from collections import Counter, defaultdict
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from ..models import ActVersion, OwnProvision, Row
from ..rules import STANDING


def rows_of(version: ActVersion, jurisdiction: str, *, everything: bool = False) -> QuerySet[Row]:
    """The rows of a jurisdiction at a version in the order of its provisions; replaced ones only if asked for."""
    own = Prefetch("own", OwnProvision.objects.select_related("act"))
    found = Row.objects.filter(provision__version=version, jurisdiction=jurisdiction)
    if not everything:
        found = found.filter(state__in=STANDING)
    return found.select_related("provision__version__act", "provision__parent").prefetch_related(own)


def tables(jurisdiction: str = "", *, everything: bool = False) -> list[tuple[ActVersion, str, Counter]]:
    """The tables that are kept: version, jurisdiction, and how many rows are in which state.

    Tables at a replaced version only if asked for.
    """
    found = Row.objects.exclude(state=Row.State.UNDONE) if everything else Row.objects.filter(state__in=STANDING)
    if jurisdiction:
        found = found.filter(jurisdiction=jurisdiction)
    counts: dict[tuple[int, str], Counter] = defaultdict(Counter)
    for version, seat, state in found.values_list("provision__version", "jurisdiction", "state"):
        counts[version, seat][state] += 1
    held = ActVersion.objects.filter(pk__in={version for version, _seat in counts}).select_related("act")
    versions = {one.pk: one for one in held}
    ordered = sorted(counts.items(), key=lambda pair: (versions[pair[0][0]].act_id, pair[0][0], pair[0][1]))
    return [(versions[version], seat, states) for (version, seat), states in ordered]


def chain_of(row: Row) -> list[Row]:
    """The rows that stood before this one, the nearest first: through merging and splitting none is left out."""
    seen: set[UUID] = {row.pk}
    chain, frontier = [], [row]
    while frontier:
        before = Row.objects.filter(followed_by__in=frontier).select_related("provision__version").distinct()
        frontier = [one for one in before if one.pk not in seen]
        seen |= {one.pk for one in frontier}
        chain += frontier
    return chain
