"""The rules of a fund as data: who votes, how it is decided, what is asked before. Pure.

A setting that is None is not known. It is said so wherever it matters, and never filled with a guess.
"""

from decimal import Decimal
from typing import Literal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import BaseModel, ConfigDict, Field

Part = Literal[
    "chair", "member", "ex_officio", "observer", "secretariat", "administrator", "participant", "contributor"
]
Limit = Decimal | Literal["none"] | None


class FundRules(BaseModel):
    """One version of a fund's rules."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    voting: tuple[Part, ...] | None = None
    voting_not_known: tuple[Part, ...] = ()
    decides_by: Literal["consensus", "majority", "two_thirds"] | None = None
    quorum_percent: Decimal | None = Field(default=None, gt=0, le=100)
    recusal: Literal["required", "declared", "none"] | None = None
    chair_breaks_tie: bool | None = None
    written: bool | None = None
    written_days: int | None = Field(default=None, ge=1, le=365)
    silence: Literal["consents", "abstains", "not_counted"] | None = None
    no_objection: bool | None = None
    no_objection_days: int | None = Field(default=None, ge=1, le=365)
    no_objection_silence: Literal["consents", "blocks"] | None = None
    minimum_award: Limit = None
    maximum_award: Limit = None
    partial_award: bool | None = None
    conditions: bool | None = None


LABELS = {
    "voting": gettext_lazy("Who votes"),
    "decides_by": gettext_lazy("Decided by"),
    "quorum_percent": gettext_lazy("Quorum"),
    "recusal": gettext_lazy("Applicants at the table"),
    "chair_breaks_tie": gettext_lazy("At a tie"),
    "written": gettext_lazy("Written procedure"),
    "written_days": gettext_lazy("Days for a written procedure"),
    "silence": gettext_lazy("Silence in a written procedure"),
    "no_objection": gettext_lazy("No-objection of the Commission"),
    "no_objection_days": gettext_lazy("Days for a no-objection"),
    "no_objection_silence": gettext_lazy("Silence of the Commission"),
    "minimum_award": gettext_lazy("Smallest award"),
    "maximum_award": gettext_lazy("Largest award"),
    "partial_award": gettext_lazy("Award of a part"),
    "conditions": gettext_lazy("Conditions of an award"),
    "balance": gettext_lazy("Balance of the fund"),
}
SETTINGS = tuple(name for name in FundRules.model_fields if name != "voting_not_known")
PARTS = {
    "chair": gettext_lazy("chair"),
    "member": gettext_lazy("members"),
    "ex_officio": gettext_lazy("members ex officio"),
    "observer": gettext_lazy("observers"),
    "secretariat": gettext_lazy("secretariat"),
    "administrator": gettext_lazy("administrative agent"),
    "participant": gettext_lazy("participating organisations"),
    "contributor": gettext_lazy("contributors"),
}
ONE = {
    "chair": gettext_lazy("chair"),
    "member": gettext_lazy("member"),
    "ex_officio": gettext_lazy("member ex officio"),
    "observer": gettext_lazy("observer"),
    "secretariat": gettext_lazy("secretariat"),
    "administrator": gettext_lazy("administrative agent"),
    "participant": gettext_lazy("participating organisation"),
    "contributor": gettext_lazy("contributor"),
}
WORDS = {
    "consensus": gettext_lazy("consensus: nobody who may vote is against"),
    "majority": gettext_lazy("a majority of the votes for and against"),
    "two_thirds": gettext_lazy("two thirds of the votes for and against"),
    "required": gettext_lazy("declare their conflict of interest and do not vote on their own proposal"),
    "declared": gettext_lazy("declare their conflict of interest and may vote"),
    "none": gettext_lazy("no rule"),
    "consents": gettext_lazy("counts as consent"),
    "abstains": gettext_lazy("counts as an abstention"),
    "not_counted": gettext_lazy("does not count, nor towards the quorum"),
    "blocks": gettext_lazy("does not count as consent"),
}
OF_FLAG = {
    "chair_breaks_tie": (gettext_lazy("the chair's vote decides"), gettext_lazy("the motion is not carried")),
    "written": (gettext_lazy("allowed"), gettext_lazy("not allowed")),
    "no_objection": (gettext_lazy("needed before an award"), gettext_lazy("not needed")),
    "partial_award": (gettext_lazy("allowed"), gettext_lazy("not allowed")),
    "conditions": (gettext_lazy("allowed"), gettext_lazy("not allowed")),
}


def refuse_rules(rules: FundRules) -> tuple[str, str] | None:
    """Why these rules cannot be a fund's, and in which field; or None."""
    least, most = rules.minimum_award, rules.maximum_award
    if isinstance(least, Decimal) and isinstance(most, Decimal) and least > most:
        return _("The smallest award is above the largest."), "minimum_award"
    if rules.written is False and rules.written_days is not None:
        return _("A written procedure is not allowed, so it has no days."), "written_days"
    if rules.no_objection is False and rules.no_objection_days is not None:
        return _("No answer of the Commission is asked for, so it has no days."), "no_objection_days"
    return None


def unknown(rules: FundRules) -> tuple[str, ...]:
    """The settings that are not known, in their order."""
    found = [name for name in SETTINGS if getattr(rules, name) is None]
    return tuple(dict.fromkeys((*(("voting",) if rules.voting_not_known else ()), *found)))


def in_words(rules: FundRules) -> list[tuple[str, str, bool]]:
    """Each setting with its words, and whether it is known."""
    return [(str(LABELS[name]), _said_of(rules, name), getattr(rules, name) is not None) for name in SETTINGS]


def _said_of(rules: FundRules, name: str) -> str:
    words = said(name, getattr(rules, name))
    if name == "voting" and rules.voting_not_known:
        parts = ", ".join(str(PARTS[part]) for part in rules.voting_not_known)
        return _("%(who)s; of %(parts)s it is not known") % {"who": words, "parts": parts}
    return words


def said(name: str, value: object) -> str:
    """A setting in words."""
    if value is None:
        return _("not known")
    if name == "voting":
        return ", ".join(str(PARTS[part]) for part in value) or _("nobody")  # type: ignore[attr-defined]
    if name in OF_FLAG:
        return str(OF_FLAG[name][0 if value else 1])
    if name == "quorum_percent":
        return _("at least %(percent)s per cent of those who may vote") % {"percent": f"{value:f}"}
    if name in ("minimum_award", "maximum_award"):
        return _("no limit") if value == "none" else f"{value:,}"
    return str(WORDS.get(str(value), value))
