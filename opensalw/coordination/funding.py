"""How a project stands with its money: one declared rule, worked out from amounts that are never guessed.

Pure: nothing here touches the database. Amounts of two currencies meet only through a dated rate.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class FundingState(StrEnum):
    """The blocks of the contributions report, in their order."""

    FULLY = "fully"
    PARTLY = "partly"
    NOT = "not"
    NOT_KNOWN = "not_known"

    @property
    def label(self) -> str:
        """The state in words."""
        return str(_WORDS[self])


_WORDS = {
    FundingState.FULLY: _("fully funded"),
    FundingState.PARTLY: _("partly funded"),
    FundingState.NOT: _("not funded"),
    FundingState.NOT_KNOWN: _("not known"),
}
RULES = {
    "covered": _("The gifts that are known cover the budget."),
    "part": _("Gifts are known for a part of the budget, and none is without its amount."),
    "said": _("The amounts do not decide; the organisation says so."),
    "silent": _("The amounts do not decide, and nobody says."),
}
GIFTS = ("commitment", "disbursement")
Convert = Callable[[Decimal, str, str, date | None], Decimal | None]


@dataclass(frozen=True)
class Sum:
    """An amount of a project as the rule reads it; None where only the fact is known."""

    kind: str
    amount: Decimal | None
    currency: str
    donor: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Funding:
    """What the rule says of a project, by which rule, and the two sums that it compared."""

    state: FundingState
    rule: str
    currency: str = ""
    budget: Decimal | None = None
    given: Decimal | None = None
    converted: bool = False
    disagrees: bool = False
    unknown_donors: tuple[str, ...] = field(default=())

    @property
    def why(self) -> str:
        """The rule in words."""
        return str(RULES[self.rule])

    @property
    def missing(self) -> Decimal | None:
        """What the budget still lacks, where both sums are known."""
        if self.budget is None or self.given is None or self.state == FundingState.NOT_KNOWN:
            return None
        return max(self.budget - self.given, Decimal(0))


def no_rate(amount: Decimal, currency: str, into: str, on: date | None) -> Decimal | None:
    """Amounts of another currency stay apart."""
    return amount if currency == into else None


def funding(money: Iterable[Sum], said: str = "", convert: Convert = no_rate) -> Funding:
    """How a project stands with its money.

    A disbursement pays a commitment, so what a donor gave is the larger of the two sums. Pledges are no money yet.
    """
    held = list(money)
    budget, currency, mixed = _budget([one for one in held if one.kind == "budget"], convert)
    given, unknown, other = _given([one for one in held if one.kind in GIFTS], currency, convert)
    facts = {
        "currency": currency, "budget": budget, "given": given, "converted": mixed or other,
        "unknown_donors": tuple(unknown),
    }  # fmt: skip
    decided = _decided(budget, given, bool(unknown))
    if decided:
        state, rule = decided
        return Funding(state, rule, disagrees=bool(said) and said != state, **facts)  # type: ignore[arg-type]
    if said:
        return Funding(FundingState(said), "said", **facts)  # type: ignore[arg-type]
    return Funding(FundingState.NOT_KNOWN, "silent", **facts)  # type: ignore[arg-type]


def _decided(budget: Decimal | None, given: Decimal | None, gaps: bool) -> tuple[FundingState, str] | None:
    if budget is None or given is None:
        return None
    if given >= budget:
        return FundingState.FULLY, "covered"
    if not gaps and given > 0:
        return FundingState.PARTLY, "part"
    return None


def _budget(rows: list[Sum], convert: Convert) -> tuple[Decimal | None, str, bool]:
    """The whole budget in one currency, which, and whether a rate was used; None when a part is not known."""
    if not rows or any(row.amount is None for row in rows):
        return None, rows[0].currency if rows else "", False
    into, total = rows[0].currency, Decimal(0)
    for row in rows:
        part = convert(row.amount or Decimal(0), row.currency, into, row.on)
        if part is None:
            return None, into, False
        total += part
    return total, into, any(row.currency != into for row in rows)


def _given(rows: list[Sum], into: str, convert: Convert) -> tuple[Decimal | None, list[str], bool]:
    """What donors gave in one currency, the donors whose amount is not known, and whether a rate was used."""
    sums: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    unknown: list[str] = []
    used = False
    for row in rows:
        part = None if row.amount is None else convert(row.amount, row.currency, into, row.on)
        if part is None:
            unknown.append(row.donor)
            continue
        used = used or row.currency != into
        sums[row.donor][row.kind] += part
    if not sums:
        return None, sorted(set(unknown)), False
    return sum((max(kinds.values()) for kinds in sums.values()), Decimal(0)), sorted(set(unknown)), used
