"""The speaking brief of a jurisdiction for a meeting: two pages for whoever presents or chairs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from opensalw.coordination.due_words import due_in_words
from opensalw.coordination.models import Conclusion, Meeting, Need
from opensalw.coordination.queries.briefs import Figure, Told, told_for
from opensalw.core.designations import label
from opensalw.core.periods import Period
from opensalw.core.richtext import plain_of
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import TextItem

from ..blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    ListItems,
    Note,
    Paragraph,
    Row,
    Run,
    Table,
    direction,
    missing,
    words,
)
from .figures import cell_of, dims_words, neat


@dataclass(frozen=True)
class Limits:
    """How much of each kind is told before the rest is only counted."""

    figures: int
    points: int
    signs: int
    others: int


LEVELS = (Limits(12, 3, 220, 8), Limits(10, 2, 160, 6), Limits(8, 2, 110, 5), Limits(6, 1, 90, 4), Limits(4, 1, 70, 3))


def build(meeting: Meeting, jurisdiction: str, limits: Limits = LEVELS[0]) -> Document:
    """The brief as blocks; what the limits leave out is counted, not dropped in silence."""
    told = told_for(meeting, jurisdiction)
    spec = told.spec
    days = Period(meeting.starts_on, meeting.ends_on).label
    blocks: list[Block] = [*_caveat(told), *_figures(spec, told, limits), *_progress(spec, told, limits)]
    challenges = [one for one in told.points if one.kind == TextItem.Kind.CHALLENGE]
    blocks += _listed(_("Open challenges"), [_point(one, limits) for one in challenges], limits.others)
    blocks += _listed(_("Needs without support"), [_need(one, limits) for one in told.needs], limits.others)
    promises = [_promise(one, limits, meeting.starts_on) for one in told.promises]
    blocks += _listed(_("Promises that are due"), promises, limits.others)
    period = told.round.figures_period.label if told.round else _("no round")
    facts = [(_("Meeting"), f"{meeting.title}, {days}"), (_("Period"), period)]
    title = _("Speaking brief: %(seat)s") % {"seat": label(jurisdiction)}
    meta = {
        "author": _("Roadmap secretariat"), "subject": f"{meeting.title}, {label(jurisdiction)}",
        "category": _("speaking brief"), "identifier": f"{meeting.series_id}-{meeting.number}-{jurisdiction}",
    }  # fmt: skip
    return Document(
        title, tuple(blocks), subtitle="", date=meeting.starts_on, meta=meta, facts=tuple(facts),
        audience=spec.audience,
    )  # fmt: skip


def _caveat(told: Told) -> list[Block]:
    if told.round is None:
        return [Note(_("Nothing was handed in by this jurisdiction yet."))]
    if told.is_earlier:
        text = _("Nothing was handed in for the round of this meeting yet. What follows is of %(round)s.")
        return [Note(text % {"round": told.round.figures_period.label})]
    if told.round.is_reconstructed:
        return [Note(_("The round is reconstructed from a meeting record; nothing in it was submitted here."))]
    return []


def _figures(spec: FrameworkSpec, told: Told, limits: Limits) -> list[Block]:
    heading = Heading(2, _("Figures and trend"))
    if not told.figures:
        return [heading, Paragraph(_("No figure is known."), look="small")]
    rows = told.figures[: limits.figures]
    compared = any(one.before is not None for one in rows)
    columns = [
        Column(_("Line"), width=3.6),
        Column(_("Figure"), align="right", width=1.1),
        Column(_("Unit"), width=0.8),
    ]
    if compared:
        columns += [Column(_("Before"), align="right", width=1.1), Column(_("Trend"), width=1.5)]
    body = tuple(_row(spec, one, compared) for one in rows)
    left = len(told.figures) - len(rows)
    notes = [] if compared else [_("None of these figures has a comparable one of an earlier round.")]
    notes += [_("%(count)d more figures stand in the submission.") % {"count": left}] if left else []
    return [heading, Table(tuple(columns), body, notes=tuple(notes), orientation="portrait")]


def _row(spec: FrameworkSpec, one: Figure, compared: bool) -> Row:
    line = spec.line(f"{one.row.measure}.{one.row.line}")
    title = ", ".join(part for part in (line.title, dims_words(spec, one.row.dims)) if part)
    unit = "" if line.kind == "grade" or one.row.cell.kind == "missing" else line.unit.label
    cells = [words(title), cell_of(one.row, line), words(unit)]
    if compared:
        cells += [cell_of(one.before, line) if one.before is not None else missing("–"), _trend(one)]
    return Row(tuple(cells))


def _trend(one: Figure) -> Cell:
    """Up or down against the period before, where both figures are exact; otherwise why there is no trend."""
    if one.before is None:
        return missing(_("none before"))
    change = one.change
    period = one.before.period.code if one.before.period else ""
    if change is None:
        return missing(_("not compared"))
    if change == 0:
        return direction("unchanged", _("as in %(period)s") % {"period": period})
    sign = "+" if change > 0 else "\u2212"
    said = _("%(change)s since %(period)s") % {"change": f"{sign}{neat(abs(Decimal(change))):,}", "period": period}
    return direction("up" if change > 0 else "down", said)


def _progress(spec: FrameworkSpec, told: Told, limits: Limits) -> list[Block]:
    items = []
    for goal in spec.goals:
        own = [one for one in told.points if one.goal == goal.number and one.kind in ("progress", "plan")]
        if own:
            runs = [Run(f"{spec.goal_word.singular} {goal.number}, {goal.title}: ", bold=True)]
            said = " ".join(_sentence(one, limits.signs) for one in own[: limits.points])
            more = len(own) - limits.points
            runs.append(Run(said))
            if more > 0:
                runs.append(Run(" " + _("(%(count)d more)") % {"count": more}, italic=True))
            items.append(runs)
    heading = Heading(2, _("Progress by goal"))
    return [heading, ListItems(items)] if items else [heading, Paragraph(_("Nothing was reported."), look="small")]


def _sentence(one: TextItem, signs: int) -> str:
    said = _short(one.translation or one.text, signs)
    said = _("Plan: %(text)s") % {"text": said} if one.kind == TextItem.Kind.PLAN else said
    return said if said.endswith((".", "…", "!", "?")) else f"{said}."


def _short(text: str, signs: int) -> str:
    return Truncator(" ".join(plain_of(text).split())).chars(signs)


def _point(one: TextItem, limits: Limits) -> list[Run]:
    goal = _("(goal %(goal)d) ") % {"goal": one.goal}
    return [Run(goal, italic=True), Run(_short(one.translation or one.text, limits.signs))]


def _need(one: Need, limits: Limits) -> list[Run]:
    return [
        Run(f"{one.number} ", bold=True), Run(_short(one.text, limits.signs)),
        Run(f" ({one.get_kind_display()}; {one.get_status_display()})", italic=True),
    ]  # fmt: skip


def _promise(one: Conclusion, limits: Limits, day: date) -> list[Run]:
    late = _("overdue, ") if one.is_overdue(day) else ""
    return [
        Run(f"{one.number} ", bold=True), Run(_short(one.what, limits.signs)),
        Run(f" ({one.owner}; {late}{due_in_words(one)})", italic=True),
    ]  # fmt: skip


def _listed(title: str, items: Sequence[list[Run]], most: int) -> list[Block]:
    if not items:
        return [Heading(2, title), Paragraph(_("None is known."), look="small")]
    shown: list[Iterable[Run]] = list(items[:most])
    if len(items) > most:
        shown.append([Run(_("%(count)d more") % {"count": len(items) - most}, italic=True)])
    return [Heading(2, title), ListItems([tuple(one) for one in shown])]
