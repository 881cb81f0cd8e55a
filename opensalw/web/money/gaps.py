"""The gap and overlap view: matrix, lists, chart and files."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.models import Need, Organisation
from opensalw.coordination.queries.gaps import GapView, gap_view
from opensalw.coordination.queries.needs import live_needs, needs_seen_by
from opensalw.coordination.queries.projects import donors, donors_of, projects_seen_by
from opensalw.core.designations import label
from opensalw.core.jurisdictions import declared, ids
from opensalw.documents.blocks import Chart
from opensalw.documents.charts import svg
from opensalw.documents.charts.money import needs_by_support
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.web.files import attached
from opensalw.web.public.frame import in_use
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working

from .register_forms import goals_of
from .tables import Listed, table_file


class GapFilter(forms.Form):
    """Which needs and projects are laid over each other, and of which day."""

    on = forms.DateField(
        label=gettext_lazy("On the day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False)
    goal = forms.ChoiceField(label=gettext_lazy("Goal"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *Need.Kind.choices]
    )
    donor = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Donor"), required=False, empty_label=gettext_lazy("All")
    )

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(one.id, one.seat) for one in declared()]
        self.fields["jurisdiction"].choices = [("", _("All")), *seats]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", _("All")), *goals_of(spec)]  # type: ignore[attr-defined]
        self.fields["donor"].queryset = donors()  # type: ignore[attr-defined]


def found_gaps(request: PersonalRequest, form: GapFilter) -> GapView:
    """What the filter leaves, laid over each other on the chosen day."""
    form.is_valid()
    chosen = {name: value for name, value in form.cleaned_data.items() if value}
    day: date = chosen.get("on") or timezone.localdate()
    asked = needs_seen_by(request.person).filter(pk__in=live_needs().values("pk"))
    held = projects_seen_by(request.person)
    if jid := chosen.get("jurisdiction"):
        asked, held = asked.filter(jurisdiction=jid), held.filter(jurisdictions__contains=[jid])
    if goal := chosen.get("goal"):
        asked, held = asked.filter(goal=int(goal)), held.filter(goals__contains=[int(goal)])
    if kind := chosen.get("kind"):
        asked, held = asked.filter(kind=kind), held.filter(kinds__contains=[kind])
    if donor := chosen.get("donor"):
        held = held.filter(money__donor=donor, money__withdrawn_at__isnull=True).distinct()
    return gap_view(asked.order_by("jurisdiction", "goal", "number"), held, day)


@dataclass(frozen=True)
class MatrixRow:
    """A goal, and what meets under it in each jurisdiction."""

    number: int
    title: str
    squares: list[tuple[str, Any]]


def matrix_rows(view: GapView, spec: FrameworkSpec | None) -> list[MatrixRow]:
    """The goals of the framework in their order, each with every jurisdiction."""
    goals = [(goal.number, goal.title) for goal in spec.goals] if spec else []
    return [
        MatrixRow(number, title, [(jid, view.squares.get((number, jid))) for jid in ids()]) for number, title in goals
    ]


def gap_chart(view: GapView) -> Chart:
    """How the needs of each jurisdiction are served, with its table."""
    counts = {
        label(jid): [str(view.supports[need.number]) for need in view.needs if need.jurisdiction == jid]
        for jid in ids()
    }
    return needs_by_support(counts, _("Needs by how they are served"))


def drawn(chart: Chart) -> dict[str, Any]:
    """A chart as the pages show it: drawing, finding and the same as a table."""
    table = chart.table
    return {
        "title": chart.caption, "finding": chart.alt.removeprefix(f"{chart.caption}. "), "svg": svg(chart),
        "columns": [column.title for column in table.columns] if table else [],
        "rows": [[cell.text or str(cell.value) for cell in row.cells] for row in table.body] if table else [],
    }  # fmt: skip


@working
def gaps(request: PersonalRequest) -> HttpResponse:
    """Matrix, gaps, overlaps and what ends within a year."""
    frame = in_use()
    spec = frame.spec if frame else None
    form = GapFilter(spec, request.GET)
    view = found_gaps(request, form)
    context = {
        "form": form, "view": view, "rows": matrix_rows(view, spec), "seats": ids(), "asked": request.GET.urlencode(),
        "gaps": [(need, view.supports[need.number], view.serving[need.number]) for need in view.gaps],
        "served": [
            (need, view.supports[need.number], view.serving[need.number])
            for need in view.needs if not view.supports[need.number].is_gap
        ],
        "chart": drawn(gap_chart(view)) if view.needs else None,
        "kinds": dict(Need.Kind.choices),
    }  # fmt: skip
    return render(request, "money/gaps.html", context)


@working
def gaps_file(request: PersonalRequest, table: str, ending: str) -> HttpResponse:
    """One of the tables of the view as a file."""
    frame = in_use()
    view = found_gaps(request, GapFilter(frame.spec if frame else None, request.GET))
    if (table, ending) == ("chart", "svg"):
        return attached(svg(gap_chart(view)), "image/svg+xml", "gaps.svg")
    made = {"needs": _needs, "overlaps": _overlaps, "ending": _ending}.get(table, _needs)(view)
    return table_file(made, ending)


def _needs(view: GapView) -> Listed:
    columns = [
        ("number", _("Number")), ("jurisdiction", _("Jurisdiction")), ("goal", _("Goal")), ("text", _("Need")),
        ("kind", _("Kind")), ("support", _("How it is served")), ("projects", _("Projects")), ("donors", _("Donors")),
    ]  # fmt: skip
    seats = {one.id: one.seat for one in declared()}
    rows = []
    for need in view.needs:
        serving = view.serving[need.number]
        givers = sorted({str(donor) for project in serving for donor in donors_of(project)})
        rows.append({
            "number": need.number, "jurisdiction": seats[need.jurisdiction], "goal": need.goal, "text": need.text,
            "kind": need.get_kind_display(), "support": view.supports[need.number].label,
            "projects": "; ".join(one.title for one in serving), "donors": "; ".join(givers),
        })  # fmt: skip
    return Listed("gaps", _("Needs and how they are served"), columns, rows)


def _overlaps(view: GapView) -> Listed:
    columns = [
        ("one", _("Project")), ("other", _("Other project")), ("goals", _("Goals")),
        ("jurisdictions", _("Jurisdictions")), ("kinds", _("Kinds")), ("certain", _("Their days meet for certain")),
    ]  # fmt: skip
    seats, kinds = {one.id: one.seat for one in declared()}, dict(Need.Kind.choices)
    rows: list[dict[str, object]] = [
        {
            "one": f"{one.title} ({one.organisation})", "other": f"{other.title} ({other.organisation})",
            "goals": ", ".join(map(str, pair.goals)), "jurisdictions": ", ".join(seats[j] for j in pair.jurisdictions),
            "kinds": ", ".join(str(kinds[kind]) for kind in pair.kinds), "certain": pair.certain,
        }
        for pair, one, other in view.pairs
    ]  # fmt: skip
    return Listed("overlaps", _("Projects that do the same"), columns, rows)


def _ending(view: GapView) -> Listed:
    columns = [
        ("title", _("Project")), ("organisation", _("Organisation")), ("ends_on", _("Money ends on")),
        ("extension", _("Extension asked until")), ("donors", _("Donors")),
    ]  # fmt: skip
    rows: list[dict[str, object]] = [
        {
            "title": project.title, "organisation": str(project.organisation), "ends_on": end,
            "extension": project.extension_asked_until or "",
            "donors": "; ".join(str(one) for one in donors_of(project)),
        }
        for project, end in view.ending
    ]  # fmt: skip
    return Listed("ending", _("Money that ends within a year"), columns, rows)
