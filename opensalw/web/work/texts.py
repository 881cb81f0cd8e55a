"""The text items of a goal as forms: the text, its language, a courtesy translation."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import TextItem
from opensalw.roadmap.queries.forms import GoalState
from opensalw.roadmap.rules import TEXT_LIMIT

LANGUAGES = (
    ("en", _("English")),
    ("bs", _("Bosnian")),
    ("cnr", _("Montenegrin")),
    ("hr", _("Croatian")),
    ("mk", _("Macedonian")),
    ("sq", _("Albanian")),
    ("sr", _("Serbian")),
    ("sr-Cyrl", _("Serbian, Cyrillic")),
    ("other", _("another language")),
)
ADDING = {
    "progress": _("Add progress"),
    "challenge": _("Add a challenge"),
    "plan": _("Add a plan"),
    "need": _("Add a need"),
}


class TextForm(forms.Form):
    """One point of the narrative."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=TEXT_LIMIT * 2, widget=forms.Textarea(attrs={"rows": 3})
    )
    language = forms.ChoiceField(label=_("Written in"), choices=LANGUAGES, required=False)
    translation = forms.CharField(
        label=_("Courtesy translation into English"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    @property
    def is_translated(self) -> bool:
        """Whether a translation is there or wanted."""
        return bool(self["translation"].value()) or self["language"].value() not in (None, "", "en")


@dataclass
class TextEntry:
    """A text item as the page shows it, or the empty one that adds to a kind."""

    kind: str
    item: TextItem | None
    form: TextForm
    theirs: TextItem | None = None
    seen: int = 0
    page_url: str = ""

    @property
    def key(self) -> str:
        """The name of its place on the page."""
        return str(self.item.pk) if self.item else f"new-{self.kind}"

    @property
    def adding(self) -> object:
        """The words for adding one of its kind."""
        return ADDING[self.kind]

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong: the field's id and the reason."""
        if not self.form.is_bound:
            return []
        return [
            (f"id_{self.form.prefix}-text", str(reason)) for reasons in self.form.errors.values() for reason in reasons
        ]


def entry_of(kind: str, item: TextItem | None, data: Mapping | None = None, *, key: str = "") -> TextEntry:
    """The form of an item, bound to ``data`` where something was sent."""
    initial = (
        {"text": item.text, "language": item.language, "translation": item.translation} if item else {"language": "en"}
    )
    prefix = key or (str(item.pk) if item else f"new-{kind}")
    form = TextForm(data, prefix=prefix, initial=initial, use_required_attribute=False)
    return TextEntry(kind, item, form, seen=item.revision if item else 0)


def by_kind(goal: GoalState) -> list[tuple[str, object, list[TextEntry], TextEntry]]:
    """The kinds of text with their items and the empty form that adds one."""
    return [
        (kind, label, [entry_of(kind, item) for item in goal.texts if item.kind == kind], entry_of(kind, None))
        for kind, label in TextItem.Kind.choices
    ]


def item_id(text: str) -> UUID | None:
    """The id of the item that a form names, if it names one."""
    try:
        return UUID(text)
    except ValueError:
        return None
