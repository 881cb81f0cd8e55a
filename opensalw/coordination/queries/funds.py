"""Questions about funds: rules in force, who sits there, what is left to award."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Q, QuerySet
from django.utils import timezone

from opensalw.core.permissions import Person

from ..fund_rules import FundRules
from ..models import Fund, FundMoney, Organisation, Point, RuleSet, Seat

AWARDS = (Point.Outcome.AWARD, Point.Outcome.AWARD_PART)


def funds_seen_by(person: Person) -> QuerySet[Fund]:
    """The public funds; all of them for who holds a post."""
    return Fund.objects.select_related("source").filter(Q() if person.posts else Q(is_public=True, is_training=False))


def rules_on(fund: Fund, day: date) -> RuleSet | None:
    """The version of the fund's rules that was in force on a day; one without a day holds from the beginning."""
    found = RuleSet.objects.filter(fund=fund).filter(Q(valid_from__isnull=True) | Q(valid_from__lte=day))
    return found.order_by("number").last()


def read_rules(held: RuleSet | None) -> FundRules:
    """A version as rules; without one nothing is known."""
    return FundRules.model_validate(held.content) if held else FundRules()


def seats_on(fund: Fund, day: date) -> dict[str, list[str]]:
    """Who sits at a fund on a day: organisation -> its parts."""
    found = fund.seats.filter(Q(since__isnull=True) | Q(since__lte=day), Q(until__isnull=True) | Q(until__gte=day))
    parts: dict[str, list[str]] = defaultdict(list)
    order = list(Seat.Part.values)
    for seat in sorted(found, key=lambda one: (order.index(one.part), one.organisation_id)):
        parts[seat.organisation_id].append(seat.part)
    return dict(parts)


def roots() -> dict[str, str]:
    """Each organisation's whole: a body of the United Nations counts as that body."""
    above = dict(Organisation.objects.values_list("key", "part_of_id"))

    def top(key: str) -> str:
        seen = {key}
        while (parent := above.get(key)) and parent not in seen:
            key = parent
            seen.add(key)
        return key

    return {key: top(key) for key in above}


def organisations_of(person: Person) -> frozenset[str]:
    """The organisations whose people the person belongs to."""
    own = [post.institution for post in person.posts if post.role == "donor"]
    return frozenset(Organisation.objects.filter(institution__in=own).values_list("key", flat=True))


def paid_in(fund: Fund) -> list[FundMoney]:
    """The money rows of a fund that stand."""
    return list(fund.money.filter(withdrawn_at__isnull=True).select_related("contributor", "source"))


def awards_in_force(fund: Fund) -> list[Point]:
    """The awards that stand: of each proposal the latest point that was carried."""
    latest: dict[object, Point] = {}
    found = Point.objects.filter(decision__fund=fund, decision__state="closed", carried=True)
    for point in found.select_related("proposal", "decision").order_by("decision__closed_at", "position"):
        latest[point.proposal_id] = point
    return [point for point in latest.values() if point.outcome in AWARDS]


def balance(fund: Fund, without: Iterable[object] = ()) -> dict[str, Decimal] | None:
    """What a fund can still award, by currency; None where an amount paid in is not known.

    ``without`` are proposals whose award is decided again, so that the one in force does not count.
    """
    rows = paid_in(fund)
    given = [row for row in rows if row.kind == FundMoney.Kind.PAID_IN]
    if not fund.awards_known or not given or any(row.amount is None for row in rows):
        return None
    left: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        left[row.currency] += (row.amount or Decimal(0)) * (-1 if row.kind == FundMoney.Kind.FEE else 1)
    again = set(without)
    for point in awards_in_force(fund):
        if point.proposal_id not in again:
            left[point.currency] -= point.amount or Decimal(0)
    return dict(left)


def today() -> date:
    """The day here."""
    return timezone.localdate()
