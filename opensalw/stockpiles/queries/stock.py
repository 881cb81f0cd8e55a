"""Sites with their stock, what is under way, what is open."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from ..models import Change, CountLine, Lot, Movement, Order, Site


def sites(jurisdiction: str) -> QuerySet[Site]:
    """The sites of a jurisdiction with the number of lots that are there."""
    lying = Lot.objects.filter(jurisdiction=jurisdiction, site=OuterRef("pk"), quantity__gt=0)
    there = Coalesce(Subquery(lying.order_by().values("site").annotate(n=Count("pk")).values("n")), 0)
    return Site.objects.filter(jurisdiction=jurisdiction).annotate(there=there).order_by("number")


def stock(site: Site) -> QuerySet[Lot]:
    """What lies at a site."""
    return Lot.objects.filter(jurisdiction=site.jurisdiction, site=site, quantity__gt=0)


def movements(jurisdiction: str) -> QuerySet[Movement]:
    """Movements, latest first, with both sites."""
    return Movement.objects.filter(jurisdiction=jurisdiction).select_related("lot", "sender", "receiver")


def changes(lot: Lot) -> list[tuple[date, Decimal]]:
    """Every change of a lot, by day."""
    found = Change.objects.filter(jurisdiction=lot.jurisdiction, lot=lot)
    return list(found.order_by("happened_on", "entry").values_list("happened_on", "amount"))


def balance(lot: Lot, on: date) -> Decimal:
    """How much of a lot lay there at the end of a day."""
    found = Change.objects.filter(jurisdiction=lot.jurisdiction, lot=lot, happened_on__lte=on)
    return found.aggregate(sum=Sum("amount"))["sum"] or Decimal(0)


def unexplained(jurisdiction: str) -> QuerySet[CountLine]:
    """Differences of stock counts that nobody has explained yet."""
    found = CountLine.objects.filter(jurisdiction=jurisdiction, explanation="").exclude(found=F("expected"))
    return found.select_related("lot", "count__site")


def wrong_balances(jurisdiction: str) -> Iterable[tuple[Lot, Decimal]]:
    """Lots whose number is not what their changes add up to; a check, it finds nothing."""
    summed = Change.objects.filter(jurisdiction=jurisdiction).order_by().values("lot").annotate(sum=Sum("amount"))
    sums = {row["lot"]: row["sum"] for row in summed}
    lots = Lot.objects.filter(jurisdiction=jurisdiction)
    return [(lot, sums.get(lot.pk, Decimal(0))) for lot in lots if sums.get(lot.pk, Decimal(0)) != lot.quantity]


def orders(jurisdiction: str) -> QuerySet[Order]:
    """Destruction orders, open ones first."""
    found = Order.objects.filter(jurisdiction=jurisdiction).select_related("site")
    return found.order_by(F("destroyed_on").desc(nulls_first=True), "-ordered_on", "-number")
