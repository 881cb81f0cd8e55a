"""The pages on which a project is changed: facts, money, activities, results, needs, shares, release."""

from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import money as money_commands
from opensalw.coordination.commands import project_work as work
from opensalw.coordination.commands import projects as commands
from opensalw.coordination.models import Money, Need, Project, ProjectActivity, ProjectResult, ProjectShare
from opensalw.coordination.queries.needs import needs_seen_by
from opensalw.coordination.rules.projects import refuse_project_work
from opensalw.core.designations import label
from opensalw.core.refusal import Refused
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import secretariat_only, working
from opensalw.web.work.rounds import add_problems

from .own import find_project
from .portfolio import framed
from .project_forms import ActivityForm, MoneyForm, ProjectForm, ResultForm

Words = str | Promise


def edited(
    request: PersonalRequest, project: Project, form: forms.BaseForm, keep: Callable[[], object], title: Words,
    meaning: Words = "",
) -> HttpResponse:  # fmt: skip
    """The page of one change: shown, refused with its reason, or kept and back to the project."""
    refused = refuse_project_work(request.person, project.organisation)
    if request.method == "POST" and form.is_valid():
        try:
            keep()
            messages.success(request, _("Saved."))
            return redirect("project_work", project.key)
        except Refused as refusal:
            add_problems(form, refusal)  # type: ignore[arg-type]
    context = {"project": project, "form": form, "title": title, "meaning": meaning, "refused": refused}
    return render(request, "money/project_edit.html", context, status=422 if form.errors else 200)


@working
def project_facts(request: PersonalRequest, key: str) -> HttpResponse:
    """Change what is known of a project."""
    found, (_frame, spec) = find_project(request, key), framed()
    known = {name: getattr(found, name) for name in ProjectForm(spec).fields}
    form = ProjectForm(spec, request.POST or None, initial=known)

    def keep() -> object:
        return commands.change_project(found, by=request.person, **form.facts())

    return edited(request, found, form, keep, _("Facts"))


@working
def money_add(request: PersonalRequest, key: str) -> HttpResponse:
    """Enter an amount."""
    found = find_project(request, key)
    form = MoneyForm(request.POST or None)

    def keep() -> object:
        return money_commands.enter_money(found, by=request.person, **form.cleaned_data)

    return edited(request, found, form, keep, _("Money"), _("Amounts stay in their own currency."))


class StrikeForm(forms.Form):
    """Why an amount is struck out."""

    use_required_attribute = False
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


@working
def money_strike(request: PersonalRequest, key: str, id: UUID) -> HttpResponse:
    """Strike out an amount that was wrong."""
    found = find_project(request, key)
    row = get_object_or_404(Money, pk=id, project=found)
    form = StrikeForm(request.POST or None)

    def keep() -> object:
        return money_commands.withdraw_money(row, by=request.person, reason=form.cleaned_data["reason"])

    meaning = _("%(kind)s, %(amount)s %(currency)s: it no longer counts and stays in the history.") % {
        "kind": row.get_kind_display(), "amount": row.amount if row.amount is not None else _("amount not known"),
        "currency": row.currency,
    }  # fmt: skip
    return edited(request, found, form, keep, _("Strike out"), meaning)


@working
def project_activity(request: PersonalRequest, key: str, id: UUID | None = None) -> HttpResponse:
    """Enter or change an activity."""
    found, (_frame, spec) = find_project(request, key), framed()
    known = get_object_or_404(ProjectActivity, pk=id, project=found) if id else None
    form = ActivityForm(spec, request.POST or None, instance=known)

    def keep() -> object:
        return work.keep_activity(found, by=request.person, id=id, **form.cleaned_data)

    return edited(request, found, form, keep, _("Activity"))


@working
def project_result(request: PersonalRequest, key: str, id: UUID | None = None) -> HttpResponse:
    """Enter or change a result."""
    found, (_frame, spec) = find_project(request, key), framed()
    known = get_object_or_404(ProjectResult, pk=id, project=found) if id else None
    form = ResultForm(spec, request.POST or None, instance=known)

    def keep() -> object:
        framework = spec.key if spec else ""
        return work.keep_result(found, by=request.person, id=id, framework_key=framework, **form.facts())

    return edited(request, found, form, keep, _("Result"))


class NeedsForm(forms.Form):
    """Which needs the project serves."""

    use_required_attribute = False
    needs = forms.ModelMultipleChoiceField(
        Need.objects.none(), label=gettext_lazy("Needs served"), required=False, to_field_name="number",
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


@working
def project_needs(request: PersonalRequest, key: str) -> HttpResponse:
    """Say which needs the project serves, among those that this person sees."""
    found = find_project(request, key)
    offered = needs_seen_by(request.person).exclude(status__in=[Need.Status.MERGED, Need.Status.SPLIT])
    if found.jurisdictions:
        offered = offered.filter(jurisdiction__in=[*found.jurisdictions, "J-REG"])
    form = NeedsForm(request.POST or None, initial={"needs": [one.number for one in found.needs.all()]})
    form.fields["needs"].queryset = offered.order_by("number")  # type: ignore[attr-defined]

    def keep() -> object:
        seen = set(offered.values_list("pk", flat=True))
        unseen = [one for one in found.needs.all() if one.pk not in seen]
        return commands.serve_needs(found, [*form.cleaned_data["needs"], *unseen], by=request.person)

    meaning = _("A need's own status is changed by its Commission.")
    return edited(request, found, form, keep, _("Needs served"), meaning)


@working
def project_shares(request: PersonalRequest, key: str, of: str) -> HttpResponse:
    """Divide a project by its jurisdictions or goals, in per cent."""
    found = find_project(request, key)
    of = of if of in ProjectShare.Of.values else ProjectShare.Of.JURISDICTION
    keys = found.jurisdictions if of == ProjectShare.Of.JURISDICTION else [str(one) for one in found.goals]
    known = {one.key: one.percent for one in found.shares.filter(of=of)}
    form = forms.Form(request.POST or None, initial={f"share-{one}": known.get(one) for one in keys})
    form.use_required_attribute = False
    for one in keys:
        words = label(one) if of == ProjectShare.Of.JURISDICTION else _("Goal %(n)s") % {"n": one}
        form.fields[f"share-{one}"] = forms.DecimalField(
            label=words, required=False, max_digits=5, decimal_places=2,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "short"}),
        )  # fmt: skip

    def keep() -> object:
        typed = {one: form.cleaned_data[f"share-{one}"] for one in keys}
        shares: dict[str, Decimal] = {one: percent for one, percent in typed.items() if percent is not None}
        return commands.divide_project(found, of=of, shares=shares, by=request.person)

    meaning = _("Per cent of the project. Together they are exactly 100, or all are empty.")
    return edited(request, found, form, keep, _("Shares"), meaning)


@require_POST
@secretariat_only
def project_release(request: PersonalRequest, key: str) -> HttpResponse:
    """Show a project to the public, or no longer."""
    found = find_project(request, key)
    public = request.POST.get("public") == "yes"
    commands.release_project(found, by=request.person, public=public)
    messages.success(request, _("The project is public.") if public else _("The project is no longer public."))
    return redirect("project_work", key)
