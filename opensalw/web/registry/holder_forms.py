"""The forms of holders and permits."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opensalw.registers.models import Holder
from opensalw.web.field.forms import day, line

from .step_forms import Day

USES = (
    ("possession", lazy("Possession")), ("hunting", lazy("Hunting")), ("sport", lazy("Sport")),
    ("carrying", lazy("Carrying")), ("collection", lazy("Collection")), ("trade", lazy("Trade")),
    ("security", lazy("Security service")),
)  # fmt: skip
OUTCOMES = (("kept_well", lazy("kept as the law asks")), ("to_mend", lazy("something is to be mended")),
            ("not_met", lazy("nobody met")))  # fmt: skip


class HolderForm(Day):
    """Who may hold weapons."""

    kind = forms.ChoiceField(label=lazy("Who"), choices=Holder.Kind.choices)
    name = line(lazy("Name"), 160)
    own_number = line(lazy("Own number"), 40, help_text=lazy("Personal number, or number in the register of firms"))
    born_on = day(lazy("Born on"), required=False)
    address = line(lazy("Address"), 200)
    is_dealer = forms.BooleanField(label=lazy("Deals in weapons: keeps a book"), required=False)
    field_order = ("kind", "name", "own_number", "born_on", "address", "is_dealer", "on")


class GrantForm(Day):
    """A permit, as it is granted."""

    kind = forms.ChoiceField(label=lazy("For"), choices=USES)
    reference = line(lazy("Number on the paper"), 60)
    valid_until = day(lazy("Valid until"), required=False, help_text=lazy("Empty: without an end"))
    conditions = line(lazy("Conditions"), 300)
    field_order = ("kind", "reference", "on", "valid_until", "conditions")


class RefuseForm(Day):
    """A permit that is refused; the refusal is kept."""

    kind = forms.ChoiceField(label=lazy("For"), choices=USES)
    because = line(lazy("On what ground"), 300)
    field_order = ("kind", "because", "on")


class RenewForm(Day):
    """A permit that goes on."""

    valid_until = day(lazy("Valid until"), required=False, help_text=lazy("Empty: without an end"))


class WithdrawForm(Day):
    """A permit that ends, with the ground."""

    because = line(lazy("On what ground"), 300)
    field_order = ("because", "on")


class InspectForm(Day):
    """A visit to where weapons are kept."""

    outcome = forms.ChoiceField(label=lazy("Outcome"), choices=OUTCOMES)
    findings = line(lazy("Findings"), 300, help_text=lazy("No name of a person"))
    follow_up_by = day(lazy("To be mended by"), required=False)
    field_order = ("on", "outcome", "findings", "follow_up_by")
