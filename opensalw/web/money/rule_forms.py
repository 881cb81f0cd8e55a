"""The rules of a fund as a form: each setting is chosen, or stays not known."""

from decimal import Decimal
from typing import Any, get_args

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from opensalw.coordination.fund_rules import LABELS, OF_FLAG, PARTS, WORDS, FundRules, Part

from .entering import GroupedForm
from .fund_forms import source_field
from .project_forms import day
from .register_forms import AMOUNT

UNKNOWN = ("", gettext_lazy("not known"))
CHOICES = {
    "decides_by": ("consensus", "majority", "two_thirds"),
    "recusal": ("required", "declared", "none"),
    "silence": ("consents", "abstains", "not_counted"),
    "no_objection_silence": ("consents", "blocks"),
}
DAYS = ("written_days", "no_objection_days")
LIMITS = ("minimum_award", "maximum_award")
GROUPS: tuple[tuple[str | Promise, tuple[str, ...]], ...] = (
    (gettext_lazy("Who votes"), tuple(f"votes-{part}" for part in get_args(Part))),
    (gettext_lazy("How it is decided"), ("decides_by", "quorum_percent", "chair_breaks_tie", "recusal")),
    (gettext_lazy("In writing"), ("written", "written_days", "silence")),
    (gettext_lazy("The Commissions"), ("no_objection", "no_objection_days", "no_objection_silence")),
    (gettext_lazy("Awards"), ("minimum_award", "minimum_award-none", "maximum_award", "maximum_award-none",
                              "partial_award", "conditions")),
    (gettext_lazy("This version"), ("valid_from", "source", "locator", "note")),
)  # fmt: skip
NUMBER = forms.TextInput(attrs={"inputmode": "numeric", "class": "short"})


class RulesForm(GroupedForm):
    """A version of a fund's rules, filled with the one before."""

    quorum_percent = forms.DecimalField(
        label=gettext_lazy("Quorum, per cent of those who may vote"), required=False, min_value=Decimal("0.01"),
        max_value=Decimal(100), widget=AMOUNT, help_text=gettext_lazy("Empty: not known"),
    )  # fmt: skip
    valid_from = day(
        gettext_lazy("In force from"), gettext_lazy("Empty: from the beginning. Decisions opened earlier keep theirs")
    )
    source = source_field()
    locator = forms.CharField(label=gettext_lazy("Place in the source"), max_length=200, required=False)
    note = forms.CharField(
        label=gettext_lazy("Remark"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For example how the rules are known. It stands on the page of the fund"),
    )  # fmt: skip

    def __init__(self, rules: FundRules, data: Any = None) -> None:
        super().__init__(data, initial=_known(rules))
        for part in get_args(Part):
            heading = str(capfirst(PARTS[part]))
            self._choice(f"votes-{part}", heading, [("yes", _("a vote")), ("no", _("no vote"))])
        for name, keys in CHOICES.items():
            self._choice(name, LABELS[name], [(key, WORDS[key]) for key in keys])
        for name, (yes, no) in OF_FLAG.items():
            self._choice(name, LABELS[name], [("yes", yes), ("no", no)])
        for name in DAYS:
            self.fields[name] = forms.IntegerField(
                label=LABELS[name], required=False, min_value=1, max_value=365, widget=NUMBER,
                help_text=_("Empty: not known"),
            )  # fmt: skip
        for name in LIMITS:
            self.fields[name] = forms.DecimalField(
                label=LABELS[name], required=False, min_value=Decimal("0.01"), max_digits=16, decimal_places=2,
                widget=AMOUNT, help_text=_("In the currency of the fund. Empty: not known"),
            )  # fmt: skip
            words = _("There is no smallest award") if name == "minimum_award" else _("There is no largest award")
            self.fields[f"{name}-none"] = forms.BooleanField(label=words, required=False)
        self.order_fields([name for _heading, names in GROUPS for name in names])

    def groups(self) -> list[tuple[str, list[forms.BoundField], bool]]:
        """The settings under their headings; the parts at the table stand side by side."""
        return [
            (str(heading), [self[name] for name in names], names[0].startswith("votes-")) for heading, names in GROUPS
        ]

    def _choice(self, name: str, label: Any, offered: list[tuple[str, Any]]) -> None:
        self.fields[name] = forms.ChoiceField(label=label, required=False, choices=[UNKNOWN, *offered])

    def clean(self) -> dict[str, Any]:
        """A limit is a figure or there is none, not both."""
        given = super().clean() or self.cleaned_data
        for name in LIMITS:
            if given.get(name) is not None and given.get(f"{name}-none"):
                self.add_error(name, _("Give the figure, or say that there is none; not both."))
        return given

    def rules(self) -> FundRules:
        """What was chosen, as rules."""
        given = self.cleaned_data
        votes = {part: given[f"votes-{part}"] for part in get_args(Part)}
        known = {part: word for part, word in votes.items() if word}
        limits = {name: "none" if given[f"{name}-none"] else given[name] for name in LIMITS}
        return FundRules.model_validate({
            "voting": tuple(part for part in known if known[part] == "yes") if known else None,
            "voting_not_known": tuple(part for part in votes if not votes[part]) if known else (),
            "quorum_percent": given["quorum_percent"], **limits,
            **{name: given[name] or None for name in CHOICES}, **{name: given[name] for name in DAYS},
            **{name: {"yes": True, "no": False}.get(given[name]) for name in OF_FLAG},
        })  # fmt: skip

    def around(self) -> dict[str, Any]:
        """From when they hold and from where they are known."""
        return {name: self.cleaned_data[name] for name in ("valid_from", "source", "locator", "note")}


def _known(rules: FundRules) -> dict[str, Any]:
    """A version as what the form shows."""
    said: dict[str, Any] = {name: getattr(rules, name) for name in ("quorum_percent", *CHOICES, *DAYS)}
    for name in OF_FLAG:
        said[name] = {True: "yes", False: "no"}.get(getattr(rules, name), "")
    for name in LIMITS:
        limit = getattr(rules, name)
        said[name], said[f"{name}-none"] = (None, True) if limit == "none" else (limit, False)
    for part in get_args(Part):
        unknown = rules.voting is None or part in rules.voting_not_known
        said[f"votes-{part}"] = "" if unknown else "yes" if part in (rules.voting or ()) else "no"
    return said
