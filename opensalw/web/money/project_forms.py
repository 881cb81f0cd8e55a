"""The forms with which an organisation writes its projects."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.contribution_form import FIELDS, TEXT_LIMIT
from opensalw.coordination.models import Money, Need, Organisation, Project, ProjectActivity, ProjectResult
from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.roadmap.framework.spec import FrameworkSpec
from opensalw.roadmap.models import Activity

from .register_forms import AMOUNT, CODE, goals_of, measures_of

DELAYS = [("", gettext_lazy("not postponed")), *Activity.Delay.choices]
SAID = [("", gettext_lazy("not said")), *Project.Said.choices]
FIGURE = forms.TextInput(attrs={"inputmode": "decimal", "class": "short"})


def day(label: Any, help_text: Any = "") -> forms.DateField:
    """A day that may be left empty."""
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, required=False, widget=widget, help_text=help_text)


class ProjectForm(forms.Form):
    """What is known of a project; all but title and stage may be empty."""

    use_required_attribute = False
    title = forms.CharField(label=gettext_lazy("Title"), max_length=250)
    summary = forms.CharField(
        label=gettext_lazy("Summary"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    stage = forms.ChoiceField(label=gettext_lazy("How it stands"), choices=Project.Stage.choices)
    delay = forms.ChoiceField(label=gettext_lazy("Reason, if it is postponed"), choices=DELAYS, required=False)
    funding_said = forms.ChoiceField(
        label=gettext_lazy("Is it funded?"), choices=SAID, required=False,
        help_text=gettext_lazy("Only where the amounts do not say it; amounts decide before this"),
    )  # fmt: skip
    starts_on, ends_on = day(gettext_lazy("Begins on")), day(gettext_lazy("Ends on"))
    extension_asked_until = day(gettext_lazy("Extension asked until"))
    jurisdictions = forms.MultipleChoiceField(
        label=gettext_lazy("Jurisdictions"), required=False, widget=forms.CheckboxSelectMultiple
    )
    goals = forms.MultipleChoiceField(label=gettext_lazy("Goals"), required=False, widget=forms.CheckboxSelectMultiple)
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("Kinds of support"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=Need.Kind.choices,
    )  # fmt: skip
    measures = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators that should move"), required=False,
        widget=forms.SelectMultiple(attrs={"size": 6}),
    )  # fmt: skip
    beneficiaries = forms.CharField(label=gettext_lazy("Beneficiaries"), required=False, max_length=400)
    contact_function = forms.CharField(
        label=gettext_lazy("Contact"), required=False, max_length=200,
        help_text=gettext_lazy("A function such as project manager, not a person's name"),
    )  # fmt: skip
    iati_identifier = forms.CharField(
        label=gettext_lazy("IATI identifier"), required=False, max_length=120,
        help_text=gettext_lazy("If the project is published elsewhere; empty, and one is made that stays for ever"),
    )  # fmt: skip
    note = forms.CharField(
        label=gettext_lazy("Notes"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {
            "jurisdictions": [(one.id, label(one.id)) for one in seats()], "goals": goals_of(spec),
            "measures": measures_of(spec),
        }  # fmt: skip
        for name, offered in choices.items():
            self.fields[name].choices = offered  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the command takes it."""
        typed = dict(self.cleaned_data)
        typed["goals"] = [int(one) for one in typed["goals"]]
        return typed


class MoneyForm(forms.Form):
    """An amount in its own currency."""

    use_required_attribute = False
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), choices=Money.Kind.choices,
        help_text=gettext_lazy("A budget is of the project; pledge, commitment and disbursement are of a donor"),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), required=False, max_digits=16, decimal_places=2, widget=AMOUNT,
        help_text=gettext_lazy("Empty while the gift is known and the amount is not"),
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, max_length=3, widget=CODE)
    donor = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Donor"), required=False, empty_label=gettext_lazy("nobody")
    )
    on = day(gettext_lazy("On the day"))
    starts_on = day(gettext_lazy("Of the span from"), gettext_lazy("A budget is of a span: the year, for example"))
    ends_on = day(gettext_lazy("to"))
    reference = forms.CharField(label=gettext_lazy("Reference"), required=False, max_length=120)


class ActivityForm(forms.ModelForm):
    """Something that the project does."""

    use_required_attribute = False
    starts_on, ends_on = day(gettext_lazy("Begins on")), day(gettext_lazy("Due on"))
    delay = forms.ChoiceField(label=gettext_lazy("Reason, if it is postponed"), choices=DELAYS, required=False)
    title = forms.CharField(label=gettext_lazy("What is done"), widget=forms.Textarea(attrs={"rows": 2}))

    class Meta:
        model = ProjectActivity
        fields = ("title", "status", "delay", "goal", "jurisdiction", "starts_on", "ends_on")

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        none = [("", _("not said"))]
        self.fields["goal"] = forms.TypedChoiceField(
            label=_("Goal"), required=False, coerce=int, empty_value=None, choices=[*none, *goals_of(spec)]
        )
        self.fields["jurisdiction"] = forms.ChoiceField(
            label=_("Jurisdiction"), required=False, choices=[*none, *((one.id, label(one.id)) for one in seats())]
        )

    def _post_clean(self) -> None:
        """The command checks and keeps; the form only reads."""


class ResultForm(forms.ModelForm):
    """What came of the project, and the line of the Roadmap that it should move."""

    use_required_attribute = False
    line = forms.ChoiceField(
        label=gettext_lazy("Line of the Roadmap that it should move"), required=False,
        help_text=gettext_lazy("The result is shown beside it and never added to it"),
    )  # fmt: skip
    starts_on, ends_on = day(gettext_lazy("Of the span from")), day(gettext_lazy("to"))
    said = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = ProjectResult
        fields = (
            "title", "line", "jurisdiction", "unit", "baseline", "target", "actual", "starts_on", "ends_on", "said",
        )  # fmt: skip
        labels = {
            "title": gettext_lazy("Result"), "unit": gettext_lazy("Unit"), "baseline": gettext_lazy("At the beginning"),
            "target": gettext_lazy("Target"), "actual": gettext_lazy("Reached"),
        }  # fmt: skip
        widgets = {"baseline": FIGURE, "target": FIGURE, "actual": FIGURE}

    def __init__(self, spec: FrameworkSpec | None, *args: Any, **kwargs: Any) -> None:
        known = kwargs.get("instance")
        if known is not None and known.measure:
            kwargs["initial"] = {"line": f"{known.measure}.{known.line}" if known.line else known.measure}
        super().__init__(*args, **kwargs)
        lines = [
            (f"{measure.key}.{line.key}", f"{measure.title}: {line.title}")
            for measure in (spec.measures if spec else ()) if not measure.view_of for line in measure.lines
        ]  # fmt: skip
        self.fields["line"].choices = [("", _("none")), *lines]  # type: ignore[attr-defined]
        self.fields["jurisdiction"] = forms.ChoiceField(
            label=_("Jurisdiction"), required=False,
            choices=[("", _("not said")), *((one.id, label(one.id)) for one in seats())],
        )  # fmt: skip

    def _post_clean(self) -> None:
        """The command checks and keeps; the form only reads."""

    def facts(self) -> dict[str, Any]:
        """What was typed, the line taken apart."""
        typed = dict(self.cleaned_data)
        measure, _dot, line = typed.pop("line").partition(".")
        return {**typed, "measure": measure, "line": line}


class ContributionForm(forms.Form):
    """The half-yearly form, made from what is asked."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"stage": Project.Stage.choices, "delay": DELAYS, "funding_said": SAID}
        for asked in FIELDS:
            common = {"label": asked.label, "required": False, "help_text": asked.hint}
            if asked.kind == "choice":
                self.fields[asked.name] = forms.ChoiceField(choices=choices[asked.name], **common)  # type: ignore[arg-type]
            elif asked.kind == "day":
                self.fields[asked.name] = day(asked.label, asked.hint)
            else:
                widget = forms.Textarea(attrs={"rows": 4}) if asked.kind == "text" else forms.TextInput()
                self.fields[asked.name] = forms.CharField(max_length=TEXT_LIMIT, widget=widget, **common)  # type: ignore[arg-type]
