"""The forms of a conclusion: recording, mending, reporting, closing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.progress import Shown
from opensalw.coordination.models import Conclusion
from opensalw.coordination.rules.conclusions import CLOSED
from opensalw.core.designations import label
from opensalw.core.jurisdictions import seats
from opensalw.core.models import Institution
from opensalw.core.refusal import Refused
from opensalw.roadmap.prose.dues import read_due

OUTCOMES = [(value, name) for value, name in Conclusion.Status.choices if value in CLOSED]
GOALS = [("", gettext_lazy("none")), *((str(number), str(number)) for number in range(1, 8))]
DUE_HINT = gettext_lazy("9 July 2020, 24-27 September, by October, end of 2020")
NONE_HINT = gettext_lazy("Only where there is no day, such as: standing")


class Plain(forms.Form):
    """A form whose fields stand without a suffix and whose mistakes are said by the server."""

    use_required_attribute = False

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, label_suffix="", use_required_attribute=False, **kwargs)


class DueFields(Plain):
    """By when, as people say it, or why there is no day."""

    due = forms.CharField(label=gettext_lazy("By when"), required=False, max_length=120, help_text=DUE_HINT)
    undated_because = forms.CharField(
        label=gettext_lazy("Why it has no day"), required=False, max_length=200, help_text=NONE_HINT
    )

    def due_facts(self, written: date | None = None) -> dict[str, Any]:
        """The day or days that were typed; Refused says what can be typed."""
        text = self.cleaned_data["due"]
        found = read_due(text, written=written or timezone.localdate())
        facts: dict[str, Any] = {"due_from": None, "due_on": None, "due_words": "",
                                 "undated_because": self.cleaned_data["undated_because"]}  # fmt: skip
        if found:
            facts |= {"due_from": found.first, "due_on": found.last,
                      "due_words": "" if found.is_a_day else found.words}  # fmt: skip
        return facts


class OwnerFields(Plain):
    """Who is to do it."""

    owner = forms.CharField(
        label=gettext_lazy("Who"), max_length=200, required=False,
        help_text=gettext_lazy("An organisation, or a function of an authority. No person's name."),
    )  # fmt: skip
    owner_institution = forms.ModelChoiceField(
        label=gettext_lazy("Whose people report on it"), required=False, queryset=Institution.objects.none(),
        help_text=gettext_lazy("The institution of this node that it waits for"),
    )  # fmt: skip

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        field = self.fields["owner_institution"]
        field.queryset = Institution.objects.order_by("jurisdiction", "name")  # type: ignore[attr-defined]
        field.empty_label = _("none")  # type: ignore[attr-defined]


class ConclusionForm(OwnerFields, DueFields):
    """Who is to do what, by when, and where it was said."""

    what = forms.CharField(
        label=gettext_lazy("What is to be done"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=Conclusion.Kind.choices, initial="conclusion")
    jurisdiction = forms.ChoiceField(label=gettext_lazy("Jurisdiction"), required=False)
    goal = forms.ChoiceField(label=gettext_lazy("Goal"), required=False, choices=GOALS)
    sentence = forms.CharField(
        label=gettext_lazy("The sentence where it was said"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, files: Any = None, **kwargs: Any) -> None:
        super().__init__(data, files, **kwargs)
        offered = [("", _("the region")), *((one.id, label(one.id)) for one in seats())]
        self.fields["jurisdiction"].choices = offered  # type: ignore[attr-defined]
        self.order_fields(["what", "owner", "due", "undated_because", "kind", "jurisdiction", "goal",
                           "owner_institution", "sentence"])  # fmt: skip

    def facts(self, written: date | None = None) -> dict[str, Any]:
        """What the command takes; the days are counted from the day of the meeting."""
        given = self.cleaned_data
        goal = int(given["goal"]) if given["goal"] else None
        names = ("what", "owner", "owner_institution", "kind", "jurisdiction")
        return {**{name: given[name] for name in names}, "goal": goal, **self.due_facts(written)}


class OwnerForm(OwnerFields):
    """Another owner, with the reason."""

    reason = forms.CharField(label=gettext_lazy("Why it changes"), required=False, max_length=1000)


class DueForm(DueFields):
    """Another day, with the reason."""

    reason = forms.CharField(label=gettext_lazy("Why it changes"), required=False, max_length=1000)


class ReasonForm(Plain):
    """A reason."""

    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )


class EvidenceFields(Plain):
    """What shows it: a link or a file."""

    link = forms.CharField(label=gettext_lazy("Link that shows it"), required=False, max_length=500)
    file = forms.FileField(
        label=gettext_lazy("Or a file"), required=False, allow_empty_file=True,
        help_text=gettext_lazy("PDF, DOCX, XLSX, PNG or JPEG"),
    )  # fmt: skip

    def shown(self, skipped: str = "") -> Shown:
        """The evidence; a file that was refused unread is said."""
        if skipped:
            raise Refused(skipped, "file")
        return Shown(self.cleaned_data["link"], self.cleaned_data["file"])


class ProgressForm(EvidenceFields):
    """How it stands; the owner may say that nothing is left to do."""

    said = forms.CharField(
        label=gettext_lazy("How it stands"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3})
    )
    outcome = forms.ChoiceField(
        label=gettext_lazy("Is it finished"), required=False,
        choices=[("", gettext_lazy("no, it goes on")), *OUTCOMES],
    )  # fmt: skip
    field_order = ("said", "link", "file", "outcome")


class CloseForm(EvidenceFields):
    """As what it is closed, why, and what shows it."""

    outcome = forms.ChoiceField(label=gettext_lazy("As"), choices=OUTCOMES, required=False)
    reason = forms.CharField(
        label=gettext_lazy("Why"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
    field_order = ("outcome", "reason", "link", "file")


def refused_in(form: forms.Form, refused: Refused, fields: Mapping[str, str] | None = None) -> None:
    """A refusal as an error of the field that it speaks of."""
    name = (fields or {}).get(refused.field or "", refused.field)
    form.add_error(name if name in form.fields else None, refused.reason)
