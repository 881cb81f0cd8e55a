"""Baselines, milestones and targets of the jurisdictions: the list, laying one down, withdrawing one."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.designations import label
from opensalw.core.jurisdictions import order
from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.roadmap.aiming import refuse_aiming
from opensalw.roadmap.commands.aims import set_aim, withdraw_aim
from opensalw.roadmap.figure_text import read_figure
from opensalw.roadmap.framework.spec import FrameworkSpec, Line, Measure
from opensalw.roadmap.models import Aim, FrameworkVersion
from opensalw.roadmap.queries.aims import aims, printed
from opensalw.web.transactions import PersonalRequest

from .access import working
from .lines import line_title
from .rounds import add_problems


def lines_of(spec: FrameworkSpec) -> list[tuple[Measure, Line]]:
    """The lines that a target may be laid down for."""
    return [(m, line) for m in spec.measures if not m.view_of for line in m.lines if line.kind != "grade"]


def seats_of(spec: FrameworkSpec, person: Person) -> list[str]:
    """The seats that this person lays targets down for."""
    return [jid for jid in spec.jurisdictions if refuse_aiming(person, jid) is None]


class TargetForm(forms.Form):
    """What is to be laid down."""

    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"))
    line = forms.ChoiceField(label=gettext_lazy("Line"))
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Aim.Kind.choices, initial=Aim.Kind.TARGET)
    value = forms.CharField(label=gettext_lazy("Figure"), max_length=40, help_text=gettext_lazy("In the line's unit"))
    on = forms.DateField(
        label=gettext_lazy("By which day"), widget=forms.DateInput(attrs={"type": "date"}),
        help_text=gettext_lazy("Of a baseline: the day that it speaks of"),
    )  # fmt: skip
    cumulative = forms.BooleanField(
        label=gettext_lazy("Figures of the periods are added up against it"), required=False,
        help_text=gettext_lazy("Otherwise the latest figure stands against it."),
    )  # fmt: skip
    source = forms.CharField(
        label=gettext_lazy("Where it is laid down"), max_length=300,
        help_text=gettext_lazy("The plan, law or decision, with its place"),
    )  # fmt: skip
    url = forms.URLField(label=gettext_lazy("Address"), required=False, max_length=500, assume_scheme="https")

    def __init__(self, spec: FrameworkSpec, seats: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        self.spec = spec
        self.fields["jurisdiction"].choices = [(jid, label(jid)) for jid in seats]  # type: ignore[attr-defined]
        self.fields["line"].choices = [  # type: ignore[attr-defined]
            (f"{m.key}.{line.key}", f"{m.title}: {line.title} ({line.unit.plural})") for m, line in lines_of(spec)
        ]

    def clean(self) -> dict[str, Any]:
        """The figure as it was typed becomes a number of the line's unit."""
        facts = super().clean() or {}
        if "line" in facts and "value" in facts:
            try:
                cell = read_figure(facts["value"], self.spec.line(facts["line"]).unit)
                if cell.level is None or cell.qualifier != "exact":
                    raise Refused(_("Give one exact figure."), "value")
                facts["value"] = cell.level
            except Refused as refused:
                self.add_error("value", refused.reason)
        return facts


def in_force(request: PersonalRequest) -> FrameworkVersion | None:
    """The framework whose targets are shown: the one asked for, else the first that has content."""
    held = list(FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED))
    wanted = request.GET.get("framework") or request.POST.get("framework")
    chosen = [one for one in held if one.key == wanted] or [one for one in held if one.spec.measures]
    return chosen[0] if chosen else None


@working
def targets(request: PersonalRequest) -> HttpResponse:
    """Everything that is laid down, by goal and seat, and the form to add to it."""
    version = in_force(request)
    if version is None:
        return render(request, "work/targets.html", {"version": None})
    spec, person = version.spec, request.person
    seats = seats_of(spec, person)
    form = TargetForm(spec, seats, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            set_aim(version, by=person, **form.cleaned_data)
            messages.success(request, _("Laid down."))
            return redirect("targets")
        except Refused as refused:
            add_problems(form, refused)
    wanted = {"jurisdiction": request.GET.get("jurisdiction", ""), "measure": request.GET.get("measure", "")}
    held = sorted(aims(version.key, **wanted), key=lambda one: (order(one.jurisdiction), one.measure, one.line, one.on))
    names = names_of({one.set_by for one in held})
    context = {
        "version": version, "spec": spec, "form": form, "wanted": wanted, "seats": spec.jurisdictions, "adds": seats,
        "rows": [row_of(spec, one, names[one.set_by], one.jurisdiction in seats) for one in held],
        "measures": [(m.key, m.title) for m in spec.measures if not m.view_of],
    }  # fmt: skip
    return render(request, "work/targets.html", context, status=422 if form.errors else 200)


def row_of(spec: FrameworkSpec, one: Aim, who: str, own: bool) -> dict[str, Any]:
    """An aim as the list shows it; a line that a later framework lost stands by its name."""
    title = line_title(spec, f"{one.measure}.{one.line}")
    return {"aim": one, "title": title, "value": printed(one), "who": who, "own": own}


@working
def target_withdraw(request: PersonalRequest, aim: UUID) -> HttpResponse:
    """What withdrawing means, the reason, and the button that does it."""
    held = get_object_or_404(Aim, pk=aim, withdrawn_at__isnull=True)
    refused, typed = refuse_aiming(request.person, held.jurisdiction), request.POST.get("why", "")
    if request.method == "POST":
        try:
            withdraw_aim(held, by=request.person, why=typed)
            messages.success(request, _("Withdrawn. It stays in the record with its reason."))
            return redirect("targets")
        except Refused as reason:
            refused = None if reason.field == "why" else reason.reason
            messages.error(request, reason.reason)
    context = {"aim": held, "value": printed(held), "refused": refused, "typed": typed}
    return render(request, "work/target_withdraw.html", context, status=422 if request.method == "POST" else 200)
