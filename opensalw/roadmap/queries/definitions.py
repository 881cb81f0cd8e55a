"""By which version of a definition figures were given, and where a series breaks.

A measure that counts otherwise gets a higher version. Old figures keep the version by which they were given;
the first figure of a new one breaks the series (SDMX ``B``), and a figure given by a version that is no longer
the one in force differs in definition (``D``).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

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


def mark_breaks(cells: Iterable[Sequence[Observation]]) -> None:
    """Mark the figures that are the first by another version of the definition than those before.

    ``cells`` are the figures of one series and seat, a group for each period, in order of time. Where nothing
    or only a reason stands, the series goes on.
    """
    last: set[int] = set()
    for rows in cells:
        given = [row for row in rows if row.kind != "missing"]
        versions = {row.measure_version for row in given}
        for row in given:
            row.breaks = bool(last) and row.measure_version not in last
        last = versions or last
