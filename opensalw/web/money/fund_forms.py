"""The forms of a fund: its facts, its seats, its money."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from opensalw.coordination.models import Fund, FundMoney, Organisation, Seat
from opensalw.roadmap.models import Source

from .project_forms import day
from .proposal_forms import Plain
from .register_forms import AMOUNT, CODE

FACTS = (
    "title", "code", "currency", "giver", "began_on", "ends_on", "note", "awards_known", "as_of", "source", "locator",
    "is_public",
)  # fmt: skip


def source_field() -> forms.ModelChoiceField:
    """From where something is known."""
    return forms.ModelChoiceField(
        Source.objects.all(), label=gettext_lazy("Source"), required=False,
        empty_label=gettext_lazy("known here at first hand"),
    )  # fmt: skip


class FundForm(Plain):
    """What is known of a fund."""

    title = forms.CharField(label=gettext_lazy("Name of the fund"), max_length=200)
    code = forms.CharField(
        label=gettext_lazy("Code"), max_length=40, required=False,
        help_text=gettext_lazy("Short letters that stand in the numbers of its decisions and proposals"),
    )  # fmt: skip
    currency = forms.CharField(
        label=gettext_lazy("Currency"), max_length=3, required=False, widget=CODE,
        help_text=gettext_lazy("Three letters such as USD; empty while it is not known"),
    )  # fmt: skip
    giver = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Gives as"), required=False,
        empty_label=gettext_lazy("not an organisation of its own"),
        help_text=gettext_lazy("The organisation that stands as the donor of its projects"),
    )  # fmt: skip
    began_on, ends_on = day(gettext_lazy("Began on")), day(gettext_lazy("Ends on"))
    note = forms.CharField(
        label=gettext_lazy("What it is for"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    awards_known = forms.BooleanField(
        label=gettext_lazy("All its awards are entered here"), required=False,
        help_text=gettext_lazy("Without it nothing is said of the balance: awards made elsewhere are missing from it"),
    )  # fmt: skip
    source = source_field()
    locator = forms.CharField(label=gettext_lazy("Place in the source"), max_length=200, required=False)
    as_of = day(gettext_lazy("As of"))
    is_public = forms.BooleanField(label=gettext_lazy("Everybody can read its page"), required=False)
    field_order = FACTS

    def __init__(self, held: Fund | None, data: Any = None) -> None:
        known = {name: getattr(held, name) for name in FACTS} if held else {"awards_known": True}
        super().__init__(data, initial=known)

    def clean_currency(self) -> str:
        """A currency is three letters, or nothing."""
        code: str = self.cleaned_data["currency"].upper()
        if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise forms.ValidationError(gettext_lazy("Write the currency as three letters such as USD, or leave it."))
        return code

    def clean(self) -> dict[str, Any]:
        """A fund ends after it began."""
        given = super().clean() or self.cleaned_data
        began, ends = given.get("began_on"), given.get("ends_on")
        if began and ends and ends < began:
            self.add_error("ends_on", gettext_lazy("The fund ends before it began."))
        return given


class SeatForm(Plain):
    """Who sits at the table, and as what."""

    organisation = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("Organisation"), empty_label=gettext_lazy("choose one")
    )
    part = forms.ChoiceField(
        label=gettext_lazy("Sits as"), choices=[("", gettext_lazy("choose one")), *Seat.Part.choices],
        help_text=gettext_lazy("Which parts have a vote is a rule of the fund; an organisation may play several"),
    )  # fmt: skip
    since = day(gettext_lazy("Since"), gettext_lazy("Empty: from the beginning of the fund"))


class LeaveForm(Plain):
    """The last day of a seat."""

    until = forms.DateField(
        label=gettext_lazy("Last day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class FundMoneyForm(Plain):
    """Money that came into a fund, or left it otherwise than by an award."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=FundMoney.Kind.choices)
    contributor = forms.ModelChoiceField(
        Organisation.objects.all(), label=gettext_lazy("From whom"), required=False,
        empty_label=gettext_lazy("nobody named"),
    )  # fmt: skip
    amount = forms.DecimalField(
        label=gettext_lazy("Amount"), required=False, max_digits=16, decimal_places=2, widget=AMOUNT,
        help_text=gettext_lazy("Empty while the contribution is known and its amount is not"),
    )  # fmt: skip
    currency = forms.CharField(label=gettext_lazy("Currency"), required=False, max_length=3, widget=CODE)
    on = day(gettext_lazy("On the day"))
    source = source_field()
    locator = forms.CharField(label=gettext_lazy("Place in the source, or reference"), max_length=200, required=False)

    def __init__(self, fund: Fund, data: Any = None) -> None:
        super().__init__(data, initial={"currency": fund.currency})
