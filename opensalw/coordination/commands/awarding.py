"""What an award brings about: a project with its money, its results and the needs that it serves."""

from dataclasses import replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import REGIONAL
from opensalw.core.permissions import Person, Post

from ..models import Decision, Money, Need, Organisation, Point, Project, Proposal
from ..proposing import Content
from ..queries.decisions import Standing
from .money import enter_money, withdraw_money
from .needs import mark_funded, match_need
from .project_work import keep_result
from .projects import change_project, enter_project, serve_needs


def with_authority(by: Person) -> Person:
    """The chair, who carries out the committee's decision: its award is the ground on which a project is entered."""
    office = Post("secretariat", "", "secretariat", REGIONAL)
    return replace(by, posts=by.posts | {office})


def begin_projects(decision: Decision, now: Standing, by: Person) -> None:
    """Make a project of each proposal that was awarded; one that has its project keeps it."""
    acting = with_authority(by)
    for one in now.points:
        if one.point.carried and one.motion.is_award:
            project = one.point.proposal.project or _project(one.point, acting)
            _money(decision, one.point, project, acting)
            _needs(one.point, project, acting)


def take_back(decision: Decision, now: Standing, by: Person) -> None:
    """At a correction: strike out the commitment of the earlier award; without a new award the project ends."""
    if decision.corrects is None:
        return
    acting = with_authority(by)
    for one in now.points:
        project = one.point.proposal.project
        if not one.point.carried or project is None:
            continue
        reason = _("Corrected by %(number)s.") % {"number": decision.number}
        earlier = Money.objects.filter(project=project, kind="commitment", withdrawn_at__isnull=True)
        for row in earlier.filter(reference__startswith=_reference(decision.fund.pk, one.point.proposal)):
            withdraw_money(row, reason=reason, by=acting)
        stage = Project.Stage.APPROVED if one.motion.is_award else Project.Stage.CANCELLED
        if not one.motion.is_award or project.stage == Project.Stage.CANCELLED:
            change_project(project, stage=stage, reason=reason, by=acting)


def _reference(fund: str, proposal: Proposal) -> str:
    return f"{fund}: {proposal.number}"


def _project(point: Point, by: Person) -> Project:
    proposal = point.proposal
    content = Content.model_validate(proposal.versions.order_by("number").last().content)  # type: ignore[union-attr]
    decision = point.decision
    project = enter_project(
        title=content.title, organisation=proposal.organisation, stage=Project.Stage.APPROVED, summary=content.summary,
        starts_on=content.starts_on, ends_on=content.ends_on, jurisdictions=list(content.jurisdictions),
        goals=list(content.goals), beneficiaries=content.beneficiaries, fund=decision.fund, as_of=timezone.localdate(),
        measures=sorted({one.measure for one in content.results if one.measure}),
        note=_("Awarded by %(decision)s on the proposal %(proposal)s.") % {
            "decision": decision.number, "proposal": proposal.number
        }, by=by,
    )  # fmt: skip
    years: dict[int, Decimal] = {}
    for line in content.budget:
        years[line.year] = years.get(line.year, Decimal(0)) + line.amount
    if point.amount == proposal.asked:
        for year, amount in sorted(years.items()):
            enter_money(project, kind="budget", amount=amount, currency=content.currency, reference=str(year), by=by)
    for one in content.results:
        facts = one.model_dump(exclude={"title"})
        keep_result(project, title=one.title, framework_key=decision.fund.framework_key, by=by, **facts)
    proposal.project = project
    proposal.save(update_fields=["project"])
    return project


def _money(decision: Decision, point: Point, project: Project, by: Person) -> None:
    donor = _fund_as_giver(decision)
    enter_money(
        project, kind="commitment", amount=point.amount, currency=point.currency, donor=donor,
        on=timezone.localdate(), by=by,
        reference=f"{_reference(decision.fund.pk, point.proposal)}, {decision.number}"[:120],
    )  # fmt: skip


def _fund_as_giver(decision: Decision) -> Organisation | None:
    """The organisation that stands for the fund in the portfolio, or its administrative agent, or its chair."""
    own = Organisation.objects.filter(pk=decision.fund.giver_id).first()
    if own:
        return own
    seats = {part: seat.organisation for seat in decision.attendance.all() for part in seat.parts}
    return seats.get("administrator") or seats["chair"]


def _needs(point: Point, project: Project, by: Person) -> None:
    """Tie the needs to the project; those that a Commission confirmed are matched, and funded when all is awarded."""
    needs = [need for need in point.proposal.needs.all() if need.is_live]
    serve_needs(project, needs, by=by)
    for need in needs:
        if need.status == Need.Status.CONFIRMED:
            need = match_need(need, project=project, by=by)
        if need.status == Need.Status.MATCHED and point.outcome == "award":
            mark_funded(need, by=by)
