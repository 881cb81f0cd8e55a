"""The gap and overlap view: needs, projects, donors, goals and jurisdictions of a day, laid over each other."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from .. import gaps
from ..funding import Funding
from ..gaps import Asking, Helping, Overlap, Square, Support
from ..models import Need, Project
from .projects import OVER, donors_of, end_of_money, funding_of
from .rates import Rates


@dataclass
class GapView:
    """Everything that the pages, the files and the chart of the view show."""

    day: date
    needs: list[Need]
    projects: dict[str, Project]
    fundings: dict[str, Funding]
    supports: dict[str, Support]
    overlaps: list[Overlap]
    ending: list[tuple[Project, date]]
    squares: dict[tuple[int, str], Square]
    serving: dict[str, list[Project]] = field(default_factory=dict)

    @property
    def gaps(self) -> list[Need]:
        """The needs that no money is known for."""
        return [need for need in self.needs if self.supports[need.number].is_gap]

    @property
    def pairs(self) -> list[tuple[Overlap, Project, Project]]:
        """The overlaps with their projects."""
        return [(one, self.projects[one.one], self.projects[one.other]) for one in self.overlaps]


def is_over(project: Project, day: date) -> bool:
    """Whether a project helps nobody any more on a day."""
    return project.stage in OVER or (project.ends_on is not None and project.ends_on < day)


def helping(project: Project, day: date, funding: Funding) -> Helping:
    """A project as the pure view reads it."""
    return Helping(
        key=project.key, goals=frozenset(project.goals), jurisdictions=frozenset(project.jurisdictions),
        kinds=frozenset(project.kinds), needs=frozenset(need.number for need in project.needs.all()),
        donors=frozenset(one.key for one in donors_of(project)), starts_on=project.starts_on,
        ends_on=end_of_money(project), funding=funding.state, is_over=is_over(project, day),
    )  # fmt: skip


def gap_view(needs: QuerySet[Need], projects: Iterable[Project], day: date) -> GapView:
    """Lay the live needs over the projects; mechanisms are left out, as their money is that of their projects."""
    asked = list(needs)
    held = [one for one in projects if not one.is_mechanism]
    rates = Rates()
    fundings = {one.key: funding_of(one, rates) for one in held}
    helpers = [helping(one, day, fundings[one.key]) for one in held]
    asking = [Asking(need.number, need.jurisdiction, need.goal) for need in asked]
    served = gaps.supports(asking, helpers)
    by_key = {one.key: one for one in held}
    serving: dict[str, list[Project]] = {need.number: [] for need in asked}
    for helper in helpers:
        for number in helper.needs & serving.keys():
            serving[number].append(by_key[helper.key])
    return GapView(
        day=day, needs=asked, projects=by_key, fundings=fundings, supports=served, overlaps=gaps.overlaps(helpers),
        ending=[(by_key[one.key], one.ends_on) for one in gaps.ending(helpers, day) if one.ends_on],
        squares=gaps.matrix(asking, helpers, served), serving=serving,
    )  # fmt: skip
