"""One page for each thing that is entered or changed: what it means, the form, and the way back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from opensalw.core.queries import names_of
from opensalw.core.refusal import Refused
from opensalw.ledger.models import Entry
from opensalw.web.transactions import PersonalRequest
from opensalw.web.work.rounds import add_problems

from .proposal_forms import Plain, RowsForm

Words = str | Promise


@dataclass(frozen=True)
class Asked:
    """What a page asks for: its words, the pages above it, and where it leads back to."""

    title: Words
    above: Sequence[tuple[str, str]]
    meaning: Words = ""
    action: Words = gettext_lazy("Save")
    done: Words = gettext_lazy("Saved.")
    refused: str | None = None

    @property
    def back(self) -> str:
        """The page that it was opened from."""
        return self.above[-1][0]


def entered(
    request: PersonalRequest, form: forms.Form, keep: Callable[[], str | None], asked: Asked,
) -> HttpResponse:  # fmt: skip
    """The page shown, or what it asks for kept; ``keep`` gives the page to go on to where that is not the one before.

    What a command refuses stands at its field, and nothing typed is lost.
    """
    if request.method == "POST" and asked.refused is None and form.is_valid():
        try:
            onward = keep()
            messages.success(request, str(asked.done))
            return redirect(onward or asked.back)
        except (Refused, ValidationError) as problem:
            add_problems(form, problem)
    groups = form.groups() if isinstance(form, RowsForm | GroupedForm) else None
    context = {
        "asked": asked, "form": form, "groups": groups, "more": isinstance(form, RowsForm),
        "mixed": any(field.required for field in form.fields.values()),
    }  # fmt: skip
    return render(request, "money/entry.html", context, status=422 if form.errors else 200)


def told(entries: Sequence[Entry]) -> list[tuple[Entry, str]]:
    """The entries of a history, latest first, each with who recorded it."""
    names = names_of({entry.by for entry in entries})
    return [(entry, names.get(entry.by, entry.by)) for entry in reversed(entries)]


class GroupedForm(Plain):
    """A long form in groups, each with its heading; what is in no group stands in none."""

    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The groups: heading, fields, and whether they stand side by side."""
        return []


class WhyForm(Plain):
    """Why something is taken away."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500, help_text=gettext_lazy("It stays in the history")
    )
