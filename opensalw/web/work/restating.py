"""Restatements in the workspace: propose to correct a public figure, decide on it, keep who was told."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.documents.queries import published_with
from opensalw.roadmap import restating as rules
from opensalw.roadmap.cells import Cell, missing, shown
from opensalw.roadmap.commands import restating as commands
from opensalw.roadmap.framework.spec import Line
from opensalw.roadmap.models import Cause, DraftCell, Observation, Restatement
from opensalw.roadmap.queries.restatements import decided, proposals, to_be_told
from opensalw.web.transactions import PersonalRequest

from .access import allow, working
from .lines import CellForm, dims_in_words
from .rounds import add_problems

SHOWN = 100


class GroundForm(forms.Form):
    """On what ground a figure is restated."""

    cause = forms.ChoiceField(label=gettext_lazy("What makes it necessary"), choices=Cause.choices)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000, required=False,
        help_text=gettext_lazy("Public: it stands beside the figure and is printed in the errata of the next report."),
    )  # fmt: skip
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"), max_length=500, required=False,
        help_text=gettext_lazy("What shows the new figure: a letter with its number, a register, a file of the part."),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"use_required_attribute": False, **kwargs})


@working
def restatement_list(request: PersonalRequest) -> HttpResponse:
    """What waits for a decision, and what was decided."""
    waiting, done = list(proposals(request.person)), list(decided(request.person)[:SHOWN])
    names = names_of({one.proposed_by for one in [*waiting, *done]})
    context = {
        "waiting": [(one, *_both(one), _line(one).title) for one in waiting],
        "done": [(one, *_both(one), _line(one).title) for one in done],
    }
    return render(request, "work/restatements.html", {**context, "names": names})


@working
def restatement_new(request: PersonalRequest, observation: UUID) -> HttpResponse:
    """Propose another value, or the reason for its absence, in place of a public figure."""
    row = get_object_or_404(Observation.objects.select_related("framework", "round", "submission"), pk=observation)
    refused = rules.refuse_restating(row, request.person)
    if refused and not (row.public_from and row.known_until is None):
        raise Http404(refused)
    line = row.framework.spec.line(f"{row.measure}.{row.line}")
    held = DraftCell(kind=row.kind, unit=row.unit, value=row.value, low=row.low, high=row.high, grade=row.grade,
                     direction=row.direction, reason=row.reason, qualifier=row.qualifier)  # fmt: skip
    figure = CellForm(line, held, "figure", request.POST or None)
    ground = GroundForm(request.POST or None)
    if request.method == "POST" and ground.is_valid():
        try:
            made = commands.propose(row, becomes=_read(figure, line), by=request.person, **ground.cleaned_data)
            messages.success(request, _("The restatement is proposed. Somebody else of the secretariat decides."))
            return redirect("restatement", made.pk)
        except Refused as problem:
            add_problems(ground, problem)
    context = {
        "row": row, "line": line, "measure": row.framework.spec.measure(row.measure), "figure": figure, "form": ground,
        "split": dims_in_words(row.framework.spec, row.dims), "refused": refused, "stands": _said(row, line),
        "reports": published_with([row.pk]),
    }  # fmt: skip
    return render(request, "work/restatement_new.html", context, status=422 if ground.errors else 200)


def _read(form: CellForm, line: Line) -> Cell:
    """The figure that was typed; a reason alone means that there is none."""
    if form.typed["reason"] and not form.typed["value"]:
        return missing(form.typed["reason"], line.unit)
    if form.is_empty:
        raise Refused(_("Give the new figure, or the reason why there is none."), "value")
    return form.read()


@working
def restatement(request: PersonalRequest, id: UUID) -> HttpResponse:
    """One restatement: what it changes, whom it touches, and the decision."""
    found = Restatement.objects.select_related("old__framework", "new__framework", "round")
    held = get_object_or_404(found, pk=id)
    person = request.person
    sees = person.is_secretariat or held.jurisdiction in person.jurisdictions
    allow(None if sees else _("Only its jurisdiction and the secretariat see this restatement."))
    problem, typed = "", request.POST.get("why", "") or request.POST.get("who", "")
    if request.method == "POST":
        try:
            messages.success(request, _done(held, request))
            return redirect("restatement", held.pk)
        except Refused as refused:
            problem = refused.reason
    old, new = _both(held)
    row = held.new or held.old
    context = {
        "held": held, "old": old, "new": new, "row": row, "problem": problem, "typed": typed,
        "refused": rules.refuse_deciding(held, person) or rules.refuse_carrying_out(held),
        "reports": published_with([held.old_id]) if held.old_id else [],
        "to_tell": to_be_told(held), "notices": list(held.notices.all()), "tells": person.is_secretariat,
        "names": names_of({held.proposed_by, held.decided_by} - {""}),
        "line": row.framework.spec.line(f"{held.measure}.{held.line}") if row else None,
        "split": dims_in_words(row.framework.spec, row.dims) if row else "",
    }  # fmt: skip
    return render(request, "work/restatement.html", context, status=422 if problem else 200)


def _done(held: Restatement, request: PersonalRequest) -> str:
    """Do what was pressed; returns what was done in words."""
    do, by, given = request.POST.get("do", ""), request.person, request.POST
    if do == "accept":
        commands.accept_restatement(held, by=by)
        return _("The restatement is in force.")
    if do == "refuse":
        commands.refuse_restatement(held, by=by, why=given.get("why", ""))
        return _("The restatement is refused.")
    if do == "tell":
        commands.tell(held, who=given.get("who", ""), how=given.get("how", ""), by=by)
        return _("Kept.")
    raise PermissionDenied(_("There is no such step."))


def _both(one: Restatement) -> tuple[str, str]:
    """The old and the new figure in words."""
    line = _line(one)
    old = _said(one.old, line) if one.old else _("no figure")
    if one.new:
        return old, _said(one.new, line)
    return old, _in_words(rules.read_back(one.becomes), line) if one.becomes else _("withdrawn")


def _line(one: Restatement) -> Line:
    row = one.old or one.new
    assert row is not None
    return row.framework.spec.line(f"{one.measure}.{one.line}")


def _said(row: Observation, line: Line) -> str:
    return _in_words(row.cell, line)


def _in_words(cell: Cell, line: Line) -> str:
    found = line.grade(cell.grade) if cell.grade else None
    return shown(cell, grade_title=found.title if found else "")
