"""The forms of organisations."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy

from opensalw.coordination.models import Organisation
from opensalw.core.models import Institution

from .proposal_forms import Plain

ROLE = [
    ("", gettext_lazy("All")),
    ("gives", gettext_lazy("gives money")),
    ("implements", gettext_lazy("carries projects")),
    ("sits", gettext_lazy("sits at a fund")),
]


class OrganisationForm(Plain):
    """What is known of an organisation."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    short_name = forms.CharField(
        label=gettext_lazy("Short name"), max_length=60, required=False,
        help_text=gettext_lazy("As it stands in tables, for example UNDP"),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Organisation.Kind.choices)
    part_of = forms.ModelChoiceField(
        Organisation.objects.none(), label=gettext_lazy("Part of"), required=False,
        empty_label=gettext_lazy("nothing else"),
        help_text=gettext_lazy("The whole of which it is an office; both count as one where somebody steps aside"),
    )  # fmt: skip
    institution = forms.ModelChoiceField(
        Institution.objects.none(), label=gettext_lazy("Its people here"), required=False,
        empty_label=gettext_lazy("nobody signs in for it"),
        help_text=gettext_lazy("The people of this institution write its projects and proposals and vote for it"),
    )  # fmt: skip
    iati_identifier = forms.CharField(
        label=gettext_lazy("IATI identifier"), max_length=100, required=False,
        help_text=gettext_lazy("For example XM-DAC-41114; empty while it is not known"),
    )  # fmt: skip

    def __init__(self, held: Organisation | None, data: Any = None) -> None:
        super().__init__(data, initial=_known(held))
        others = Organisation.objects.exclude(pk=held.pk if held else "")
        free = Q(organisation__isnull=True) | Q(organisation=held) if held else Q(organisation__isnull=True)
        at = Institution.objects.filter(free, type__in=("donor", "implementer"))
        self.fields["part_of"].queryset = others  # type: ignore[attr-defined]
        self.fields["institution"].queryset = at  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        """What was typed, as the command takes it."""
        at = self.cleaned_data["institution"]
        return {**self.cleaned_data, "institution": at.pk if at else ""}


def _known(held: Organisation | None) -> dict[str, Any]:
    if held is None:
        return {}
    names = ("name", "short_name", "kind", "iati_identifier")
    return {
        **{name: getattr(held, name) for name in names}, "part_of": held.part_of_id, "institution": held.institution_id
    }  # fmt: skip


class OrganisationFilter(Plain):
    """Which organisations are shown."""

    role = forms.ChoiceField(label=gettext_lazy("What it does"), required=False, choices=ROLE)
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"), required=False, choices=[("", gettext_lazy("All")), *Organisation.Kind.choices]
    )
    q = forms.CharField(label=gettext_lazy("Words"), required=False, max_length=80)
