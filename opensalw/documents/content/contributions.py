"""The contributions report of a round: projects by how they stand with their money, each with its form's answers."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from opensalw.coordination.funding import Funding, FundingState
from opensalw.coordination.models import Contribution, Project
from opensalw.coordination.queries.contributions import sent_by_project
from opensalw.coordination.queries.projects import donors_of, funding_of, money_of, told_in, totals
from opensalw.coordination.queries.rates import Rates
from opensalw.roadmap.models import Round

from ..blocks import Block, Column, Contents, Document, Heading, Paragraph, Row, Table, words
from . import text
from .frame import document
from .money import amount_words, day_words, duration, places, sums_cell


@dataclass(frozen=True)
class Told:
    """A project as the report tells of it: how it stands, and its form where one was sent."""

    project: Project
    funding: Funding
    form: Contribution | None

    def said(self, name: str) -> str:
        """An answer of the form; nothing where none was sent."""
        return str(self.form.content.get(name) or "") if self.form else ""


def build(round: Round) -> Document:
    """The contributions report of a round as blocks."""
    forms, rates = sent_by_project(round.key), Rates()
    held = [Told(one, funding_of(one, rates), forms.get(one.pk)) for one in told_in(round)]
    projects = [one for one in held if not one.project.is_mechanism]
    blocks: list[Block] = [*_opening(held, projects), Contents(depth=1)]
    by_state = defaultdict(list)
    for one in projects:
        by_state[one.funding.state].append(one)
    for state in FundingState:
        blocks.append(Heading(1, _block_title(state)))
        if not by_state[state]:
            blocks.append(Paragraph(_("No project stands here."), look="small"))
            continue
        blocks.append(_overview(by_state[state]))
        for one in by_state[state]:
            blocks += _project(one)
    if mechanisms := [one for one in held if one.project.is_mechanism]:
        blocks += [
            Heading(1, _("Mechanisms")),
            Paragraph(_("Funds, calls and programmes out of which projects are paid; not added to the projects."),
                      look="small"),
        ]  # fmt: skip
        for one in mechanisms:
            blocks += _project(one)
    blocks += text.made_from(_sources(held))
    title = _("Contributions of organisations and donors")
    return document(round, title, round.narrative_period.label, blocks, identifier=f"{round.key}-contributions")


def _block_title(state: FundingState) -> str:
    return {
        FundingState.FULLY: _("Fully funded projects"),
        FundingState.PARTLY: _("Partly funded projects"),
        FundingState.NOT: _("Projects without funding"),
        FundingState.NOT_KNOWN: _("Projects whose funding is not known"),
    }[state]


def _opening(held: Sequence[Told], projects: Sequence[Told]) -> list[Block]:
    sent = sum(one.form is not None for one in held)
    counts = {state: sum(one.funding.state == state for one in projects) for state in FundingState}
    said = _("%(n)d projects: %(fully)d fully funded, %(partly)d partly, %(not)d not funded, %(unknown)d not known.")
    facts = said % {
        "n": len(projects), "fully": counts[FundingState.FULLY], "partly": counts[FundingState.PARTLY],
        "not": counts[FundingState.NOT], "unknown": counts[FundingState.NOT_KNOWN],
    }  # fmt: skip
    forms = _("%(sent)d of %(all)d sent a form for this round; the others stand as the portfolio has them.")
    rule = _(
        "How a project stands is worked out from its budget and what was committed or paid, where the amounts are "
        "known; otherwise it is what its organisation says. Amounts stay in their currency. Unknown is not zero."
    )
    return [
        Paragraph(facts, look="lead"), Paragraph(forms % {"sent": sent, "all": len(held)}),
        Paragraph(rule, look="small"),
    ]  # fmt: skip


def _overview(rows: Sequence[Told]) -> Table:
    columns = (
        Column(_("Project"), width=2.8), Column(_("Organisation"), width=1.7), Column(_("Donors"), width=1.4),
        Column(_("Budget"), width=1.8), Column(_("Committed"), width=1.8), Column(_("Goals"), width=0.8),
    )  # fmt: skip
    body = []
    for one in rows:
        sums = totals(money_of(one.project))
        givers = ", ".join(str(donor) for donor in donors_of(one.project))
        body.append(Row((
            words(one.project.title), words(one.project.organisation.name), words(givers or _("not known")),
            sums_cell(sums.get("budget")), sums_cell(sums.get("commitment")),
            words(", ".join(map(str, one.project.goals))),
        )))  # fmt: skip
    return Table(columns, tuple(body), orientation="portrait")


def _project(one: Told) -> list[Block]:
    """The fields of the form that organisations have filled for each meeting since 2018."""
    project = one.project
    facts = [
        (_("About"), project.summary),
        (_("Organisation"), project.organisation.name),
        (_("Partners"), ", ".join(partner.name for partner in project.partners.all())),
        (_("Contact"), project.contact_function),
        (_("Donors"), ", ".join(donor.name for donor in donors_of(project)) or _("not known")),
        (_("Money"), _money(project) or _("no amount is known")),
        (_("How it stands"), _stands(one)),
        (_("Duration"), _lasts(project)),
        (_("Beneficiaries"), project.beneficiaries),
        (_("Jurisdictions"), places(project)),
        (_("Goals"), ", ".join(map(str, project.goals))),
        (_("Needs served"), ", ".join(sorted(need.number for need in project.needs.all()))),
        (_("Activities"), _activities(project)),
        (_("Done in the period"), one.said("done")),
        (_("Difficulties"), one.said("difficulties")),
        (_("Next"), one.said("next")),
        (_("Notes"), one.said("notes") or project.note),
        (_("Told by"), _told_by(one)),
    ]
    rows = tuple(Row((words(name), words(value))) for name, value in facts if value)
    return [
        Heading(2, project.title),
        Table((Column(_("Field"), width=1), Column(_("Answer"), width=4)), rows, orientation="portrait",
              facts=True),
    ]


def _stands(one: Told) -> str:
    project = one.project
    delay = f" ({project.get_delay_display()})" if project.delay else ""
    unknown = one.funding.state == FundingState.NOT_KNOWN
    money = _("funding not known") if unknown else one.funding.state.label
    return f"{project.get_stage_display()}{delay}; {money}"


def _lasts(project: Project) -> str:
    if not project.extension_asked_until:
        return duration(project)
    asked = _("extension requested till %(day)s") % {"day": day_words(project.extension_asked_until)}
    return f"{duration(project)}; {asked}"


def _money(project: Project) -> str:
    parts = []
    for row in money_of(project):
        if row.amount is None:
            continue
        giver = f", {row.donor}" if row.donor else ""
        reference = f" ({row.reference})" if row.reference else ""
        parts.append(f"{row.get_kind_display()}: {amount_words(row.amount, row.currency)}{giver}{reference}")
    return "; ".join(parts)


def _told_by(one: Told) -> str:
    if one.form:
        return _("contribution form %(n)d, sent %(day)s") % {
            "n": one.form.number, "day": day_words(one.form.sent_at.date()) if one.form.sent_at else ""
        }  # fmt: skip
    source = one.project.source
    place = f", {one.project.locator}" if one.project.locator else ""
    day = f"; {day_words(one.project.as_of)}" if one.project.as_of else ""
    return f"{source.title}{place}{day}" if source else _("the portfolio")


def _activities(project: Project) -> str:
    said = []
    for activity in project.activities.all():
        delay = f", {activity.get_delay_display()}" if activity.delay else ""
        said.append(f"{activity.title} ({str(activity.get_status_display()).lower()}{delay})")
    return "; ".join(said)


def _sources(held: Sequence[Told]) -> list[str]:
    found = {one.project.source.title: one.project.source for one in held if one.project.source}
    return [
        ", ".join(part for part in (one.title, one.publisher, one.published_on, one.url) if part)
        for _title, one in sorted(found.items())
    ]
