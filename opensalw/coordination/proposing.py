"""What a call asks of a proposal, what a proposal holds, and everything that is still wrong with it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from .deciding import money, refuse_hundred

Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=6000)]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=250)]


class Kept(BaseModel):
    """A part of what is kept as JSON."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class RequiredPart(Kept):
    """A text that each proposal of a call must hold, with the longest it may be."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    title: Line
    hint: Line = ""
    limit: int = Field(default=3000, ge=100, le=6000)
    concept: bool = False


class Criterion(Kept):
    """What reviewers score, and its weight in per cent."""

    key: Annotated[str, StringConstraints(pattern=r"^[a-z_]{1,40}$")]
    title: Line
    weight: Decimal = Field(gt=0, le=100)


class Terms(Kept):
    """The terms of a call. What is None is not known."""

    eligible: Literal["participants", "listed", "any"] | None = None
    organisations: tuple[str, ...] = ()
    jurisdictions: tuple[str, ...] = ()
    staged: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    longest_months: int | None = Field(default=None, ge=1, le=120)
    parts: tuple[RequiredPart, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    scale: int = Field(default=5, ge=2, le=100)
    needs_asked: bool = True


class BudgetLine(Kept):
    """What a line of the budget costs in a year."""

    title: Line
    year: int = Field(ge=2000, le=2100)
    amount: Decimal = Field(gt=0, max_digits=14, decimal_places=2)


class ResultLine(Kept):
    """What a proposal wants to reach: an indicator line of the Roadmap, where it stands, where it should."""

    title: Line
    measure: str = ""
    line: str = ""
    jurisdiction: str = ""
    unit: str = ""
    baseline: Decimal | None = None
    target: Decimal | None = None


class Content(Kept):
    """A proposal as it is written."""

    title: Line = ""
    summary: Words = ""
    jurisdictions: tuple[str, ...] = ()
    goals: tuple[int, ...] = ()
    beneficiaries: Annotated[str, StringConstraints(strip_whitespace=True, max_length=400)] = ""
    starts_on: date | None = None
    ends_on: date | None = None
    needs: tuple[str, ...] = ()
    currency: str = ""
    budget: tuple[BudgetLine, ...] = ()
    results: tuple[ResultLine, ...] = ()
    parts: dict[str, Words] = Field(default_factory=dict)

    @property
    def asked(self) -> Decimal | None:
        """The sum of the budget; None while there is none."""
        return sum((line.amount for line in self.budget), Decimal(0)) if self.budget else None


@dataclass(frozen=True)
class Finding:
    """Something to mend before a proposal is sent, and the section where."""

    section: str
    words: str


SECTIONS = ("about", "needs", "budget", "results", "texts")


def findings(content: Content, terms: Terms, *, stage: str, goals: tuple[int, ...] = (), currency: str = "",
             eligible: str | None = None) -> list[Finding]:  # fmt: skip
    """Everything that keeps a proposal from being sent, all at once, in the order of its sections."""
    found = [Finding("about", eligible)] if eligible else []
    found += [Finding("about", words) for words in _about(content, terms, goals)]
    if terms.needs_asked and not content.needs:
        found.append(Finding("needs", _("Name at least one need that it serves.")))
    found += [Finding("budget", words) for words in _budget(content, terms, currency)]
    if stage == "full":
        found += [Finding("results", words) for words in _results(content)]
    for part in terms.parts:
        text = content.parts.get(part.key, "")
        if not text and (part.concept or stage == "full"):
            found.append(Finding("texts", _("Write the part “%(part)s”.") % {"part": part.title}))
        if len(text) > part.limit:
            facts = {"part": part.title, "limit": part.limit, "by": len(text) - part.limit}
            found.append(Finding("texts", _("“%(part)s” may have %(limit)d signs; shorten it by %(by)d.") % facts))
    return found


def _about(content: Content, terms: Terms, goals: tuple[int, ...]) -> list[str]:
    found = []
    if not content.title:
        found.append(_("Give it a title."))
    if not content.summary:
        found.append(_("Say in a few sentences what it wants to do."))
    if not content.jurisdictions:
        found.append(_("Say in which jurisdictions."))
    if outside := [jid for jid in content.jurisdictions if terms.jurisdictions and jid not in terms.jurisdictions]:
        found.append(_("The call is not for %(which)s.") % {"which": ", ".join(outside)})
    if not content.goals:
        found.append(_("Say which goals it serves."))
    if goals and (other := [str(goal) for goal in content.goals if goal not in goals]):
        found.append(_("The call is for goals %(goals)s, not for %(other)s.") % {
            "goals": ", ".join(str(goal) for goal in goals), "other": ", ".join(other)
        })  # fmt: skip
    if not content.beneficiaries:
        found.append(_("Say who benefits: institutions, not persons."))
    return found + _span(content, terms)


def _span(content: Content, terms: Terms) -> list[str]:
    starts, ends = content.starts_on, content.ends_on
    if starts is None or ends is None:
        return [_("Give the days on which it begins and ends.")]
    if ends < starts:
        return [_("It ends before it begins.")]
    months = (ends.year - starts.year) * 12 + ends.month - starts.month + (1 if ends.day >= starts.day else 0)
    if terms.longest_months and months > terms.longest_months:
        return [_("It lasts %(months)d months; the call allows %(most)d.") % {
            "months": months, "most": terms.longest_months
        }]  # fmt: skip
    return []


def _budget(content: Content, terms: Terms, currency: str) -> list[str]:
    asked = content.asked
    if asked is None:
        return [_("Enter at least one line of the budget.")]
    found = []
    if currency and content.currency != currency:
        found.append(_("The call pays in %(currency)s. Give the budget in %(currency)s.") % {"currency": currency})
    if terms.minimum is not None and asked < terms.minimum:
        found.append(_("It asks for %(asked)s; the least is %(least)s.") % {
            "asked": money(asked, content.currency), "least": money(terms.minimum, currency)
        })  # fmt: skip
    if terms.maximum is not None and asked > terms.maximum:
        found.append(_("It asks for %(asked)s; the most is %(most)s.") % {
            "asked": money(asked, content.currency), "most": money(terms.maximum, currency)
        })  # fmt: skip
    if content.starts_on and content.ends_on:
        outside = {line.year for line in content.budget} - set(range(content.starts_on.year, content.ends_on.year + 1))
        if outside:
            found.append(_("The budget has lines of %(years)s, outside of its days.") % {
                "years": ", ".join(str(year) for year in sorted(outside))
            })  # fmt: skip
    return found


def _results(content: Content) -> list[str]:
    if not content.results:
        return [_("Enter at least one result, with the line of the Roadmap that it should move.")]
    found = []
    for one in content.results:
        if not one.measure:
            found.append(_("“%(result)s”: choose the indicator line that it should move.") % {"result": one.title})
        if one.target is None:
            found.append(_("“%(result)s”: give its target.") % {"result": one.title})
    return found


def refuse_terms(terms: Terms) -> tuple[str, str] | None:
    """Why these terms cannot be a call's, and in which field; or None."""
    if terms.eligible == "listed" and not terms.organisations:
        return _("Say which organisations may propose."), "organisations"
    if terms.minimum is not None and terms.maximum is not None and terms.minimum > terms.maximum:
        return _("The least is more than the most."), "minimum"
    if terms.criteria:
        return refuse_hundred([one.weight for one in terms.criteria], "criteria")
    return None


def weighted(scores: Mapping[str, int], terms: Terms) -> Decimal | None:
    """What a review gives in per cent of the most that it could give; None while a criterion has no score."""
    if not terms.criteria or any(one.key not in scores for one in terms.criteria):
        return None
    points = sum((one.weight * scores[one.key] for one in terms.criteria), Decimal(0))
    return (points / terms.scale).quantize(Decimal("0.1"))
