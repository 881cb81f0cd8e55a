"""An organisation's projects in the workspace: the list with their forms, one project, entering one."""

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.projects import enter_project
from opensalw.coordination.models import Organisation, Project
from opensalw.coordination.queries.contributions import states_of
from opensalw.coordination.queries.projects import (
    donors_of,
    funding_of,
    money_of,
    own_organisations,
    own_projects,
    project_history,
    projects_seen_by,
    totals,
)
from opensalw.coordination.queries.rates import Rates
from opensalw.coordination.rules.projects import refuse_project_work
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.models import Round
from opensalw.roadmap.queries.rounds import open_rounds, rounds
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import working
from opensalw.web.work.rounds import add_problems

from .doors import doors_of_project
from .portfolio import framed, project_context, project_rows
from .project_forms import ProjectForm
from .tables import table_file


def form_rounds() -> list[Round]:
    """The rounds that forms are asked for: those that are open, else the latest that is not closed."""
    return list(open_rounds()) or [one for one in rounds() if one.state != Round.State.CLOSED][:1]


@working
def project_list(request: PersonalRequest) -> HttpResponse:
    """The projects that this person writes, and how the form of each stands for the round."""
    held = list(own_projects(request.person).order_by("organisation__name", "title"))
    asked = form_rounds()
    current = asked[0] if asked else None
    forms_of = states_of(held, current.key) if current else {}
    rates = Rates()
    context = {
        "rows": [
            (one, funding_of(one, rates), donors_of(one), totals(money_of(one)), forms_of.get(one.pk)) for one in held
        ],
        "round": current, "organisations": list(own_organisations(request.person)),
        "sent": sum(one.state == "sent" for one in forms_of.values()),
    }  # fmt: skip
    return render(request, "money/project_list.html", context)


@working
def project_list_file(request: PersonalRequest, ending: str) -> HttpResponse:
    """The same projects as a file."""
    rates = Rates()
    return table_file(project_rows([(one, funding_of(one, rates)) for one in own_projects(request.person)]), ending)


def find_project(request: PersonalRequest, key: str) -> Project:
    """The project of an address, if this person may see it."""
    found = projects_seen_by(request.person).filter(key=key).first()
    if found is None:
        raise Http404(_("There is no such project here."))
    return found


@working
def project_work(request: PersonalRequest, key: str) -> HttpResponse:
    """A project as its organisation sees it: everything, what can be changed, its forms and its history."""
    found = find_project(request, key)
    _frame, spec = framed()
    entries = project_history(found)
    names = names_of({entry.by for entry in entries})
    refused = refuse_project_work(request.person, found.organisation)
    context = {
        **project_context(found, spec), "edits": refused is None, "refused": refused, "rounds": form_rounds(),
        "in_workspace": True, "served": list(found.needs.all()), "parts": list(found.parts.all()),
        "forms": list(found.contributions.select_related("round").order_by("-round__figures_end", "-number")),
        "entries": [(entry, names.get(entry.by, entry.by)) for entry in reversed(entries)],
    }  # fmt: skip
    context["doors"] = doors_of_project(context, request.person)
    return render(request, "money/project_work.html", context)


class NewProjectForm(ProjectForm):
    """A project and whose it is."""

    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=gettext_lazy("Organisation"))
    field_order = ("organisation",)

    def __init__(self, person_writes, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = person_writes  # type: ignore[attr-defined]
        if person_writes.count() == 1:
            self.fields["organisation"].initial = person_writes.first()


@working
def project_new(request: PersonalRequest) -> HttpResponse:
    """Enter a project of an organisation that this person writes for."""
    _frame, spec = framed()
    own = own_organisations(request.person)
    form = NewProjectForm(own, spec, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_project(by=request.person, **form.facts())
            messages.success(request, _("The project is in the portfolio; the secretariat shows it to the public."))
            return redirect("project_work", made.key)
        except Refused as refused:
            add_problems(form, refused)
    context = {"form": form, "own": own.exists()}
    return render(request, "money/project_new.html", context, status=422 if form.errors else 200)
