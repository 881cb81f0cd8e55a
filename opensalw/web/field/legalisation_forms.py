"""The forms of legalisation."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as lazy

from opensalw.core.refusal import Refused
from opensalw.incidents import vocabulary as words
from opensalw.incidents.models import Application, ApplicationCheck, Campaign
from opensalw.registers.models import Holder, Permit
from opensalw.registers.numbers import read_number

from .forms import Plain, choice, day, line

OTHERS = [one for one in ApplicationCheck.Kind.choices if one[0] != ApplicationCheck.Kind.REGISTER]


def holder_called(text: str, jid: str) -> Holder:
    """The holder of a number of the register."""
    found = Holder.objects.filter(jurisdiction=jid, number=read_number(text) or "").first()
    if found is None:
        raise Refused(lazy("The register knows no holder with this number."), "holder")
    return found


def permit_called(text: str, jid: str) -> Permit:
    """The permit of a number of the register."""
    found = Permit.objects.filter(jurisdiction=jid, number=read_number(text) or "").first()
    if found is None:
        raise Refused(lazy("The register knows no permit with this number."), "permit")
    return found


class ApplicationForm(Plain):
    """Who applies for what; the arm as it was seen."""

    campaign = forms.ModelChoiceField(label=lazy("Window of the law"), queryset=Campaign.objects.none())
    applied_on = day(lazy("Applied on"), initial=timezone.localdate)
    holder = line(lazy("Applicant's number in the register"), 20, help_text=lazy("P and twelve characters"))
    is_anonymous = forms.BooleanField(label=lazy("The applicant stays anonymous for now"), required=False)
    type = choice(lazy("Type"), words.ArmType)
    make = line(lazy("Make as seen"))
    model = line(lazy("Model as seen"))
    calibre = line(lazy("Calibre as seen"), 60)
    marks = line(lazy("Serial number as seen"), 120, help_text=lazy("Empty if there is none"))
    described = line(lazy("Description"), 300)

    def __init__(self, jid: str, data: Any = None, **kwargs: Any) -> None:
        super().__init__(data, **kwargs)
        found = Campaign.objects.filter(jurisdiction=jid).exclude(purpose=Campaign.Purpose.SURRENDER)
        self.fields["campaign"].queryset = found  # type: ignore[attr-defined]

    def facts(self, jid: str) -> dict[str, Any]:
        """What was typed, as the command takes it."""
        given = dict(self.cleaned_data)
        number = given.pop("holder")
        given["type"] = given["type"] or words.ArmType.UNKNOWN
        return {**given, "holder": holder_called(number, jid) if number else None}


class WantedForm(Plain):
    """What the list of applications is narrowed to."""

    q = line(lazy("Search"), 100)
    campaign = line(lazy("Campaign"), 24)
    state = choice(lazy("State"), Application.State, lazy("all"))


class CheckForm(Plain):
    """What others or the laboratory answered."""

    kind = forms.ChoiceField(label=lazy("Who looked"), choices=OTHERS, initial="laboratory")
    result = forms.ChoiceField(label=lazy("Answer"), choices=ApplicationCheck.Result.choices)
    on = day(lazy("On"), initial=timezone.localdate)
    reference = line(lazy("Their number"))
    remark = line(lazy("Remark"), 300, help_text=lazy("No name of a person"))


class RulingForm(Plain):
    """The decision, and the permit under which the arm is held from now on."""

    decision = line(lazy("Number of the decision"), 60)
    on = day(lazy("On"), initial=timezone.localdate)
    permit = line(lazy("Permit under which it is held"), 20, help_text=lazy("E and twelve characters"))
    ground = line(lazy("Ground of the refusal"), 300)


class StepForm(Plain):
    """What else may happen to an application."""

    on = day(lazy("On"), initial=timezone.localdate)
    holder = line(lazy("The applicant is"), 20, help_text=lazy("P and twelve characters; the code proves it"))
    firearm = line(lazy("The register has the arm as"), 20, help_text=lazy("W and twelve characters"))
    ground = line(lazy("Ground of the appeal"), 300)
