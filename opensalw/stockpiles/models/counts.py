"""Stock counts: what lies there, set against what the entries say should lie there."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from .sites import Site
from .stock import Lot


class StockCount(models.Model):
    """A count of a site on a day, by one person and checked by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="counts", db_constraint=False)
    counted_on = models.DateField()
    counted_by = models.CharField(max_length=60)
    checked_by = models.CharField(max_length=60, blank=True)
    entry = models.BigIntegerField()

    class Meta:
        ordering = ["-counted_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(checked_by="") | ~Q(checked_by=F("counted_by")), name="stock_count_takes_two_persons",
                violation_error_message=_("Another person checks the count."),
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.site} {self.counted_on}"


class CountLine(models.Model):
    """A lot in a count: what the entries said, what lay there, and why they differ."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    jurisdiction = models.CharField(max_length=8)
    count = models.ForeignKey(StockCount, on_delete=models.PROTECT, related_name="lines", db_constraint=False)
    lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="counted", db_constraint=False)
    expected = models.DecimalField(max_digits=15, decimal_places=3)
    found = models.DecimalField(max_digits=15, decimal_places=3)
    explanation = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["count", "lot"]
        constraints = [
            models.UniqueConstraint(fields=["jurisdiction", "count", "lot"], name="lot_is_counted_once"),
            models.CheckConstraint(condition=Q(found__gte=0), name="lot_is_not_counted_below_zero"),
        ]

    def __str__(self) -> str:
        return f"{self.lot}: {self.found}"

    @property
    def difference(self) -> object:
        """How much more lies there than the entries say."""
        return self.found - self.expected
