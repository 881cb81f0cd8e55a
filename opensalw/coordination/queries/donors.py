"""What a donor's money stands behind: projects, sums, results beside the Roadmap's figures, what ends soon."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Observation
from opensalw.roadmap.queries.observations import public_observations

from ..funding import Funding
from ..gaps import YEAR
from ..models import Money, Organisation, Project, ProjectResult
from .gaps import is_over
from .projects import Totals, end_of_money, funding_of, given_by, money_of, totals
from .rates import Rates


@dataclass(frozen=True)
class Beside:
    """A result of a project, and the latest public figure of the line that it should move."""

    result: ProjectResult
    figure: Observation | None


@dataclass
class DonorView:
    """Everything that the page and the two-page paper of a donor show."""

    donor: Organisation
    day: date
    projects: list[tuple[Project, Funding, Totals | None]]
    mechanisms: list[tuple[Project, Funding, Totals | None]]
    given: dict[str, Totals]
    results: list[Beside]
    measures: dict[str, list[Project]]
    figures: dict[str, list[Observation]]
    ending: list[tuple[Project, date]]


def own_gifts(project: Project, donor: Organisation) -> list[Money]:
    """What this donor, or a part of it, gives to a project."""
    return [row for row in money_of(project) if row.donor and donor.pk in (row.donor_id, row.donor.part_of_id)]


def donor_view(donor: Organisation, spec: FrameworkSpec | None, day: date, *, public: bool = True) -> DonorView:
    """What a donor's money stands behind, on a day."""
    found = given_by(donor).order_by("title")
    held = list(found.filter(is_public=True) if public else found)
    rates = Rates()
    rows = [(one, funding_of(one, rates), totals(own_gifts(one, donor)).get("commitment")) for one in held]
    projects = [row for row in rows if not row[0].is_mechanism]
    gifts = [gift for one, _state, _own in projects for gift in own_gifts(one, donor)]
    results = list(ProjectResult.objects.filter(project__in=[one.pk for one in held]).select_related("project"))
    measures: dict[str, list[Project]] = {}
    for one, _state, _own in projects:
        for key in one.measures:
            measures.setdefault(key, []).append(one)
    figures = latest_figures({*measures, *(one.measure for one in results if one.measure)}, spec)
    return DonorView(
        donor=donor, day=day, projects=projects, mechanisms=[row for row in rows if row[0].is_mechanism],
        given=totals(gifts), results=[Beside(one, _beside(one, figures)) for one in results], measures=measures,
        figures=figures, ending=_ending([one for one, _state, _own in projects], day),
    )  # fmt: skip


def latest_figures(measures: Iterable[str], spec: FrameworkSpec | None) -> dict[str, list[Observation]]:
    """The public figures of measures that are not split, the latest period first, by measure."""
    found: dict[str, list[Observation]] = {}
    if spec is None or not measures:
        return found
    rows = public_observations().filter(framework__key=spec.key, measure__in=list(measures), dims={})
    for row in rows.order_by("-end", "jurisdiction", "line"):
        found.setdefault(row.measure, []).append(row)
    return found


def _beside(result: ProjectResult, figures: dict[str, list[Observation]]) -> Observation | None:
    return next(
        (
            row for row in figures.get(result.measure, ())
            if result.line in ("", row.line) and result.jurisdiction in ("", row.jurisdiction)
        ),
        None,
    )  # fmt: skip


def _ending(projects: Iterable[Project], day: date) -> list[tuple[Project, date]]:
    ends = [(one, end_of_money(one)) for one in projects if not is_over(one, day)]
    found = [(one, end) for one, end in ends if end and day <= end <= day + timedelta(days=YEAR)]
    return sorted(found, key=lambda pair: (pair[1], pair[0].key))
