"""The forms of a decision: preparing it, and what is moved on a proposal."""

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.commands.decisions import DECIDABLE
from opensalw.coordination.deciding import Motion, money
from opensalw.coordination.models import Call, Decision, Point

from .proposal_forms import DAY, Plain
from .register_forms import AMOUNT, CODE


class PrepareForm(Plain):
    """On which proposals, in which way, until when."""

    title = forms.CharField(label=gettext_lazy("Title"), required=False, max_length=200)
    proposals = forms.MultipleChoiceField(label=gettext_lazy("Proposals"), required=False,
                                          widget=forms.CheckboxSelectMultiple)  # fmt: skip
    mode = forms.ChoiceField(label=gettext_lazy("Decided"), choices=Decision.Mode.choices, initial="meeting")
    held_on = forms.DateField(label=gettext_lazy("Day of the meeting"), required=False, widget=DAY)
    deadline = forms.DateField(label=gettext_lazy("Last day to answer, in writing"), required=False, widget=DAY)
    reason = forms.CharField(label=gettext_lazy("What is corrected, and why"), required=False, max_length=2000,
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    def __init__(self, call: Call, corrects: Decision | None, data: Any = None) -> None:
        super().__init__(data)
        found = call.proposals.select_related("organisation")
        if corrects:
            found = found.filter(points__decision=corrects)
        else:
            found = found.filter(state__in=DECIDABLE)
            del self.fields["reason"]
        self.fields["proposals"].choices = [  # type: ignore[attr-defined]
            (one.number, f"{one.number} {one.title} ({one.organisation}, {money(one.asked, one.currency)})")
            for one in found
        ]


class MotionForm(Plain):
    """What is put to the vote on a proposal."""

    outcome = forms.ChoiceField(label=gettext_lazy("Motion"), required=False,
                                choices=[("", gettext_lazy("nothing yet")), *Point.Outcome.choices])  # fmt: skip
    amount = forms.DecimalField(label=gettext_lazy("Amount"), required=False, max_digits=14, decimal_places=2,
                                widget=AMOUNT)  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, max_length=3, widget=CODE)
    conditions = forms.CharField(label=gettext_lazy("Conditions"), required=False, max_length=4000,
                                 help_text=gettext_lazy("One on each line"),
                                 widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    tranches = forms.CharField(label=gettext_lazy("Paid in parts, per cent"), required=False, max_length=80,
                               help_text=gettext_lazy("Such as 60, 40; together 100. Empty: at once."))  # fmt: skip
    reason = forms.CharField(label=gettext_lazy("Reason"), required=False, max_length=3000,
                             help_text=gettext_lazy("Needed to defer or refuse; the applicant reads it"),
                             widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip

    @classmethod
    def of(cls, point: Point) -> "MotionForm":
        """The form as the motion stands."""
        held = {
            "outcome": point.outcome, "amount": point.amount or (None if point.outcome else point.proposal.asked),
            "currency": point.currency or point.proposal.currency, "conditions": "\n".join(point.conditions),
            "tranches": ", ".join(point.tranches), "reason": point.reason,
        }  # fmt: skip
        return cls(prefix=str(point.pk), initial=held)

    def clean_tranches(self) -> tuple[Decimal, ...]:
        """The parts as numbers."""
        words = self.cleaned_data["tranches"].replace(";", ",").replace("%", "")
        try:
            found = tuple(Decimal(part.strip()) for part in words.split(",") if part.strip())
        except InvalidOperation:
            raise forms.ValidationError(_("Write the parts as numbers, such as 60, 40.")) from None
        if not all(part.is_finite() for part in found):
            raise forms.ValidationError(_("Write the parts as numbers, such as 60, 40."))
        return found

    def motion(self) -> Motion:
        """What the command takes."""
        given = self.cleaned_data
        gives = given["outcome"] in ("award", "award_part")
        return Motion(
            outcome=given["outcome"], amount=given["amount"] if gives else None,
            currency=given["currency"].upper() if gives else "",
            conditions=tuple(line.strip() for line in given["conditions"].splitlines() if line.strip()),
            tranches=given["tranches"] if gives else (), reason=given["reason"],
        )  # fmt: skip
