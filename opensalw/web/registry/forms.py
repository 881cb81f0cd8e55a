"""The forms of lists: what a list of weapons is narrowed to, and under which name the view is kept."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opensalw.incidents.vocabulary import ArmType
from opensalw.registers.categories import CATEGORIES
from opensalw.registers.lifecycle import LABELS
from opensalw.registers.queries.browsing import Asked
from opensalw.web.field.forms import Plain

FLAGS = (
    ("twin_of_another", lazy("frame mark of another")),
    ("seen_after_destruction", lazy("seen after destruction")),
    ("entries_conflict", lazy("entries that conflict")),
)
ALL = ("", lazy("all"))


class FilterForm(Plain):
    """What the list of weapons is narrowed to."""

    state = forms.ChoiceField(
        label=lazy("Stands"), required=False, choices=[ALL, *((one.value, label) for one, label in LABELS.items())]
    )
    type = forms.ChoiceField(label=lazy("Type"), required=False, choices=[ALL, *ArmType.choices])
    category = forms.ChoiceField(
        label=lazy("Category"), required=False,
        choices=[ALL, ("-", lazy("undetermined")), *((one, one) for one in CATEGORIES)],
    )  # fmt: skip
    flag = forms.ChoiceField(label=lazy("To look at"), required=False, choices=[ALL, *FLAGS])

    def asked(self) -> Asked:
        """The filter; what is not a choice asks for all."""
        self.is_valid()
        return Asked(**{name: self.cleaned_data.get(name) or "" for name in self.fields})
