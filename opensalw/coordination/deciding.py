"""How a committee's decision comes about, over small values. Pure: nothing here touches the database.

Each organisation at the table has one vote, however many parts it plays. One who steps aside counts on neither
side of the quorum. A rule that is not known is never guessed: where it matters the tally names it, and the chair
says in words how the committee handled it before the decision is closed.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_CEILING, Decimal

from django.utils.translation import gettext as _

from .fund_rules import ONE, FundRules

WHOLE = Decimal(100)
CHOICES = ("for", "against", "abstain")
OUTCOMES = ("award", "award_part", "defer", "refuse")
AWARDS = ("award", "award_part")
Wrong = tuple[str, str] | None


@dataclass(frozen=True)
class Voter:
    """An organisation at the table, as it stands to one proposal.

    ``conflict`` is None while nothing was declared; ``applies`` says that the proposal is its own or its body's.
    """

    key: str
    name: str
    parts: tuple[str, ...]
    present: bool = True
    conflict: bool | None = None
    aside: bool = False
    applies: bool = False
    choice: str = ""

    @property
    def is_chair(self) -> bool:
        """Whether it chairs."""
        return "chair" in self.parts


@dataclass(frozen=True)
class Motion:
    """What is put to the vote on a proposal. ``tranches`` are the parts of the award in per cent."""

    outcome: str
    asked: Decimal | None = None
    asked_in: str = ""
    amount: Decimal | None = None
    currency: str = ""
    conditions: tuple[str, ...] = ()
    tranches: tuple[Decimal, ...] = ()
    reason: str = ""

    @property
    def is_award(self) -> bool:
        """Whether it gives money."""
        return self.outcome in AWARDS


@dataclass(frozen=True)
class Tally:
    """The vote on a motion. ``quorum`` and ``carried`` are None where the rules that decide it are not known."""

    entitled: tuple[str, ...]
    recused: tuple[str, ...]
    present: int
    needed: int | None
    quorum: bool | None
    votes: Mapping[str, int]
    silent: int
    carried: bool | None
    why: str
    unknown: tuple[str, ...] = field(default=())


def has_vote(rules: FundRules, voter: Voter) -> bool | None:
    """Whether the organisation has a vote by one of its parts; None where the rules do not say who votes."""
    if rules.voting is not None and any(part in rules.voting for part in voter.parts):
        return True
    if rules.voting is None or any(part in rules.voting_not_known for part in voter.parts):
        return None
    return False


def is_recused(rules: FundRules, voter: Voter) -> bool:
    """Whether it takes no part in the vote: by the fund's rule, or because it stepped aside itself."""
    return voter.aside or (rules.recusal == "required" and (voter.applies or bool(voter.conflict)))


def refuse_vote(rules: FundRules, voter: Voter, choice: str) -> str | None:
    """Why this vote is not counted, or None."""
    facts = {"name": voter.name, "part": _part(voter)}
    voting = has_vote(rules, voter)
    if voting is None:
        return _("The fund's rules do not say whether %(name)s votes. Enter that first, with its source.") % facts
    if not voting:
        return _("%(name)s sits here as %(part)s and has no vote. What it says belongs in the minute.") % facts
    if is_recused(rules, voter):
        return _("%(name)s stepped aside on this proposal and does not vote on it.") % facts
    if rules.recusal in ("required", "declared") and voter.conflict is None and not voter.applies:
        return _("%(name)s has not said whether it has a conflict of interest. It says so first.") % facts
    if rules.recusal == "declared" and voter.applies and voter.conflict is None:
        return _("%(name)s applies for this money itself. It declares the conflict of interest first.") % facts
    if not voter.present:
        return _("%(name)s is not noted as taking part. Note its attendance first.") % facts
    return None if choice in CHOICES else _("A vote is for, against, or an abstention.")


def _part(voter: Voter) -> str:
    return ", ".join(str(ONE.get(part, part)) for part in voter.parts) or _("guest")


def tally(rules: FundRules, voters: Iterable[Voter], *, written: bool = False) -> Tally:
    """Count the votes of those who may vote, and say what the rules make of them."""
    voters = list(voters)
    at_table = [voter for voter in voters if has_vote(rules, voter)]
    entitled = [voter for voter in at_table if not is_recused(rules, voter)]
    recused = [voter for voter in at_table if is_recused(rules, voter)]
    counted = {choice: [voter for voter in entitled if voter.choice == choice] for choice in CHOICES}
    silent = [voter for voter in entitled if not voter.choice]
    asks = _unknown(rules, at_table, silent, written)
    if any(has_vote(rules, voter) is None for voter in voters):
        asks.insert(0, "voting")
    if written and rules.silence == "consents":
        counted["for"] = counted["for"] + silent
    if written and rules.silence == "abstains":
        counted["abstain"] = counted["abstain"] + silent
    silence_counts = written and rules.silence in ("consents", "abstains")
    there = [voter for voter in entitled if voter.choice or (silence_counts if written else voter.present)]
    needed = _needed(rules, len(entitled))
    quorum = None if needed is None else len(there) >= needed
    carried, why, more = _carried(rules, entitled, counted, quorum)
    return Tally(
        entitled=tuple(one.key for one in entitled), recused=tuple(one.key for one in recused), present=len(there),
        needed=needed, quorum=quorum, votes={choice: len(found) for choice, found in counted.items()},
        silent=len(silent), carried=carried, why=why, unknown=tuple(dict.fromkeys((*asks, *more))),
    )  # fmt: skip


def _unknown(rules: FundRules, at_table: list[Voter], silent: list[Voter], written: bool) -> list[str]:
    found = []
    if rules.quorum_percent is None:
        found.append("quorum_percent")
    if rules.recusal is None and any(one.applies or one.conflict for one in at_table):
        found.append("recusal")
    if written and silent and rules.silence is None:
        found.append("silence")
    if written and rules.written is None:
        found.append("written")
    return found


def _needed(rules: FundRules, entitled: int) -> int | None:
    if rules.quorum_percent is None:
        return None
    exact = rules.quorum_percent * entitled / WHOLE
    return max(1, int(exact.to_integral_value(rounding=ROUND_CEILING)))


def _carried(
    rules: FundRules, entitled: list[Voter], counted: Mapping[str, list[Voter]], quorum: bool | None
) -> tuple[bool | None, str, tuple[str, ...]]:
    """Whether the motion is carried, why, and the settings that would have to be known to say."""
    yes, no = len(counted["for"]), len(counted["against"])
    if not entitled:
        return False, _("Nobody is left who may vote on it. The fund's contributors must say who decides."), ()
    if quorum is False:
        return False, _("There is no quorum."), ()
    if yes == 0:
        return False, _("Nobody voted for it."), ()
    if no == 0:
        return True, _("Nobody voted against it."), ()
    if rules.decides_by is None:
        return None, _("Votes differ, and the rules do not say how many decide."), ("decides_by",)
    if rules.decides_by == "consensus":
        return False, _("The fund decides by consensus, and somebody voted against it."), ()
    if rules.decides_by == "two_thirds":
        enough = 3 * yes >= 2 * (yes + no)
        return enough, _("Two thirds are reached.") if enough else _("Two thirds are not reached."), ()
    if yes != no:
        return yes > no, _("The majority voted for it.") if yes > no else _("The majority voted against it."), ()
    return _tie(rules, counted)


def _tie(rules: FundRules, counted: Mapping[str, list[Voter]]) -> tuple[bool | None, str, tuple[str, ...]]:
    if rules.chair_breaks_tie is None:
        return None, _("It is a tie, and the rules do not say what decides it."), ("chair_breaks_tie",)
    if rules.chair_breaks_tie and any(voter.is_chair for voter in counted["for"]):
        return True, _("It is a tie; the chair voted for it."), ()
    if rules.chair_breaks_tie and any(voter.is_chair for voter in counted["against"]):
        return False, _("It is a tie; the chair voted against it."), ()
    return False, _("It is a tie, so it is not carried."), ()


def refuse_motion(rules: FundRules, motion: Motion) -> Wrong:
    """Why this motion cannot be put to the vote, and in which field; or None."""
    if motion.outcome not in OUTCOMES:
        return _("Say what is moved: an award, an award in part, to defer or to refuse."), "outcome"
    if not motion.is_award:
        if not motion.reason.strip():
            return _("Give the reason; the applicant reads it."), "reason"
        if motion.amount is not None:
            return _("Only an award has an amount. Empty it, or move an award."), "amount"
        return None
    return _wrong_amount(rules, motion) or _wrong_terms(rules, motion)


def _wrong_amount(rules: FundRules, motion: Motion) -> Wrong:
    if motion.amount is None or motion.amount <= 0:
        return _("Give the amount of the award, above zero."), "amount"
    if motion.asked_in and motion.currency != motion.asked_in:
        return _("The proposal asks for %(asked)s; award it in %(asked)s. No rate is guessed here.") % {
            "asked": motion.asked_in
        }, "currency"  # fmt: skip
    if motion.asked is not None and motion.amount > motion.asked:
        return _("The proposal asks for %(asked)s. An award cannot be above that.") % {
            "asked": money(motion.asked, motion.asked_in)
        }, "amount"  # fmt: skip
    if motion.outcome == "award" and motion.asked is not None and motion.amount != motion.asked:
        return _("This is less than what is asked. Move an award in part."), "outcome"
    if motion.outcome == "award_part" and motion.amount == motion.asked:
        return _("This is all that is asked. Move an award in full."), "outcome"
    if motion.outcome == "award_part" and rules.partial_award is False:
        return _("This fund does not award a part of what is asked."), "outcome"
    if isinstance(rules.minimum_award, Decimal) and motion.amount < rules.minimum_award:
        return _("The fund's smallest award is %(least)s.") % {"least": rules.minimum_award}, "amount"
    if isinstance(rules.maximum_award, Decimal) and motion.amount > rules.maximum_award:
        return _("The fund's largest award is %(most)s.") % {"most": rules.maximum_award}, "amount"
    return None


def _wrong_terms(rules: FundRules, motion: Motion) -> Wrong:
    if motion.conditions and rules.conditions is False:
        return _("This fund awards without conditions. Take them away."), "conditions"
    if motion.tranches:
        return refuse_hundred(motion.tranches, "tranches")
    return None


def refuse_hundred(parts: Sequence[Decimal], name: str) -> Wrong:
    """Parts in per cent are above zero and together exactly 100."""
    if any(part <= 0 for part in parts):
        return _("Each part is above 0 per cent. Leave out what gets nothing."), name
    total = sum(parts, Decimal(0))
    if total == WHOLE:
        return None
    return _("The parts come to %(total)s per cent. They must be exactly 100; change one by %(by)s.") % {
        "total": total, "by": WHOLE - total
    }, name  # fmt: skip


def refuse_awards(balance: Mapping[str, Decimal] | None, motions: Iterable[Motion]) -> str | None:
    """Why the fund cannot pay these awards, or None. ``balance`` is None where it is not known."""
    if balance is None:
        return None
    asked: dict[str, Decimal] = {}
    for motion in motions:
        if motion.is_award and motion.amount is not None:
            asked[motion.currency] = asked.get(motion.currency, Decimal(0)) + motion.amount
    for currency, total in sorted(asked.items()):
        if currency not in balance:
            held = ", ".join(sorted(balance)) or _("none")
            return _("The fund holds no %(currency)s (it holds: %(held)s). Nothing is converted here.") % {
                "currency": currency, "held": held
            }  # fmt: skip
        if total > balance[currency]:
            return _(
                "The awards come to %(total)s and the fund holds %(held)s: %(lacks)s too much. Award a part, or defer."
            ) % {
                "total": money(total, currency), "held": money(balance[currency], currency),
                "lacks": money(total - balance[currency], currency),
            }  # fmt: skip
    return None


def money(amount: Decimal | None, currency: str) -> str:
    """An amount with its currency: ``120,000 USD``."""
    if amount is None:
        return _("not known")
    text = f"{amount:,.2f}".removesuffix(".00")
    return f"{text} {currency}".strip()
