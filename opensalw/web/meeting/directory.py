"""The directory by function: commissions, working groups, focal points, liaison officers, contact points."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from opensalw.coordination.commands import directory as commands
from opensalw.coordination.models import Body, BodyFunction
from opensalw.coordination.queries.directory import directory, life_of
from opensalw.coordination.rules.directory import refuse_keeping
from opensalw.core.designations import label
from opensalw.core.jurisdictions import declared
from opensalw.core.permissions import Person
from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.web.files import attached, written
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.access import allow, working

from .conclusion_forms import Plain, refused_in

COLUMNS = ("jurisdiction", "kind", "title", "standing", "placed_in", "mandate", "legal_basis", "reached_by", "since",
           "until", "functions", "source", "locator")  # fmt: skip
DAY = forms.DateInput(attrs={"type": "date"})


class DirectoryFilter(Plain):
    """Which bodies are shown."""

    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *Body.Kind.choices]
    )
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False)
    on = forms.DateField(label=gettext_lazy("As of"), required=False, widget=DAY)
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)

    def __init__(self, data: Any) -> None:
        super().__init__(data)
        offered = [("", _("All")), *((one.id, label(one.id)) for one in declared())]
        self.fields["jurisdiction"].choices = offered  # type: ignore[attr-defined]

    def found(self) -> list[Body]:
        """What the filter shows; a choice that is not known is left out."""
        self.is_valid()
        given = self.cleaned_data
        return directory(
            kind=given.get("kind", ""), jurisdiction=given.get("jurisdiction", ""), on=given.get("on"),
            words=given.get("q", ""),
        )  # fmt: skip


class FactsForm(Plain):
    """What is known of a body."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=200)
    standing = forms.ChoiceField(label=gettext_lazy("Standing"), choices=Body.Standing.choices[:-1], required=False)
    placed_in = forms.CharField(label=gettext_lazy("Where it is"), required=False, max_length=250)
    mandate = forms.CharField(
        label=gettext_lazy("Mandate"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    legal_basis = forms.CharField(label=gettext_lazy("Legal basis"), required=False, max_length=300)
    reached_by = forms.CharField(
        label=gettext_lazy("Reached by"), required=False, max_length=200,
        help_text=gettext_lazy("A mailbox or number of the post. No person's name."),
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("Since"), required=False, widget=DAY)


class NewForm(FactsForm):
    """A body to enter."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Body.Kind.choices)
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"))
    field_order = ("kind", "jurisdiction", "title")

    def __init__(self, person: Person, data: Any = None) -> None:
        super().__init__(data)
        own = [one.id for one in declared() if refuse_keeping(person, one.id) is None]
        self.fields["jurisdiction"].choices = [(jid, label(jid)) for jid in own]  # type: ignore[attr-defined]


class ChangeForm(FactsForm):
    """Changed facts, and why."""

    reason = forms.CharField(label=gettext_lazy("Why, or from where this is known"), required=False, max_length=500)


class EndForm(Plain):
    """The day on which it ended, and why."""

    until = forms.DateField(label=gettext_lazy("Ended on"), required=False, widget=DAY)
    reason = forms.CharField(label=gettext_lazy("Why, or by what"), required=False, max_length=500)


class FunctionForm(Plain):
    """A function that belongs to a body."""

    role = forms.ChoiceField(label=gettext_lazy("Role"), choices=BodyFunction.Role.choices, initial="member")
    function = forms.CharField(
        label=gettext_lazy("Function"), required=False, max_length=200,
        help_text=gettext_lazy("Such as head of department. No person's name."),
    )  # fmt: skip
    institution = forms.CharField(label=gettext_lazy("Institution"), required=False, max_length=200)
    since = forms.DateField(label=gettext_lazy("Since"), required=False, widget=DAY)


FORMS: dict[str, type[Plain]] = {"function": FunctionForm, "change": ChangeForm, "end": EndForm}


@working
def directory_list(request: PersonalRequest) -> HttpResponse:
    """The bodies by seat and kind."""
    form = DirectoryFilter(request.GET)
    context = {"form": form, "rows": form.found(), "query": request.GET.urlencode(),
               "keeps": bool(NewForm(request.person).fields["jurisdiction"].choices)}  # type: ignore[attr-defined]  # fmt: skip
    return render(request, "meeting/directory.html", context)


@working
def directory_file(request: PersonalRequest) -> HttpResponse:
    """The bodies that the filter shows as CSV."""
    rows = [row_of(one) for one in DirectoryFilter(request.GET).found()]
    return attached(written(COLUMNS, rows), "text/csv; charset=utf-8", "directory.csv")


@working
def body_new(request: PersonalRequest) -> HttpResponse:
    """Enter a body."""
    form = NewForm(request.person, request.POST if request.method == "POST" else None)
    if not form.fields["jurisdiction"].choices:  # type: ignore[attr-defined]
        allow(refuse_keeping(request.person, ""))
    if request.method == "POST" and form.is_valid():
        try:
            made = commands.enter(by=request.person, **form.cleaned_data)
            messages.success(request, _("%(title)s is entered.") % {"title": made.title})
            return redirect("body", made.pk)
        except Refused as refused:
            refused_in(form, refused)
    return render(request, "meeting/body_new.html", {"form": form}, status=422 if form.errors else 200)


@working
def body(request: PersonalRequest, id: UUID) -> HttpResponse:
    """A body: what is known, its functions, its history."""
    return _page(request, _find(id))


@working
@require_POST
def body_act(request: PersonalRequest, id: UUID, act: str) -> HttpResponse:
    """Change it, add a function, or end it."""
    held = _find(id)
    if act not in FORMS:
        raise Http404
    form = FORMS[act](request.POST, prefix=act)
    if form.is_valid():
        try:
            {"change": commands.change, "end": commands.end, "function": commands.add_function}[act](  # type: ignore[operator]
                held, by=request.person, **form.cleaned_data
            )
            messages.success(request, _("Kept."))
            return redirect("body", held.pk)
        except Refused as refused:
            refused_in(form, refused)
    return _page(request, held, {act: form})


@working
@require_POST
def function_end(request: PersonalRequest, id: UUID, function: UUID) -> HttpResponse:
    """End a function of a body."""
    held = get_object_or_404(BodyFunction.objects.select_related("body"), pk=function, body=id)
    form = EndForm(request.POST)
    try:
        until = form.cleaned_data.get("until") if form.is_valid() else None
        commands.end_function(held, until=until, reason=request.POST.get("reason", ""), by=request.person)
        messages.success(request, _("Kept."))
    except Refused as refused:
        messages.error(request, refused.reason)
    return redirect("body", held.body_id)


def row_of(one: Body) -> dict[str, object]:
    """A body as a row of a file."""
    names = ("jurisdiction", "kind", "title", "standing", "placed_in", "mandate", "legal_basis", "reached_by", "until",
             "locator")  # fmt: skip
    row: dict[str, object] = {name: getattr(one, name) for name in names}
    seats = "; ".join(f"{seat.get_role_display()}: {seat}" for seat in one.now)  # type: ignore[attr-defined]
    return {**row, "since": one.since_words or one.since, "functions": seats, "source": one.source_id or ""}


def _find(id: UUID) -> Body:
    return get_object_or_404(Body.objects.select_related("source"), pk=id)


def _page(request: PersonalRequest, held: Body, sent: dict[str, Plain] | None = None) -> HttpResponse:
    sent = sent or {}
    keeps = refuse_keeping(request.person, held.jurisdiction) is None and held.standing != Body.Standing.ENDED
    facts = {name: getattr(held, name) for name in FactsForm.base_fields}
    shown = {name: sent.get(name) or FORMS[name](prefix=name, initial=facts if name == "change" else None)
             for name in FORMS} if keeps else {}  # fmt: skip
    life = life_of(held)
    seats = list(held.functions.order_by("until", "role", "institution"))
    context = {
        "held": held, "forms": shown, "failed": next(iter(sent), ""), "life": reversed(life), "keeps": keeps,
        "now": [one for one in seats if one.until is None], "before": [one for one in seats if one.until],
        "today": timezone.localdate().isoformat(),
        "names": {**names_of({one.by for one in life}), "operator": _("the operator at the command line")},
    }  # fmt: skip
    return render(request, "meeting/body.html", context, status=422 if sent else 200)
