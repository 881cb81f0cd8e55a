"""The public pages of money: the portfolio, one project, a donor, the needs that were released, the trace."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.funding import Funding, FundingState
from opensalw.coordination.models import Organisation, Project
from opensalw.coordination.queries.needs import needs, public_needs
from opensalw.coordination.queries.projects import (
    Totals,
    donors,
    donors_of,
    end_of_money,
    funding_of,
    money_of,
    public_projects,
    totals,
)
from opensalw.coordination.queries.rates import Rates
from opensalw.coordination.queries.traces import measure_trace, need_trace
from opensalw.core.jurisdictions import declared
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.web.public.frame import Frame, in_use, licence, public_page

from .doors import came_from, doors_of_project, doors_of_trace
from .register import found_needs, need_rows
from .register_forms import RegisterFilter, goals_of
from .tables import Listed, table_file


class PortfolioFilter(forms.Form):
    """Which projects are shown."""

    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False)
    goal = forms.ChoiceField(label=gettext_lazy("Goal"), required=False)
    donor = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Donor"), required=False, empty_label=gettext_lazy("All")
    )
    stage = forms.ChoiceField(
        label=gettext_lazy("Stage"), required=False, choices=[("", gettext_lazy("All")), *Project.Stage.choices]
    )
    funding = forms.ChoiceField(
        label=gettext_lazy("Money"), required=False,
        choices=[("", gettext_lazy("All")), *((str(one), one.label) for one in FundingState)],
    )  # fmt: skip
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(one.id, one.seat) for one in declared()]
        self.fields["jurisdiction"].choices = [("", _("All")), *seats]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", _("All")), *goals_of(spec)]  # type: ignore[attr-defined]
        self.fields["donor"].queryset = donors()  # type: ignore[attr-defined]

    def found(self, held: QuerySet[Project]) -> list[tuple[Project, Funding]]:
        """The projects that the filter leaves, each with how it stands with its money."""
        self.is_valid()
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        if jid := chosen.get("jurisdiction"):
            held = held.filter(jurisdictions__contains=[jid])
        if goal := chosen.get("goal"):
            held = held.filter(goals__contains=[int(goal)])
        if donor := chosen.get("donor"):
            held = held.filter(money__donor=donor, money__withdrawn_at__isnull=True).distinct()
        if stage := chosen.get("stage"):
            held = held.filter(stage=stage)
        if words := chosen.get("q"):
            held = held.filter(title__icontains=words)
        rates = Rates()
        rows = [(one, funding_of(one, rates)) for one in held]
        wanted = chosen.get("funding")
        return [(one, state) for one, state in rows if not wanted or state.state == wanted]


def project_rows(rows: list[tuple[Project, Funding]]) -> Listed:
    """The portfolio as a table that leaves the house; a row for each amount's currency would be money.csv."""
    columns = [
        ("key", _("Key")), ("title", _("Project")), ("organisation", _("Organisation")), ("donors", _("Donors")),
        ("stage", _("Stage")), ("delay", _("Reason of the delay")), ("funding", _("Money")),
        ("budget", _("Budget")), ("given", _("Committed")), ("starts_on", _("Begins on")), ("ends_on", _("Ends on")),
        ("extension", _("Extension asked until")), ("jurisdictions", _("Jurisdictions")), ("goals", _("Goals")),
        ("beneficiaries", _("Beneficiaries")), ("mechanism", _("Mechanism")), ("source", _("Source")),
        ("as_of", _("As of")), ("note", _("Notes")),
    ]  # fmt: skip
    seats = {one.id: one.seat for one in declared()}
    listed: list[dict[str, object]] = []
    for one, state in rows:
        sums = totals(money_of(one))
        listed.append({
            "key": one.key, "title": one.title, "organisation": one.organisation.name,
            "donors": "; ".join(donor.name for donor in donors_of(one)), "stage": one.get_stage_display(),
            "delay": one.get_delay_display(), "funding": state.state.label, "budget": said(sums.get("budget")),
            "given": said(sums.get("commitment")), "starts_on": one.starts_on, "ends_on": one.ends_on,
            "extension": one.extension_asked_until or "", "goals": ", ".join(map(str, one.goals)),
            "jurisdictions": ", ".join(seats[jid] for jid in one.jurisdictions), "beneficiaries": one.beneficiaries,
            "mechanism": one.is_mechanism, "source": one.source_id or "", "as_of": one.as_of, "note": one.note,
        })  # fmt: skip
    return Listed("portfolio", _("Portfolio"), columns, listed)


def said(sums: Any) -> str:
    """Sums by currency as words of one cell."""
    if sums is None:
        return _("not known")
    parts = [f"{value:,.2f} {currency}" for currency, value in sums.said]
    return "; ".join([*parts, *([_("%(n)d not known") % {"n": sums.unknown}] if sums.unknown else [])])


def framed() -> tuple[Frame | None, FrameworkSpec | None]:
    """The framework in use, if there is one."""
    frame = in_use()
    return frame, frame.spec if frame else None


def shown(one: Project, state: Funding) -> tuple[Project, Funding, list[Organisation], dict[str, Totals]]:
    """A project as a row of a list."""
    return one, state, donors_of(one), totals(money_of(one))


@public_page
def portfolio(request: HttpRequest) -> HttpResponse:
    """All public projects and mechanisms, filtered."""
    frame, spec = framed()
    form = PortfolioFilter(spec, request.GET)
    rows = form.found(public_projects())
    context = {
        "form": form, "asked": request.GET.urlencode(), "total": len(rows),
        "projects": [shown(one, state) for one, state in rows if not one.is_mechanism],
        "mechanisms": [shown(one, state) for one, state in rows if one.is_mechanism],
        "donors": list(donors()),
    }  # fmt: skip
    return money_page(request, "portfolio", frame, context)


def money_page(request: HttpRequest, template: str, frame: Frame | None, context: dict) -> HttpResponse:
    """A public page of this area in its frame."""
    around = {"data_licence": licence(), "framework_title": frame.spec.title if frame else "", "frame": frame}
    return render(request, f"money/{template}.html", {**around, **context})


@public_page
def portfolio_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The projects that the filter leaves, as a file."""
    _frame, spec = framed()
    return table_file(project_rows(PortfolioFilter(spec, request.GET).found(public_projects())), ending)


@public_page
def project(request: HttpRequest, key: str) -> HttpResponse:
    """One project: facts, money with its sources, activities, results beside the indicator, needs served."""
    found = public_projects().filter(key=key).first()
    if found is None:
        raise Http404(_("There is no project at this address."))
    frame, spec = framed()
    context = project_context(found, spec)
    context["doors"] = doors_of_project(context, None)
    return money_page(request, "project", frame, context)


def project_context(found: Project, spec: FrameworkSpec | None) -> dict[str, Any]:
    """What a project's page shows, for the public and in the workspace."""
    rows = money_of(found)
    return {
        "project": found, "spec": spec, "funding": funding_of(found, Rates()), "money": rows, "totals": totals(rows),
        "donors": donors_of(found), "ends": end_of_money(found), "activities": list(found.activities.all()),
        "results": list(found.results.all()), "shares": list(found.shares.all()),
        "parts": list(found.parts.filter(is_public=True)), "partners": list(found.partners.all()),
        "served": [need for need in found.needs.all() if need.is_public], "today": timezone.localdate(),
        **came_from(found),
    }  # fmt: skip


@public_page
def needs_public(request: HttpRequest) -> HttpResponse:
    """The needs that were released."""
    frame, spec = framed()
    form = RegisterFilter(spec, request.GET)
    rows = list(found_needs(public_needs(), form.chosen()))
    return money_page(request, "public_needs", frame, {"form": form, "rows": rows, "asked": request.GET.urlencode()})


@public_page
def needs_public_file(request: HttpRequest, ending: str) -> HttpResponse:
    """The released needs as a file."""
    _frame, spec = framed()
    return table_file(need_rows(found_needs(public_needs(), RegisterFilter(spec, request.GET).chosen())), ending)


@public_page
def need_public(request: HttpRequest, number: str) -> HttpResponse:
    """A released need with what follows from it."""
    found = needs(number=number, is_public=True).first()
    if found is None:
        raise Http404(_("No need of this number was released."))
    frame, spec = framed()
    trace = need_trace(found, spec, public=True)
    return money_page(request, "public_need", frame, {
        "need": found, "trace": trace, "spec": spec, "doors": doors_of_trace(trace, None)
    })  # fmt: skip


@public_page
def measure_money(request: HttpRequest, key: str) -> HttpResponse:
    """What stands behind an indicator: needs, projects with their money, results."""
    frame, spec = framed()
    if spec is None or not any(one.key == key for one in spec.measures):
        raise Http404(_("The Roadmap has no such indicator."))
    context = {"key": key, "spec": spec, "trace": measure_trace(key), "measure": spec.measure(key)}
    return money_page(request, "measure_trace", frame, context)
