"""The forms of what may happen to a weapon, one for each step of its life."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from opensalw.registers.categories import CATEGORIES
from opensalw.registers.marks import Condition, Kind
from opensalw.registers.models import Component
from opensalw.web.field.forms import Plain, day, line

from .words import ANSWERS, CONDITIONS, KINDS, POSITIONS

HOW = (("seized", lazy("seized")), ("found", lazy("found")), ("surrendered", lazy("surrendered")))
ACTIONS = (
    ("", lazy("not known")), ("automatic", lazy("automatic")), ("semi", lazy("semi-automatic")),
    ("repeating", lazy("repeating")), ("single", lazy("single shot")),
)  # fmt: skip
IGNITIONS = (("", lazy("not known")), ("centre", lazy("centre-fire")), ("rim", lazy("rim-fire")))
BORES = (("", lazy("not known")), ("smooth", lazy("smooth")), ("rifled", lazy("rifled")))
YES_NO = (("", lazy("not known")), ("yes", lazy("yes")), ("no", lazy("no")))


def count(label: Any) -> forms.IntegerField:
    """A whole number that may be open."""
    return forms.IntegerField(
        label=label, required=False, min_value=0, max_value=5000, widget=forms.TextInput({"inputmode": "numeric"})
    )


class Day(Plain):
    """Every step has its day; what is written here stands in the entry."""

    on = day(lazy("On"), initial=timezone.localdate)


class Because(Plain):
    """A reason that is kept with the entry."""

    reason = line(lazy("Reason"), 300)


class Receiver(Day, Because):
    """To whom, and under which permit."""

    to = line(lazy("To: number of the holder"), 40, help_text=lazy("Number of the register, or the own number"))
    permit = line(
        lazy("Permit"), 60, help_text=lazy("Empty: the only valid one of the holder. An authority needs none.")
    )
    field_order = ("to", "permit", "on", "reason")


class MissingStep(Day, Because):
    """Where and under which number of the police."""

    place = line(lazy("Place"))
    reference = line(lazy("Case number"), 60)
    field_order = ("on", "place", "reference", "reason")


class TakenInStep(Day, Because):
    """How an authority came by it."""

    how = forms.ChoiceField(label=lazy("How"), choices=HOW)
    incident = line(lazy("Number of the incident"), 40, help_text=lazy("As I-SKP-2026-00001, also of another place"))
    field_order = ("how", "incident", "on", "reason")


class BorderStep(Day, Because):
    """Where it goes or comes from, and what allows it."""

    place = line(lazy("To, or from"))
    authorisation = line(lazy("Number of the authorisation"), 60)
    field_order = ("place", "authorisation", "on", "reason")


class LegalisedStep(Day, Because):
    """The decision that made it legal."""

    decision = line(lazy("Number of the decision"), 60)
    field_order = ("decision", "on", "reason")


class DeactivatedStep(Day):
    """Proposed by the one who saw it, confirmed by another."""

    certificate = line(lazy("Number of the certificate"), 60)
    reason = line(lazy("What the second person should know"), 300)
    field_order = ("certificate", "on", "reason")


class MarkedStep(Day, Because):
    """A mark as it is seen."""

    kind = forms.ChoiceField(label=lazy("Kind of mark"), choices=[*KINDS.items()], initial=Kind.IMPORT)
    text = line(lazy("As it stands there"), help_text=lazy("Sign by sign; ? for one that cannot be read"))
    answer = forms.ChoiceField(
        label=lazy("Why there is no text"), required=False, choices=[("", "–"), *ANSWERS.items()]
    )
    position = forms.ChoiceField(label=lazy("Where"), required=False, choices=[("", "–"), *POSITIONS.items()])
    condition = forms.ChoiceField(label=lazy("Condition"), choices=[*CONDITIONS.items()], initial=Condition.INTACT)
    field_order = ("kind", "text", "answer", "position", "condition", "on", "reason")


class FittedStep(Day):
    """A component that is in the register, or a new one with its mark."""

    component = line(lazy("Number of the component"), 20, help_text=lazy("Empty: a new one, described below"))
    kind = forms.ChoiceField(label=lazy("What it is"), required=False, choices=[("", "–"), *Component.Kind.choices])
    mark = line(lazy("Its mark as it stands there"))
    field_order = ("component", "kind", "mark", "on")


class RemovedStep(Day):
    """One of those that are fitted."""

    component = forms.ChoiceField(label=lazy("Component"))

    def __init__(self, data: Any = None, *, fitted: list[Component], **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["component"].choices = [  # type: ignore[attr-defined]
            (one.number, f"{one.get_kind_display()} {one.number}") for one in fitted
        ]


class CategoryStep(Day):
    """The facts, and the category that they lead to."""

    action = forms.ChoiceField(label=lazy("Loads"), required=False, choices=ACTIONS)
    barrel_mm = count(lazy("Barrel, mm"))
    overall_mm = count(lazy("Overall length, mm"))
    reduced_mm = count(lazy("Shortest length with the stock folded, mm"))
    ignition = forms.ChoiceField(label=lazy("Ignition"), required=False, choices=IGNITIONS)
    bore = forms.ChoiceField(label=lazy("Bore"), required=False, choices=BORES)
    magazine = count(lazy("Rounds of the inserted magazine"))
    magazine_detachable = forms.ChoiceField(label=lazy("Magazine can be taken out"), required=False, choices=YES_NO)
    was_automatic = forms.BooleanField(label=lazy("Was automatic before"), required=False)
    resembles_automatic = forms.BooleanField(label=lazy("Resembles an automatic firearm"), required=False)
    placed_on_market = day(lazy("Placed on the market on"), required=False)
    category = forms.ChoiceField(
        label=lazy("Category"), required=False, help_text=lazy("Empty: as the facts lead to"),
        choices=[("", "–"), *((one, one) for one in CATEGORIES)],
    )  # fmt: skip
    reason = line(lazy("Why it is another than the facts lead to"), 300)

    field_order = ("action", "barrel_mm", "overall_mm", "reduced_mm", "ignition", "bore", "magazine",
                   "magazine_detachable", "was_automatic", "resembles_automatic", "placed_on_market", "category",
                   "on", "reason")  # fmt: skip


class MergedStep(Because):
    """The record that stays."""

    into = line(lazy("Number of the record that stays"), 20)
    field_order = ("into", "reason")


class CorrectStep(Day, Because):
    """What was recorded wrongly, and what it is."""

    field = forms.ChoiceField(
        label=lazy("What"),
        choices=[
            ("serial", lazy("Serial")), ("make", lazy("Make")), ("model", lazy("Model")), ("calibre", lazy("Calibre")),
            ("type", lazy("Type")),
        ],
    )  # fmt: skip
    value = line(lazy("As it should read"))
    field_order = ("field", "value", "on", "reason")


class EntryDay(Day, Because):
    """The day on which an entry of the life really happened, or that it never did."""

    never = forms.BooleanField(label=lazy("It never happened to this weapon: withdraw the entry"), required=False)
    field_order = ("on", "never", "reason")
