"""Figures that are worked out from a part's accepted ones: stored beside them, each with its formula."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from ..calculating import Calculated, calculate
from ..cells import amount
from ..combining import Figure, seat_total
from ..models import Observation, Submission
from ..queries.definitions import Standing
from ..queries.forms import asked_measures
from ..queries.observations import figure_of


def calculated(
    part: Submission, rows: Sequence[Observation], standing: Standing, *, entry: int, now: datetime
) -> list[Observation]:
    """The derived lines of a part, worked out from the figures ``rows`` that stand; not saved yet.

    A line whose figures are missing or not exact is left out: nothing is worked out from "about".
    """
    spec, round = part.round.framework.spec, part.round
    figures: dict[str, list[Figure]] = {}
    for row in rows:
        if row.origin == Observation.Origin.SUBMITTED:
            figures.setdefault(f"{row.measure}.{row.line}", []).append(figure_of(row))
    levels = {}
    for reference, found in figures.items():
        exact = all(one.cell.level is not None and one.cell.qualifier == "exact" for one in found)
        total = seat_total(found) if exact else None
        if total is not None:
            levels[reference] = total
    made = []
    for measure in asked_measures(spec, part.jurisdiction):
        for line in measure.lines:
            result = calculate(spec, line, levels)
            if not isinstance(result, Calculated):
                continue
            used = sorted(one.id for reference in line.formula.lines for one in figures[reference])  # type: ignore[union-attr]
            made.append(
                Observation(
                    framework=round.framework, measure=measure.key, measure_version=measure.version, line=line.key,
                    jurisdiction=part.jurisdiction, start=round.figures_start, end=round.figures_end,
                    fit=Observation.Fit.EXACT, unit=line.unit, kind="amount", value=result.value,
                    obs_status=standing.status(amount(result.value, line.unit), measure.key, line.key, ""),
                    origin=Observation.Origin.COMPUTED, statement=result.formula,
                    locator=_("worked out from accepted figures"), provenance={"formula": result.formula, "from": used},
                    round=round, submission=part, entry=entry, known_from=now,
                )
            )  # fmt: skip
    return made
