"""What must hold for organisations, projects and their money."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from opensalw.core.jurisdictions import ids
from opensalw.core.permissions import Person

from ..models import Money, Need, Organisation, Project, ProjectShare

WHOLE = Decimal(100)
Wrong = tuple[str, str] | None


def refuse_project_work(person: Person, organisation: Organisation) -> str | None:
    """A project is written by its organisation's people or by the secretariat."""
    own = organisation.institution_id
    if person.is_secretariat or (own and any(one.role == "donor" and one.institution == own for one in person.posts)):
        return None
    return _("Only the people of %(organisation)s or the secretariat write this project.") % {
        "organisation": organisation
    }


def refuse_whole(key: str, whole: Organisation | None) -> Wrong:
    """An organisation is no part of itself, nor of one of its own parts."""
    above, seen = whole, set[str]()
    while above is not None and above.pk not in seen:
        if above.pk == key:
            return _("An organisation cannot be a part of itself or of its own part."), "part_of"
        seen.add(above.pk)
        above = above.part_of
    return None


def refuse_project(facts: Mapping[str, object]) -> Wrong:
    """Why a project cannot be kept with these facts, and in which field; or None."""
    if not str(facts.get("title") or "").strip():
        return _("Give the project a title."), "title"
    if facts.get("stage") not in Project.Stage.values:
        return _("Say how the project stands."), "stage"
    if facts.get("stage") == Project.Stage.POSTPONED and not facts.get("delay"):
        return _("Say why the project is postponed."), "delay"
    return _wrong_lists(facts) or _wrong_days(facts)


def _wrong_lists(facts: Mapping[str, object]) -> Wrong:
    for jid in facts.get("jurisdictions") or ():  # type: ignore[attr-defined]
        if jid not in ids():
            return _("“%(id)s” is not a jurisdiction.") % {"id": jid}, "jurisdictions"
    for kind in facts.get("kinds") or ():  # type: ignore[attr-defined]
        if kind not in Need.Kind.values:
            return _("“%(kind)s” is not a kind of support.") % {"kind": kind}, "kinds"
    return None


def _wrong_days(facts: Mapping[str, object]) -> Wrong:
    starts, ends, extended = (facts.get(name) for name in ("starts_on", "ends_on", "extension_asked_until"))
    if isinstance(starts, date) and isinstance(ends, date) and ends < starts:
        return _("The project ends before it begins."), "ends_on"
    if isinstance(ends, date) and isinstance(extended, date) and extended <= ends:
        return _("An extension is asked until a day after the end."), "extension_asked_until"
    return None


def refuse_shares(of: str, shares: Mapping[str, Decimal]) -> Wrong:
    """Shares are of known things, above zero, and together exactly 100 per cent."""
    if not shares:
        return None
    for key, percent in shares.items():
        known = ids() if of == ProjectShare.Of.JURISDICTION else tuple(str(number) for number in range(1, 100))
        if key not in known:
            return _("“%(key)s” is not known here.") % {"key": key}, "shares"
        if not 0 < percent <= WHOLE:
            return _("A share is above 0 and at most 100 per cent. Leave out what gets nothing."), "shares"
    total = sum(shares.values(), Decimal(0))
    if total != WHOLE:
        return _(
            "The shares come to %(total)s per cent. They must be exactly 100; change one by %(by)s."
        ) % {"total": plain(total), "by": plain(WHOLE - total)}, "shares"  # fmt: skip
    return None


def plain(amount: Decimal) -> str:
    """A number without zeros at its end: ``99.5``, ``100``."""
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def refuse_money(
    kind: str, amount: Decimal | None, currency: str, *, donor: Organisation | None,
    starts_on: date | None = None, ends_on: date | None = None,
) -> Wrong:  # fmt: skip
    """Why an amount cannot be kept, and in which field; or None."""
    if kind not in Money.Kind.values:
        return _("Choose what kind of money it is."), "kind"
    if kind in (Money.Kind.PLEDGE, Money.Kind.COMMITMENT, Money.Kind.DISBURSEMENT) and donor is None:
        return _("Say who gives it."), "donor"
    if starts_on and ends_on and ends_on < starts_on:
        return _("The span ends before it begins."), "ends_on"
    if amount is None:
        if kind == Money.Kind.BUDGET:
            return _("Give the amount, or leave the budget away while it is not known."), "amount"
        return None
    if len(currency) != 3 or not currency.isascii() or not currency.isalpha():
        return _("Say in which currency it is, as three letters such as EUR or USD."), "currency"
    if amount == 0 or (amount < 0 and kind not in (Money.Kind.DISBURSEMENT, Money.Kind.EXPENDITURE)):
        return _("An amount is above zero. A refund is a disbursement below zero."), "amount"
    return None


def refuse_rate(currency: str, into: str, rate: Decimal, source: str) -> Wrong:
    """A rate is of two currencies, above zero, and somebody says it."""
    for name, code in (("currency", currency), ("into", into)):
        if len(code) != 3 or not code.isascii() or not code.isalpha():
            return _("Write a currency as three letters such as EUR."), name
    if currency == into:
        return _("Choose two different currencies."), "into"
    if rate <= 0:
        return _("A rate is above zero."), "rate"
    return None if source.strip() else (_("Say whose rate it is."), "source")
