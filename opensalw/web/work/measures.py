"""The figures of one measure: saved line by line as one goes, or the whole form at once."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from opensalw.core.permissions import Person
from opensalw.core.refusal import Refused
from opensalw.incidents.queries.incidents import has_made_up
from opensalw.roadmap.cells import MISSING
from opensalw.roadmap.checks import Finding, Report
from opensalw.roadmap.commands.drafting import ChangedMeanwhile, clear_cell, fill_missing, save_cell, take_computed
from opensalw.roadmap.models import Submission
from opensalw.roadmap.queries.checking import check_measure
from opensalw.roadmap.queries.forms import MeasureState, asked_measures
from opensalw.roadmap.reach import refuse_seeing
from opensalw.web.transactions import PersonalRequest

from .access import allow, find_part, working
from .lines import LineEntry, Row, entry_of
from .parts import PartPage, part_page
from .places import place_words
from .previous import beside


@working
def part_measure(request: PersonalRequest, round: str, jid: str, measure: str) -> HttpResponse:
    """The entry form of a measure."""
    page = part_page(request, find_part(request, round, jid))
    state = _state(page, measure)
    if request.method != "POST":
        return _render(request, page, state, [_entry(page, one) for one in state.lines])
    if page.refused:
        messages.error(request, page.refused)
        return _render(request, page, state, [_entry(page, one, request.POST) for one in state.lines], status=422)
    if only := request.POST.get("only"):
        return _save_line(request, page, state, only)
    return _save_all(request, page, state)


@working
def part_fill(request: PersonalRequest, round: str, jid: str) -> HttpResponse:
    """Give one reason to every line that is still empty, of a measure or of the whole part."""
    part = find_part(request, round, jid)
    measure = request.POST.get("measure") or None
    if request.method == "POST":
        reason = request.POST.get("reason", "")
        try:
            if reason not in MISSING:
                raise Refused(_("Choose the reason first."))
            count = fill_missing(part, measure=measure, reason=reason, by=request.person)
            words = ngettext(
                "%(count)d empty line now says: %(reason)s.", "%(count)d empty lines now say: %(reason)s.", count
            )
            messages.success(request, words % {"count": count, "reason": MISSING[reason].shown})
        except Refused as refused:
            messages.error(request, refused.reason)
    if measure:
        return redirect("part_measure", round, jid, measure)
    return redirect("part_figures", round, jid)


def _state(page: PartPage, measure: str) -> MeasureState:
    state = page.measure(measure)
    if measure in {known.key for known in asked_measures(page.spec, page.part.jurisdiction)}:
        allow(refuse_seeing(page.part, measure, page.person))
    if state is None:
        raise Http404(_("This part is not asked for that measure."))
    return state


def findings_of(report: Report, entry: LineEntry) -> list[Finding]:
    """What the checks say at a line; that it is empty is seen without them."""
    found = report.of_line(entry.measure.key, entry.line.key)
    return [one for one in found if one.check.key != "unanswered"]


def _entry(page: PartPage, line, data: Mapping | None = None) -> LineEntry:
    entry = entry_of(page.spec, line, data)
    entry.previous = beside(page.spec, line.previous, line.line)
    return entry


def _save_line(request: PersonalRequest, page: PartPage, state: MeasureState, only: str) -> HttpResponse:
    """Save one line as its person goes, and answer with how it stands."""
    found = next((one for one in state.lines if one.line.key == only), None)
    if found is None:
        raise Http404(only)
    entry = _entry(page, found, request.POST)
    for row in entry.every:
        row.form = _kept(page.part, entry, row, request.person) or row.form
    fresh = part_page(request, page.part)
    entry.state = next(one for one in _state(fresh, state.measure.key).lines if one.line.key == only)
    entry.findings = findings_of(check_measure(page.part, state.measure.key, page.reach), entry)
    context = {"entry": entry, "page": fresh, "swapped": True}
    return render(request, "work/_line_state.html", context, status=422 if entry.problems else 200)


def _kept(part: Submission, entry: LineEntry, row: Row, by: Person):
    """Save one row of a line; the fresh form when it was saved, None when it was not touched or is wrong."""
    if not row.form.is_touched:
        return None
    if save_row(part, entry, row, by):
        held = part.cells.filter(measure=entry.measure.key, line=entry.line.key, dims_key=row.dims_key).first()
        return row.form.kept(held)
    return None


def save_row(part: Submission, entry: LineEntry, row: Row, by: Person, *, override: bool = False) -> bool:
    """Save one figure of a line; what is wrong is noted at its field."""
    form = row.form
    try:
        if form.is_empty and form.held and not form.typed["explanation"]:
            clear_cell(part, measure=entry.measure.key, line=entry.line.key, by=by, dims_key=row.dims_key)
            return True
        if form.is_empty:
            if form.typed["explanation"]:
                raise Refused(_("Give a figure, or the reason why there is none."), "value")
            return True
        seen = None if override else form.seen
        save_cell(
            part, measure=entry.measure.key, line=entry.line.key, cell=form.read(), by=by, dims=row.dims,
            explanation=form.typed["explanation"], revision=seen,
        )  # fmt: skip
    except ChangedMeanwhile as conflict:
        row.conflict = conflict.theirs
        form.add_error(None, conflict.reason)
        return False
    except (Refused, ValueError) as refused:
        field = getattr(refused, "field", None)
        form.add_error(field if field in form.fields else "value", getattr(refused, "reason", str(refused)))
        return False
    return True


def _save_all(request: PersonalRequest, page: PartPage, state: MeasureState) -> HttpResponse:
    """Save everything that was typed, keep what is wrong in its field, and say so."""
    data, by, part = request.POST, request.person, page.part
    entries = [_entry(page, line, data) for line in state.lines]
    for entry in entries:
        key = entry.line.key
        for row in entry.every:
            if data.get("remove") == row.form.prefix:
                clear_cell(part, measure=entry.measure.key, line=key, by=by, dims_key=row.dims_key)
            elif row.form.is_touched:
                save_row(part, entry, row, by, override=data.get("override") == key)
        if data.get("use") == key:
            _use_computed(part, entry, by)
        _add_row(part, entry, by, asked=data.get("add") == key)
    if not any(entry.problems for entry in entries):
        messages.success(request, _("Saved."))
        anchor = next((f"#line-{data[name]}" for name in ("add", "use") if data.get(name)), "")
        return redirect(redirect("part_measure", part.round_id, part.jurisdiction, state.measure.key).url + anchor)
    fresh = part_page(request, part)
    shown = [_mended(fresh, line, entries) for line in _state(fresh, state.measure.key).lines]
    return _render(request, fresh, _state(fresh, state.measure.key), shown, status=422)


def _use_computed(part: Submission, entry: LineEntry, by: Person) -> None:
    if entry.state.records is not None:
        take_computed(part, measure=entry.measure.key, line=entry.line.key, by=by)


def _add_row(part: Submission, entry: LineEntry, by: Person, *, asked: bool) -> None:
    """Save the row that splits a line further, when one was typed."""
    if entry.new is None or entry.split is None or (entry.new.form.is_empty and not asked):
        return
    entry.new.dims = entry.split.dims
    if not entry.new.dims:
        entry.new.form.add_error("value", _("Choose what this row stands for, such as its origin."))
    elif entry.new.form.is_empty:
        entry.new.form.add_error("value", _("Give the figure of this row, or the reason why there is none."))
    elif any(row.dims_key == entry.new.dims_key for row in entry.rows):
        entry.new.form.add_error("value", _("There is a row of this kind already. Change that one."))
    else:
        save_row(part, entry, entry.new, by)


def _mended(page: PartPage, line, entries: list[LineEntry]) -> LineEntry:
    """A line as it stands now, with the fields that are wrong as they were typed."""
    before = next(entry for entry in entries if entry.line.key == line.line.key)
    entry = _entry(page, line)
    wrong = {row.dims_key: row for row in before.every if row.problems}
    entry.whole = wrong.get("", entry.whole)
    entry.rows = [wrong.get(row.dims_key, row) for row in entry.rows]
    if before.new and before.new.problems:
        entry.new, entry.split = before.new, before.split
    return entry


def _render(
    request: PersonalRequest, page: PartPage, state: MeasureState, entries: list[LineEntry], status: int = 200
) -> HttpResponse:
    report = check_measure(page.part, state.measure.key, page.reach)
    for entry in entries:
        entry.findings = findings_of(report, entry)
    keys = [one.measure.key for one in page.measures]
    counted = any(line.records and line.records.figure for line in state.lines)
    period = page.round.figures_period
    place = keys.index(state.measure.key)
    context = {
        "page": page,
        "tab": "figures",
        "state": state,
        "entries": entries,
        "problems": [(entry, *problem) for entry in entries for problem in entry.problems],
        "reasons": MISSING.values(),
        "made_up": counted and has_made_up(page.part.jurisdiction, period.start, period.end),
        "empty": len(state.lines) - state.answered,
        "offers": [one for one in page.offers if one.measure == state.measure.key],
        "before": page.measures[place - 1] if place else None,
        "after": page.measures[place + 1] if place + 1 < len(keys) else None,
        "talks": [(one, place_words(page.spec, one.thread)) for one in state.threads],
        "saved_at": max((cell.touched_at for line in state.lines for cell in line.cells), default=None),
    }
    return render(request, "work/measure.html", context, status=status)
