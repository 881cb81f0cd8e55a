"""Headline figures of a goal: they obey the rules of every total."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from opensalw.roadmap.framework.spec import Goal, Line, Measure
from opensalw.roadmap.models import Observation

from .frame import Frame
from .regions import best, region_of


@dataclass(frozen=True)
class Headline:
    """A headline: its line, the region's figure if there is one, who reported, and the page behind it."""

    title: str
    text: str
    unit: str
    coverage: str
    notes: tuple[str, ...]
    url: str


def headlines_of(frame: Frame, goal: Goal, figures: Sequence[Observation]) -> list[Headline]:
    """The headline figures of a goal in the latest round."""
    return [headline(frame, *_found(frame, reference), figures) for reference in goal.headline]


def _found(frame: Frame, reference: str) -> tuple[Measure, Line]:
    return frame.spec.measure(reference.partition(".")[0]), frame.spec.line(reference)


def headline(frame: Frame, measure: Measure, line: Line, figures: Sequence[Observation]) -> Headline:
    """The regional figure of a line; with fewer than two comparable jurisdictions no number is shown."""
    url = f"{reverse('indicator', args=[measure.key])}?line={line.key}"
    if frame.round is None:
        return Headline(line.title, "", "", _("no round yet"), (), url)
    needed = {line.key} | {ref.partition(".")[2] for ref in (line.numerator, line.denominator) if ref}
    own = [row for row in figures if row.measure == measure.key and row.line in needed]
    cells = {(row.jurisdiction, row.line) for row in own}
    speaking = [one for seat, key in cells for one in best(r for r in own if (r.jurisdiction, r.line) == (seat, key))]
    region = region_of(frame.spec, speaking, line, frame.round.figures_period, frame.asked)
    notes = region.notes if region.text else ()
    return Headline(line.title, region.digits or region.text, region.unit, region.coverage or region.of, notes, url)
