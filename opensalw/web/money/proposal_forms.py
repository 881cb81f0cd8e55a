"""The forms of a proposal, a review and an answer of a Commission."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.models import Call, Proposal
from opensalw.coordination.proposing import Content, Terms
from opensalw.coordination.queries.needs import needs_seen_by
from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.core.permissions import Person
from opensalw.roadmap.framework.spec import FrameworkSpec

from .register_forms import AMOUNT, goals_of, measures_of

DAY = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
EMPTY_ROWS = 3


class Plain(forms.Form):
    """A form whose fields stand without a suffix and whose mistakes are said by the server."""

    use_required_attribute = False

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False, **kwargs)


class AboutForm(Plain):
    """What it is, where, for whom, from when to when."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=250)
    summary = forms.CharField(label=gettext_lazy("What it wants to do"), required=False, max_length=6000,
                              widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    jurisdictions = forms.MultipleChoiceField(label=gettext_lazy("Jurisdictions"), required=False,
                                              widget=forms.CheckboxSelectMultiple)  # fmt: skip
    goals = forms.MultipleChoiceField(label=gettext_lazy("Goals"), required=False,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip
    beneficiaries = forms.CharField(label=gettext_lazy("Who benefits"), required=False, max_length=400,
                                    help_text=gettext_lazy("Institutions, not persons"))  # fmt: skip
    starts_on = forms.DateField(label=gettext_lazy("Begins on"), required=False, widget=DAY)
    ends_on = forms.DateField(label=gettext_lazy("Ends on"), required=False, widget=DAY)

    def __init__(self, spec: FrameworkSpec | None, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["jurisdictions"].choices = [(one.id, label(one.id)) for one in seats()]  # type: ignore[attr-defined]
        self.fields["goals"].choices = goals_of(spec)  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What the command takes."""
        return dict(self.cleaned_data)


class NeedsForm(Plain):
    """Which needs of the register it serves."""

    needs = forms.MultipleChoiceField(label=gettext_lazy("Needs that it serves"), required=False,
                                      widget=forms.CheckboxSelectMultiple)  # fmt: skip

    def __init__(self, held: Proposal, by: Person, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        found = needs_seen_by(by).exclude(status__in=("met", "withdrawn", "merged", "split"))
        if where := held.content.get("jurisdictions"):
            found = found.filter(jurisdiction__in=[*where, "J-REG"])
        offered = [(one.number, f"{one.number}: {one.text[:160]}") for one in found]
        known = {number for number, _text in offered}
        offered += [(number, number) for number in held.content.get("needs", ()) if number not in known]
        self.fields["needs"].choices = offered  # type: ignore[attr-defined]

    def changes(self) -> dict[str, Any]:
        """What the command takes."""
        return {"needs": self.cleaned_data["needs"]}


class RowsForm(Plain):
    """Rows of the same fields, with empty ones at the end; a row without its first field is left out."""

    name = ""
    kept: tuple[str, ...] = ()

    def row(self, number: int) -> dict[str, forms.Field]:
        """The fields of one row."""
        return {}

    def __init__(self, rows: list[Mapping[str, Any]], data: Any = None) -> None:
        initial = {f"{key}_{number}": value for number, row in enumerate(rows) for key, value in row.items()}
        super().__init__(data, initial=initial)
        self.count = len(rows) + EMPTY_ROWS
        for number in range(self.count):
            for key, field in self.row(number).items():
                self.fields[f"{key}_{number}"] = field

    def rows(self) -> list[list[forms.BoundField]]:
        """The bound fields, row by row."""
        return [[self[f"{key}_{number}"] for key in self.kept] for number in range(self.count)]

    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The rows as groups of a page, each with its heading."""
        return [(_("Row %(n)d") % {"n": number}, row, False) for number, row in enumerate(self.rows(), 1)]

    def clean(self) -> dict[str, Any]:
        """A row that has something but not its first field is said."""
        given = super().clean() or self.cleaned_data
        for number in range(self.count):
            row = {key: given.get(f"{key}_{number}") for key in self.kept}
            rest = [value for key, value in row.items() if key != self.kept[0] and value not in (None, "")]
            if rest and not row[self.kept[0]]:
                self.add_error(f"{self.kept[0]}_{number}", _("Name this row, or empty it."))
        return given

    def changes(self) -> dict[str, Any]:
        """What the command takes."""
        return {self.name: [row for _number, row in self.filled()]}

    def filled(self) -> list[tuple[int, dict[str, Any]]]:
        """The rows that have their first field, each with its place."""
        given = self.cleaned_data
        found = [(number, {key: given.get(f"{key}_{number}") for key in self.kept}) for number in range(self.count)]
        return [(number, row) for number, row in found if row[self.kept[0]]]


class BudgetForm(RowsForm):
    """The budget by line and year."""

    name = "budget"
    kept = ("title", "year", "amount")

    def row(self, number: int) -> dict[str, forms.Field]:
        """A line of the budget."""
        return {
            "title": forms.CharField(label=_("What for"), required=False, max_length=250),
            "year": forms.IntegerField(label=_("Year"), required=False, min_value=2000, max_value=2100,
                                       widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})),
            "amount": forms.DecimalField(label=_("Amount"), required=False, min_value=Decimal("0.01"), max_digits=14,
                                         decimal_places=2, widget=AMOUNT),
        }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Each line has its year and its amount."""
        given = super().clean()
        for number in range(self.count):
            for key, words in (("year", _("Give the year of this line.")), ("amount", _("Give its amount."))):
                named = given.get(f"title_{number}") and not self.has_error(f"{key}_{number}")
                if named and given.get(f"{key}_{number}") is None:
                    self.add_error(f"{key}_{number}", words)
        return given


class ResultsForm(RowsForm):
    """The results, with the line of the Roadmap that each should move."""

    name = "results"
    kept = ("title", "measure", "baseline", "target")

    def __init__(self, spec: FrameworkSpec | None, rows: list[Mapping[str, Any]], data: Any = None) -> None:
        self.measures = [("", _("none chosen")), *measures_of(spec)]
        super().__init__(rows, data)

    def row(self, number: int) -> dict[str, forms.Field]:
        """A result."""
        return {
            "title": forms.CharField(label=_("Result"), required=False, max_length=250),
            "measure": forms.ChoiceField(label=_("Indicator"), required=False, choices=self.measures),
            "baseline": forms.DecimalField(label=_("Now"), required=False, widget=AMOUNT),
            "target": forms.DecimalField(label=_("Target"), required=False, widget=AMOUNT),
        }  # fmt: skip


class TextsForm(Plain):
    """The texts that the call asks for."""

    def __init__(self, terms: Terms, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        for part in terms.parts:
            self.fields[part.key] = forms.CharField(
                label=part.title, required=False, help_text=_("%(hint)s At most %(limit)d signs.") % {
                    "hint": part.hint, "limit": part.limit
                }, max_length=6000, widget=forms.Textarea(attrs={"rows": 6}),
            )  # fmt: skip

    def changes(self) -> dict[str, Any]:
        """What the command takes."""
        return {"parts": {key: text for key, text in self.cleaned_data.items() if text}}


def section_form(section: str, held: Proposal, by: Person, spec: FrameworkSpec | None, data: Any) -> Any:
    """The form of a section of a proposal, filled with what is written."""
    content = Content.model_validate(held.content)
    written = content.model_dump()
    terms = Terms.model_validate(held.call.terms or {})
    return {
        "about": lambda: AboutForm(spec, data, initial=written),
        "needs": lambda: NeedsForm(held, by, data, initial=written),
        "budget": lambda: BudgetForm(written["budget"], data),
        "results": lambda: ResultsForm(spec, written["results"], data),
        "texts": lambda: TextsForm(terms, data, initial=content.parts),
    }[section]()


class ReviewForm(Plain):
    """Scores and comments."""

    def __init__(self, call: Call, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        terms = Terms.model_validate(call.terms or {})
        for one in terms.criteria:
            self.fields[f"score-{one.key}"] = forms.IntegerField(
                label=one.title, required=False, min_value=0, max_value=terms.scale,
                help_text=_("0 to %(most)d; weight %(weight)s per cent") % {"most": terms.scale, "weight": one.weight},
                widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "short"}),
            )  # fmt: skip
            self.fields[f"comment-{one.key}"] = forms.CharField(
                label=_("Why: %(criterion)s") % {"criterion": one.title}, required=False, max_length=3000,
                widget=forms.Textarea(attrs={"rows": 2}),
            )  # fmt: skip
        self.fields["overall"] = forms.CharField(
            label=_("As a whole"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 4})
        )

    def facts(self) -> dict[str, Any]:
        """What the command takes."""
        given = self.cleaned_data
        scores = {key.removeprefix("score-"): value for key, value in given.items()
                  if key.startswith("score-") and value is not None}  # fmt: skip
        comments = {key.removeprefix("comment-"): value for key, value in given.items() if key.startswith("comment-")}
        return {"scores": scores, "comments": comments, "overall": given["overall"]}


class ReasonForm(Plain):
    """A reason."""

    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=2000,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
