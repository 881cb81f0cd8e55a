"""Questions about a correlation that was applied by mistake: what taking it back would do to which row."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import Q

from ..models import Correlation, Row, Stand
from ..rules import GRADED, STANDING

State = Row.State


@dataclass
class Undoing:
    """What becomes of each row.

    Rows at the old version: ``restored`` as they stood, ``reopened`` with the provisions that were graded since, or
    ``left`` because somebody grades the old version anew. Rows at the new one: ``ended``, ``emptied`` where they stood
    open before, ``kept`` where somebody has worked on them since. ``fresh`` are rows opened anew at the old version.
    """

    restored: list[tuple[Row, Stand]] = field(default_factory=list)
    reopened: list[tuple[Row, Stand, list[str]]] = field(default_factory=list)
    left: list[tuple[Row, Row]] = field(default_factory=list)
    ended: list[Row] = field(default_factory=list)
    emptied: list[Row] = field(default_factory=list)
    kept: list[Row] = field(default_factory=list)
    fresh: list[Row] = field(default_factory=list)

    @property
    def taken(self) -> int:
        """How many rows at the new version go with the correlation."""
        return len(self.ended) + len(self.emptied)


def undoing(correlation: Correlation) -> Undoing:
    """What taking a correlation back does; a fixed number of queries."""
    done, rows, stands, worked = Undoing(), *_history(correlation)
    mine = {one.row_id: one for one in reversed(stands) if one.correlation_id == correlation.pk}
    first = min((one.pk for one in mine.values()), default=0)
    standing = {(one.jurisdiction, one.provision_id): one for one in rows.values() if one.state in STANDING}
    earlier = {one.row_id: one for one in stands if one.row_id in mine and one.pk < mine[one.row_id].pk}
    after = _followers(mine, correlation)
    for pk, stand in mine.items():
        row, before = rows[pk], earlier.get(pk)
        if stand.state not in (State.REPLACED, State.CLOSED):
            place = done.kept if worked.get(pk, 0) > first else done.emptied if before else done.ended
            place.append(row)
        elif before is not None:
            since = [rows[one].provision.number for one in after.get(pk, []) if worked.get(one, 0) > first]
            _old_row(done, row, before, since, standing.get((row.jurisdiction, row.provision_id)))
    return done


def _old_row(done: Undoing, row: Row, before: Stand, since: list[str], anew: Row | None) -> None:
    if anew is not None and anew.state != State.OPEN:
        done.left.append((row, anew))
        return
    if anew is not None:
        done.fresh.append(anew)
    if since and before.state in GRADED:
        done.reopened.append((row, before, since))
    else:
        done.restored.append((row, before))


def _history(correlation: Correlation) -> tuple[dict[UUID, Row], list[Stand], dict[UUID, int]]:
    """Every row at both versions, how each stood over time, and when a person last worked on which."""
    found = Row.objects.filter(provision__version__in=[correlation.old_id, correlation.new_id])
    ordered = found.select_related("provision__version__act").order_by("provision__position")
    rows = {one.pk: one for one in ordered}
    stands = list(Stand.objects.filter(row__in=found).order_by("id"))
    return rows, stands, {one.row_id: one.pk for one in stands if one.correlation_id is None}


def _followers(mine: Iterable[UUID], correlation: Correlation) -> dict[UUID, list[UUID]]:
    links = Row.follows.through.objects.filter(
        to_row__in=list(mine), from_row__provision__version=correlation.new_id
    ).order_by("from_row__provision__position")  # fmt: skip
    found: dict[UUID, list[UUID]] = {}
    for old, new in links.values_list("to_row", "from_row"):
        found.setdefault(old, []).append(new)
    return found


def built_upon(correlation: Correlation) -> bool:
    """Whether another correlation, one that stands, has changed rows of this one since."""
    rows = Stand.objects.filter(correlation=correlation).values("row")
    first = Stand.objects.filter(correlation=correlation).order_by("id").first()
    later = Stand.objects.filter(row__in=rows, pk__gt=first.pk if first else 0, correlation__undone_at__isnull=True)
    return later.exclude(Q(correlation=None) | Q(correlation=correlation)).exists()
