"""The regional narrative progress report: goal by goal, seat by seat in their order."""

from collections import defaultdict

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import REGIONAL, seats
from opensalw.roadmap.framework.spec import Goal
from opensalw.roadmap.models import Round, Statement, TextItem
from opensalw.roadmap.queries.rounds import narrative, statements

from ..blocks import Block, Contents, Document, Heading, ListItems, Paragraph
from ..models import Report
from . import errata, text
from .frame import document


def build(round: Round) -> Document:
    """The report of a round as blocks."""
    by_goal = narrative(round)
    remarks: dict[int | None, list[Statement]] = defaultdict(list)
    for statement in statements(round):
        remarks[statement.goal].append(statement)
    spec = round.framework.spec
    blocks: list[Block] = [*text.reconstruction_note(round.is_reconstructed, round.period_inferred), Contents(depth=1)]
    for goal in spec.goals:
        blocks += _goal(round, goal, by_goal.get(goal.number, {}), remarks[goal.number])
    if remarks[None]:
        blocks += [Heading(1, _("Statements on the whole")), *text.said(remarks[None])]
    blocks += errata.section(round, Report.Kind.NARRATIVE)
    blocks += text.made_from(_sources(by_goal, [s for found in remarks.values() for s in found]))
    title = _("Regional narrative progress report")
    return document(round, title, round.narrative_period.label, blocks, identifier=f"{round.key}-narrative")


def _goal(round: Round, goal: Goal, by_seat: dict[str, list[TextItem]], remarks: list[Statement]) -> list[Block]:
    word = round.framework.spec.goal_word.singular
    blocks: list[Block] = [Heading(1, f"{word} {goal.number}. {goal.title}", anchor=f"goal-{goal.number}")]
    if goal.official_wording:
        wording = goal.official_wording
        blocks.append(Paragraph(f"“{wording.text}” ({wording.citation})", look="small"))
    if synthesis := round.synthesis.get(str(goal.number)):
        blocks += [Heading(2, _("The region")), Paragraph(synthesis)]
    for seat in seats():
        blocks.append(Heading(2, label(seat.id)))
        items = by_seat.get(seat.id, [])
        blocks += text.points(items, 3) or [Paragraph(_("Nothing reported under this goal."), look="small")]
    if by_seat.get(REGIONAL):
        blocks += [Heading(2, _("Region")), ListItems([text.point(item) for item in by_seat[REGIONAL]])]
    if remarks:
        blocks += [
            Heading(2, _("Statements of organisations")),
            Paragraph(_("Said by third parties; they are not part of what the authorities report."), look="small"),
            *_by_seat(remarks),
        ]
    return blocks


def _by_seat(remarks: list[Statement]) -> list[Block]:
    blocks: list[Block] = []
    for jid in [*(seat.id for seat in seats()), REGIONAL]:
        chosen = [statement for statement in remarks if statement.jurisdiction == jid]
        if chosen:
            name = _("On the region") if jid == REGIONAL else _("On %(seat)s") % {"seat": label(jid)}
            blocks += [Heading(3, name), *text.said(chosen)]
    return blocks


def _sources(by_goal: dict[int, dict[str, list[TextItem]]], remarks: list[Statement]) -> list[str]:
    found = {s.source.title for s in remarks if s.source}
    for by_seat in by_goal.values():
        for jid, items in by_seat.items():
            for item in items:
                found.add(item.source.title if item.source else _("Submission of %(seat)s") % {"seat": label(jid)})
    return sorted(found)
