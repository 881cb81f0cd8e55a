"""The forms of incidents: facts by kind, rows of items and of groups of persons."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from opensalw.incidents import vocabulary as words
from opensalw.incidents.models import BorderReport, Campaign

Kind = words.Kind
COMMON = ("happened_on", "reported_on", "institution", "place", "where")
LAST = ("reference", "note")
BY_KIND: dict[str, tuple[str, ...]] = {
    Kind.SEIZURE: (
        "context", "other_offence", "transport", "concealment", "origin", "departure", "transit", "destination",
    ),
    Kind.SURRENDER: ("campaign", "anonymous"),
    Kind.SHOOTING: ("setting", "legal_status", "weapon_type"),
}  # fmt: skip
OFTEN = ("thing", "quantity", "type", "make", "model", "calibre", "marks", "marking")
SELDOM = ("firearm", "condition", "device_kind", "described")
GROUP = ("part", "count", "sex", "age_band", "relation", "citizenship")


class Plain(forms.Form):
    """A form whose fields stand without a suffix and whose mistakes are said by the server."""

    use_required_attribute = False

    def __init__(self, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, label_suffix="", use_required_attribute=False, **kwargs)

    def refuse(self, reason: object, field: str | None) -> None:
        """Say what is wrong at its field, or above the form."""
        self.add_error(field if field in self.fields else None, str(reason))


def day(label: Any, required: bool = True, **kwargs: Any) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label, required=required, widget=forms.DateInput({"type": "date"}, "%Y-%m-%d"), **kwargs
    )


def choice(label: Any, members: Any, empty: Any = "", **kwargs: Any) -> forms.ChoiceField:
    """One of a list, or none."""
    return forms.ChoiceField(label=label, choices=[("", empty), *members.choices], required=False, **kwargs)


def line(label: Any, size: int = 120, **kwargs: Any) -> forms.CharField:
    """A line of text."""
    return forms.CharField(label=label, required=False, max_length=size, **kwargs)


class IncidentForm(Plain):
    """The facts of an incident; what its kind cannot have is not asked."""

    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    happened_on = day(lazy("Happened on"))
    reported_on = day(lazy("Reported on"), required=False, help_text=lazy("Empty: today"))
    institution = choice(lazy("By"), words.Institution)
    place = choice(lazy("Place"), words.Place)
    where = line(lazy("Where"), 200, help_text=lazy("Crossing, municipality, road"))
    context = choice(lazy("Legal ground"), words.Context)
    other_offence = choice(lazy("Other offence suspected"), words.OtherOffence)
    transport = choice(lazy("Means of transport"), words.Transport)
    concealment = line(lazy("How it was hidden"), 300)
    origin = line(lazy("Origin"))
    departure = line(lazy("Departure"))
    transit = line(lazy("Transit"), 240)
    destination = line(lazy("Destination"))
    campaign = forms.ModelChoiceField(
        label=lazy("Campaign"), queryset=Campaign.objects.none(), required=False, empty_label=lazy("standing law")
    )
    anonymous = forms.ChoiceField(
        label=lazy("Anonymous"), required=False,
        choices=[("not_stated", lazy("not stated")), ("yes", lazy("yes")), ("no", lazy("no"))],
    )  # fmt: skip
    setting = choice(lazy("Setting"), words.Setting)
    legal_status = choice(lazy("The weapon was held"), words.LegalStatus)
    weapon_type = choice(lazy("Type of weapon"), words.ArmType)
    reference = line(lazy("Case number"))
    note = line(lazy("Remark"), 2000, help_text=lazy("No name of a person"))

    def __init__(self, kind: str, jid: str, data: Any = None, *, correcting: bool = False, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"id": uuid4(), "happened_on": timezone.localdate()})
        super().__init__(data, **kwargs)
        wanted = ("id", *COMMON, *BY_KIND.get(kind, ()), *LAST)
        for name in set(self.fields) - set(wanted):
            del self.fields[name]
        if "campaign" in self.fields:
            found = Campaign.objects.filter(jurisdiction=jid).exclude(purpose=Campaign.Purpose.LEGALISATION)
            self.fields["campaign"].queryset = found  # type: ignore[attr-defined]
        if correcting:
            self.fields["reason"] = forms.CharField(label=_("Why it is corrected"), required=False, max_length=300)

    def facts(self) -> dict[str, Any]:
        """What was typed."""
        return {name: value for name, value in self.cleaned_data.items() if name not in ("id", "reason")}


class Row(Plain):
    """A row that counts only if something was typed in it."""

    telling: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether somebody filled this row."""
        return any((self.data.get(self.add_prefix(name)) or "").strip() for name in self.telling)

    def facts(self) -> dict[str, Any]:
        """What was typed, as text."""
        return {name: (self.data.get(self.add_prefix(name)) or "").strip() for name in self.fields}


class ItemRow(Row):
    """What it was: an object and a number, described as seen."""

    telling = ("quantity", "marks", "make")
    thing = forms.ChoiceField(label=lazy("What"), choices=words.Thing.choices)
    quantity = forms.CharField(
        label=lazy("How much"), required=False, max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "figure-input"}),
    )  # fmt: skip
    type = choice(lazy("Type"), words.ArmType)
    make = line(lazy("Make as seen"))
    model = line(lazy("Model as seen"))
    calibre = line(lazy("Calibre as seen"), 60)
    marks = line(lazy("Marks as seen"), 200)
    marking = choice(lazy("State of the marks"), words.Marking)
    condition = choice(lazy("Condition"), words.Condition)
    device_kind = choice(lazy("Kind of device"), words.DeviceKind)
    described = line(lazy("Description"), 300)
    firearm = line(lazy("Number in the register"), 40)

    def often(self) -> list[forms.BoundField]:
        """The fields that nearly every row needs."""
        return [self[name] for name in OFTEN]

    def seldom(self) -> list[forms.BoundField]:
        """The fields that few rows need."""
        return [self[name] for name in SELDOM]


class GroupRow(Row):
    """How many persons of one kind."""

    telling = ("count",)
    part = forms.ChoiceField(label=lazy("Who"), choices=words.Part.choices, initial=words.Part.SUSPECT)
    count = forms.CharField(
        label=lazy("How many"), required=False, max_length=6,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "figure-input"}),
    )  # fmt: skip
    sex = choice(lazy("Sex"), words.Sex)
    age_band = choice(lazy("Age"), words.AgeBand)
    relation = choice(lazy("Relation"), words.Relation)
    citizenship = line(lazy("Citizenship as stated"))

    def facts(self) -> dict[str, Any]:
        """What was typed; a number that is none is refused by its rule."""
        typed = super().facts()
        text = typed["count"]
        return {**typed, "count": int(text) if text.lstrip("-").isascii() and text.lstrip("-").isdigit() else 0}


class CampaignForm(Plain):
    """A window and the law that opens it."""

    title = line(lazy("Title"), 200)
    law = line(lazy("Law, article"), 300)
    purpose = forms.ChoiceField(label=lazy("For"), choices=Campaign.Purpose.choices)
    opens_on = day(lazy("From"))
    closes_on = day(lazy("To"))
    anonymous_allowed = forms.BooleanField(label=lazy("People may stay anonymous"), required=False)


class BorderForm(Plain):
    """So many of something, on a day."""

    kind = forms.ChoiceField(label=lazy("What"), choices=BorderReport.Kind.choices)
    count = forms.IntegerField(label=lazy("How many"), widget=forms.TextInput(attrs={"inputmode": "numeric"}))
    reach_of_plan = choice(lazy("Reach, of plans"), BorderReport.Reach)
    happened_on = day(lazy("On"), initial=timezone.localdate)
    where = line(lazy("Where"), 200)
    about = line(lazy("About"), 300)


class FilterForm(Plain):
    """What a list of incidents is narrowed to."""

    q = line(lazy("Search"), 100)
    kind = choice(lazy("Kind"), Kind, lazy("all"))
    place = choice(lazy("Place"), words.Place, lazy("all"))
    thing = choice(lazy("What"), words.Thing, lazy("all"))
    first = day(lazy("From"), required=False)
    last = day(lazy("To"), required=False)
    twins = forms.BooleanField(label=lazy("Looks like another"), required=False)
    withdrawn = forms.BooleanField(label=lazy("Withdrawn"), required=False)


def rows_of(row: type[Row], prefix: str, data: Mapping | None, known: list[dict] | None = None, more: int = 3) -> list:
    """The rows of a form: those that are known, those that were sent, and some empty ones."""
    if data is not None:
        sent = int(data.get(f"{prefix}-rows") or 0) if str(data.get(f"{prefix}-rows") or "0").isdigit() else 0
        return [row(data, prefix=f"{prefix}{number}") for number in range(min(sent, 200))]
    held = known or []
    return [
        row(None, prefix=f"{prefix}{number}", initial=held[number] if number < len(held) else None)
        for number in range(len(held) + more)
    ]


def as_item(weapon: Any) -> dict[str, Any]:
    """A weapon of the register as the row of an item takes it."""
    seen = {name: getattr(weapon, f"{name}_seen") for name in ("make", "model", "calibre")}
    return {**seen, "quantity": 1, "type": weapon.type, "marks": weapon.serial, "firearm": weapon.number}


def as_initial(record: Any) -> dict[str, Any]:
    """The facts of a record as its form takes them."""
    names = (*COMMON, *BY_KIND.get(record.kind, ()), *LAST)
    return {"id": record.pk, **{name: getattr(record, name) for name in names}}
