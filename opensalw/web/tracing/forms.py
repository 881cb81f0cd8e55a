"""The fields of a description, for who knows which word is what."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opensalw.incidents.vocabulary import ArmType
from opensalw.web.field.forms import Plain


class DescriptionForm(Plain):
    """A description by its fields; every one may stay empty."""

    serial = forms.CharField(
        label=lazy("Serial"), required=False, max_length=20_000,
        help_text=lazy("? an illegible character, * an unknown run, [3/8] either of the two; or “obliterated”."),
    )  # fmt: skip
    make = forms.CharField(label=lazy("Make"), required=False, max_length=120)
    model = forms.CharField(label=lazy("Model"), required=False, max_length=120)
    calibre = forms.CharField(label=lazy("Calibre"), required=False, max_length=60)
    type = forms.ChoiceField(label=lazy("Type"), required=False, choices=[("", lazy("not said")), *ArmType.choices])
    year = forms.CharField(label=lazy("Year of make"), required=False, max_length=12)

    def words(self) -> dict[str, str]:
        """What was written in each field."""
        self.is_valid()
        return {name: str(self.cleaned_data.get(name) or "") for name in self.fields}
