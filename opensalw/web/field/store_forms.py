"""The forms of stores and destruction."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from opensalw.incidents import vocabulary as things
from opensalw.stockpiles import vocabulary as words

from .forms import Plain, choice, day, line


class SiteForm(Plain):
    """A site: whose, what for, how it is secured."""

    name = line(lazy("Name"), 160, help_text=lazy("No address"))
    owner = forms.ChoiceField(label=lazy("Owner"), choices=words.Owner.choices)
    kind = forms.ChoiceField(label=lazy("Kind"), choices=words.SiteKind.choices)
    security = forms.MultipleChoiceField(
        label=lazy("Security measures"), choices=words.Security.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip


class ReceiveForm(Plain):
    """What is taken in: an item of an incident, or something else as described."""

    on = day(lazy("On"), initial=timezone.localdate)
    item = line(
        lazy("Incident and item, or number in the register"), 40,
        help_text=lazy("I-PRN-2026-00001/1, or W and twelve characters; then nothing else is needed"),
    )  # fmt: skip
    thing = choice(lazy("Or what"), things.Thing)
    quantity = forms.DecimalField(label=lazy("How much"), required=False, min_value=Decimal(0))
    origin = choice(lazy("Where it came from"), words.Origin)
    type = choice(lazy("Type"), things.ArmType)
    make = line(lazy("Make as seen"))
    model = line(lazy("Model as seen"))
    calibre = line(lazy("Calibre as seen"), 60)
    marks = line(lazy("Marks as seen"), 200)
    batch = line(lazy("Lot number"), 80)
    room = line(lazy("Room"), 80)


class StepForm(Plain):
    """A step of making a site safer."""

    step = forms.ChoiceField(
        label=lazy("Step"),
        choices=[("assessed", lazy("Assessed")), *words.Stage.choices, ("met", lazy("Meets the standard")),
                 ("unmet", lazy("No longer meets the standard")), ("inspected", lazy("Inspected"))],
    )  # fmt: skip
    on = day(lazy("On"), initial=timezone.localdate)
    standard = choice(lazy("Standard"), words.Standard)
    inspector = line(lazy("By, as a function"))
    findings = line(lazy("Findings"), 500)


class OrderForm(Plain):
    """What is to be destroyed, and on what ground."""

    on = day(lazy("Ordered on"), initial=timezone.localdate)
    ground = line(lazy("Ground"), 300, help_text=lazy("The decision, judgment or plan"))
    lots = forms.MultipleChoiceField(label=lazy("What"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, lots: list, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        self.fields["lots"].choices = [(str(lot.pk), f"{lot}: {lot.quantity.normalize():f}") for lot in lots]  # type: ignore[attr-defined]


class DestroyForm(Plain):
    """What the second person confirms."""

    on = day(lazy("Destroyed on"), initial=timezone.localdate)
    method = choice(lazy("Method"), words.Method)
    publicity = choice(lazy("Event"), words.Publicity)
    place = line(lazy("Place"), 160)
    witnesses = forms.CharField(
        label=lazy("Witnesses, by function"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=lazy("One on each line; no names of persons"),
    )  # fmt: skip
