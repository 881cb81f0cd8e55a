"""Rounds: the list, the matrix of jurisdictions by goals, opening, dates, closing."""

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.periods import BadPeriod, Period
from opensalw.core.permissions import refuse_secretariat_work, refuse_seeing_part, refuse_stating
from opensalw.core.refusal import Refused
from opensalw.roadmap.commands.rounds import DATES, change_dates, close_round, open_round
from opensalw.roadmap.models import FrameworkVersion
from opensalw.roadmap.queries.checking import check_parts
from opensalw.roadmap.queries.rounds import PartRow, matrix, rounds
from opensalw.roadmap.queries.work import standings
from opensalw.roadmap.states import EDITABLE, State
from opensalw.web.transactions import PersonalRequest

from .access import find_round, secretariat_only, working

CHECKED = (*EDITABLE, State.CLEARED, State.SUBMITTED)
FILTERS = (
    ("", gettext_lazy("All parts")),
    ("overdue", gettext_lazy("Overdue")),
    ("queries", gettext_lazy("With open queries")),
    ("empty", gettext_lazy("Figures missing")),
    ("review", gettext_lazy("Waiting for review")),
)


class DatesForm(forms.Form):
    """The dates of a round."""

    opens_on = forms.DateField(label=gettext_lazy("Opens on"), required=False)
    deadline = forms.DateField(label=gettext_lazy("Deadline"), required=False)
    locks_on = forms.DateField(
        label=gettext_lazy("Locked after"), required=False,
        help_text=gettext_lazy("Empty: late parts are taken. After this day a part needs an exception to be filled."),
    )  # fmt: skip
    meeting_on = forms.DateField(label=gettext_lazy("Meeting on"), required=False)
    publication_on = forms.DateField(label=gettext_lazy("Publication on"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})
        for name in DATES:
            self.fields[name].widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ChangedDatesForm(DatesForm):
    """New dates of a round, with the reason."""

    reason = forms.CharField(label=gettext_lazy("Why the dates change"), max_length=300)


class FrameworkField(forms.ModelChoiceField):
    """A choice of published frameworks, by their titles."""

    def label_from_instance(self, obj: FrameworkVersion) -> str:
        """The title and version."""
        return f"{obj.spec.title}, {obj}"


class RoundForm(DatesForm):
    """A new round."""

    key = forms.SlugField(
        label=gettext_lazy("Key"), max_length=40, help_text=gettext_lazy("Stands in addresses: wb-2020-h2")
    )
    figures = forms.CharField(
        label=gettext_lazy("Figures period"), help_text=gettext_lazy("2020-H2, 2020, or two days")
    )
    narrative = forms.CharField(
        label=gettext_lazy("Narrative period"), required=False, help_text=gettext_lazy("Empty: the same as the figures")
    )
    note = forms.CharField(label=gettext_lazy("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    field_order = ["framework", "key", "figures", "narrative", *DATES, "note"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        published = FrameworkVersion.objects.filter(status=FrameworkVersion.Status.PUBLISHED)
        self.fields["framework"] = FrameworkField(label=_("Framework"), queryset=published, empty_label=None)
        self.order_fields(self.field_order)

    def clean_figures(self) -> Period:
        """The period of the figures."""
        return self._period("figures")

    def clean_narrative(self) -> Period | None:
        """The period of the narrative."""
        return self._period("narrative") if self.cleaned_data["narrative"] else None

    def _period(self, name: str) -> Period:
        try:
            return Period.parse(self.cleaned_data[name])
        except BadPeriod as bad:
            raise forms.ValidationError(bad.reason) from None


@working
def round_list(request: PersonalRequest) -> HttpResponse:
    """All rounds with how their parts stand."""
    held = list(rounds())
    standing = standings(held)
    context = {"rows": [(one, standing[one.key]) for one in held], "opens": request.person.is_secretariat}
    return render(request, "work/rounds.html", context)


@working
def round_matrix(request: PersonalRequest, round: str) -> HttpResponse:
    """Jurisdiction by goal with states; each cell opens the part where this person may see it."""
    held = find_round(round)
    every, person = matrix(held), request.person
    wanted = request.GET.get("show", "")
    rows = [
        (row, refuse_seeing_part(person, row.submission.jurisdiction) is None) for row in every if _shown(row, wanted)
    ]
    reports = check_parts([row.submission for row, opens in rows if opens and row.submission.state in CHECKED])
    for row, _opens in rows:
        row.report = reports.get(row.submission.pk)
    context = {
        "round": held,
        "spec": held.framework.spec,
        "rows": rows,
        "standing": standings([held])[held.key],
        "filters": FILTERS,
        "wanted": wanted,
        "manages": person.is_secretariat,
        "states": refuse_stating(person) is None,
        "unreleased": sum(row.submission.state != State.RELEASED for row in every),
    }
    return render(request, "work/matrix.html", context)


def _shown(row: PartRow, wanted: str) -> bool:
    return {
        "overdue": row.overdue,
        "queries": bool(row.open_queries),
        "empty": row.answered < row.asked and row.submission.state in EDITABLE,
        "review": row.submission.state == State.SUBMITTED,
    }.get(wanted, True)


@secretariat_only
def round_open(request: PersonalRequest) -> HttpResponse:
    """Open a round with its parts."""
    form = RoundForm(request.POST or None, initial=_next_round())
    if request.method == "POST" and form.is_valid():
        facts = dict(form.cleaned_data)
        figures = facts.pop("figures")
        try:
            opened = open_round(
                key=facts.pop("key"), framework=facts.pop("framework"), narrative=facts.pop("narrative") or figures,
                figures=figures, by=request.person, **facts,
            )  # fmt: skip
            messages.success(request, _("Round %(key)s is open.") % {"key": opened.key})
            return redirect("round_matrix", opened.key)
        except (Refused, ValidationError) as problem:
            add_problems(form, problem)
    return render(request, "work/round_open.html", {"form": form}, status=422 if form.errors else 200)


def _next_round() -> dict[str, object]:
    """What the next round would be called, after the latest one."""
    latest = rounds().first()
    if latest is None:
        return {}
    following = latest.figures_period.next()
    prefix = latest.key.split("-")[0]
    return {"figures": following.code, "key": f"{prefix}-{following.code}".lower(), "framework": latest.framework_id}


def add_problems(form: forms.Form, problem: Refused | ValidationError) -> None:
    """What a command refused, at the fields that it concerns."""
    if isinstance(problem, Refused):
        form.add_error(problem.field if problem.field in form.fields else None, problem.reason)
        return
    for field, errors in getattr(problem, "error_dict", {None: problem.messages}).items():
        form.add_error(field if field in form.fields else None, errors)


@secretariat_only
def round_dates(request: PersonalRequest, round: str) -> HttpResponse:
    """Change the dates of an open round, with the reason."""
    held = find_round(round)
    form = ChangedDatesForm(request.POST or None, initial={name: getattr(held, name) for name in DATES})
    if request.method == "POST" and form.is_valid():
        dates: dict[str, date | None] = {name: form.cleaned_data[name] for name in DATES}
        try:
            change_dates(held, by=request.person, reason=form.cleaned_data["reason"], **dates)
            messages.success(request, _("The dates are changed."))
            return redirect("round_matrix", held.pk)
        except (Refused, ValidationError) as problem:
            add_problems(form, problem)
    context = {"form": form, "round": held}
    return render(request, "work/round_dates.html", context, status=422 if form.errors else 200)


@secretariat_only
def round_close(request: PersonalRequest, round: str) -> HttpResponse:
    """What closing means, and the button that does it."""
    held, refused = find_round(round), None
    if request.method == "POST":
        try:
            close_round(held, by=request.person)
            messages.success(request, _("Round %(key)s is closed.") % {"key": held.key})
            return redirect("round_matrix", held.pk)
        except Refused as reason:
            refused = reason.reason
    rows = matrix(held)
    context = {
        "round": held,
        "refused": refused or refuse_secretariat_work(request.person),
        "waiting": [row for row in rows if row.submission.state != State.RELEASED],
    }
    return render(request, "work/round_close.html", context, status=422 if refused else 200)
