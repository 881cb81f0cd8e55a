"""The trace both ways: from a need to its proposals, projects and indicator; from an indicator to needs and money."""

from dataclasses import dataclass
from typing import Any

from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import public_observations

from ..funding import Funding
from ..models import Need, Project, ProjectResult
from .needs import live_end_of, needs
from .projects import funding_of, projects
from .rates import Rates

LAST_FIGURES = 6


@dataclass
class NeedTrace:
    """What follows from a need, in the order in which it follows."""

    need: Need
    goes_on: list[Need]
    proposals: list[Any]
    projects: list[tuple[Project, Funding]]
    results: list[ProjectResult]
    figures: list[Observation]


@dataclass
class MeasureTrace:
    """What stands behind an indicator: needs, projects and what came of them; never added to its lines."""

    needs: list[Need]
    projects: list[tuple[Project, Funding]]
    results: list[ProjectResult]


def proposals_of(need: Need) -> list[Any]:
    """The proposals to a fund that take the need up; empty where the node knows no calls."""
    rows = getattr(need, "proposals", None)
    return list(rows.all()) if rows is not None else []


def need_trace(need: Need, spec: FrameworkSpec | None) -> NeedTrace:
    """From a need to its proposals, its projects with their money, their results and the figures that should move."""
    rates = Rates()
    found = [(one, funding_of(one, rates)) for one in projects().filter(needs=need)]
    results = ProjectResult.objects.filter(project__needs=need).select_related("project")
    goes_on = [one for one in live_end_of(need) if one.pk != need.pk]
    return NeedTrace(need, goes_on, proposals_of(need), found, list(results), figures_behind(need, spec))


def figures_behind(need: Need, spec: FrameworkSpec | None) -> list[Observation]:
    """The latest public figures of the indicator that a need should move, of its jurisdiction."""
    if not need.measure or spec is None:
        return []
    found = public_observations().filter(
        framework__key=spec.key, measure=need.measure, jurisdiction=need.jurisdiction, dims={}
    )
    return list(found.order_by("-end", "line")[:LAST_FIGURES])


def measure_trace(measure: str, *, jurisdiction: str = "", public: bool = True) -> MeasureTrace:
    """From an indicator to the needs and projects that name it."""
    asked = needs(measure=measure, jurisdiction=jurisdiction)
    held = projects().filter(measures__contains=[measure])
    results = ProjectResult.objects.filter(measure=measure).select_related("project")
    if jurisdiction:
        held = held.filter(jurisdictions__contains=[jurisdiction])
        results = results.filter(jurisdiction__in=["", jurisdiction])
    if public:
        asked, held, results = (
            asked.filter(is_public=True), held.filter(is_public=True), results.filter(project__is_public=True)
        )  # fmt: skip
    rates = Rates()
    return MeasureTrace(list(asked), [(one, funding_of(one, rates)) for one in held], list(results))
