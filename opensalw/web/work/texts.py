"""The text items of a goal as forms: the text, its status and objective, its language, a courtesy translation."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from opensalw.roadmap.models import Evidence, SetAside, TextItem
from opensalw.roadmap.narrative import STATUSES
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
FIELDS = ("text", "language", "translation", "status", "objective")


class TextForm(forms.Form):
    """One point of the narrative."""

    text = forms.CharField(
        label=_("Text"), required=False, max_length=TEXT_LIMIT * 2, widget=forms.Textarea(attrs={"rows": 3})
    )
    status = forms.ChoiceField(label=_("Status"), required=False)
    objective = forms.ChoiceField(label=_("Objective or activity"), required=False)
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
    """A text item as the page shows it, or the empty one that adds to a kind.

    ``theirs`` is what somebody else wrote meanwhile; what this person wrote stands in the form.
    """

    kind: str
    item: TextItem | None
    form: TextForm
    theirs: TextItem | None = None
    seen: int = 0
    page_url: str = ""
    preview: str = ""
    new: UUID | None = None
    evidence: list[Evidence] = field(default_factory=list)

    @property
    def key(self) -> str:
        """The name of its place on the page."""
        return str(self.item.pk) if self.item else f"new-{self.kind}"

    @property
    def adding(self) -> object:
        """The words for adding one of its kind."""
        return ADDING[self.kind]

    @property
    def typed(self) -> str:
        """The text as it stands in the form."""
        return str(self.form["text"].value() or "")

    @property
    def problems(self) -> list[tuple[str, str]]:
        """What is wrong: the field's id and the reason."""
        if not self.form.is_bound:
            return []
        return [
            (f"id_{self.form.prefix}-text", str(reason)) for reasons in self.form.errors.values() for reason in reasons
        ]


def entry_of(
    kind: str,
    item: TextItem | None,
    data: Mapping | None = None,
    *,
    key: str = "",
    objectives: Iterable[tuple[str, str]] = (),
) -> TextEntry:
    """The form of an item, bound to ``data`` where something was sent."""
    initial = {name: getattr(item, name) for name in FIELDS} if item else {"language": "en"}
    prefix = key or (str(item.pk) if item else f"new-{kind}")
    form = TextForm(data, prefix=prefix, initial=initial, use_required_attribute=False)
    offered = [("", gettext("not stated")), *((code, f"{code}: {title}"[:90]) for code, title in objectives)]
    held = form["objective"].value() or ""
    if held not in dict(offered):
        offered.append((held, held))
    form.fields["objective"].choices = offered  # type: ignore[attr-defined]
    known = STATUSES.get(kind, ())  # type: ignore[call-overload]
    form.fields["status"].choices = [("", gettext("not stated")), *((one.value, one.label) for one in known)]  # type: ignore[attr-defined]
    return TextEntry(kind, item, form, seen=item.revision if item else 0, new=None if item else uuid4())


def disputed(item: TextItem, aside: SetAside, objectives: Iterable[tuple[str, str]], reason: str) -> TextEntry:
    """The form of an item that two people changed: the own words in it, the other's beside it."""
    data = {"text": aside.text, "language": aside.language, "translation": aside.translation}
    data |= {"status": item.status, "objective": item.objective}
    entry = entry_of(
        item.kind, item, {f"{item.pk}-{name}": value for name, value in data.items()}, objectives=objectives
    )
    entry.theirs, entry.seen = item, aside.seen
    entry.form.add_error("text", reason)
    return entry


def by_kind(
    goal: GoalState, objectives: list[tuple[str, str]], aside: Mapping[UUID, SetAside], reason: str
) -> list[tuple[str, object, list[TextEntry], TextEntry]]:
    """The kinds of text with their items and the empty form that adds one."""
    held: dict[str, list[TextEntry]] = {kind: [] for kind in TextItem.Kind.values}
    for item in goal.texts:
        mine = aside.get(item.pk)
        differs = mine is not None and mine.text != item.text
        entry = (
            disputed(item, mine, objectives, reason) if mine and differs
            else entry_of(item.kind, item, objectives=objectives)
        )  # fmt: skip
        entry.evidence = [file for file in goal.evidence if file.item == item.pk]
        held[item.kind].append(entry)
    return [
        (kind, label, held[kind], entry_of(kind, None, objectives=objectives)) for kind, label in TextItem.Kind.choices
    ]


def item_id(text: str | None) -> UUID | None:
    """The id of the item that a form names, if it names one."""
    try:
        return UUID(text or "")
    except ValueError:
        return None
