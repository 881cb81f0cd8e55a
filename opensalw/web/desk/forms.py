"""The forms of the desk, made from the declared sheet and from the declared steps."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.jurisdictions import seats
from opensalw.tracing import vocabulary as ways
from opensalw.tracing.lifecycle import LABELS
from opensalw.tracing.models import ChainLink, Diversion
from opensalw.tracing.outcomes import OUTCOMES
from opensalw.tracing.sheet import FIELDS, LONGEST
from opensalw.web.field.forms import Plain, choice, day, line

LONG = 300


def text(label: Any, **kwargs: Any) -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, required=False, max_length=LONGEST, widget=widget, **kwargs)


class InboxForm(Plain):
    """What the inbox is narrowed to."""

    words = line(lazy("Number, serial, maker or other side"), widget=forms.TextInput({"type": "search"}))
    direction = choice(lazy("Direction"), ways.Direction, lazy("all"))
    state = forms.ChoiceField(
        label=lazy("State"), required=False,
        choices=[("", lazy("all open ones")), *((key.value, label) for key, label in LABELS.items())],
    )  # fmt: skip
    channel = choice(lazy("Channel"), ways.Channel, lazy("all"))
    priority = choice(lazy("Priority"), ways.Priority, lazy("all"))
    waits_on = forms.ChoiceField(
        label=lazy("Waits on"), required=False,
        choices=[("", lazy("all")), ("us", lazy("us")), ("them", lazy("the other side"))],
    )  # fmt: skip
    late = forms.BooleanField(label=lazy("Past its day"), required=False)


class RequestForm(Plain):
    """A new request: to whom and how, and the sheet."""

    other = line(lazy("Authority, jurisdiction or State"), help_text=lazy("Choose a seat, or type who it is"))
    seat = forms.ChoiceField(label=lazy("Seat of this node"), required=False)
    channel = choice(lazy("Channel"), ways.Channel)
    priority = choice(lazy("Priority"), ways.Priority)
    handling = choice(lazy("Handling code"), ways.Handling)
    reliability = choice(lazy("Source (4x4)"), ways.Reliability)
    accuracy = choice(lazy("Information (4x4)"), ways.Accuracy)
    restrictions = line(lazy("Restrictions of use"), 400)
    their_reference = line(lazy("Their reference"), 80)
    asked_on = day(lazy("Asked on"), required=False, help_text=lazy("Empty: today"))
    recovered_on = day(lazy("Weapon found on"), required=False)
    due_on = day(lazy("To be answered by"), required=False, help_text=lazy("Empty: 30 days, or 3 if urgent"))

    WAYS = ("channel", "priority", "handling", "reliability", "accuracy", "restrictions", "their_reference")
    DAYS = ("asked_on", "recovered_on", "due_on")

    def __init__(self, jid: str, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        named = [(one.id, one.seat) for one in seats() if one.id != jid]
        self.fields["seat"].choices = [("", lazy("none of them")), *named]  # type: ignore[attr-defined]
        for one in FIELDS:
            self.fields[one.key] = _field_of(one)

    def facts(self) -> dict[str, Any]:
        """What the command takes."""
        given = self.cleaned_data
        how = {name: given[name] for name in self.WAYS if given.get(name)}
        days = {name: given.get(name) for name in self.DAYS}
        sheet = {one.key: given.get(one.key) or "" for one in FIELDS}
        return {"other": given["seat"] or given["other"], "sheet": sheet, **days, **how}


def _field_of(one: Any) -> forms.Field:
    if one.choices is not None:
        return choice(one.title, one.choices, help_text=one.hint)
    if one.longest >= LONG:
        return forms.CharField(
            label=one.title, required=False, help_text=one.hint, widget=forms.Textarea({"rows": 3})
        )
    return forms.CharField(label=one.title, required=False, help_text=one.hint)


POOL: dict[str, Any] = {
    "remark": lambda: line(lazy("Remark"), LONG),
    "where": lambda: line(lazy("Where you searched")),
    "candidates": lambda: forms.IntegerField(label=lazy("Candidates"), required=False, min_value=0),
    "question": lambda: text(lazy("What is missing")),
    "told": lambda: text(lazy("In words")),
    "serial": lambda: line(lazy("Serial, if it is known better now")),
    "until": lambda: day(lazy("Until")),
    "ground": lambda: choice(lazy("Ground"), ways.Ground),
    "because": lambda: line(lazy("Because"), LONG),
    "result": lambda: choice(lazy("Result"), ways.Result),
    "restrictions": lambda: line(lazy("Restrictions of use"), 400),
    "part": lambda: choice(lazy("Part"), ChainLink.Part),
    "name": lambda: line(lazy("Firm or authority"), 160),
    "is_person": lambda: forms.BooleanField(label=lazy("It was a person"), required=False),
    "place": lambda: line(lazy("Place")),
    "on": lambda: day(lazy("On"), required=False),
    "document": lambda: line(lazy("Document")),
    "source": lambda: line(lazy("Source"), 160),
    "kind": lambda: choice(lazy("How it was diverted"), Diversion.Kind),
    "after": lambda: forms.IntegerField(label=lazy("After link"), required=False, min_value=1),
    "code": lambda: forms.ChoiceField(
        label=lazy("Outcome"), required=False, choices=[("", "–"), *((one.code, one.title) for one in OUTCOMES)]
    ),
    "purpose": lambda: line(lazy("For which purpose"), LONG),
    "url": lambda: line(lazy("Address (https)"), LONG),
    "label": lambda: line(lazy("Whose it is"), 80),
    "mark": lambda: line(lazy("Serial as it stands on the weapon"), 400),
}  # fmt: skip
ACT_FIELDS: dict[str, tuple[str, ...]] = {
    "acknowledged": ("remark",), "searched": ("where", "candidates", "remark"), "more_asked": ("question",),
    "more_given": ("told", "serial"), "delayed": ("until", "ground", "because"),
    "partly_answered": ("told", "result", "ground", "because"), "answered": ("result", "told", "restrictions"),
    "refused": ("ground", "because"), "reminded": ("remark",), "closed": ("remark",),
    "link": ("part", "name", "is_person", "place", "on", "document", "source"),
    "diversion": ("kind", "place", "on", "after", "because"), "outcome": ("code", "because"),
    "check": ("mark", "purpose"), "hook": ("url", "label"),
}  # fmt: skip


class ActForm(Plain):
    """The fields that an act asks for."""

    def __init__(self, act: str, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, auto_id=f"{act}-%s", **kwargs)
        for name in ACT_FIELDS[act]:
            self.fields[name] = POOL[name]()

    def facts(self) -> dict[str, Any]:
        """What was typed; an empty number is left out."""
        return {name: value for name, value in self.cleaned_data.items() if value is not None or name == "on"}
