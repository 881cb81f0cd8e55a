"""The trace both ways: from a need to its proposals, projects and indicator; from an indicator to needs and money."""

from dataclasses import dataclass

from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import public_observations

from ..funding import Funding
from ..models import Need, Project, ProjectResult
from ..models.calls import Proposal
from ..models.decisions import Point
from .needs import live_end_of, needs
from .projects import funding_of, projects
from .rates import Rates

LAST_FIGURES = 6


@dataclass
class NeedTrace:
    """What follows from a need, in the order in which it follows."""

    need: Need
    goes_on: list[Need]
    proposals: list[tuple[Proposal, list[Point]]]
    projects: list[tuple[Project, Funding]]
    results: list[ProjectResult]
    figures: list[Observation]


@dataclass
class MeasureTrace:
    """What stands behind an indicator: needs, projects and what came of them; never added to its lines."""

    needs: list[Need]
    projects: list[tuple[Project, Funding]]
    results: list[ProjectResult]


def proposals_of(need: Need, *, public: bool) -> list[tuple[Proposal, list[Point]]]:
    """The proposals to a fund that take the need up, each with what was decided on it; the public sees awards only."""
    held = need.proposals.exclude(state=Proposal.State.DRAFT)
    if public:
        held = held.filter(state__in=[Proposal.State.AWARDED, Proposal.State.PART_AWARDED])
    decided = Point.objects.filter(proposal__in=held, carried__isnull=False).select_related("decision")
    points: dict[object, list[Point]] = {}
    for point in decided:
        points.setdefault(point.proposal_id, []).append(point)
    return [(one, points.get(one.pk, [])) for one in held.select_related("organisation")]


def need_trace(need: Need, spec: FrameworkSpec | None, *, public: bool = False) -> NeedTrace:
    """From a need to its proposals, its projects with their money, their results and the figures that should move."""
    rates = Rates()
    held, results = projects().filter(needs=need), ProjectResult.objects.filter(project__needs=need)
    if public:
        held, results = held.filter(is_public=True), results.filter(project__is_public=True)
    found = [(one, funding_of(one, rates)) for one in held]
    goes_on = [one for one in live_end_of(need) if one.pk != need.pk]
    proposals, came = proposals_of(need, public=public), list(results.select_related("project"))
    return NeedTrace(need, goes_on, proposals, found, came, figures_behind(need, spec))


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
