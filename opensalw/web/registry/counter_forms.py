"""What a counter officer types, in the order in which it lies on the counter."""

from django import forms
from django.utils.translation import gettext_lazy as lazy

from opensalw.incidents.vocabulary import ArmType
from opensalw.web.field.forms import Plain, line

from .step_forms import Day


class Chosen(Plain):
    """What was picked where there was more than one; empty while it is searched."""

    firearm = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    holder = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    permit = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)
    often: tuple[str, ...] = ()

    def shown(self) -> list[forms.BoundField]:
        """The fields that are typed each time."""
        if not self.errors:
            self.fields[self.often[0]].widget.attrs["autofocus"] = True
        return [self[name] for name in self.often]

    def seldom(self) -> list[forms.BoundField]:
        """The fields behind "more"."""
        return [one for one in self.visible_fields() if one.name not in self.often]

    def typed(self) -> list[forms.BoundField]:
        """Everything that was typed, but not what was picked."""
        return self.visible_fields()


class TransferForm(Day, Chosen):
    """From the serial on the weapon and the receiver's number to a transfer."""

    weapon = line(lazy("Weapon: serial or number"))
    to = line(lazy("To: own number, number of the register, or name"), 160)
    inherited = forms.BooleanField(label=lazy("Passes to an heir"), required=False)
    field_order = ("weapon", "to", "on", "inherited")
    often = ("weapon", "to", "on", "inherited")


class RegisterForm(Day, Chosen):
    """A weapon that enters the register, for a holder who is known."""

    to = line(lazy("Holder: own number, number of the register, or name"), 160)
    make = line(lazy("Make as it stands on the weapon"), widget=forms.TextInput({"list": "makes"}))
    model = line(lazy("Model"))
    calibre = line(lazy("Calibre"), 60)
    serial = line(lazy("Serial on the frame"), help_text=lazy("Sign by sign; ? for one that cannot be read"))
    type = forms.ChoiceField(
        label=lazy("Type"), required=False, choices=[("", lazy("as the model says")), *ArmType.choices]
    )
    year = forms.IntegerField(
        label=lazy("Year of make"), required=False, widget=forms.TextInput({"inputmode": "numeric"})
    )
    another = forms.BooleanField(label=lazy("It is another weapon than the one with this mark"), required=False)
    reason = line(lazy("Why it is another"), 300)
    field_order = ("to", "make", "model", "calibre", "serial", "type", "year", "on", "another", "reason")
    often = ("to", "make", "model", "calibre", "serial", "on")
