"""What is laid down for a line, and how far each jurisdiction has come."""

from dataclasses import dataclass

from opensalw.core.jurisdictions import order
from opensalw.roadmap.framework.spec import Line, Measure
from opensalw.roadmap.models import Aim
from opensalw.roadmap.queries.aims import Standing, aims, printed, standing_of

from . import reading
from .frame import Frame


@dataclass(frozen=True)
class AimRow:
    """A baseline, milestone or target as the page shows it."""

    aim: Aim
    value: str
    standing: Standing | None


def aims_of(frame: Frame, measure: Measure, line: Line) -> list[AimRow]:
    """What is laid down for a line, by seat and day; the figures are asked only where something is."""
    source = frame.spec.source_measure(measure).key
    found = aims(frame.spec.key, measure=source, line=line.key)
    held = sorted(found, key=lambda one: (order(one.jurisdiction), one.on))
    if not held:
        return []
    rows = list(reading.figures(frame.spec, measure=source, line=line.key))
    baselines = {one.jurisdiction: one for one in held if one.kind == Aim.Kind.BASELINE}
    return [
        AimRow(one, printed(one), None if one.kind == Aim.Kind.BASELINE else standing)
        for one in held
        for standing in [standing_of(one, baselines.get(one.jurisdiction), rows)]
    ]
