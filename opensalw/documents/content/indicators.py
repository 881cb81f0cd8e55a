"""The regional indicator report: each measure with its table, coverage, comparability, chart and sources."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.designations import label
from opensalw.core.jurisdictions import order, seats
from opensalw.roadmap.cells import BREAK, shown
from opensalw.roadmap.framework.spec import Line, Measure
from opensalw.roadmap.models import Observation, Round
from opensalw.roadmap.queries.observations import in_view, of_round, public_observations, year_differences

from ..blocks import Block, Contents, Document, Heading, ListItems, Note, Paragraph, Row, Run, Table, words
from ..blocks import Column as TableColumn
from ..charts import Bar, bars_by_jurisdiction
from ..models import Report
from . import errata, text
from .figures import cell_of, dims_words, measure_table, neat, period_words, sources_of
from .frame import document


def build(round: Round) -> Document:
    """The report of a round as blocks."""
    spec = round.framework.spec
    rows = list(of_round(round.key).order_by("measure", "line", "jurisdiction", "-end", "dims_key", "id"))
    elsewhere = others(round)
    by_measure, beside = defaultdict(list), defaultdict(list)
    for row in rows:
        by_measure[row.measure].append(row)
    for row in elsewhere:
        beside[row.measure].append(row)
    blocks: list[Block] = [*text.reconstruction_note(round.is_reconstructed, round.period_inferred)]
    blocks += [_conventions(), Contents(depth=2)]
    for goal in spec.goals:
        measures = [m for m in spec.measures_of_goal(goal.number) if m.goals[0] == goal.number]
        blocks.append(Heading(1, f"{spec.goal_word.singular} {goal.number}. {goal.title}"))
        for measure in measures:
            source = spec.source_measure(measure)
            blocks += _measure(round, measure, by_measure[source.key], beside[source.key])
    blocks += errata.section(round, Report.Kind.INDICATORS)
    blocks += text.made_from(sources_of([*rows, *elsewhere]))
    title = _("Regional indicator report")
    return document(round, title, round.figures_period.label, blocks, identifier=f"{round.key}-indicators")


def others(round: Round) -> list[Observation]:
    """Public figures from elsewhere that speak of the same year, whole ones only."""
    year_start = round.figures_start.replace(month=1, day=1)
    year_end = round.figures_end.replace(month=12, day=31)
    found = public_observations().filter(
        framework__key=round.framework.key, round__isnull=True, end__gte=year_start, end__lte=year_end, dims_key=""
    ).exclude(kind="missing")  # fmt: skip
    return sorted(found, key=lambda r: (r.measure, r.line, order(r.jurisdiction), r.end, r.dims_key, str(r.pk)))


def _conventions() -> Note:
    return Note(_(
        "A dash means that the seat's part holds no figure; words say why a figure is missing, and missing is never "
        "zero. Objects and units that differ are never added. A regional figure is given only where at least two "
        "jurisdictions report the same object for a period that fits; otherwise the table says why not."
    ))  # fmt: skip


def _measure(round: Round, measure: Measure, rows: Sequence[Observation], beside: Sequence[Observation]) -> list[Block]:
    spec, period = round.framework.spec, round.figures_period
    blocks: list[Block] = [Heading(2, measure.title, anchor=measure.key), Paragraph(_identity(measure), look="label")]
    blocks.append(Paragraph(measure.definition))
    if measure.view_of:
        rows = [row for row in rows if in_view(measure, row.dims) or _is_undecided(measure, row)]
        blocks.append(Note(_view_words(round, measure, rows)))
    if not rows:
        blocks.append(Paragraph(_("No figure in this round."), look="small"))
        return [*blocks, *_beside(round, measure, beside)]
    table, refusals = measure_table(spec, measure, rows, period)
    if table.rows:
        blocks.append(table)
    blocks += _coverage(rows)
    if refusals and not measure.view_of:
        blocks += [Paragraph(_("Why there is no regional figure"), look="label"), ListItems(refusals)]
    if measure.caveats:
        blocks += [Paragraph(_("Comparability"), look="label"), ListItems(list(measure.caveats))]
    blocks += [] if measure.view_of else _chart(spec.lines_of(measure), rows)
    if not measure.view_of and (said := [row for row in rows if row.statement]):
        blocks += [Paragraph(_("What the figures rest on"), look="label"), ListItems([_said(row) for row in said])]
    return [*blocks, *_year_checks([*rows, *beside]), *_beside(round, measure, beside)]


def _year_checks(rows: Sequence[Observation]) -> list[Block]:
    """Where two half-years and a figure for their year disagree; they are never added."""
    found = [f"{label(row.jurisdiction)}: {words}" for row, words in year_differences(rows)]
    return [Paragraph(_("Half-years and year"), look="label"), ListItems(found)] if found else []


def _identity(measure: Measure) -> str:
    if measure.official_number and measure.official_number.printable:
        name = _("Indicator %(number)d") % {"number": measure.official_number.number}
    elif measure.official_number:
        name = _("Indicator, number not confirmed")
    else:
        name = _("Supplementary measure")
    wanted = {"up": _("a rise is wanted"), "down": _("a fall is wanted"), "context": _("read in context")}
    return f"{name} · {measure.counting_unit} · {wanted[measure.wanted]}"


def _is_undecided(measure: Measure, row: Observation) -> bool:
    """Whether the figure may belong to the view but its source does not say."""
    assert measure.view_of
    return any(row.dims.get(name, "not_stated") == "not_stated" for name in measure.view_of.where)


def _view_words(round: Round, measure: Measure, rows: Sequence[Observation]) -> str:
    assert measure.view_of
    undecided = sum(not in_view(measure, row.dims) for row in rows)
    where = dims_words(round.framework.spec, {name: found[0] for name, found in measure.view_of.where.items()})
    return _(
        "A view of the figures on destruction with %(where)s. %(count)d figures whose source does not state this are "
        "shown here and are in no total of this view."
    ) % {"where": where, "count": undecided}


def _coverage(rows: Sequence[Observation]) -> list[Block]:
    """Who has a figure here, and which institutions stand behind it."""
    reported = {row.jurisdiction for row in rows if row.kind != "missing"}
    names = [label(seat.id) for seat in seats() if seat.id in reported]
    absent = [label(seat.id) for seat in seats() if seat.id not in reported]
    line = _("Figures of %(names)s.") % {"names": ", ".join(names) or _("no seat")}
    if absent:
        line += " " + _("None of %(names)s.") % {"names": ", ".join(absent)}
    return [Paragraph(f"{_('Coverage')}: {line}", look="small")]


def _chart(lines: Sequence[Line], rows: Sequence[Observation]) -> list[Block]:
    """Bars of the first line that at least two seats report as a plain amount."""
    for line in lines:
        found = [row for row in rows if row.line == line.key]
        totals: dict[str, Decimal] = defaultdict(Decimal)
        for row in found:
            if row.cell.level is not None and row.fit in ("exact", "inside", "inferred"):
                totals[row.jurisdiction] += neat(row.cell.level)
        if len(totals) < 2 or line.kind != "amount":
            continue
        reasons = {row.jurisdiction: shown(row.cell) for row in found if row.kind == "missing"}
        broken = {row.jurisdiction for row in found if row.status == BREAK}
        bars = [
            Bar(label(one.id), totals.get(one.id), reasons.get(one.id, _("no figure")), breaks=one.id in broken)
            for one in seats()
        ]
        return [replace(bars_by_jurisdiction(bars, line.unit.label, line.title), table_shown=False)]
    return []


def _said(row: Observation) -> list[Run]:
    place = f" ({row.locator})" if row.locator else ""
    return [Run(f"{label(row.jurisdiction)}: ", bold=True), Run(row.statement), Run(place, italic=True)]


def _beside(round: Round, measure: Measure, rows: Sequence[Observation]) -> list[Block]:
    """Other published figures of the same year: beside the round's, never in its totals."""
    if not rows or measure.view_of:
        return []
    spec = round.framework.spec
    lines = {line.key: line for line in spec.lines_of(measure)}
    columns = (
        TableColumn(_("Seat"), width=1), TableColumn(_("Line"), width=2.4),
        TableColumn(_("Figure"), align="right", width=1), TableColumn(_("Period"), width=1.4),
        TableColumn(_("Source"), width=2.6),
    )  # fmt: skip
    body = [
        Row((
            words(label(row.jurisdiction)),
            words(" – ".join(part for part in (lines[row.line].title, dims_words(spec, row.dims)) if part)),
            cell_of(row, lines[row.line]),
            words(period_words(row)),
            words(row.source.title if row.source else ""),
        ))
        for row in rows
    ]  # fmt: skip
    caption = _("%(title)s: other published figures of the year") % {"title": measure.title}
    return [Table(columns, tuple(body), caption=caption, orientation="portrait",
                  notes=(_("Beside the round's figures, never in its totals: other sources count by other rules. "
                          "Their breakdowns stand on the page of the indicator."),))]  # fmt: skip
