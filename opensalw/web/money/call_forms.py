"""The forms of a call: its text, its terms, the texts that it asks for, the criteria of its review."""

import re
from collections.abc import Sequence
from decimal import Decimal
from string import ascii_lowercase
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.models import Call, Organisation
from opensalw.coordination.proposing import Terms
from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.roadmap.framework.spec import FrameworkSpec

from .project_forms import day
from .proposal_forms import Plain, RowsForm
from .register_forms import AMOUNT, CODE, goals_of

TEXT = ("title", "summary", "opens_on", "closes_at", "budget", "currency", "goals", "outcome")
ELIGIBLE = [
    ("", gettext_lazy("not known")),
    ("participants", gettext_lazy("the participating organisations of the fund")),
    ("listed", gettext_lazy("the organisations named below")),
    ("any", gettext_lazy("any organisation")),
]
NUMBER = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})


def moment(label: Any, help_text: Any = "", required: bool = False) -> forms.DateTimeField:
    """A day and an hour."""
    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    return forms.DateTimeField(label=label, required=required, widget=widget, help_text=help_text)


class CallForm(Plain):
    """The text of a call, its days and its money."""

    title = forms.CharField(label=gettext_lazy("Title"), max_length=200)
    summary = forms.CharField(
        label=gettext_lazy("What is asked for"), max_length=6000, required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip
    opens_on = day(gettext_lazy("Opens on"))
    closes_at = moment(gettext_lazy("Closes"), gettext_lazy("Until then proposals are taken; nothing after it"))
    budget = forms.DecimalField(
        label=gettext_lazy("Money of the call"), required=False, max_digits=16, decimal_places=2, widget=AMOUNT,
        help_text=gettext_lazy("Empty while it is not known"),
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, max_length=3, widget=CODE)
    goals = forms.MultipleChoiceField(
        label=gettext_lazy("Goals"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: all of them"),
    )  # fmt: skip
    outcome = forms.CharField(
        label=gettext_lazy("What came of it"), max_length=2000, required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip

    def __init__(self, spec: FrameworkSpec | None, held: Call | None, currency: str, data: Any = None) -> None:
        known = {name: getattr(held, name) for name in TEXT} if held else {"currency": currency}
        super().__init__(data, initial=known)
        self.fields["goals"].choices = goals_of(spec)  # type: ignore[attr-defined]
        if held is None:
            del self.fields["outcome"]
        elif held.is_open:
            del self.fields["closes_at"]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the command takes it."""
        typed = dict(self.cleaned_data)
        return {**typed, "goals": [int(one) for one in typed["goals"]], "currency": typed["currency"].upper()}


class TermsForm(Plain):
    """Who may propose, for how much and how long, and in how many steps."""

    eligible = forms.ChoiceField(label=gettext_lazy("Who may propose"), required=False, choices=ELIGIBLE)
    organisations = forms.MultipleChoiceField(
        label=gettext_lazy("Organisations"), required=False, widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy("Only where the call names who may propose"),
    )  # fmt: skip
    jurisdictions = forms.MultipleChoiceField(
        label=gettext_lazy("Jurisdictions"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: all of them"),
    )  # fmt: skip
    staged = forms.BooleanField(label=gettext_lazy("A concept first, the full proposal when asked"), required=False)
    needs_asked = forms.BooleanField(
        label=gettext_lazy("A proposal names at least one need of the register"), required=False
    )
    minimum = forms.DecimalField(
        label=gettext_lazy("Least that may be asked"), required=False, min_value=Decimal("0.01"), widget=AMOUNT
    )
    maximum = forms.DecimalField(
        label=gettext_lazy("Most that may be asked"), required=False, min_value=Decimal("0.01"), widget=AMOUNT
    )
    longest_months = forms.IntegerField(
        label=gettext_lazy("Longest, in months"), required=False, min_value=1, max_value=120, widget=NUMBER
    )

    def __init__(self, terms: Terms, data: Any = None) -> None:
        super().__init__(data, initial=terms.model_dump())
        named = Organisation.objects.values_list("key", "name")
        self.fields["organisations"].choices = list(named)  # type: ignore[attr-defined]
        self.fields["jurisdictions"].choices = [(one.id, label(one.id)) for one in seats()]  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What of the terms is set here."""
        return {**self.cleaned_data, "eligible": self.cleaned_data["eligible"] or None}


class AskedTextsForm(RowsForm):
    """The texts that each proposal must hold."""

    name = "parts"
    kept = ("title", "hint", "limit", "stage")

    def __init__(self, terms: Terms, data: Any = None) -> None:
        self.keys = [part.key for part in terms.parts]
        super().__init__(
            [{**part.model_dump(), "stage": "concept" if part.concept else ""} for part in terms.parts], data
        )  # fmt: skip

    def row(self, number: int) -> dict[str, forms.Field]:
        """One text."""
        steps = [("", _("the full proposal")), ("concept", _("the concept already"))]
        return {
            "title": forms.CharField(label=_("Heading"), required=False, max_length=250),
            "hint": forms.CharField(label=_("What it should say"), required=False, max_length=250),
            "limit": forms.IntegerField(label=_("Longest, in signs"), required=False, min_value=100, max_value=6000,
                                        widget=NUMBER, help_text=_("100 to 6,000; empty: 3,000")),
            "stage": forms.ChoiceField(label=_("Asked in"), required=False, choices=steps),
        }  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """What of the terms is set here."""
        rows = keyed(self.filled(), self.keys)
        return {self.name: [
            {"key": row["key"], "title": row["title"], "hint": row["hint"], "limit": row["limit"] or 3000,
             "concept": row["stage"] == "concept"} for row in rows
        ]}  # fmt: skip


class CriteriaForm(RowsForm):
    """What reviewers score, and how much each weighs."""

    name = "criteria"
    kept = ("title", "weight")

    def __init__(self, terms: Terms, data: Any = None) -> None:
        self.keys = [one.key for one in terms.criteria]
        super().__init__([one.model_dump() for one in terms.criteria], data)

    def row(self, number: int) -> dict[str, forms.Field]:
        """One criterion."""
        return {
            "title": forms.CharField(label=_("Criterion"), required=False, max_length=250),
            "weight": forms.DecimalField(label=_("Weight, per cent"), required=False, min_value=Decimal("0.01"),
                                         max_value=Decimal(100), widget=AMOUNT),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Each criterion has its weight."""
        given = super().clean()
        for number in range(self.count):
            lacks = given.get(f"title_{number}") and given.get(f"weight_{number}") is None
            if lacks and not self.has_error(f"weight_{number}"):
                self.add_error(f"weight_{number}", _("Give its weight; all together are exactly 100 per cent."))
        return given

    def changes(self) -> dict[str, Any]:
        """What of the terms is set here."""
        return {self.name: keyed(self.filled(), self.keys)}


def keyed(rows: Sequence[tuple[int, dict[str, Any]]], known: Sequence[str]) -> list[dict[str, Any]]:
    """Each row with a key that stays: the one that its place had, else one made of its words."""
    made: dict[str, dict[str, Any]] = {}
    for number, row in rows:
        wish = known[number] if number < len(known) else _key(str(row["title"]))
        tries = (wish, *(f"{wish[:38]}_{letter}" for letter in ascii_lowercase))
        reserved = {*made, *(() if number < len(known) else known)}
        key = next(one for one in tries if one not in reserved)
        made[key] = {**row, "key": key}
    return list(made.values())


def _key(title: str) -> str:
    return re.sub(r"[^a-z_]", "", slugify(title).replace("-", "_"))[:40].strip("_") or "text"


class OpenForm(Plain):
    """Whether everybody can read the call from now on."""

    is_public = forms.BooleanField(label=gettext_lazy("Everybody can read it"), required=False, initial=True)


class EndForm(Plain):
    """Until when proposals are taken, and why that changes."""

    closes_at = moment(gettext_lazy("Closes"), required=True)
    reason = forms.CharField(
        label=gettext_lazy("Reason"), max_length=500,
        help_text=gettext_lazy("Applicants read it on the page of the call"),
    )  # fmt: skip
