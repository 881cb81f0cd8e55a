"""The forms of the needs register."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.models import Need
from opensalw.coordination.rules.needs import TEXT_LIMIT
from opensalw.core.designations import label
from opensalw.core.jurisdictions import declared
from opensalw.roadmap.framework.spec import FrameworkSpec

AMOUNT = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})
CODE = forms.TextInput(attrs={"class": "short", "maxlength": "3", "autocapitalize": "characters"})


def goals_of(spec: FrameworkSpec | None) -> list[tuple[str, str]]:
    """The goals of the framework as choices."""
    return [(str(goal.number), f"{goal.number}. {goal.title}") for goal in spec.goals] if spec else []


def measures_of(spec: FrameworkSpec | None) -> list[tuple[str, str]]:
    """The indicators of the framework as choices."""
    return [(one.key, one.title) for one in spec.measures if not one.view_of] if spec else []


class RegisterFilter(forms.Form):
    """Which needs are shown."""

    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False)
    goal = forms.ChoiceField(label=gettext_lazy("Goal"), required=False)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *Need.Kind.choices]
    )
    status = forms.ChoiceField(
        label=gettext_lazy("Status"), required=False,
        choices=[("", gettext_lazy("All")), ("live", gettext_lazy("still asked")), *Need.Status.choices],
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"), required=False, choices=[("", gettext_lazy("All")), *Need.Urgency.choices]
    )
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seats = [(one.id, one.seat) for one in declared()]
        self.fields["jurisdiction"].choices = [("", _("All")), *seats]  # type: ignore[attr-defined]
        self.fields["goal"].choices = [("", _("All")), *goals_of(spec)]  # type: ignore[attr-defined]

    def chosen(self) -> dict[str, str]:
        """What was chosen; a choice that is not known is left out."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class KnownForm(forms.Form):
    """What is known of a need besides its words."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Need.Kind.choices)
    beneficiary = forms.CharField(
        label=gettext_lazy("Beneficiary"), max_length=200, required=False,
        help_text=gettext_lazy("The institution or unit that it is for, never a person"),
    )  # fmt: skip
    urgency = forms.ChoiceField(
        label=gettext_lazy("Urgency"), choices=Need.Urgency.choices, initial=Need.Urgency.NOT_STATED
    )
    estimate = forms.DecimalField(
        label=gettext_lazy("Estimate"), max_digits=14, decimal_places=2, required=False, widget=AMOUNT,
        help_text=gettext_lazy("Empty while it is not known"),
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), max_length=3, required=False, widget=CODE)
    measure = forms.ChoiceField(
        label=gettext_lazy("Indicator that should move"), required=False,
        help_text=gettext_lazy("So that the trace leads from the need to its figures and back"),
    )  # fmt: skip

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.use_required_attribute = False
        measures = [("", _("not said")), *measures_of(spec)]
        self.fields["measure"].choices = measures  # type: ignore[attr-defined]

    def clean_currency(self) -> str:
        """Currency codes are in capitals."""
        return str(self.cleaned_data["currency"]).upper()


class NeedForm(KnownForm):
    """A need that is stated by hand."""

    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"))
    goal = forms.ChoiceField(label=gettext_lazy("Goal"))
    text = forms.CharField(
        label=gettext_lazy("What is needed"), max_length=TEXT_LIMIT, widget=forms.Textarea(attrs={"rows": 3})
    )
    is_challenge = forms.BooleanField(label=gettext_lazy("It is told as a challenge"), required=False)
    origin = forms.ChoiceField(
        label=gettext_lazy("Where it was stated"), choices=Need.Origin.choices, initial=Need.Origin.ASSESSMENT
    )
    locator = forms.CharField(
        label=gettext_lazy("Place in it"), max_length=200, required=False,
        help_text=gettext_lazy("The title and the page of the assessment, or the item of the minutes"),
    )  # fmt: skip
    stated_on = forms.DateField(
        label=gettext_lazy("Stated on"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    field_order = ("jurisdiction", "goal", "text", "is_challenge", "kind", "beneficiary", "urgency", "estimate",
                   "currency", "measure", "origin", "locator", "stated_on")  # fmt: skip

    def __init__(self, spec: FrameworkSpec | None, seats: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(spec, *args, **kwargs)
        self.fields["jurisdiction"].choices = [(jid, label(jid)) for jid in seats]  # type: ignore[attr-defined]
        self.fields["goal"].choices = goals_of(spec)  # type: ignore[attr-defined]
