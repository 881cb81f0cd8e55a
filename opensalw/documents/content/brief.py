"""The jurisdiction brief: one jurisdiction across all goals."""

from collections import defaultdict
from collections.abc import Sequence

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.roadmap.models import ActionPlan, Activity, Observation, Round
from opensalw.roadmap.queries.observations import of_round
from opensalw.roadmap.queries.rounds import narrative, statements

from ..blocks import Block, Column, Document, Heading, Paragraph, Row, Table, words
from ..models import Report
from . import errata, text
from .figures import Notes, cell_of, dims_words, period_words, remark, sources_of
from .frame import document


def build(round: Round, jurisdiction: str) -> Document:
    """The brief of a jurisdiction for a round as blocks."""
    spec = round.framework.spec
    rows = of_round(round.key).filter(jurisdiction=jurisdiction)
    own = list(rows.order_by("measure", "line", "dims_key", "-end", "id"))
    by_goal = narrative(round)
    blocks: list[Block] = [*text.reconstruction_note(round.is_reconstructed, round.period_inferred)]
    for goal in spec.goals:
        blocks.append(Heading(1, f"{spec.goal_word.singular} {goal.number}. {goal.title}"))
        keys = [m.key for m in spec.measures if m.goals[0] == goal.number and not m.view_of]
        figures = [row for row in own if row.measure in keys]
        items = by_goal.get(goal.number, {}).get(jurisdiction, [])
        if not figures and not items:
            blocks.append(Paragraph(_("Nothing reported under this goal."), look="small"))
        if figures:
            blocks.append(_figures(round, figures))
        blocks += text.points(items, 2)
    remarks = list(statements(round, jurisdiction))
    if remarks:
        blocks += [Heading(1, _("Statements of organisations")), *text.said(remarks)]
    blocks += _plan(round, jurisdiction)
    blocks += errata.section(round, Report.Kind.BRIEF, jurisdiction)
    blocks += text.made_from(sources_of(own))
    title = _("Jurisdiction brief: %(seat)s") % {"seat": label(jurisdiction)}
    return document(round, title, round.figures_period.label, blocks, identifier=f"{round.key}-{jurisdiction}")


def _figures(round: Round, rows: Sequence[Observation]) -> Table:
    spec, notes = round.framework.spec, Notes()
    columns = (
        Column(_("Measure and line"), width=3), Column(_("Figure"), align="right", width=1.2),
        Column(_("Unit"), width=0.9), Column(_("Period"), width=1.6), Column(_("Source"), width=1.9),
    )  # fmt: skip
    body, last = [], ""
    for row in rows:
        measure = spec.measure(row.measure)
        line = spec.line(f"{row.measure}.{row.line}")
        if measure.title != last:
            body.append(Row((words(measure.title),), "group"))
            last = measure.title
        title = " – ".join(part for part in (line.title, dims_words(spec, row.dims)) if part)
        caveats = remark(spec, row, round.figures_period, with_split=False, with_period=False)
        unit = "" if line.kind == "grade" or row.kind == "missing" else line.unit.label
        body.append(Row((
            words(title), cell_of(row, line, notes.mark(caveats)), words(unit), words(period_words(row)),
            words(row.locator),
        ), "part"))  # fmt: skip
    return Table(columns, tuple(body), notes=notes.listed(), orientation="portrait")


def _plan(round: Round, jurisdiction: str) -> list[Block]:
    plan = ActionPlan.objects.filter(jurisdiction=jurisdiction, framework_key=round.framework.key).first()
    if plan is None:
        return []
    by_goal: dict[int, list[Activity]] = defaultdict(list)
    for activity in plan.activities.order_by("goal", "code"):
        by_goal[activity.goal].append(activity)
    columns = (
        Column(_("Code"), width=0.8), Column(_("Activity"), width=3.4), Column(_("Responsible"), width=1.6),
        Column(_("Status"), width=1.2), Column(_("Deadline"), width=1.1),
    )  # fmt: skip
    body = []
    for goal, activities in sorted(by_goal.items()):
        body.append(Row((words(f"{round.framework.spec.goal_word.singular} {goal}"),), "group"))
        for one in activities:
            status = str(one.get_status_display())
            if one.delay:
                status = f"{status}: {one.get_delay_display()}"
            body.append(Row((
                words(one.code), words(one.title), words(one.responsible), words(status),
                words(f"{one.deadline:%d.%m.%Y}" if one.deadline else _("not known")),
            )))  # fmt: skip
    notes = [note for note in (plan.note, _("Derived by us from the record.") if plan.derived else "") if note]
    return [
        Heading(1, _("Action plan")),
        Table(columns, tuple(body), caption=plan.title, notes=tuple(notes), orientation="portrait"),
    ]
