"""By which version of a definition figures were given, and where a series breaks.

A measure that counts otherwise gets a higher version. Old figures keep the version by which they were given;
the first figure of a new one breaks the series (SDMX ``B``), and a figure given by a version that is no longer
the one in force differs in definition (``D``).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from ..cells import BREAK, DIFFERS, Cell
from ..models import FrameworkVersion, Observation, Submission

Key = tuple[str, str, str]


@dataclass(frozen=True)
class Standing:
    """What decides the status of a part's figures: its versions, those in force, those of the figures before."""

    own: Mapping[str, int]
    in_force: Mapping[str, int] = field(default_factory=dict)
    before: Mapping[Key, int] = field(default_factory=dict)

    @classmethod
    def of(cls, part: Submission) -> "Standing":
        """The versions that matter for a part, in two queries."""
        round = part.round
        spec = round.framework.spec
        published = FrameworkVersion.objects.filter(
            key=round.framework.key, status=FrameworkVersion.Status.PUBLISHED
        ).first()
        found = Observation.objects.filter(
            jurisdiction=part.jurisdiction, framework__key=round.framework.key, known_until__isnull=True,
            end__lt=round.figures_start, origin__in=[Observation.Origin.SUBMITTED, Observation.Origin.COMPUTED],
        ).exclude(kind="missing")  # fmt: skip
        columns = ("measure", "line", "dims_key", "measure_version")
        before = {
            (measure, line, key): version
            for measure, line, key, version in found.order_by("end").values_list(*columns)
        }  # fmt: skip
        in_force = {one.key: one.version for one in published.spec.measures} if published else {}
        return cls({one.key: one.version for one in spec.measures}, in_force, before)

    def status(self, cell: Cell, measure: str, line: str, dims_key: str) -> str:
        """The observation status of a figure of the part."""
        version = self.own[measure]
        if cell.is_missing:
            return cell.default_status
        if self.in_force.get(measure, version) > version:
            return DIFFERS
        return BREAK if self.before.get((measure, line, dims_key), version) != version else cell.default_status


def breaks_in(rows: Iterable[Observation]) -> frozenset[UUID]:
    """The figures that are the first of their series by another version of the definition than the one before."""
    last: dict[tuple[str, str, str, str], int] = {}
    found = set()
    for row in sorted(rows, key=lambda row: row.end or date.min):
        if row.kind == "missing":
            continue
        key = (row.jurisdiction, row.measure, row.line, row.dims_key)
        if last.setdefault(key, row.measure_version) != row.measure_version:
            found.add(row.pk)
        last[key] = row.measure_version
    return frozenset(found)
